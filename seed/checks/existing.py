"""What the database holds of a branch, as the importer compares it. Codes are matched by `match`, blind to case."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch, in_parts, total
from queries.frames import postings
from queries.months import ends
from queries.periods import month_end, month_of
from seed.values.places import PLACES


def match(code: str) -> pl.Expr:
    """What a code is recognised by."""
    return pl.col(code).str.to_uppercase()


def places(conn: sa.Connection) -> pl.DataFrame:
    """code, name, kind, latitude, longitude of every place; the four of Pekalongan even before there is a branch."""
    there = fetch(conn, sa.select(s.wilayah))
    return pl.concat([there, pl.DataFrame(PLACES, schema=there.schema)]).unique("code", keep="first")


def offices(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """match, code, name, contact, import_id, wilayah_code (the last one known) of each office."""
    c = s.offices.c
    query = sa.select(c.code, c.name, c.contact, c.import_id).where(c.branch_code == branch)
    named = fetch(conn, query).with_columns(match=match("code"))
    last = _last(office_places(conn, branch)).rename({"office_code": "code"})
    return named.join(last, on="code", how="left")


def agents(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """match, code, name, contact, import_id, registered_on (first day), deactivated_on (of the last service) of each
    agent."""
    c = s.agents.c
    query = sa.select(c.code, c.name, c.contact, c.import_id).where(c.branch_code == branch)
    named = fetch(conn, query).with_columns(match=match("code"))
    every = services(conn, branch).sort("agent_code", "since")
    first, last = pl.col("since").first(), pl.col("until").last()
    return named.join(
        every.group_by(code="agent_code").agg(registered_on=first, deactivated_on=last), on="code", how="left"
    )


def office_places(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """office_code, since, wilayah_code: the table's rows."""
    c = s.office_places.c
    return fetch(conn, sa.select(c.office_code, c.since, c.wilayah_code).where(c.branch_code == branch))


