"""Figures as they were known at a data version, and the rows that make the difference between two versions.

A row is one participant (`acquired`) or one payment (`received` and its two parts). It is recognised by the
participant's KPJ, so that rows that were undone and loaded again are the same rows.
"""

from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries.scope import Scope

METRICS = ("acquired", "received", "received_from_new", "received_from_earlier")
"""The figures whose rows are kept as they were."""


class Cause(StrEnum):
    """Why a row counts differently now."""

    ENTERED_LATE = "entered_late"
    CORRECTED = "corrected"
    UNDONE = "undone"


def acquired(conn: sa.Connection, scope: Scope, version: int) -> int:
    """Participants registered in the scope's period up to its as-of day, as known at the data version."""
    return value(conn, scope, "acquired", version)


def received(conn: sa.Connection, scope: Scope, version: int) -> int:
    """Rupiah paid in the scope's period up to its as-of day, as known at the data version."""
    return value(conn, scope, "received", version)


def value(conn: sa.Connection, scope: Scope, metric: str, version: int) -> int:
    """One of METRICS as known at the data version, in its unit; zero where no month of the period is complete.

    Raises KeyError for another metric.
    """
    raise NotImplementedError


def rows_between(conn: sa.Connection, scope: Scope, metric: str, version_then: int, version_now: int) -> pl.DataFrame:
    """One row a cause and load that made the difference of a metric between two data versions; by cause and load.

    cause (of Cause), load (id of the import), rows (number of participants or payments), change (in the metric's unit,
    signed). The changes add up to value(now) - value(then) exactly; no row where nothing differs. Raises ValueError
    where `version_now` is before `version_then`, KeyError for a metric that is none of METRICS.
    """
    raise NotImplementedError


def each_row_between(
    conn: sa.Connection, scope: Scope, metric: str, version_then: int, version_now: int
) -> pl.DataFrame:
    """The rows behind `rows_between`, one a participant or payment: for viewers with Permission.SEE_ROWS alone.

    cause, load, change, agent_code, participant (id), last4 (of the KPJ), registered_on, sector, and for payments blth,
    paid_on, amount (null for `acquired`): as known now, or where the row is gone as known then. By cause, load, agent,
    participant, paid_on, blth.
    """
    raise NotImplementedError
