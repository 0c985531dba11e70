"""Which agents are listed, in which state, and what keeps the dormant ones on the list."""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries import flows
from queries.agents import doubt
from queries.db.memo import part
from queries.frames import standard
from queries.months import month_end, months_apart, shifted
from queries.periods import shift
from queries.rules import Reading, Rule, rule_on
from queries.scope import Scope
from queries.status import LISTED, Status, status_expr


@part
def standings(conn: sa.Connection, scope: Scope, supposed: Rule | None = None) -> pl.DataFrame:
    """One row an agent registered by the as-of day who stands in the scope then, removed ones too; by code. No row
    where no month is complete.

    code, name, office_code, office, wilayah_code, wilayah, kind, registered_on (the first day of all), service_since
    and deactivated_on (of the service of that day), status; zero_months and months_in_service (months, since the
    service began); last_acquired_month (null: never acquired); acquired (people) and received (rupiah) in the period,
    as far as `flows` counts them, of the scope's places and sectors; received_recently (rupiah) and running_people in
    the last months that the rule looks at; months_since_run (null: none ran within twelve), last_running_month and
    last_received_month (null: never); reading (of the rule, see Reading.code); retained_until (day; null: nothing that
    the reading asks for ever was there); due_on (the day after the last month that counts, from which on the agent is
    due for removal: of the dormant if nobody is acquired and nobody pays again; null of every other status); uncertain
    (whether the status could be another one once the months that are missing
    are loaded, see queries/agents/doubt.py). Without a word of places: the whole agent's, wherever they stood.
    `supposed`: a rule to suppose in place of the one in force.
    """
    if scope.as_of is None:
        return pl.DataFrame(schema=_COLUMNS)
    rule = supposed or rule_on(conn, scope.branch, scope.as_of)
    month = pl.lit(scope.as_of_month)
    return (
        standard.agents(conn, scope)
        .filter(pl.col("registered_on") <= scope.as_of)
        .join(standard.offices(conn, scope).drop("wilayah_code"), on="office_code")
        .join(_history(conn, scope, rule), left_on="code", right_on="agent_code", how="left")
        .join(_flows(conn, scope), left_on="code", right_on="agent_code", how="left")
        .join(_running_people(conn, scope, rule), left_on="code", right_on="agent_code", how="left")
        .join(_runs(conn, scope, rule), left_on="code", right_on="agent_code", how="left")
        .with_columns(
            pl.col("acquired", "received", "received_recently", "running_people").fill_null(0),
            months_apart(pl.col("service_since"), month).alias("months_in_service"),
        )
        .with_columns(
            zero_months=pl.min_horizontal("months_in_service", months_apart(pl.col("last_acquired_month"), month)),
            months_since_received=months_apart(pl.col("last_received_month"), month),
            reading=pl.lit(rule.reading.code),
            retained_until=_retained_until(rule),
        )
        .with_columns(status_expr(scope.as_of, rule).alias("status"), **doubt.at_best(conn, scope))
        .with_columns(due_on=_due_on(scope.require_as_of_month(), rule))
        .with_columns(uncertain=doubt.other_status(scope.as_of, rule))
        .select(pl.col(name).cast(kind) for name, kind in _COLUMNS.items())
        .sort("code")
        .collect()
    )


_COLUMNS = {
    "code": pl.String,
    "name": pl.String,
    "office_code": pl.String,
    "office": pl.String,
    "wilayah_code": pl.String,
    "wilayah": pl.String,
    "kind": pl.String,
    "registered_on": pl.Date,
    "service_since": pl.Date,
    "deactivated_on": pl.Date,
    "status": pl.String,
    "zero_months": pl.Int32,
    "months_in_service": pl.Int32,
    "last_acquired_month": pl.Date,
    "acquired": pl.Int64,
    "received": pl.Int64,
    "received_recently": pl.Int64,
    "running_people": pl.Int64,
    "months_since_run": pl.Int32,
    "last_running_month": pl.Date,
    "last_received_month": pl.Date,
    "reading": pl.String,
    "retained_until": pl.Date,
    "due_on": pl.Date,
    "uncertain": pl.Boolean,
}


def _history(conn: sa.Connection, scope: Scope, rule: Rule) -> pl.LazyFrame:
    """agent_code, last_acquired_month, last_received_month, received_recently; up to the as-of month."""
    recent = pl.col("month") > shift(scope.require_as_of_month(), -rule.dormant_after)
    return (
        standard.agent_months(conn, scope)
        .filter(pl.col("month") <= scope.as_of_month)
        .group_by("agent_code")
        .agg(
            last_acquired_month=pl.col("month").filter(pl.col("acquired") > 0).max(),
            last_received_month=pl.col("month").filter(pl.col("received") > 0).max(),
            received_recently=pl.col("received").filter(recent).sum(),
        )
    )


