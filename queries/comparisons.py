"""The earlier periods that a period is set beside."""

from enum import StrEnum

from queries.completeness import Completeness
from queries.periods import Period, months_between, shift
from queries.scope import Scope


class Earlier(StrEnum):
    """Which earlier period: the one just before, or the same months a year before."""

    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"


def earlier(scope: Scope, which: Earlier, known: Completeness) -> Scope | None:
    """The scope to set beside another one: as many months of the earlier period as this one counts, of each kind.

    None where nothing can be compared: no month is counted, the branch's data begin later, or a month of either is
    missing in a kind, so that the sums would be too small and the growth, or the fall, too large.
    """
    begins, reach = known.beginning(), scope.reach_month
    if reach is None or begins is None:
        return None
    before = scope.period.previous() if which is Earlier.PREVIOUS else scope.period.year_before()
    last = shift(before.first, months_between(scope.period.first, reach))
    if before.first < begins or known.missing(before.first, last):
        return None
    if known.missing(scope.period.first, scope.period.last):
        return None
    return scope.beside(Period(before.first, last))
