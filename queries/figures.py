"""The figures that are one number each, of a whole scope."""

import sqlalchemy as sa

from queries import flows
from queries.agents import standings
from queries.db.memo import part
from queries.frames import standard
from queries.returns import returns
from queries.scope import Scope
from queries.status import LISTED, Status
from queries.targets import REACHED, hundredths, reached, target


@part
def figures(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """The figures of the catalogue that are one number, of the whole scope.

    acquired (people), received, received_from_new, received_from_earlier (rupiah), the three of `returns` (people),
    offices, agents_listed and the number of agents of each status. Zeros where no month of the period is complete.
    """
    counted = dict(standings.standings(conn, scope)["status"].value_counts().iter_rows())
    return {
        **flows.totals(conn, scope),
        **returns(conn, scope),
        "offices": standard.offices(conn, scope).collect().height,
        "agents_listed": sum(counted.get(status.value, 0) for status in LISTED),
        **{f"agents_{status.value}": counted.get(status.value, 0) for status in Status},
    }


@part
def with_targets(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """`figures`, and what part of each target is reached where one was set: in hundredths of a percent, a half rounded
    up. So are figures kept once they are published."""
    values = figures(conn, scope)
    parts = {metric: reached(values[measure], target(conn, scope, measure)) for metric, measure in REACHED.items()}
    return values | {metric: hundredths(part) for metric, part in parts.items() if part is not None}


def anything(conn: sa.Connection, scope: Scope) -> bool:
    """Whether the scope holds an agent, an acquisition or a payment at all, so that its zeros mean something."""
    return any(flows.totals(conn, scope).values()) or standings.standings(conn, scope).height > 0
