"""Rows as they were known at a data version: (conn, scope, version) -> LazyFrame.

A row is known at a version when its load came by then and no later one, up to the version, had changed it or taken it
out. The scope's places are those of the agent's posting of the day, as known then; its sectors likewise. What was known
before the loads that `loads.unrecorded` names is not on record: rows that they changed count as they left them.
"""

import polars as pl
import sqlalchemy as sa

from queries.frames import timeline
from queries.scope import Scope


def participants(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row a participant registered in the period, as far as they are counted; by participant_id.

    participant_id, agent_code, office_code, wilayah_code, registered_on, sector, kpj_hash, kpj_last4.
    """
    known = timeline.participants(conn, scope, version, version, every=True).filter(_known(version), "inside")
    return known.select("participant_id", *_PERSON).sort("participant_id").lazy()


def contributions(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row a payment made in the period, as far as they are counted; by participant_id, blth and paid_on.

    participant_id, blth, paid_on, amount (rupiah), and of its participant what `participants` gives.
    """
    known = timeline.payments(conn, scope, version, version, every=True).filter(_known(version), "inside")
    key = ("participant_id", "blth", "paid_on")
    return known.select(*key, "amount", *_PERSON).sort(key).lazy()


_PERSON = ("agent_code", "office_code", "wilayah_code", "registered_on", "sector", "kpj_hash", "kpj_last4")


def _known(version: int) -> pl.Expr:
    return (pl.col("since") <= version) & (pl.col("until") > version)
