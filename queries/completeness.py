"""Which months are whole, by kind: from rows that reach into them, or from somebody's word (design: "complete month").

A month is whole in a kind when a load made after its end brought rows of that kind dated in it, rows already known too,
or when somebody said that there are none. A kind's data begin with the first month that has a row or a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.db.memo import part
from queries.db.schema import MONTHLY
from queries.frames import completeness as frames
from queries.periods import JAKARTA, month_end, shift
from queries.scope import Scope


class Gap(NamedTuple):
    """A month that is not whole in a kind, though that kind's data begin before it. `partly`: it has rows."""

    month: date
    kind: str
    partly: bool = False


@dataclass(frozen=True)
class Completeness:
    """What is whole of a branch's data. `begins`: kind to the first month of its data, for kinds that have any.

    `last_complete`: the last month whole in every kind, None without one. `gaps`: the months before it, or before the
    last one whole in the kind itself, that are not whole in a kind, by month. `behind`: what keeps the months after it
    from being whole, though another kind is whole in them, by month. `unended`: the last month that the data reach
    whose rows all came before its end. `alone`: kind and month of those whole in that kind alone. `ends`: kind to the
    last month of its data, whole or not.
    """

    begins: tuple[tuple[str, date], ...] = ()
    last_complete: date | None = None
    gaps: tuple[Gap, ...] = ()
    unended: date | None = None
    behind: tuple[Gap, ...] = ()
    alone: frozenset[tuple[str, date]] = frozenset()
    ends: tuple[tuple[str, date], ...] = ()

    def beginning(self, kinds: Iterable[str] = MONTHLY) -> date | None:
        """The first month from which the data of all these kinds run; None where one of them has none."""
        known = dict(self.begins)
        months = [known.get(kind) for kind in kinds]
        return None if None in months else max((month for month in months if month), default=None)

    def open_months(self) -> frozenset[date]:
        """The months of `gaps`: they are not whole in a kind whose data have begun."""
        return frozenset(gap.month for gap in self.gaps)

    def missing(self, first: date, last: date, kinds: Iterable[str] = MONTHLY) -> tuple[Gap, ...]:
        """The gaps among the months `first` to `last`."""
        wanted = set(kinds)
        return tuple(gap for gap in self.gaps if first <= gap.month <= last and gap.kind in wanted)

    def holding_back(self, first: date, last: date) -> tuple[Gap, ...]:
        """What keeps the as-of day before the later ones of these months, though another kind is whole in them."""
        return tuple(gap for gap in self.behind if first <= gap.month <= last)

    def empty_months(self, months: Iterable[date]) -> frozenset[tuple[str, date]]:
        """Kind and month of those of which there are no data: before the kind's data begin, or nothing was loaded, as
        after its last month where another kind goes on."""
        begins, ends, months = dict(self.begins), dict(self.ends), list(months)
        last = max(ends.values(), default=date.min)
        before = {(kind, month) for month in months for kind in MONTHLY if month < begins.get(kind, date.max)}
        after = {(kind, month) for month in months for kind, end in ends.items() if end < month <= last}
        return frozenset(before | after | {(gap.kind, gap.month) for gap in self.gaps if not gap.partly})

    def uncounted(self, scope: Scope, running: date | None) -> frozenset[tuple[str, date]]:
        """Kind and month of those of the period that are counted of another kind alone, or of which there are no data.

        What is known of the `running` month is shown, though it is not counted.
        """
        reach, until = scope.reach_month, {kind: scope.until_month(kind) or date.min for kind in MONTHLY}
        months = scope.period.months()
        within = [month for month in months if reach and month <= reach and month != running]
        return self.empty_months(months) | {
            (kind, month) for kind in MONTHLY for month in within if month > until[kind]
        }

    def last_unknown(self, kind: str, until: date) -> date:
        """The last month, up to `until`, that is not whole in a kind: a gap, or the month before its data begin."""
        begins = dict(self.begins).get(kind)
        if begins is None or begins > until:
            return until
        return max([shift(begins, -1), *(gap.month for gap in self.gaps if gap.kind == kind and gap.month <= until)])

    def whole(self, first: date, last: date, kinds: Iterable[str]) -> bool:
        """Whether each month from `first` to `last` is whole in all these kinds."""
        wanted = tuple(kinds)
        begins = self.beginning(wanted) if wanted else first
        if begins is None or begins > first or self.missing(first, last, wanted):
            return False
        return all(last <= (self.last_whole(kind) or date.min) for kind in wanted)

    def last_whole(self, kind: str) -> date | None:
        """The last month that is whole in a kind, whatever the other one lacks; None where none is."""
        both = [self.last_complete] if self.last_complete else []
        return max([*both, *(month for of, month in self.alone if of == kind)], default=None)


