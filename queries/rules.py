"""The dated thresholds of the deactivation rule."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.periods import month_end
from queries.scope import Scope


class Reading(IntEnum):
    """What must be missing besides acquisitions before an agent is removed; the number is the one that is stored.

    ALONE: nothing. RUNS: contributions that run. CAME_IN: contributions that came in, by the day paid.
    """

    ALONE = 0
    RUNS = 1
    CAME_IN = 2

    @property
    def code(self) -> str:
        """Its name where it is text: `alone`, `runs`, `came_in`."""
        return self.name.lower()


class Rule(NamedTuple):
    """The rule in force on a day (domain, section 2). `dormant_after`, `reactivate_after`: months."""

    dormant_after: int
    reactivate_after: int
    reading: Reading


NAMES = {
    "dormant_after": "dormant_after_months",
    "reactivate_after": "reactivate_after_months",
    "reading": "removal_needs_no_contributions",
}


class Notable(NamedTuple):
    """From where on something is said on the first screen: `change`, in per cent of the same months a year before;
    `days`, within which a change of state lies; `fund_days`, within which a fund ends."""

    change: int = 10
    days: int = 30
    fund_days: int = 90


NOTABLE = {"change": "notable_change_percent", "days": "notable_days", "fund_days": "fund_warning_days"}


DOMINANCE = "press_dominance_percent"

USUAL_DOMINANCE = 10
"""Per cent, where the branch has no row: what statistical offices often take (Hundepool et al., Statistical Disclosure
Control, 2012, section 4.2.2)."""


class NoRule(LookupError):
    """The branch has no threshold for that day: its rows were not laid down, or begin later."""


def rule_on(conn: sa.Connection, branch: str, day: date) -> Rule:
    """The thresholds whose `valid_from` is the newest on or before `day`. Raises NoRule where one is missing."""
    return _rule(_rows(conn, branch, day), branch, day)


def rules_of_months(conn: sa.Connection, branch: str, months: Sequence[date]) -> dict[date, Rule]:
    """The rule of each month's end. Raises NoRule where one is missing."""
    days = {month: month_end(month) for month in months}
    rows = _rows(conn, branch, max(days.values()))
    return {month: _rule(rows, branch, day) for month, day in days.items()}


def _rule(rows: Sequence[tuple[str, date, int]], branch: str, day: date) -> Rule:
    newest = {name: value for name, since, value in rows if since <= day}
    missing = sorted(set(NAMES.values()) - set(newest))
    if missing:
        raise NoRule(f"branch {branch} has no rule on {day} for {', '.join(missing)}")
    return Rule(
        dormant_after=newest[NAMES["dormant_after"]],
        reactivate_after=newest[NAMES["reactivate_after"]],
        reading=Reading(newest[NAMES["reading"]]),
    )


def _rows(conn: sa.Connection, branch: str, day: date) -> list[tuple[str, date, int]]:
    """name, valid_from, value of the thresholds that hold on a day or held before, the newest last."""
    r = s.rules.c
    query = sa.select(r.name, r.valid_from, r.value).where(r.branch_code == branch, r.valid_from <= day)
    return [(name, since, value) for name, since, value in conn.execute(query.order_by(r.valid_from))]


def notable(conn: sa.Connection, scope: Scope) -> Notable:
    """What is worth a sentence on a scope's as-of day; where the branch has no row, as stated in Notable."""
    newest = {name: value for name, _, value in _rows(conn, scope.branch, scope.as_of or scope.period.first)}
    return Notable(**{part: newest[name] for part, name in NOTABLE.items() if name in newest})


def dominance(conn: sa.Connection, branch: str, day: date) -> int:
    """The p of the p% rule on a day: of a sum of rupiah that leaves, what the largest one brought must not be told to
    the second largest more exactly than to so many per cent."""
    newest = {name: value for name, _, value in _rows(conn, branch, day)}
    return newest.get(DOMINANCE, USUAL_DOMINANCE)


def in_force(conn: sa.Connection, scope: Scope) -> Rule:
    """The thresholds on a scope's as-of day, or on its period's first day while no month of it is complete."""
    return rule_on(conn, scope.branch, scope.as_of or scope.period.first)


LEAST_OF_TWO = "least_of_two_programmes"
"""Name of the rows that say what a participant of JKK and JKM pays at least, rupiah a month."""


def least_contributions(conn: sa.Connection, scope: Scope) -> tuple[tuple[date, int], ...]:
    """From which day two programmes (JKK, JKM) cost at least so many rupiah a month, in order; empty where the branch
    has no such rows."""
    r = s.rules.c
    query = sa.select(r.valid_from, r.value).where(r.branch_code == scope.branch, r.name == LEAST_OF_TWO)
    return tuple((since, value) for since, value in conn.execute(query.order_by(r.valid_from)))


def rows(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """One row a dated threshold of the branch, whenever it holds; by day, then in the order of Rule.

    valid_from (day), part (a field of Rule), value (months, or a Reading), source.
    """
    r, parts = s.rules.c, {name: part for part, name in NAMES.items()}
    query = sa.select(r.valid_from, r.name, r.value, r.source).where(r.branch_code == branch, r.name.in_(parts))
    order = pl.col("part").replace_strict({part: n for n, part in enumerate(Rule._fields)}, return_dtype=pl.Int8)
    known = fetch(conn, query).with_columns(part=pl.col("name").replace_strict(parts, return_dtype=pl.String))
    return known.select("valid_from", "part", "value", "source").sort("valid_from", order)
