"""The status rule: one Enum, one Polars expression (design, section 2; domain, section 2)."""

from datetime import date
from enum import StrEnum

import polars as pl

from queries.rules import Rule


class Status(StrEnum):
    """The state of one agent on the as-of day, in the order in which it is shown."""

    ACTIVE = "active"
    SLOWING = "slowing"
    DORMANT_RETAINED = "dormant_retained"
    DUE_FOR_REMOVAL = "due_for_removal"
    REMOVED = "removed"


LISTED = tuple(status for status in Status if status is not Status.REMOVED)


def status_expr(as_of: date, rule: Rule) -> pl.Expr:
    """The status from `deactivated_on`, `zero_months` and `months_since_run` (null: none ever ran, or long ago)."""
    runs = pl.col("months_since_run").lt(rule.dormant_after).fill_null(False)
    retained = runs if rule.contributions_retain else pl.lit(False)
    return (
        pl.when(pl.col("deactivated_on") <= as_of)
        .then(pl.lit(Status.REMOVED.value))
        .when(pl.col("zero_months") <= 0)
        .then(pl.lit(Status.ACTIVE.value))
        .when(pl.col("zero_months") < rule.dormant_after)
        .then(pl.lit(Status.SLOWING.value))
        .when(retained)
        .then(pl.lit(Status.DORMANT_RETAINED.value))
        .otherwise(pl.lit(Status.DUE_FOR_REMOVAL.value))
    )
