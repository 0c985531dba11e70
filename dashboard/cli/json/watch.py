"""The countdown and the application's list as JSON."""

import sqlalchemy as sa

from queries.access import Permission, Viewer
from queries.agents import countdown, roster, roster_readings
from queries.scope import Scope


def countdown_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object a change of the next 90 days: code, day, from, to, act (acquisition, payment, or null).

    None for a viewer who may not see agents by code.
    """
    if not viewer.may(Permission.NAME_AGENTS):
        return []
    return [
        {
            "code": row["code"],
            "day": row["day"].isoformat(),
            "from": row["from_status"],
            "to": row["to_status"],
            "act": row["act"],
        }
        for row in countdown.changes(conn, scope).to_dicts()
    ]


def roster_document(conn: sa.Connection, scope: Scope) -> dict | None:
    """month, and how many codes agree, listed_against_rule, missing_against_rule, unknown; null without a list.

    readings: one object a list, newest first, and reading of the rule (runs, came_in, alone): month, reading, listed,
    listed_explained, missing, missing_explained (agents).
    """
    counted = roster.counted(conn, scope)
    if counted is None:
        return None
    order = ("agree", "listed_against_rule", "missing_against_rule", "unknown")
    rows = roster_readings.explained(conn, scope).to_dicts()
    return {
        "month": f"{roster.month(conn, scope):%Y-%m}",
        **{name: counted[name] for name in order},
        "readings": [{**row, "month": f"{row['month']:%Y-%m}"} for row in rows],
    }
