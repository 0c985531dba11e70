"""What falls away when a fund ends: whom each pays for now, its last day, and who is left if nobody goes on.

Who pays a membership is who made the payment that reaches furthest: somebody who goes on paying by themselves is no
fund's any more. What is not said is nobody's, and a fund whose end nobody has stated takes nobody away.
"""

from datetime import date, timedelta

import polars as pl
import sqlalchemy as sa

from queries import insured
from queries.db import schema as s
from queries.db.memo import part
from queries.frames import insured as frames
from queries.frames import standard
from queries.scope import Scope

_COLUMNS = {
    "name": pl.String,
    **dict.fromkeys(("since", "until"), pl.Date),
    **dict.fromkeys(("people", "amount", "behind", "left", "left_amount"), pl.Int64),
}


@part
def funds(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a fund that pays somebody on the as-of day, or whose end left somebody; by until (nulls last) and name.

    name, since and until (days of the newest time stated; null: nobody has stated one), people (active, whom it pays),
    amount (their rupiah for the as-of month), behind (people whom it paid up to the month of its end and for whom
    nobody has paid since), left and left_amount (the active and their rupiah without this fund's and those that end
    no later; null without an end). None without an as-of day.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema=_COLUMNS)
    theirs = _theirs(conn, scope)
    if theirs is None:
        return pl.DataFrame(schema=_COLUMNS)
    counts = theirs.group_by("name", "since", "until").agg(
        people=_COVERED.sum(),
        amount=pl.col("amount").filter(_COVERED).sum(),
        behind=_LEFT_OFF.sum(),
    )
    counts = counts.filter((pl.col("people") > 0) | (pl.col("behind") > 0)).sort("until", "name", nulls_last=True)
    return _left(counts, insured.states(conn, scope).filter(_COVERED)).select(
        pl.col(name).cast(kind) for name, kind in _COLUMNS.items()
    )


_COVERED = pl.col("state") == insured.Cover.COVERED.value
_LEFT_OFF = ~_COVERED & (pl.col("reach") >= pl.col("until").dt.month_start())


@part
def _theirs(conn: sa.Connection, scope: Scope) -> pl.DataFrame | None:
    """The memberships of `insured.states` that a fund paid last, with its name and the newest time stated; None where
    none ever paid."""
    paid = frames.payments_of_funded(conn, scope)
    if paid.is_empty():
        return None
    furthest = paid.sort("reach", "paid_on", "blth").group_by("participant_id").last()
    stated = frames.funds(conn, scope).sort("until", "since").group_by("name").last()
    theirs = (
        insured.states(conn, scope)
        .join(furthest.filter(pl.col("payer") != s.OWN), on="participant_id")
        .rename({"payer": "name"})
    )
    return theirs.join(stated, on="name", how="left")


_LISTED = {
    "name": pl.String,
    "until": pl.Date,
    "behind": pl.Boolean,
    "participant": pl.Int64,
    **dict.fromkeys(("last4", "sector", "agent_code", "agent", "office"), pl.String),
    "amount": pl.Int64,
}


@part
def listed(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a participant whom a fund pays whose end is stated, or whom its end left; by until, name, agent_code and
    participant.

    name and until (of the fund), behind (whether nobody has paid since its end), participant (id), last4 (of the KPJ),
    sector, agent_code, agent and office (who looks after them), amount (rupiah of the as-of month; 0 for who is
    behind). The people and the behind of `funds` that have an end, one by one.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema=_LISTED)
    theirs = _theirs(conn, scope)
    if theirs is None:
        return pl.DataFrame(schema=_LISTED)
    rows = theirs.filter(pl.col("until").is_not_null())
    names = standard.names(conn, scope).select(agent_code="agent_code", agent="name").collect()
    offices = standard.every_office(conn, scope).select("office_code", "office").collect()
    return (
        rows.with_columns(behind=_LEFT_OFF, participant="participant_id")
        .filter(_COVERED | pl.col("behind"))
        .join(names, on="agent_code", how="left")
        .join(offices, on="office_code", how="left")
        .select(pl.col(name).cast(kind) for name, kind in _LISTED.items())
        .sort("until", "name", "agent_code", "participant")
    )


_OF_AGENTS = {
    **dict.fromkeys(("agent_code", "agent", "office", "name"), pl.String),
    "until": pl.Date,
    **dict.fromkeys(("people", "amount"), pl.Int64),
}


def of_agents(conn: sa.Connection, scope: Scope, today: date, days: int) -> pl.DataFrame:
    """One row an agent and fund that pays for their participants and whose last day lies within so many days after
    today, or has come; by until, then most people first, then name and agent_code.

    agent_code, agent and office (who looks after them), name and until (of the fund), people (active, whom it pays),
    amount (their rupiah of the as-of month). The rows of `ending`, agent by agent.
    """
    last = today + timedelta(days=days)
    if scope.as_of_month is None or frames.funds(conn, scope).filter(pl.col("until") <= last).is_empty():
        return pl.DataFrame(schema=_OF_AGENTS)
    near = listed(conn, scope).filter(pl.col("until") <= last, ~pl.col("behind"))
    counted = near.group_by("agent_code", "agent", "office", "name", "until").agg(
        people=pl.len(), amount=pl.sum("amount")
    )
    order = {"until": False, "people": True, "name": False, "agent_code": False}
    return counted.sort(list(order), descending=list(order.values())).select(
        pl.col(name).cast(kind) for name, kind in _OF_AGENTS.items()
    )


def _left(rows: pl.DataFrame, active: pl.DataFrame) -> pl.DataFrame:
    """Who is left of the active at each end. Funds that end on one day end together."""
    ends = pl.col("until").is_not_null()
    whole = {"left": ("people", active.height), "left_amount": ("amount", active["amount"].sum())}
    rows = rows.with_columns(pl.col("people", "amount").cast(pl.Int64))
    gone = {left: pl.col(name).cum_sum().alias(left) for left, (name, _) in whole.items()}
    return rows.with_columns(**gone).with_columns(
        pl.when(ends).then(all - pl.col(left).last().over("until")).alias(left) for left, (_, all) in whole.items()
    )


def ending(conn: sa.Connection, scope: Scope, today: date, days: int) -> pl.DataFrame:
    """Those of `funds` whose last day lies within so many days after today, or has come; by it.

    A fund that was renewed has a later day, and one whose people pay on or are paid for by another has none left.
    """
    last = today + timedelta(days=days)
    if frames.funds(conn, scope).filter(pl.col("until") <= last).is_empty():
        return pl.DataFrame(schema=_COLUMNS)
    return funds(conn, scope).filter(pl.col("until") <= last)


def unstated(rows: pl.DataFrame) -> list[str]:
    """Of the rows of `funds` the names of those whose end nobody has stated. Pure."""
    return rows.filter(pl.col("until").is_null())["name"].to_list()
