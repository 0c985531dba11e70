"""The earlier periods that a period is set beside."""

from datetime import date
from enum import StrEnum

from queries.periods import Period, months_between, shift
from queries.scope import Scope


class Earlier(StrEnum):
    """Which earlier period: the one just before, or the same months a year before."""

    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"


def earlier(scope: Scope, which: Earlier, first_month: date | None) -> Scope | None:
    """The scope to set beside another one: as many months of the earlier period as this one has complete.

    None where nothing can be compared: no month is complete, or the branch's data (`first_month`) begins later, so that
    the earlier months would be too few and the growth too large.
    """
    if scope.as_of_month is None or first_month is None:
        return None
    before = scope.period.previous() if which is Earlier.PREVIOUS else scope.period.year_before()
    complete = months_between(scope.period.first, scope.as_of_month)
    if before.first < first_month:
        return None
    return scope.during(Period(before.first, shift(before.first, complete)))
