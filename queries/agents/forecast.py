"""The state of every listed agent at the month-ends to come: if nothing happened after the as-of day, and as loaded."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.agents import doubt
from queries.agents.standings import standings
from queries.db.memo import part
from queries.frames import standard
from queries.months import months_apart
from queries.periods import month_end, month_of, months_between, shift
from queries.rules import Reading, Rule, rule_on
from queries.scope import Scope
from queries.status import Status, status_expr


@dataclass(frozen=True, eq=False)
class _Known:
    """Agents and what is known of them: `acts` after the as-of month; `runs`: the months that run, as known in the
    as-of month and in each one up to today's; `shortest`: see `doubt.shortest`."""

    agents: pl.DataFrame
    acts: pl.DataFrame
    runs: dict[date, pl.DataFrame]
    shortest: tuple[int, ...]


def listed(conn: sa.Connection, scope: Scope, today: date) -> pl.DataFrame:
    """The rows of `standings` of agents whose deactivation, if any is known, comes after today."""
    gone = (pl.col("deactivated_on") <= today).fill_null(False)
    return standings(conn, scope).filter(pl.col("status") != Status.REMOVED.value, ~gone)


@part
def states(conn: sa.Connection, scope: Scope, today: date, until: date) -> pl.DataFrame:
    """One row an agent of `listed` and month, from the as-of month to today's and to the one that ends before `until`;
    by both.

    code, month; supposed (the state at the month's end if nothing happened after the as-of day) and known (with what is
    loaded of the months up to it and to today's, and nothing after it), by the rule of the month's end;
    payment_retains (whether one does by the rule of that day, or of today where that is later); acquired_month and
    received_month: the last one after the as-of month, up to `month`, with an acquisition or a payment (null: none);
    uncertain: whether what is missing up to the as-of month could make the known state another one.
    """
    first, now = scope.require_as_of_month(), max(month_of(today), scope.require_as_of_month())
    last = max(now, shift(until, -1))
    known = _known(conn, scope, listed(conn, scope, today), now)
    months = [shift(first, n) for n in range(months_between(first, last) + 1)]
    rules = {month: rule_on(conn, scope.branch, month_end(month)) for month in {*months, now}}
    rows = [_at(known, first, month, rules[month], rules[max(month, now)]) for month in months]
    return pl.concat(rows).sort("code", "month")


def _known(conn: sa.Connection, scope: Scope, agents: pl.DataFrame, now: date) -> _Known:
    as_of_month = scope.require_as_of_month()
    acts = standard.agent_months(conn, scope.reaching(now)).filter(pl.col("month") > as_of_month).collect()
    ended = [shift(as_of_month, n) for n in range(months_between(as_of_month, now) + 1)]
    runs = {month: standard.agent_runs(conn, scope, month).collect() for month in ended}
    return _Known(agents, acts, runs, doubt.shortest(conn, scope))


def _at(known: _Known, as_of_month: date, month: date, rule: Rule, rule_then: Rule) -> pl.DataFrame:
    """The rows of `states` of one month. `rule_then`: of the day on which an act for it can still be done."""
    by, at = pl.col("month") <= month, pl.lit(month)
    acted = known.acts.filter(by).group_by("agent_code")
    acts = acted.agg(
        acquired_month=pl.col("month").filter(pl.col("acquired") > 0).max(),
        received_month=pl.col("month").filter(pl.col("received") > 0).max(),
    )
    runs, later = (
        rows.filter(by).group_by("agent_code").agg(pl.col("month").max().alias(name))
        for name, rows in (("run", known.runs[as_of_month]), ("later_run", known.runs[min(month, max(known.runs))]))
    )
    rows = known.agents
    for one in (acts, runs, later):
        rows = rows.join(one, left_on="code", right_on="agent_code", how="left")
    zero = pl.col("zero_months") + months_between(as_of_month, month)
    received = months_apart(pl.col("last_received_month"), at)
    return (
        rows.with_columns(
            deactivated_on=pl.lit(None, pl.Date),
            zero=zero,
            run=months_apart(pl.col("run"), at),
            received=received,
            later_zero=pl.min_horizontal(zero, months_apart(pl.col("acquired_month"), at)),
            later_run=months_apart(pl.col("later_run"), at),
            later_received=pl.min_horizontal(received, months_apart(pl.col("received_month"), at)),
        )
        .with_columns(
            pl.min_horizontal(name, pl.lit(shortest + months_between(as_of_month, month))).alias(f"{name}_at_best")
            for name, shortest in zip(_LATER, known.shortest, strict=True)
        )
        .select(
            "code",
            at.alias("month"),
            status_expr(month_end(month), rule, "zero", "run", "received").alias("supposed"),
            status_expr(month_end(month), rule, *_LATER).alias("known"),
            pl.lit(rule_then.reading is not Reading.ALONE).alias("payment_retains"),
            "acquired_month",
            "received_month",
            uncertain=(
                status_expr(month_end(month), rule, *(f"{name}_at_best" for name in _LATER))
                != status_expr(month_end(month), rule, *_LATER)
            ),
        )
    )


_LATER = ("later_zero", "later_run", "later_received")
