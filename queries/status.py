"""The status rule (design, section 2; domain, section 2): declared once, in `conditions`, and read three ways.

As a Polars expression where many agents are judged, as SQL where anyone shall run it again, and of one agent's own rows
where a verdict is cited. Each way says how it knows the three facts of an agent; none says what follows from them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

import polars as pl
import sqlalchemy as sa

from queries.rules import Reading, Rule


class Status(StrEnum):
    """The state of one agent on the as-of day, in the order in which it is shown."""

    ACTIVE = "active"
    SLOWING = "slowing"
    DORMANT_RETAINED = "dormant_retained"
    DUE_FOR_REMOVAL = "due_for_removal"
    REMOVED = "removed"


LISTED = tuple(status for status in Status if status is not Status.REMOVED)

Condition = TypeVar("Condition", bool, pl.Expr, sa.ColumnElement[bool])


@dataclass(frozen=True)
class StatusFacts(Generic[Condition]):
    """What the rule asks of an agent, as truths, Polars expressions or SQL conditions.

    `removed`: deactivated on or before the as-of day. The others: whether the agent was registered or acquired
    somebody, whether a contribution runs, and whether one came in, in one of so many months up to the as-of month.
    """

    removed: Condition
    acquired_within: Callable[[int], Condition]
    runs_within: Callable[[int], Condition]
    came_in_within: Callable[[int], Condition]


OTHERWISE = Status.DUE_FOR_REMOVAL
"""The status of an agent of whom no condition is true."""


def conditions(facts: StatusFacts[Condition], rule: Rule) -> Iterator[tuple[Status, Condition]]:
    """Each status with its condition: the first that is true is the agent's, OTHERWISE where none is."""
    yield Status.REMOVED, facts.removed
    yield Status.ACTIVE, facts.acquired_within(1)
    yield Status.SLOWING, facts.acquired_within(rule.dormant_after)
    if rule.reading is Reading.RUNS:
        yield Status.DORMANT_RETAINED, facts.runs_within(rule.dormant_after)
    if rule.reading is Reading.CAME_IN:
        yield Status.DORMANT_RETAINED, facts.came_in_within(rule.dormant_after)


def status_expr(
    as_of: date,
    rule: Rule,
    zero: str = "zero_months",
    run: str = "months_since_run",
    received: str = "months_since_received",
) -> pl.Expr:
    """The status from `deactivated_on` and these columns of months, each null where there was none, or long ago."""
    facts = StatusFacts(
        removed=pl.col("deactivated_on") <= as_of,
        acquired_within=lambda months: pl.col(zero) < months,
        runs_within=lambda months: pl.col(run) < months,
        came_in_within=lambda months: pl.col(received) < months,
    )
    status = pl.lit(OTHERWISE.value)
    for state, condition in reversed(list(conditions(facts, rule))):
        status = pl.when(condition).then(pl.lit(state.value)).otherwise(status)
    return status


def status_sql(facts: StatusFacts[sa.ColumnElement[bool]], rule: Rule) -> sa.ColumnElement[str]:
    """The status in SQL, of facts in SQL."""
    return sa.case(*((condition, state.value) for state, condition in conditions(facts, rule)), else_=OTHERWISE.value)


def status_of(facts: StatusFacts[bool], rule: Rule) -> Status:
    """The status of one agent."""
    return next((state for state, condition in conditions(facts, rule) if condition), OTHERWISE)
