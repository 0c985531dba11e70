"""The only SELECTs of rows as they were: (conn, scope, version) -> LazyFrame, as known at a data version.

A row is known at a version when its load came by then and no later one, up to the version, had changed it or taken it
out. The scope's places are those of the agent's office as known then; its sectors likewise.
"""

import polars as pl
import sqlalchemy as sa

from queries.scope import Scope


def agents(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row an agent, whenever registered: code, name, office_code, registered_on, deactivated_on; by code."""
    raise NotImplementedError


def participants(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row a participant registered in the period, up to its as-of day; by id.

    id, agent_code, office_code, wilayah_code, registered_on, sector, last4 (of the KPJ).
    """
    raise NotImplementedError


def contributions(conn: sa.Connection, scope: Scope, version: int) -> pl.LazyFrame:
    """One row a payment made in the period, up to its as-of day; by participant_id, blth and paid_on.

    participant_id, blth, paid_on, amount (rupiah), and of its participant agent_code, office_code, wilayah_code,
    registered_on, sector, last4 (of the KPJ).
    """
    raise NotImplementedError
