"""The figures that are one number each, of a whole scope."""

import sqlalchemy as sa

from queries import flows
from queries.agents import standings
from queries.db.memo import part
from queries.frames import standard
from queries.scope import Scope
from queries.status import LISTED, Status
from queries.targets import target

REACHED = {"acquired_target_reached": "acquired", "received_target_reached": "received"}
"""The percentages of a target, by what the target is for."""


@part
def figures(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """The figures of the catalogue that are one number, of the whole scope.

    acquired (people), received, received_from_new, received_from_earlier (rupiah), offices, agents_listed and the
    number of agents of each status. Zeros where no month of the period is complete.
    """
    counted = dict(standings.standings(conn, scope)["status"].value_counts().iter_rows())
    return {
        **flows.totals(conn, scope),
        "offices": standard.offices(conn, scope).collect().height,
        "agents_listed": sum(counted.get(status.value, 0) for status in LISTED),
        **{f"agents_{status.value}": counted.get(status.value, 0) for status in Status},
    }


@part
def with_targets(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """`figures`, and what part of each target is reached where one was set: in hundredths of a percent, a half rounded
    up. So are figures kept once they are published."""
    values = figures(conn, scope)
    aims = {metric: (values[measure], target(conn, scope, measure)) for metric, measure in REACHED.items()}
    return values | {metric: hundredths(reached, aim) for metric, (reached, aim) in aims.items() if aim}


def hundredths(part_of: int, whole: int) -> int:
    """A part of a whole in hundredths of a percent: 10.605 is 106,05%; a half is rounded up."""
    return (20_000 * part_of + whole) // (2 * whole)


def anything(conn: sa.Connection, scope: Scope) -> bool:
    """Whether the scope holds an agent, an acquisition or a payment at all, so that its zeros mean something."""
    return any(flows.totals(conn, scope).values()) or standings.standings(conn, scope).height > 0
