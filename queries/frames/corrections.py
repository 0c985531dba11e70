"""The only SELECTs of payments that a load brought in place of others: (conn, scope, then, now) -> LazyFrame."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch, in_parts
from queries.frames.timeline import decoded
from queries.scope import Scope

KEY = ("participant_id", "blth", "paid_on")


def brought_instead(conn: sa.Connection, scope: Scope, then: int, now: int) -> pl.LazyFrame:
    """One row a payment that a load between the two versions brought while it took another one of the participant out:
    kpj_hash, blth, paid_on, load; by load and kpj_hash. Of the whole branch, whatever the scope asks of it.
    """
    k = s.superseded.c
    query = sa.select(
        k.key, sa.cast(k.row, sa.Text).label("row"), k.import_id.label("since"), k.until_import_id.label("until")
    ).where(k.branch_code == scope.branch, k.kind == s.contributions.name, k.until_import_id > then)
    states = decoded(fetch(conn, query), s.contributions).select(*KEY, "since", "until")
    ended = states.filter(pl.col("until") <= now)
    people = ended["participant_id"].unique().sort().to_list()
    began = pl.concat([_standing(conn, scope, people, then, now), states.select(*KEY, load="since")])
    began = began.filter(pl.col("load").is_between(then + 1, now))
    taken_out = ended.join(began, left_on=[*KEY, "until"], right_on=[*KEY, "load"], how="anti")
    loads = taken_out.select("participant_id", load="until").unique()
    lasting = began.join(ended, left_on=[*KEY, "load"], right_on=[*KEY, "until"], how="anti")
    instead = lasting.join(loads, on=["participant_id", "load"], how="semi")
    numbered = instead.join(_numbers(conn, scope, people, then), on="participant_id")
    return numbered.select("kpj_hash", "blth", "paid_on", "load").unique().sort("load", "kpj_hash", "blth").lazy()


def _numbers(conn: sa.Connection, scope: Scope, people: list[int], then: int) -> pl.DataFrame:
    """participant_id and kpj_hash of these participants, also of those who are gone since."""
    p, k = s.participants.c, s.superseded.c
    query = sa.select(p.id.label("participant_id"), p.kpj_hash).where(p.branch_code == scope.branch)
    standing = [fetch(conn, query.where(p.id.in_(part))) for part in in_parts(people)]
    gone = sa.select(k.key, sa.cast(k.row, sa.Text).label("row")).where(
        k.branch_code == scope.branch, k.kind == s.participants.name, k.until_import_id > then
    )
    were = decoded(fetch(conn, gone), s.participants).select("kpj_hash", participant_id="id")
    return pl.concat([*standing, were.select("participant_id", "kpj_hash")]).unique()


def _standing(conn: sa.Connection, scope: Scope, people: list[int], then: int, now: int) -> pl.DataFrame:
    """The payments of these participants that stand and came between the two versions: KEY, load."""
    c = s.contributions.c
    query = sa.select(*(c[name] for name in KEY), c.import_id.label("load")).where(
        c.branch_code == scope.branch, c.import_id > then, c.import_id <= now
    )
    return pl.concat([fetch(conn, query.where(c.participant_id.in_(part))) for part in in_parts(people)])
