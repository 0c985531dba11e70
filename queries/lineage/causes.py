"""Why a number became, or is, another: every reason that is given, and which rows a metric counts."""

from enum import StrEnum

import polars as pl

from queries.frames.evidence import MONEY, PEOPLE
from queries.scope import Scope

METRICS = (PEOPLE, *MONEY)
"""The metrics of which each row is kept as it was, a participant or a payment: the first counts people."""

KEY = ("kpj_hash", "blth", "paid_on")
"""By what a row is known again, also where it was undone and loaded anew; of a participant the first alone."""


class Cause(StrEnum):
    """Why a row counts in one number and not, or with another amount, in the other; the first that holds.

    period to part: what is asked for differs. entered_late: a later load brought the row; undone: the load that brought
    or changed it was undone; corrected: a later load changed it or took it out, brought it in place of another payment
    of the participant, or changed the place of its agent. definition_changed,
    not_recorded: of a whole figure, what its rows leave over: another meaning, or rows of which nothing is kept.
    """

    PERIOD = "period"
    AS_OF = "as_of"
    PLACE = "place"
    SECTOR = "sector"
    PART = "part"
    ENTERED_LATE = "entered_late"
    UNDONE = "undone"
    CORRECTED = "corrected"
    DEFINITION_CHANGED = "definition_changed"
    NOT_RECORDED = "not_recorded"


def counts(metric: str, scope: Scope) -> pl.Expr:
    """Whether a row in the scope is of the metric's part: payments by who had registered before the period.

    Raises KeyError for a metric that is none of METRICS.
    """
    new = pl.col("registered_on") >= scope.period.first
    every = pl.lit(True)
    return {PEOPLE: every, "received": every, "received_from_new": new, "received_from_earlier": ~new}[metric]


def with_worth(rows: pl.DataFrame, metric: str) -> pl.DataFrame:
    """Rows of participants or of payments with KEY, amount (null for participants) and worth, in the metric's unit."""
    if metric == PEOPLE:
        rows = rows.with_columns(
            blth=pl.lit(None, pl.Date), paid_on=pl.lit(None, pl.Date), amount=pl.lit(None, pl.Int64)
        )
    return rows.with_columns(worth=pl.lit(1, pl.Int64) if metric == PEOPLE else pl.col("amount"))
