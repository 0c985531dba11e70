"""Who changes state soon if nobody acquires and nobody pays, and the smallest act that prevents it."""

from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries import months
from queries.agents.standings import standings
from queries.frames import people, standard
from queries.periods import month_end, months_between, shift
from queries.rules import Reading, rule_on
from queries.scope import Scope
from queries.status import Status, status_expr

HORIZONS = (30, 60, 90)
"""Days after the as-of day that are told apart."""


class Act(StrEnum):
    """The smallest act that prevents a change: one acquisition, or one payment by a participant of the agent."""

    ACQUISITION = "acquisition"
    PAYMENT = "payment"


def changes(conn: sa.Connection, scope: Scope, days: int = HORIZONS[-1]) -> pl.DataFrame:
    """One row a change of state of a listed agent in the days after the as-of day; by day and code.

    code, name, office_code, office, wilayah_code, wilayah, kind; day (the first of the month at whose end the new state
    is found), from_status, to_status; act (see Act; null: the change is for the better), act_until (the last day on
    which it helps, null likewise); participant, last4 (of the KPJ): whose payment is likeliest, null unless the act is
    one: the one whose contribution runs longest, then who paid last.

    Supposed is that nobody acquires and nobody pays after the as-of day; what was paid ahead goes on running. A later
    deactivation is not foreseen. An agent who changes twice has two rows. Each month is judged by the rule of its end.
    """
    moves = _moves(conn, scope, days)
    if moves.is_empty():
        return pl.DataFrame(schema=_COLUMNS)
    paying = moves.filter(pl.col("act") == Act.PAYMENT.value)["code"].unique().sort().to_list()
    likeliest = _likeliest(conn, scope, paying)
    return (
        moves.join(likeliest, left_on=["code", "act"], right_on=["agent_code", "act"], how="left")
        .select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items())
        .sort("day", "code")
    )


def _moves(conn: sa.Connection, scope: Scope, days: int) -> pl.DataFrame:
    """The rows of `changes` without a participant: from summaries alone, however many have paid."""
    coming = _months(scope, days)
    if not coming:
        return pl.DataFrame(schema={name: kind for name, kind in _COLUMNS.items() if name not in _WHO})
    now = standings(conn, scope).filter(pl.col("status") != Status.REMOVED.value)
    runs = standard.agent_runs(conn, scope).collect()
    states = pl.concat([_state(conn, scope, now, runs, month) for month in (scope.require_as_of_month(), *coming)])
    return (
        states.sort("code", "day")
        .with_columns(from_status=pl.col("to_status").shift(1).over("code"))
        .filter(pl.col("from_status") != pl.col("to_status"))
        .with_columns(act=_act())
        .with_columns(act_until=pl.when(pl.col("act").is_not_null()).then(months.month_end(pl.col("day"))))
        .join(now.select("code", "name", "office_code", "office", "wilayah_code", "wilayah", "kind"), on="code")
    )


_WHO = ("participant", "last4")

_COLUMNS = {
    "code": pl.String,
    "name": pl.String,
    "office_code": pl.String,
    "office": pl.String,
    "wilayah_code": pl.String,
    "wilayah": pl.String,
    "kind": pl.String,
    "day": pl.Date,
    "from_status": pl.String,
    "to_status": pl.String,
    "act": pl.String,
    "act_until": pl.Date,
    "participant": pl.Int64,
    "last4": pl.String,
}


def _months(scope: Scope, days: int) -> list[date]:
    """The months that begin in the days after the as-of day."""
    as_of, as_of_month = scope.as_of, scope.as_of_month
    if as_of is None or as_of_month is None:
        return []
    coming = (shift(as_of_month, n) for n in range(1, days // 28 + 2))
    return [month for month in coming if (month - as_of).days <= days]


def _state(conn: sa.Connection, scope: Scope, now: pl.DataFrame, runs: pl.DataFrame, month: date) -> pl.DataFrame:
    """code, day (the month's first), payment_retains (by the rule of its end), to_status: the state at its end."""
    rule = rule_on(conn, scope.branch, month_end(month))
    last = runs.filter(pl.col("month") <= month).group_by("agent_code").agg(pl.col("month").max())
    return (
        now.join(last, left_on="code", right_on="agent_code", how="left")
        .with_columns(
            deactivated_on=pl.lit(None, pl.Date),
            zero_months=pl.col("zero_months") + months_between(scope.require_as_of_month(), month),
            months_since_run=months.months_apart(pl.col("month"), pl.lit(month)),
            months_since_received=months.months_apart(pl.col("last_received_month"), pl.lit(month)),
        )
        .select(
            "code",
            pl.lit(month).alias("day"),
            pl.lit(rule.reading is not Reading.ALONE).alias("payment_retains"),
            status_expr(month_end(month), rule).alias("to_status"),
        )
    )


def _act() -> pl.Expr:
    """An acquisition ends every run of zero months; who is dormant stays so by one payment, where the rule to come
    lets a payment retain. None is for the better."""
    retained = (pl.col("from_status") == Status.DORMANT_RETAINED.value) & pl.col("payment_retains")
    rises = pl.col("from_status") == Status.DUE_FOR_REMOVAL.value
    smallest = pl.when(retained).then(pl.lit(Act.PAYMENT.value)).otherwise(pl.lit(Act.ACQUISITION.value))
    return pl.when(~rises).then(smallest)


def _likeliest(conn: sa.Connection, scope: Scope, codes: list[str]) -> pl.DataFrame:
    """agent_code, act, participant, last4: of each agent the participant who runs longest, then who paid last."""
    paid_month = months.month_start(pl.col("last_paid_on"))
    return (
        people.last_paid(conn, scope, codes)
        .filter(pl.col("last_paid_on").is_not_null())
        .with_columns(runs_until=pl.max_horizontal("last_covered_month", paid_month))
        .sort(["runs_until", "last_paid_on", "participant"], descending=[True, True, False])
        .group_by("agent_code")
        .agg(pl.col("participant", "last4").first())
        .with_columns(act=pl.lit(Act.PAYMENT.value))
        .collect()
    )


def within(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a horizon: days (30, 60, 90), agents (who change state in them), slowing, dormant_retained,
    due_for_removal (agents who come into that state in them, whatever comes after)."""
    moves = _moves(conn, scope, HORIZONS[-1])
    rows = []
    for days in HORIZONS:
        soon = moves.filter((pl.col("day") - pl.lit(scope.as_of, pl.Date)).dt.total_days() <= days)
        into = {
            status.value: soon.filter(pl.col("to_status") == status.value)["code"].n_unique()
            for status in (Status.SLOWING, Status.DORMANT_RETAINED, Status.DUE_FOR_REMOVAL)
        }
        rows.append({"days": days, "agents": soon["code"].n_unique(), **into})
    return pl.DataFrame(rows)
