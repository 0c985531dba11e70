"""What the database holds of a branch, as the importer compares it. Codes are matched by `match`, blind to case."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.months import ends
from queries.periods import month_end, month_of, months_between, shift
from seed.values.places import PLACES


def match(code: str) -> pl.Expr:
    """What a code is recognised by."""
    return pl.col(code).str.to_uppercase()


def places(conn: sa.Connection) -> pl.DataFrame:
    """code, name, kind, latitude, longitude of every place; the four of Pekalongan even before there is a branch."""
    there = fetch(conn, sa.select(s.wilayah))
    return pl.concat([there, pl.DataFrame(PLACES, schema=there.schema)]).unique("code", keep="first")


def offices(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """match, code, name, wilayah_code of each office."""
    c = s.offices.c
    query = sa.select(c.code, c.name, c.wilayah_code).where(c.branch_code == branch)
    return fetch(conn, query).with_columns(match=match("code"))


def agents(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """match, code, name, office_code, registered_on, deactivated_on of each agent."""
    c = s.agents.c
    query = sa.select(c.code, c.name, c.office_code, c.registered_on, c.deactivated_on).where(c.branch_code == branch)
    return fetch(conn, query).with_columns(match=match("code"))


def participants(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id, agent_code, registered_on, sector, program, kpj_hash, nik_hash of each participant."""
    c = s.participants.c
    columns = (c.id, c.agent_code, c.registered_on, c.sector, c.program, c.kpj_hash, c.nik_hash)
    return fetch(conn, sa.select(*columns).where(c.branch_code == branch))


def contributions(conn: sa.Connection, branch: str, days: pl.Series) -> pl.DataFrame:
    """participant_id, blth, paid_on, months, amount of what was paid from the first of these days to the last."""
    c = s.contributions.c
    query = sa.select(c.participant_id, c.blth, c.paid_on, c.months, c.amount).where(c.branch_code == branch)
    none = fetch(conn, query.where(sa.false()))
    wanted = ends(days)
    if wanted is None:
        return none
    reach = sa.select(sa.func.min(c.paid_on), sa.func.max(c.paid_on))
    first, last = conn.execute(reach.where(c.branch_code == branch, c.paid_on.between(*wanted))).one()
    if first is None:
        return none
    # A month at a time: what are Python objects stays as small as the largest month.
    months = (shift(month_of(first), n) for n in range(months_between(first, last) + 1))
    spans = ((max(month, first), min(month_end(month), last)) for month in months)
    return pl.concat([none, *(fetch(conn, query.where(c.paid_on.between(*span))) for span in spans)])


def targets(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id, semester, wilayah_code, measure, value of each target."""
    c = s.targets.c
    return fetch(conn, sa.select(c.id, c.semester, c.wilayah_code, c.measure, c.value).where(c.branch_code == branch))


def roster(conn: sa.Connection, branch: str, months: Sequence[date]) -> pl.DataFrame:
    """match, month, agent_code of the application's list of these months."""
    c = s.roster.c
    query = sa.select(c.month, c.agent_code).where(c.branch_code == branch, c.month.in_(months))
    return fetch(conn, query).with_columns(match=match("agent_code"))


def references(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """id and all that a published figure has."""
    c = s.reference_figures.c
    columns = (c.metric, c.first_month, c.last_month, c.places, c.source)
    values = (c.value, c.rounding, c.wording, c.published_on, c.briefing_id)
    return fetch(conn, sa.select(c.id, *columns, *values).where(c.branch_code == branch))
