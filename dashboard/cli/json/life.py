"""The participants left behind, and agents held against each other, as JSON."""

import sqlalchemy as sa

from queries.access import Permission, Viewer
from queries.agents import fairness, portfolio
from queries.scope import Scope


def portfolio_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object an office and next due month: office, next_due_month ("2019-07"), agents, people, savable.

    Of the agents due for removal or removed. None for a viewer who may not see rows.
    """
    if not viewer.may(Permission.SEE_ROWS):
        return []
    return [
        {
            "office": row["office_code"],
            "next_due_month": f"{row['next_due_month']:%Y-%m}",
            "agents": row["agents"],
            "people": row["people"],
            "savable": row["savable"],
        }
        for row in portfolio.by_office(conn, scope).to_dicts()
    ]


def fairness_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object an agent in service: code, acquired, service_months, expected, rate, low, high, standing.

    What is expected and the limits are null where there are too few to tell.

    None for a viewer who may not see agents by code.
    """
    if not viewer.may(Permission.NAME_AGENTS):
        return []
    names = ("code", "acquired", "service_months", "expected", "rate", "low", "high", "standing")
    return [{name: row[name] for name in names} for row in fairness.compared(conn, scope).to_dicts()]
