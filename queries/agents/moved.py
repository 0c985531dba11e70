"""Whose acquisitions of the as-of month differ from those of the months before by more than ordinary variation.

Where somebody acquires at one rate (Poisson), and the sum of the months is known, the share of one of them is
binomial: no rate need be estimated. Of all agents and offices asked together, at most FALSE_ALARM of months have a
single one that lies beyond its limits though nothing changed (Bonferroni); a season in which all act is a change.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.agents import chance
from queries.agents.standings import standings
from queries.completeness import of_branch
from queries.frames import standard
from queries.months import month_start
from queries.periods import Period, shift
from queries.scope import Scope
from queries.status import LISTED

BEFORE, FEWEST = 12, 3
"""Months before that are looked at, and without how many nothing is said."""

FALSE_ALARM = 0.05


class Level(StrEnum):
    """Of what a row is."""

    AGENT = "agent"
    OFFICE = "office"


class Moved(StrEnum):
    """Which way it moved beyond ordinary variation."""

    MORE = "more"
    LESS = "less"


class Counts(NamedTuple):
    """`since`: the month in which an agent's service began, None of an office. `acquired`: people by month."""

    level: Level
    code: str
    label: str
    since: date | None
    acquired: dict[date, int]


_COLUMNS = {
    "level": pl.String,
    "code": pl.String,
    "label": pl.String,
    "acquired": pl.Int64,
    "before": pl.Int64,
    "months": pl.Int64,
    "chance": pl.Float64,
    "moved": pl.String,
}


def moved(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an office of the scope, and a listed agent, with an acquisition in the as-of month or the months before;
    the least likely first, then by level and code.

    level (see Level), code, label (name); acquired (people, in the as-of month), before (people, in the months before),
    months (how many those are: of the twelve before those whole in registrations, of an agent after the month in which
    the service began), chance (of a count so far off, on both sides together, were nothing changed), moved (see Moved;
    null: ordinary variation). Agents count wherever they acquired; offices what was acquired there.
    """
    month = scope.as_of_month
    if month is None:
        return pl.DataFrame(schema=_COLUMNS)
    known = of_branch(conn, scope)
    span = scope.during(Period(shift(month, -BEFORE), month))
    whole = [one for one in span.period.months()[:-1] if known.whole(one, one, ["participants"])]
    return judged(_counts(conn, scope, span), month, whole)


def judged(counts: Iterable[Counts], month: date, whole: Sequence[date]) -> pl.DataFrame:
    """The rows of `moved` from people acquired by month. `whole`: the months before that are looked at."""
    rows = [
        row
        for one in counts
        if len(own := [then for then in whole if one.since is None or then > one.since]) >= FEWEST
        and (row := _row(one, one.acquired.get(month, 0), [one.acquired.get(then, 0) for then in own]))
    ]
    beyond = pl.col("chance") <= FALSE_ALARM / max(1, len(rows))
    more = pl.col("acquired") * pl.col("months") > pl.col("before")
    way = pl.when(more).then(pl.lit(Moved.MORE.value)).otherwise(pl.lit(Moved.LESS.value))
    frame = pl.DataFrame(rows, schema={name: kind for name, kind in _COLUMNS.items() if name != "moved"})
    return frame.with_columns(moved=pl.when(beyond).then(way)).sort("chance", "level", "code")


def _row(of: Counts, acquired: int, before: list[int]) -> dict[str, object] | None:
    """A row of `moved`; None where nobody was acquired in all the months, so that nothing can be told."""
    total, months = acquired + sum(before), len(before)
    if not total:
        return None
    odds = chance.binomial_sides(acquired, total, 1 / (months + 1))
    row = {
        "level": of.level.value,
        "code": of.code,
        "label": of.label,
        "acquired": acquired,
        "before": total - acquired,
    }
    return row | {"months": months, "chance": min(1.0, 2 * min(odds))}


def _counts(conn: sa.Connection, scope: Scope, span: Scope) -> list[Counts]:
    """The scope's listed agents and its offices. `span`: the same rows over all the months that are looked at."""
    now = standings(conn, scope).filter(pl.col("status").is_in([one.value for one in LISTED]))
    flows = standard.agent_flows(conn, span, everywhere=True).collect()
    of_agents = _by_month(flows.select(code="agent_code", month="month", acquired="acquired"))
    there = standard.place_months(conn, span).select(code="office_code", month="month", acquired="acquired").collect()
    of_offices = _by_month(there)
    agents = now.select("code", "name", since=month_start(pl.col("service_since"))).sort("code").rows()
    offices = standard.offices(conn, scope).select("office_code", "office").sort("office_code").collect().rows()
    return [
        *(Counts(Level.AGENT, code, name, since, of_agents.get(code, {})) for code, name, since in agents),
        *(Counts(Level.OFFICE, code, name, None, of_offices.get(code, {})) for code, name in offices),
    ]


def _by_month(rows: pl.DataFrame) -> dict[str, dict[date, int]]:
    sums: dict[str, dict[date, int]] = {}
    for code, month, acquired in rows.group_by("code", "month").agg(pl.col("acquired").sum()).rows():
        sums.setdefault(code, {})[month] = acquired
    return sums