@part
def completeness(conn: sa.Connection, branch: str) -> Completeness:
    """What is whole of a branch's data; nothing of an unknown branch."""
    states = month_states(conn, branch)
    every = {kind: {one.month: one for one in states if one.kind == kind} for kind in MONTHLY}
    begins = tuple((kind, min(months)) for kind, months in every.items() if months)
    whole = {kind: {one.month for one in months.values() if one.whole} for kind, months in every.items()}
    both = set.intersection(*whole.values())
    last = max(both, default=None)
    gaps = [
        Gap(month, kind, month in every[kind])
        for kind, first in begins
        for month in _months(first, max([*whole[kind], *([last] if last else [])], default=date.min))
        if month not in whole[kind]
    ]
    later = {month for months in whole.values() for month in months if last is None or month > last}
    behind = [
        Gap(month, kind, month in every[kind])
        for month in sorted(later)
        for kind in MONTHLY
        if month not in whole[kind]
    ]
    unended = max((one.month for one in states if one.until), default=None)
    after = unended if unended and (last is None or unended > last) else None
    alone = frozenset((kind, month) for kind, months in whole.items() for month in months - both)
    ends = tuple((kind, max(months)) for kind, months in every.items() if months)
    return Completeness(begins, last, tuple(sorted(gaps)), after, tuple(behind), alone, ends)


def of_branch(conn: sa.Connection, scope: Scope) -> Completeness:
    """`completeness` of the scope's branch."""
    return completeness(conn, scope.branch)


class MonthState(NamedTuple):
    """How one month stands in one kind.

    `load`: the first load that made it whole, else the last that reached it; None where a word alone does. `until`: the
    last day of rows that all came before the month's end; None otherwise. `by`, `at` (UTC): of somebody's word.
    """

    kind: str
    month: date
    whole: bool
    load: int | None = None
    until: date | None = None
    by: str | None = None
    at: datetime | None = None


def month_states(conn: sa.Connection, branch: str) -> list[MonthState]:
    """Every month with a row that stands or a word, of each kind; by kind and month."""
    loads: dict[tuple[str, date], list[dict[str, Any]]] = {}
    for row in frames.reached(conn, branch).to_dicts():
        loads.setdefault((row["kind"], row["month"]), []).append(row)
    words = {(row["kind"], row["month"]): row for row in frames.confirmed(conn, branch).to_dicts()}
    states = []
    for kind, month in sorted({*loads, *words}):
        reached = [_Reached(**row) for row in loads.get((kind, month), [])]
        standing = [one for one in reached if one.undone_by is None and (one.new or not _hollow(one, reached))]
        word = words.get((kind, month))
        if not standing and not word:
            continue
        claims = [one.load for one in standing if one.ended and not _hollow(one, reached)]
        last_day = max((one.last_day for one in standing), default=None)
        states.append(
            MonthState(
                kind,
                month,
                whole=bool(claims or word),
                load=min(claims) if claims else max((one.load for one in standing), default=None),
                until=last_day if not claims and not any(one.ended for one in standing) else None,
                by=word["by"] if word else None,
                at=word["at"] if word else None,
            )
        )
    return states


