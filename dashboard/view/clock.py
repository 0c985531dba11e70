"""The day from which days to come are counted. The clock is read in `imports`; here is said which day counts."""

from datetime import date, timedelta

from dashboard.imports import imports
from dashboard.view.view import View
from queries.branches import Holding
from queries.scope import Scope
from queries.versions import Past


def today(view: View) -> date:
    """The day that it is for a view: see `counted_from`."""
    return counted_from(view.holding, view.scope, view.past)


def counted_from(holding: Holding, scope: Scope, past: Past | None) -> date:
    """Today; of what was known then the day on which it was.

    Of an earlier period the day after the as-of day, so that it stands as it stood; also of demonstration data, whose
    days have all come long ago.
    """
    day = past.day if past else imports.today()
    if scope.as_of is None:
        return day
    earlier = scope.as_of_month != holding.last_complete
    return scope.as_of + timedelta(days=1) if holding.is_demo or earlier or day <= scope.as_of else day
