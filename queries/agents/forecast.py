"""The state of every listed agent at the month-ends to come: if nothing happened after the as-of day, and as loaded."""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.agents import doubt
from queries.agents.standings import standings
from queries.db.memo import part
from queries.frames import standard
from queries.months import month_at, month_number, months_apart, spread
from queries.periods import month_of, months_between, shift
from queries.rules import Reading, Rule, rules_of_months
from queries.scope import Scope
from queries.status import Status, status_expr


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
    months = [shift(first, n) for n in range(months_between(first, last) + 1)]
    rules = rules_of_months(conn, scope.branch, months)
    # An act for a month that has ended can be done today alone, by the rule of today.
    retains = [rules[max(month, now)].reading is not Reading.ALONE for month in months]
    ahead = pl.DataFrame({"month": months, "ahead": range(len(months)), "payment_retains": retains})
    rows = listed(conn, scope, today).select("code", "zero_months", "last_received_month").join(ahead, how="cross")
    for latest in (_acts(conn, scope, now), *_runs(conn, scope, now)):
        rows = rows.join(latest, left_on=["code", "month"], right_on=["agent_code", "month"], how="left")
    so_far = _so_far("acquired_month", "received_month", "run"), _so_far_from(now)
    return _judged(rows.sort("code", "month").with_columns(so_far), rules, doubt.shortest(conn, scope))


def _acts(conn: sa.Connection, scope: Scope, now: date) -> pl.DataFrame:
    """agent_code, month, acquired_month and received_month: the month itself, where it has one; of the months after the
    as-of month up to today's."""
    acts = standard.agent_months(conn, scope.reaching(now)).filter(pl.col("month") > scope.require_as_of_month())
    month = pl.col("month")
    return acts.select(
        "agent_code",
        "month",
        acquired_month=pl.when(pl.col("acquired") > 0).then(month),
        received_month=pl.when(pl.col("received") > 0).then(month),
    ).collect()


def _runs(conn: sa.Connection, scope: Scope, now: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """agent_code, month and the last month up to it that runs, where `month` brings another one: `run`, as known in the
    as-of month; and `later_run`, as known in the month itself and, after today's, in that one.
    """
    first, rows = scope.require_as_of_month(), standard.agent_runs(conn, scope, now).collect()
    month, ends = pl.col("month"), shift(now, 1)

    def known(at: date) -> pl.DataFrame:
        rows_then = rows.filter(pl.col("known_since") <= at, pl.col("known_until") > at)
        return rows_then.select("agent_code", last=month, month=pl.max_horizontal(month, pl.lit(at)))

    known_from = month_number(pl.max_horizontal("known_since", month, pl.lit(first)))
    known_to = month_number(pl.min_horizontal("known_until", pl.lit(ends))) - 1
    spans = rows.select("agent_code", last=month, since=known_from, until=known_to)
    in_turn = spread(spans.filter(pl.col("since") <= pl.col("until")), "at", "since", "until")
    then = in_turn.select("agent_code", "last", month=month_at(pl.col("at")))
    later = pl.concat([then, known(now).filter(month > now)])
    frames = {"run": known(first), "later_run": later}
    run, later_run = (
        frame.group_by("agent_code", "month").agg(pl.col("last").max().alias(name)) for name, frame in frames.items()
    )
    return run, later_run


def _so_far(*names: str) -> pl.Expr:
    """The last one up to each month."""
    return pl.col(names).forward_fill().over("code")


def _so_far_from(now: date) -> pl.Expr:
    """`later_run`: of a month up to today's as it was known in it, and nothing of what was known before."""
    later, month = pl.col("later_run"), pl.col("month")
    return pl.when(month < now).then(later).otherwise(pl.when(month >= now).then(later).forward_fill().over("code"))


def _judged(rows: pl.DataFrame, rules: dict[date, Rule], shortest: tuple[int, ...]) -> pl.DataFrame:
    """The rows of `states`, of rows with the last month of each kind. `shortest`: see `doubt.shortest`."""
    month, zero = pl.col("month"), pl.col("zero_months") + pl.col("ahead")
    received = months_apart(pl.col("last_received_month"), month)
    rows = rows.with_columns(
        deactivated_on=pl.lit(None, pl.Date),
        zero=zero,
        since_run=months_apart(pl.col("run"), month),
        received=received,
        later_zero=pl.min_horizontal(zero, months_apart(pl.col("acquired_month"), month)),
        later_run=months_apart(pl.col("later_run"), month),
        later_received=pl.min_horizontal(received, months_apart(pl.col("received_month"), month)),
    )
    at_best = [
        pl.min_horizontal(name, pl.lit(least) + pl.col("ahead")).alias(f"{name}_at_best")
        for name, least in zip(_LATER, shortest, strict=True)
    ]
    best = _by_rule(rules, *(f"{name}_at_best" for name in _LATER)).alias("best")
    supposed = _by_rule(rules, "zero", "since_run", "received").alias("supposed")
    rows = rows.with_columns(at_best).with_columns(supposed, best, known=_by_rule(rules, *_LATER))
    return rows.select(
        *("code", "month", "supposed", "known", "payment_retains", "acquired_month", "received_month"),
        uncertain=pl.col("best") != pl.col("known"),
    )


def _by_rule(rules: dict[date, Rule], *facts: str) -> pl.Expr:
    """The status at each month's end, by the rule of that day."""
    status = pl.lit(None, pl.String)
    for rule in set(rules.values()):
        months = [month for month, own in rules.items() if own == rule]
        judged = status_expr(max(months), rule, *facts)  # nobody is deactivated: the day is of no matter
        status = pl.when(pl.col("month").is_in(months)).then(judged).otherwise(status)
    return status


_LATER = ("later_zero", "later_run", "later_received")
