"""The figures that are one number each, of a whole scope."""

import sqlalchemy as sa

from queries import agents, flows, frames
from queries.parts import part
from queries.scope import Scope
from queries.status import LISTED, Status


@part
def figures(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """The figures of the catalogue that are one number, of the whole scope.

    acquired (people), received, received_from_new, received_from_earlier (rupiah), offices, agents_listed and the
    number of agents of each status. Zeros where no month of the period is complete.
    """
    counted = dict(agents.standings(conn, scope)["status"].value_counts().iter_rows())
    return {
        **flows.totals(conn, scope),
        "offices": frames.offices(conn, scope).collect().height,
        "agents_listed": sum(counted.get(status.value, 0) for status in LISTED),
        **{f"agents_{status.value}": counted.get(status.value, 0) for status in Status},
    }


def anything(conn: sa.Connection, scope: Scope) -> bool:
    """Whether the scope holds an agent, an acquisition or a payment at all, so that its zeros mean something."""
    return any(flows.totals(conn, scope).values()) or agents.standings(conn, scope).height > 0
