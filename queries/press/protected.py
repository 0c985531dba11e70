"""What may leave for the press: for each question that tells of people and may, its protected twin, for `gate`.

A twin answers as the question does, with null where a cell is withheld. A value may leave where it is a sum of cells
that may (`masks`), so that no subtraction of answers tells more than those cells do, whatever period and places each
answer is for. Raises NotForPress for what does not leave at all.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries import flows, pace, settled, versions
from queries.agents import standings
from queries.db.memo import changes_on_issue, part
from queries.frames import standard
from queries.metrics import catalogue
from queries.pace import Projection
from queries.periods import Period, shift
from queries.press import masks
from queries.published import references
from queries.returns import RETURNS
from queries.scope import Scope
from queries.sectors import in_public, public
from queries.status import LISTED, Status
from queries.versions import Version

_PARTS = {"received": None, "received_from_new": "new", "received_from_earlier": "earlier"}


class NotForPress(Exception):
    """What is asked for does not leave. `reason`: the end of the text `press.reason.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"not for the press: {reason}")
        self.reason = reason


def require_places_only(scope: Scope) -> None:
    """Raise NotForPress where an office or a sector narrows the scope: what leaves is by kabupaten/kota alone."""
    if scope.offices is not None:
        raise NotForPress("office")
    if scope.sectors is not None:
        raise NotForPress("sector")


def _chosen(conn: sa.Connection, scope: Scope) -> list[str | None]:
    """The places whose cells make the scope: None alone is the whole branch."""
    require_places_only(scope)
    known = masks.places(conn, scope)
    if scope.wilayah is None or scope.wilayah >= set(known):
        return [None] if known else []
    return [place for place in known if place in scope.wilayah]


def _spans(scope: Scope, kind: str, first: date, last: date) -> Iterator[tuple[Scope, list[date], bool]]:
    """The semesters of a run of months: each with the months of it and whether they are all that it has so far of a
    kind of rows."""
    while first <= last:
        semester = scope.during(Period.semester_of(first))
        until = min(last, semester.period.last)
        months = Period(first, until).months()
        yield semester, months, months[0] == semester.period.first and until >= (semester.until_month(kind) or until)
        first = shift(until, 1)


def _may_leave(
    conn: sa.Connection,
    scope: Scope,
    question: Callable[[sa.Connection, Scope], masks.Cells],
    places: Iterable[str | None],
    months: tuple[date, date],
    of: str | None = None,
) -> bool:
    """Whether the sum of some places' cells of `question` over a run of months may leave; of one sector or part.

    A semester's own cell or its months' cells: either will do. A sector has no cell of a month.
    """
    chosen, kind = list(places), "participants" if question is masks.acquired else "contributions"
    for semester, run, whole in _spans(scope, kind, *months):
        if semester.until(kind) is None:
            return False
        cells = question(conn, semester)
        run = masks.with_data(conn, scope, kind, run)
        for place in chosen:
            total = whole and (place, None, of) in cells
            if not total and not all((place, month, of) in cells for month in run):
                return False
    return bool(chosen)


def require_clear_parts(scope: Scope) -> None:
    """Raise NotForPress where the period's new participants are others than its semester's, by which cells are decided.

    Two such answers would tell what those paid who are new in the one and not in the other.
    """
    if not new_is_clear(scope):
        raise NotForPress("parts_period")


def new_is_clear(scope: Scope) -> bool:
    """Whether "registered in the period" means the same as in the semester, by which the cells are decided."""
    semester = Period.semester_of(scope.period.first)
    return scope.period.first == semester.first and scope.period.last <= semester.last


def _amounts(
    conn: sa.Connection, scope: Scope, places: Iterable[str | None], months: tuple[date, date] | None = None
) -> dict[str, bool]:
    """Whether each amount of `flows` may leave; of the period as far as it is counted, unless of these `months`."""
    may = {}
    for name, of in {"acquired": None, **_PARTS}.items():
        last, question = catalogue()[name].until_month(scope), masks.acquired if name == "acquired" else masks.received
        run = months or ((scope.period.first, last) if last else None)
        clear = of is None or new_is_clear(scope)
        may[name] = clear and run is not None and _may_leave(conn, scope, question, places, run, of)
    return may


@part
def totals(conn: sa.Connection, scope: Scope) -> dict[str, int | None]:
    """`flows.totals`; None where withheld."""
    sums, may = flows.totals(conn, scope), _amounts(conn, scope, _chosen(conn, scope))
    return {name: value if may[name] else None for name, value in sums.items()}


def by_month(conn: sa.Connection, scope: Scope, _running: date | None = None) -> pl.DataFrame:
    """`flows.by_month` without the month that still runs; null where withheld."""
    rows, places, first = flows.by_month(conn, scope), _chosen(conn, scope), scope.period.first
    may = [_amounts(conn, scope, places, (month, month)) for month in rows["month"]]
    sums = [_may_leave(conn, scope, masks.received, places, (first, month)) for month in rows["month"]]
    return _masked(rows, {**{name: [one[name] for one in may] for name in (*_PARTS, "acquired")}, "cumulative": sums})


def by_wilayah(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """`flows.by_wilayah`; null where withheld."""
    require_places_only(scope)
    rows = flows.by_wilayah(conn, scope)
    may = [_amounts(conn, scope, [code]) for code in rows["code"]]
    return _masked(rows, {name: [one[name] for one in may] for name in (*_PARTS, "acquired")})


def by_sector(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """`flows.by_sector`, one row a sector of the whole branch, its rupiah always null; null where withheld, those last.

    What is no sector of the vocabulary is counted as another one: it may be a name that slipped into the column.
    Raises NotForPress for a period that is no sum of semesters: too few people stand behind a sector's months.
    """
    places, last = _chosen(conn, scope), scope.until_month("participants")
    if last is None:
        raise NotForPress("sector_period")
    months = (scope.period.first, last)
    spans = list(_spans(scope, "participants", *months))
    if not all(whole for *_, whole in spans):
        raise NotForPress("sector_period")
    every = sorted({name for semester, *_ in spans for name in masks.sectors(conn, semester)})
    counted = flows.by_sector(conn, scope).group_by(in_public("code")).agg(pl.col("acquired", *_PARTS).sum())
    rows = pl.DataFrame({"code": every}, {"code": pl.String}).join(counted, on="code", how="left")
    may = [_may_leave(conn, scope, masks.acquired, places, months, code) for code in every]
    masked = _masked(rows.sort("code").with_columns(label=pl.col("code")), {"acquired": may})
    return masked.with_columns(pl.lit(None, pl.Int64).alias(name) for name in _PARTS).sort(
        ["acquired", "code"], descending=[True, False], nulls_last=True
    )


def sectors(conn: sa.Connection, scope: Scope) -> list[str]:
    """`standard.sectors`, by the names that the press is told."""
    return sorted({public(name) for name in standard.sectors(conn, scope)})


def _masked(frame: pl.DataFrame, may: dict[str, list[bool]]) -> pl.DataFrame:
    """A frame whose columns are null where they may not leave, made anew from what may.

    Polars keeps the value under a null that it sets, and a browser is sent the buffer.
    """
    return frame.with_columns(
        pl.Series(
            name,
            [value if leaves else None for value, leaves in zip(frame[name], may[name], strict=True)],
            frame.schema[name],
        )
        for name in may
    )


@part
def one_number(conn: sa.Connection, scope: Scope) -> dict[str, int | None]:
    """`figures.figures`; None where withheld."""
    agents_of = {status.value: _agents(conn, scope, status.value) for status in Status}
    return {
        **totals(conn, scope),
        # Few people come back: what is left of them beside a total would be a cell of its own.
        **dict.fromkeys(RETURNS),
        "offices": standard.offices(conn, scope).collect().height,
        "agents_listed": _agents(conn, scope, None),
        **{f"agents_{status}": counted for status, counted in agents_of.items()},
    }


def _agents(conn: sa.Connection, scope: Scope, status: str | None) -> int | None:
    """The agents of a status, or listed; None where withheld, or where a status depends on a missing month."""
    places = _chosen(conn, scope)
    if scope.as_of is None or not places:
        return None
    if status in _STATES and settled.doubtful(conn, scope):
        return None
    cells = masks.standing(conn, scope)
    if not all((place, status) in cells for place in places):
        return None
    wanted = [one.value for one in LISTED] if status is None else [status]
    return standings.standings(conn, scope).filter(pl.col("status").is_in(wanted)).height


_STATES = frozenset(status.value for status in LISTED)


def by_status(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """`standings.by_status`; null where withheld. Raises NotForPress where a status depends on a missing month."""
    if settled.doubtful(conn, scope):
        raise NotForPress("doubt")
    counted = [_agents(conn, scope, status.value) for status in LISTED]
    return standings.by_status(conn, scope).with_columns(agents=pl.Series(counted, dtype=pl.Int64))


@changes_on_issue
def compared(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """`references.compared`; computed, difference and agreement null where what was published is withheld now."""
    rows, now = references.compared(conn, scope), one_number(conn, scope)
    may = [now.get(name) is not None for name in rows["metric"]]
    return _masked(rows, dict.fromkeys(("computed", "difference", "agreement"), may))


def anything(conn: sa.Connection, scope: Scope) -> bool:
    """Whether there is a place to show at all: more would tell a zero from a number that is withheld."""
    return bool(_chosen(conn, scope))


def data_versions(conn: sa.Connection, scope: Scope) -> tuple[Version, ...]:
    """`versions.versions`, without who made them."""
    return tuple(one._replace(by="") for one in versions.versions(conn, scope))


@part
def courses(conn: sa.Connection, scope: Scope, first_month: date) -> pl.DataFrame:
    """`pace.courses`; null where withheld."""
    rows, places = pace.courses(conn, scope, first_month), _chosen(conn, scope)
    runs = [(first, shift(first, n - 1)) for first, n in rows.select("semester", "n").iter_rows()]
    may = {"acquired": masks.acquired, "received": masks.received}
    return _masked(rows, {name: [_may_leave(conn, scope, of, places, run) for run in runs] for name, of in may.items()})


def projection(conn: sa.Connection, scope: Scope, first_month: date, measure: str) -> Projection | None:
    """`pace.projection`; raises NotForPress where one of the sums that it is made from is withheld."""
    plain = pace.courses(conn, scope, first_month)
    if courses(conn, scope, first_month)[measure].null_count() > plain[measure].null_count():
        raise NotForPress("pace")
    return pace.projection(conn, scope, first_month, measure)