@dataclass(frozen=True)
class _Reached:
    """A row of `frames.reached`."""

    kind: str
    month: date
    load: int
    loaded_at: datetime
    undone_by: int | None
    rows: int
    new: int
    last_day: date

    @property
    def ended(self) -> bool:
        """Whether the month had ended when the load was made, by the branch's clock."""
        return has_ended(self.month, self.loaded_at)


def has_ended(month: date, at: datetime) -> bool:
    """Whether a month had ended at a moment (with its time zone, or in UTC), by the clock of Jakarta."""
    moment = at if at.tzinfo else at.replace(tzinfo=UTC)
    return moment.astimezone(JAKARTA).date() > month_end(month)


def _hollow(claim: _Reached, reached: list[_Reached]) -> bool:
    """Whether rows that the load knew from an earlier one may be gone: that one was undone since."""
    if claim.rows == claim.new:
        return False
    gone = (one for one in reached if one.undone_by is not None and one.new)
    return any(one.load < claim.load < (one.undone_by or 0) for one in gone)


def _months(first: date, last: date) -> list[date]:
    months = []
    while first <= last:
        months.append(first)
        first = shift(first, 1)
    return months


AHEAD = 3
"""Months without any row that the grid names after the last one: what is missing now, and not everything since."""


def grid(conn: sa.Connection, scope: Scope, until: date) -> pl.DataFrame:
    """One row a month of the branch's data, from the first of either kind to the last, and up to AHEAD more that have
    ended by `until`; the newest first.

    month, and of each kind (participants, contributions) `<kind>_state` (loaded, partly, missing, confirmed; null
    before the kind's data begin), `<kind>_rows`, `<kind>_load`, `<kind>_until` (last day of a month that is partly
    loaded), `<kind>_by` and `<kind>_at` (UTC, of a word); contributions_amount (rupiah). Of a missing month, and for
    who may see some wilayah alone, rows and rupiah are null. Whatever the scope's places.
    """
    states = {(one.month, one.kind): one for one in month_states(conn, scope.branch)}
    if not states:
        return pl.DataFrame(schema=_GRID)
    first, last = (end(month for month, _ in states) for end in (min, max))
    last = max(last, min(until, shift(last, AHEAD)))
    begins = {kind: min((month for month, of in states if of == kind), default=None) for kind in MONTHLY}
    counts: dict[tuple[date, str], tuple[int, int]] = {}
    for kind, day, rows, amount in frames.counted(conn, scope.branch, first, last).select(_COUNTED).iter_rows():
        before = counts.get((day.replace(day=1), kind), (0, 0))
        counts[day.replace(day=1), kind] = before[0] + rows, before[1] + amount
    rows = []
    for month in reversed(_months(first, last)):
        row: dict[str, object] = {"month": month}
        for kind in MONTHLY:
            known, there = states.get((month, kind)), (begins[kind] or date.max) <= month
            n, amount = counts.get((month, kind), (0, 0))
            row |= {
                f"{kind}_state": _state(known, n) if there else None,
                f"{kind}_rows": n if there and (known or n) and scope.within is None else None,
                f"{kind}_load": known.load if known else None,
                f"{kind}_until": known.until if known else None,
                f"{kind}_by": known.by if known else None,
                f"{kind}_at": known.at if known else None,
            }
        counted = row["contributions_rows"] is not None
        row["contributions_amount"] = counts.get((month, "contributions"), (0, 0))[1] if counted else None
        rows.append(row)
    return pl.DataFrame(rows, schema=_GRID)


_COUNTED = ("kind", "day", "rows", "amount")


def _state(known: MonthState | None, rows: int) -> str:
    """How a month stands, in one word."""
    if known is None:
        return "missing"
    if known.by is not None and not rows:
        return "confirmed"
    return "loaded" if known.whole else "partly"


_GRID = {
    "month": pl.Date,
    **{
        f"{kind}_{name}": of
        for kind in MONTHLY
        for name, of in (
            ("state", pl.String),
            ("rows", pl.Int64),
            ("load", pl.Int64),
            ("until", pl.Date),
            ("by", pl.String),
            ("at", pl.Datetime("us")),
        )
    },
    "contributions_amount": pl.Int64,
}
