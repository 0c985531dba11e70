"""Which rows a question is about."""

from dataclasses import dataclass, replace
from datetime import date

from queries.periods import Period, month_end, month_of, months_between, shift


class NoCompleteMonth(LookupError):
    """A question that needs an as-of day was asked of a period without a complete month."""


@dataclass(frozen=True)
class Scope:
    """One branch, one period and the places and sectors asked for. Made by `Viewer.scope()` alone.

    `wilayah`, `offices`, `sectors`: None means all that the viewer may see, never "none chosen".
    `last_complete`: first day of the last month that the branch's data holds whole; None where it holds none.
    `within`: the wilayah to which the viewer is limited, whatever they chose of them; None: to none. What the branch
    has as a whole (meetings, loads, what was published) asks for it.
    `missing`: months before it that are not whole. `alone`: kind and month of those that are whole in that kind alone.
    """

    branch: str
    period: Period
    last_complete: date | None
    wilayah: frozenset[str] | None = None
    offices: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    missing: frozenset[date] = frozenset()
    alone: frozenset[tuple[str, date]] = frozenset()
    within: frozenset[str] | None = None

    def allows(self, places: str) -> bool:
        """Whether who asks may read what was said of these places (codes as in `places`; empty: the whole branch)."""
        return self.within is None or (bool(places) and self.within.issuperset(places.split(",")))

    @property
    def as_of(self) -> date | None:
        """The last day of the last month of the period that is whole.

        None where no month of the period is complete: then the scope holds no figure.
        """
        if self.last_complete is None:
            return None
        month = min(self.period.last, self.last_complete)
        while month in self.missing and month >= self.period.first:
            month = shift(month, -1)
        return month_end(month) if month >= self.period.first else None

    @property
    def as_of_month(self) -> date | None:
        """The first day of the as-of month."""
        return month_of(self.as_of) if self.as_of else None

    def until(self, kind: str) -> date | None:
        """The day until which what happened is counted of one kind of rows: the last day of the last month of the
        period that is whole in that kind, whatever the other one lacks.

        Never before the as-of day; None where no month of the period is whole in it.
        """
        month = self.until_month(kind)
        return month_end(month) if month else None

    def until_month(self, kind: str) -> date | None:
        """The first day of the month in which `until` lies."""
        own = [month for of, month in self.alone if of == kind and self.period.first <= month <= self.period.last]
        return max([*own, *([self.as_of_month] if self.as_of_month else [])], default=None)

    @property
    def reach_month(self) -> date | None:
        """The last month that is counted of any kind of rows; None where the scope holds no figure at all."""
        months = [self.as_of_month, *(self.until_month(kind) for kind, _ in self.alone)]
        return max((month for month in months if month), default=None)

    def require_as_of(self) -> date:
        """The as-of day, for an answer that has none without it. Raises NoCompleteMonth."""
        if self.as_of is None:
            raise NoCompleteMonth(f"no month of {self.period.code} is complete in branch {self.branch}")
        return self.as_of

    def require_as_of_month(self) -> date:
        """The first day of the as-of month, likewise."""
        return month_of(self.require_as_of())

    @property
    def whole_branch(self) -> bool:
        """Whether neither a place nor a sector narrows it, so that a published figure may be set beside it."""
        return self.wilayah is None and self.offices is None and self.sectors is None

    @property
    def places(self) -> str:
        """Its kabupaten/kota as what was told outside is kept by: codes in order; empty: all; "-": none."""
        return "" if self.wilayah is None else ",".join(sorted(self.wilayah)) or "-"

    def during(self, period: Period) -> "Scope":
        """The same rows in another period."""
        return replace(self, period=period)

    def reaching(self, month: date) -> "Scope":
        """The same rows on the same as-of day, of a period that goes on to a later month: for what came after it."""
        period = Period(min(self.period.first, month), month)
        return replace(self, period=period, last_complete=self.require_as_of_month())

    def beside(self, period: Period) -> "Scope":
        """The same rows in an earlier period that is whole, no further into it than this one is counted of each kind.

        `period`: from its first month to the n-th, where n months are counted of the kind that goes furthest.
        """
        apart = months_between(self.period.first, period.first)
        until = {kind: self.until_month(kind) for kind, _ in self.alone}
        if all(month == self.as_of_month for month in until.values()):
            return self.during(period)
        months = [(kind, shift(month, apart)) for kind, month in until.items() if month]
        last = shift(self.as_of_month, apart) if self.as_of_month else None
        return replace(self, period=period, last_complete=last, missing=frozenset(), alone=frozenset(months))

    def of_every_sector(self) -> "Scope":
        """The same places and period, of every sector: for what is the whole agent's."""
        return replace(self, sectors=None)

    def of_whole_branch(self) -> "Scope":
        """Every row of the branch in the same period: for deciding what may leave, which no choice may change.

        It reaches further than the viewer may see, so that only queries/press/masks.py asks for it, and
        shows none of it.
        """
        return replace(self, wilayah=None, offices=None, sectors=None)