def agent_offices(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """agent_code, since, office_code: the table's rows."""
    c = s.agent_offices.c
    return fetch(conn, sa.select(c.agent_code, c.since, c.office_code).where(c.branch_code == branch))


def services(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """agent_code, since, until: the table's rows."""
    c = s.services.c
    return fetch(conn, sa.select(c.agent_code, c.since, c.until).where(c.branch_code == branch))


def _last(dated: pl.DataFrame) -> pl.DataFrame:
    """The owner and the value of each owner's last row."""
    owner, since, value = dated.columns
    return dated.sort(owner, since).group_by(owner).agg(pl.col(value).last())


def registrations(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """agent_code, day: the days on which each agent registered a participant."""
    p = s.participants.c
    query = sa.select(p.agent_code, p.registered_on.label("day")).where(p.branch_code == branch)
    return fetch(conn, query.distinct())


def participants(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id, agent_code, registered_on, sector, program, kpj_hash, nik_hash, import_id, ended_on,
    end_reason of each participant."""
    c = s.participants.c
    columns = (c.id, c.agent_code, c.registered_on, c.sector, c.program, c.kpj_hash, c.nik_hash, c.import_id)
    return fetch(conn, sa.select(*columns, c.ended_on, c.end_reason).where(c.branch_code == branch))


def of_kpj(conn: sa.Connection, branch: str, hashes: pl.Series) -> pl.DataFrame:
    """id, kpj_hash of the participants with one of these KPJ (their hashes)."""
    c = s.participants.c
    query = sa.select(c.id, c.kpj_hash).where(c.branch_code == branch)
    parts = in_parts(hashes.drop_nulls().unique().to_list())
    return pl.concat(fetch(conn, query.where(c.kpj_hash.in_(part))) for part in parts)


def agents_of(conn: sa.Connection, branch: str, niks: pl.Series) -> set[str]:
    """The codes of the agents of every membership of these NIKs (their hashes)."""
    c = s.participants.c
    query = sa.select(c.agent_code).distinct().where(c.branch_code == branch)
    parts = in_parts(niks.unique().to_list())
    return {code for part in parts for code in conn.scalars(query.where(c.nik_hash.in_(part)))}


def last_payments(conn: sa.Connection, branch: str, ids: pl.Series) -> pl.DataFrame:
    """participant_id, last_paid_on, last_blth, last_covered (month) of those of these participants who paid."""
    c = s.contributions.c
    lasts = {"last_paid_on": c.paid_on, "last_blth": c.blth, "last_covered": c.covered_until}
    columns = [sa.func.max(column, type_=sa.Date).label(name) for name, column in lasts.items()]
    query = sa.select(c.participant_id, *columns).where(c.branch_code == branch).group_by(c.participant_id)
    return pl.concat(fetch(conn, query.where(c.participant_id.in_(part))) for part in in_parts(ids.to_list()))


def contributions(conn: sa.Connection, branch: str, days: pl.Series) -> pl.DataFrame:
    """participant_id, blth, paid_on, months, amount, payer, import_id of what was paid in the months of these days."""
    query, none = _payments(conn, branch)
    wanted = ends(days)
    if wanted is None:
        return none
    c = s.contributions.c
    reach = sa.select(sa.func.min(c.paid_on), sa.func.max(c.paid_on)).where(c.branch_code == branch)
    first, last = conn.execute(reach).one()
    if first is None:
        return none
    # A month at a time: what are Python objects stays as small as the largest month.
    months = days.drop_nulls().dt.month_start().unique().sort()
    inside = months.filter(months.is_between(month_of(first), last))
    return pl.concat(
        [none, *(fetch(conn, query.where(c.paid_on.between(one, month_end(one)))) for one in inside.to_list())]
    )


def payers(conn: sa.Connection, branch: str) -> pl.Series:
    """Who pays contributions, as far as it is said."""
    c = s.contributions.c
    query = sa.select(c.payer).distinct().where(c.branch_code == branch, c.payer.is_not(None))
    return fetch(conn, query.order_by(c.payer))["payer"]


def takeovers(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """participant_id, since, agent_code of each take-over."""
    t = s.takeovers.c
    return fetch(conn, sa.select(t.participant_id, t.since, t.agent_code).where(t.branch_code == branch))


def paid_by_day(conn: sa.Connection, branch: str, ids: pl.Series, since: date) -> pl.DataFrame:
    """participant_id, paid_on, amount: the rupiah that these participants paid on each day from one on."""
    c = s.contributions.c
    query = sa.select(c.participant_id, c.paid_on, total(c.amount).label("amount"))
    query = query.where(c.branch_code == branch, c.paid_on >= since).group_by(c.participant_id, c.paid_on)
    return pl.concat(fetch(conn, query.where(c.participant_id.in_(part))) for part in in_parts(ids.to_list()))


def flows_since(
    conn: sa.Connection, branch: str, owner: sa.ColumnElement[str], codes: Sequence[str], since: date
) -> tuple[dict[str, int], dict[str, int]]:
    """The participants registered, and the rupiah paid, from a day on at the postings of each of these agents, or
    offices; none of one who has none. `owner`: the column of the postings.
    """
    p, c = s.participants.c, s.contributions.c
    people = sa.select(owner, sa.func.count()).select_from(postings.registrations())
    people = people.where(p.branch_code == branch, p.registered_on >= since).group_by(owner)
    paid = sa.select(owner, total(c.amount)).select_from(postings.payments())
    paid = paid.where(c.branch_code == branch, c.paid_on >= since).group_by(owner)
    counted, summed = (
        {code: int(n) for part in in_parts(codes) for code, n in conn.execute(query.where(owner.in_(part)))}
        for query in (people, paid)
    )
    return counted, summed


def contributions_for(conn: sa.Connection, branch: str, months: Sequence[date]) -> pl.DataFrame:
    """participant_id, blth, paid_on, months, amount, payer, import_id of payments for one of these months as BLTH."""
    query, none = _payments(conn, branch)
    return fetch(conn, query.where(s.contributions.c.blth.in_(months))) if months else none


def payments_of(conn: sa.Connection, branch: str, people: Sequence[int]) -> pl.DataFrame:
    """participant_id, blth, paid_on of what these participants paid."""
    c = s.contributions.c
    query = sa.select(c.participant_id, c.blth, c.paid_on).where(c.branch_code == branch)
    return pl.concat([fetch(conn, query.where(c.participant_id.in_(part))) for part in in_parts(people)])


def taken_over(conn: sa.Connection, branch: str, people: Sequence[int]) -> pl.Series:
    """Those of these participants who were ever taken over."""
    t = s.takeovers.c
    query = sa.select(t.participant_id).where(t.branch_code == branch)
    rows = pl.concat([fetch(conn, query.where(t.participant_id.in_(part))) for part in in_parts(people)])
    return rows["participant_id"].unique()


def _payments(conn: sa.Connection, branch: str) -> tuple[sa.Select[Any], pl.DataFrame]:
    """The SELECT of a branch's payments, and a table of none."""
    c = s.contributions.c
    columns = (c.participant_id, c.blth, c.paid_on, c.months, c.amount, c.payer, c.import_id)
    query = sa.select(*columns).where(c.branch_code == branch)
    return query, fetch(conn, query.where(sa.false()))


OWN_AMOUNTS = {
    "participant_id": pl.Int64,
    "least_plain": pl.Int64,
    "most_plain": pl.Int64,
    "least_scaled": pl.Int64,
    "most_scaled": pl.Int64,
}


def own_amounts(conn: sa.Connection, branch: str, rates: Sequence[tuple[date, int]]) -> pl.DataFrame:
    """One row a participant who paid: the least and most a month, in rupiah and in ten thousandths of a BLTH's rate.

    `rates`: from which day each holds, in order.
    """
    c = s.contributions.c
    later = [(c.blth >= since, value) for since, value in reversed(rates[1:])]
    rate = sa.case(*later, else_=rates[0][1]) if later else sa.literal(rates[0][1])
    plain, scaled = c.amount // c.months, c.amount * 10_000 // (c.months * rate)
    ends = [end(value) for value in (plain, scaled) for end in (sa.func.min, sa.func.max)]
    named = [sa.cast(end, sa.BigInteger).label(name) for end, name in zip(ends, list(OWN_AMOUNTS)[1:], strict=True)]
    query = sa.select(c.participant_id, *named).where(c.branch_code == branch).group_by(c.participant_id)
    return fetch(conn, query)


def by_day(conn: sa.Connection, branch: str, kind: str, first: date, last: date) -> pl.DataFrame:
    """day, rows, amount (rupiah; null of participants) of each day from the first to the last with a row of the kind.

    `kind`: `contributions`, by the day paid, or `participants`, by the day registered.
    """
    if kind == "contributions":
        c = s.contributions.c
        day, code, amount = c.paid_on, c.branch_code, total(c.amount)
    else:
        p = s.participants.c
        day, code, amount = p.registered_on, p.branch_code, sa.cast(sa.null(), sa.BigInteger)
    counted = sa.select(day.label("day"), sa.func.count().label("rows"), amount.label("amount"))
    return fetch(conn, counted.where(code == branch, day.between(first, last)).group_by(day))


def targets(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id, first_month, last_month, wilayah_code, office_code, measure, value, import_id of each target."""
    c = s.targets.c
    query = sa.select(c.id, c.first_month, c.last_month, c.wilayah_code, c.office_code, c.measure, c.value, c.import_id)
    return fetch(conn, query.where(c.branch_code == branch))


def denominators(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id and all that a denominator has."""
    c = s.denominators.c
    query = sa.select(c.id, c.name, c.year, c.wilayah_code, c.value, c.source, c.definition, c.import_id)
    return fetch(conn, query.where(c.branch_code == branch))


def funds(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id and all that a time of a fund has."""
    c = s.funds.c
    return fetch(conn, sa.select(c.id, c.name, c.since, c.until, c.import_id).where(c.branch_code == branch))


def roster(conn: sa.Connection, branch: str, months: Sequence[date]) -> pl.DataFrame:
    """match, month, agent_code, import_id of the application's list of these months."""
    c = s.roster.c
    query = sa.select(c.month, c.agent_code, c.import_id).where(c.branch_code == branch, c.month.in_(months))
    return fetch(conn, query).with_columns(match=match("agent_code"))


def references(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id and all that a published figure has."""
    c = s.reference_figures.c
    columns = (c.metric, c.first_month, c.last_month, c.places, c.source)
    values = (c.value, c.rounding, c.wording, c.published_on, c.briefing_id, c.import_id)
    return fetch(conn, sa.select(c.id, *columns, *values).where(c.branch_code == branch))