def _flows(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """agent_code, acquired, received in the period, each up to the last month that is counted of its kind."""
    return (
        standard.agent_flows(conn, scope)
        .with_columns(flows.counted(scope, "acquired", "received"))
        .group_by("agent_code")
        .agg(pl.col("acquired", "received").sum())
    )


def _running_people(conn: sa.Connection, scope: Scope, rule: Rule) -> pl.LazyFrame:
    """agent_code, running_people, months_since_run (least age)."""
    return (
        standard.agent_recency(conn, scope)
        .group_by("agent_code")
        .agg(
            running_people=pl.col("people").filter(pl.col("age") < rule.dormant_after).sum(),
            months_since_run=pl.col("age").min(),
        )
    )


def _runs(conn: sa.Connection, scope: Scope, rule: Rule) -> pl.LazyFrame:
    """agent_code, last_running_month; unbroken: the last month that runs before the first gap to come; and last_run,
    the last one up to the as-of month.

    Where contributions paid ahead leave a gap as long as the rule's months, the agent falls due in the gap.
    """
    keep = rule.dormant_after
    gap = months_apart(pl.col("month").shift(1).over("agent_code"), pl.col("month"))
    ahead = (pl.col("month") > scope.as_of_month) & (gap > keep).fill_null(True)
    return (
        standard.agent_runs(conn, scope)
        .sort("agent_code", "month")
        .with_columns(broken=ahead.cum_sum().over("agent_code"))
        .group_by("agent_code")
        .agg(
            last_running_month=pl.col("month").max(),
            unbroken=pl.col("month").filter(pl.col("broken") == 0).max(),
            last_run=pl.col("month").filter(pl.col("month") <= scope.as_of_month).max(),
        )
    )


def _retained_until(rule: Rule) -> pl.Expr:
    """The end of the second month after the last that retains, by a rule of three months."""
    if rule.reading is Reading.ALONE:
        return pl.lit(None, pl.Date)
    last = "unbroken" if rule.reading is Reading.RUNS else "last_received_month"
    return month_end(shifted(pl.col(last), rule.dormant_after - 1))


def _due_on(as_of_month: date, rule: Rule) -> pl.Expr:
    """So many months, and a day, after the last that retains or brought somebody in, whichever is later."""
    base = shifted(pl.lit(as_of_month), -pl.col("zero_months"))
    past, coming = {
        Reading.RUNS: (pl.col("last_run"), pl.col("unbroken")),
        Reading.CAME_IN: (pl.col("last_received_month"), pl.col("last_received_month")),
        Reading.ALONE: (pl.lit(None, pl.Date), pl.lit(None, pl.Date)),
    }[rule.reading]
    after = {
        Status.DORMANT_RETAINED: coming,
        Status.DUE_FOR_REMOVAL: pl.max_horizontal(base, past),
    }
    last = pl.lit(None, pl.Date)
    for status, month in after.items():
        last = pl.when(pl.col("status") == status.value).then(month).otherwise(last)
    return shifted(last, rule.dormant_after + 1)


def by_status(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a status of the listed, zeros too, in the Enum's order: status, agents."""
    counted = dict(standings(conn, scope).group_by("status").len().iter_rows())
    return pl.DataFrame(
        {"status": [one.value for one in LISTED], "agents": [counted.get(one.value, 0) for one in LISTED]},
        schema={"status": pl.String, "agents": pl.Int64},
    )


def dormant(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """The rows of `standings` that are dormant but retained; the one that falls due first comes first."""
    rows = standings(conn, scope).filter(pl.col("status") == Status.DORMANT_RETAINED.value)
    return rows.sort("due_on", "code")


def grid(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent of `standings` and month of the period up to the as-of month; by agent and month.

    code, month, acquired (people), received (rupiah; both of the scope's places and sectors), runs (whether a
    contribution runs in it, as known on the as-of day), registered (whether the agent was registered by its end).
    """
    listed = standings(conn, scope).lazy().select("code", "registered_on")
    months = [month for month in scope.period.months() if scope.as_of_month and month <= scope.as_of_month]
    calendar = pl.LazyFrame({"month": months}, schema={"month": pl.Date})
    if not months:
        return pl.DataFrame(schema=_GRID)
    flows = standard.agent_flows(conn, scope).rename({"agent_code": "code"})
    runs = standard.agent_runs(conn, scope).select(code="agent_code", month="month", runs=pl.lit(True))
    return (
        listed.join(calendar, how="cross")
        .join(flows, on=["code", "month"], how="left")
        .join(runs, on=["code", "month"], how="left")
        .with_columns(
            pl.col("acquired", "received").fill_null(0),
            pl.col("runs").fill_null(False),
            registered=pl.col("registered_on") <= month_end(pl.col("month")),
        )
        .select(pl.col(name).cast(kind) for name, kind in _GRID.items())
        .sort("code", "month")
        .collect()
    )


_GRID = {
    "code": pl.String,
    "month": pl.Date,
    "acquired": pl.Int64,
    "received": pl.Int64,
    "runs": pl.Boolean,
    "registered": pl.Boolean,
}
