"""One agent, from their own rows: the verdict, the months, sectors, persistency, the incentive's estimate."""

from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.agents.evidence import Acquisition, Contribution, Rows, Service, Span, Takeover
from queries.agents.verdict import Verdict, verdict
from queries.db.schema import ALWAYS, STILL
from queries.frames import agent as agent_rows
from queries.frames import stewards
from queries.months import month_start, shifted
from queries.periods import Period, month_of, shift
from queries.rules import rule_on
from queries.scope import Scope
from queries.stewards import monthly

AGES = (1, 2, 3, 6, 12)
"""Months after registration at which persistency is asked."""

LONGEST_LIFE = 24
"""Months of an agent's life that are shown, at most."""


def registered(conn: sa.Connection, scope: Scope, agent: str) -> dict[str, Any] | None:
    """The agent's code, name, office, wilayah, kind, contact and office_contact (for inside the branch; None: none is
    known), and registered_on, the first day of all.

    None where they are unknown, stand outside the scope, or were not registered by the as-of day.
    """
    if scope.as_of is None:
        return None
    begun = agent_rows.services(conn, scope, agent)["since"].min()
    own = next(iter(agent_rows.registration(conn, scope, agent).to_dicts()), None)
    return own | {"registered_on": begun} if own and begun else None


def stays(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a service, then one a posting, of the agent, begun by the as-of day; by day.

    stay (service, posting), since (of the first posting the first day of service), until (of a service the day of
    deactivation, of a posting its last day; null: none is known), office, wilayah, kind (these null of a service).
    """
    own = registered(conn, scope, agent)
    if own is None:
        return pl.DataFrame(schema=_STAYS)
    services = agent_rows.services(conn, scope, agent).with_columns(stay=pl.lit("service"))
    last = pl.when(pl.col("until") != STILL).then(pl.col("until").dt.offset_by("-1d"))
    first = pl.when(pl.col("since") == ALWAYS).then(pl.lit(own["registered_on"])).otherwise("since")
    postings = agent_rows.stations(conn, scope, agent).with_columns(stay=pl.lit("posting"), since=first, until=last)
    return pl.concat([services, postings], how="diagonal").select(pl.col(name).cast(of) for name, of in _STAYS.items())


_STAYS = {
    **{"stay": pl.String, "since": pl.Date, "until": pl.Date},
    **{"office": pl.String, "wilayah": pl.String, "kind": pl.String},
}


def evidence(conn: sa.Connection, scope: Scope, agent: str) -> Rows:
    """The rows that a verdict may cite, as known on the as-of day."""
    own = registered(conn, scope, agent)
    if own is None:
        return Rows(())
    acquired = agent_rows.acquisitions(conn, scope, agent).select("participant", "last4", "registered_on")
    return Rows(
        tuple(Service(own["code"], *row) for row in agent_rows.services(conn, scope, agent).iter_rows()),
        tuple(Acquisition(*row) for row in acquired.iter_rows()),
        *_after_takeovers(agent_rows.contributions(conn, scope, agent), stewards.takeovers(conn, scope, agent), agent),
    )


def _after_takeovers(
    paid: pl.DataFrame, taken: pl.DataFrame, agent: str
) -> tuple[tuple[Contribution, ...], tuple[Takeover, ...]]:
    """The contributions that came in to the agent or run for them, and the take-overs from or to them."""
    steps = taken.rename({"participant": "participant_id"})
    people = steps.select("participant_id", agent_code="acquirer").unique()
    spans: dict[int, tuple[Span, ...]] = dict.fromkeys(people["participant_id"], ())
    theirs = monthly(people, steps.drop("acquirer", "last4")).filter(pl.col("agent_code") == agent)
    for person, first, until in theirs.select("participant_id", "first", "until").iter_rows():
        spans[person] += ((_month(first) if first else None, _month(until) if until else None),)
    columns = ("participant", "last4", "blth", "covered_until", "paid_on", "months", "amount", "theirs")
    whole: tuple[Span, ...] = ((None, None),)
    rows = [
        Contribution(**row, spans=spans.get(row["participant"], whole))
        for row in paid.select(columns).iter_rows(named=True)
    ]
    before = pl.coalesce(pl.col("agent_code").shift(1).over("participant", order_by="since"), "acquirer")
    moves = taken.with_columns(before=before).filter(pl.col("before") != pl.col("agent_code"))
    moves = moves.filter((pl.col("before") == agent) | (pl.col("agent_code") == agent))
    named = moves.sort("since", "participant").select("participant", "last4", "since", "before", "agent_code")
    return tuple(one for one in rows if one.theirs or one.stretches), tuple(Takeover(*row) for row in named.iter_rows())


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def of_agent(conn: sa.Connection, scope: Scope, agent: str) -> Verdict | None:
    """The verdict on the agent on the as-of day; None where they are not in the scope."""
    rows = evidence(conn, scope, agent)
    if not rows.services:
        return None
    as_of = scope.require_as_of()
    return verdict(rows, as_of, rule_on(conn, scope.branch, as_of))


def life(conn: sa.Connection, scope: Scope, agent: str) -> list[date]:
    """The months to look at of the agent: the last LONGEST_LIFE up to the as-of month, none before registration."""
    own = registered(conn, scope, agent)
    if own is None:
        return []
    last = scope.require_as_of_month()
    first = max(month_of(own["registered_on"]), shift(last, 1 - LONGEST_LIFE))
    return Period(first, last).months()


def months(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a month of `life`, zeros too: month, acquired (people), received (rupiah), covered_people."""
    calendar_months = life(conn, scope, agent)
    kinds = pl.Schema({"month": pl.Date, "acquired": pl.Int64, "received": pl.Int64, "covered_people": pl.Int64})
    if not calendar_months:
        return pl.DataFrame(schema=kinds)
    active = agent_rows.months(conn, scope, agent)
    calendar = pl.DataFrame({"month": calendar_months}, schema={"month": pl.Date})
    joined = calendar.join(active, on="month", how="left", maintain_order="left")
    return joined.with_columns(pl.col("acquired", "received", "covered_people").fill_null(0)).cast(kinds)


def sectors(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a sector of the participants whom the agent ever registered; most first, then by name.

    code and label (the sector; '-' is none recorded), acquired (people).
    """
    if scope.as_of is None:
        return pl.DataFrame(schema={"code": pl.String, "label": pl.String, "acquired": pl.Int64})
    counted = agent_rows.acquisitions(conn, scope, agent).group_by(code="sector").agg(acquired=pl.len())
    return counted.select("code", label="code", acquired=pl.col("acquired").cast(pl.Int64)).sort(
        ["acquired", "code"], descending=[True, False]
    )


def persistency(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row an age of AGES: age (months after registration), registered (participants registered so long before the
    as-of month), covered (those of them whose covered months include that month), share (null: nobody is so old). A
    payment made after the as-of day counts for the months that it covers, as it does for every other persistency.
    """
    if scope.as_of is None:
        return pl.DataFrame(schema=_PERSISTENCY)
    people = agent_rows.acquisitions(conn, scope, agent).lazy().select("participant", "registered_on")
    paid = agent_rows.payments(conn, scope, agent).lazy().select("participant", "blth", "covered_until")
    at = shifted(month_start(pl.col("registered_on")), pl.col("age"))
    asked = people.join(pl.LazyFrame({"age": AGES}), how="cross").with_columns(at=at)
    asked = asked.filter(pl.col("at") <= scope.as_of_month)
    covered = (
        asked.join(paid, on="participant")
        .filter(pl.col("at").is_between("blth", "covered_until"))
        .group_by("age")
        .agg(covered=pl.col("participant").n_unique())
    )
    counted = asked.group_by("age").agg(registered=pl.len()).join(covered, on="age", how="left")
    return (
        pl.LazyFrame({"age": AGES})
        .join(counted, on="age", how="left", maintain_order="left")
        .with_columns(pl.col("registered", "covered").fill_null(0))
        .with_columns(share=pl.when(pl.col("registered") > 0).then(pl.col("covered") / pl.col("registered")))
        .select(pl.col(name).cast(kind) for name, kind in _PERSISTENCY.items())
        .collect()
    )


_PERSISTENCY = {"age": pl.Int64, "registered": pl.Int64, "covered": pl.Int64, "share": pl.Float64}
