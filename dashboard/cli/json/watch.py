"""The countdown and the application's list as JSON."""

from datetime import date

import sqlalchemy as sa

from queries import funds, rules
from queries.access import Permission, Viewer
from queries.agents import countdown, roster, roster_readings
from queries.scope import Scope


def countdown_document(conn: sa.Connection, viewer: Viewer, scope: Scope, today: date) -> list[dict]:
    """One object a change up to 90 days from today: code, day (after the last month that counts), from (null: in it on
    the as-of day already), to, stage (reached, coming, met), act (acquisition, payment, or null), act_until (the last
    day on which it helps, null where it changes for the better), met_by (acquisition, payment, takeover, or null),
    uncertain (whether it depends on a month that is missing).

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
            "stage": row["stage"],
            "act": row["act"],
            "act_until": row["act_until"] and row["act_until"].isoformat(),
            "met_by": row["met_by"],
            "uncertain": row["uncertain"],
        }
        for row in countdown.changes(conn, scope, today).to_dicts()
    ]


def funds_of_agents_document(conn: sa.Connection, viewer: Viewer, scope: Scope, today: date) -> list[dict]:
    """One object an agent and fund that pays for their participants and ends within the days of the branch's rule:
    code, fund, until, people (active), amount (their rupiah of the as-of month). None for a viewer who may not see
    agents by code.
    """
    if not viewer.may(Permission.NAME_AGENTS):
        return []
    rows = funds.of_agents(conn, scope, today, rules.notable(conn, scope).fund_days).to_dicts()
    return [
        {
            "code": row["agent_code"],
            "fund": row["name"],
            "until": row["until"].isoformat(),
            "people": row["people"],
            "amount": row["amount"],
        }
        for row in rows
    ]


def roster_document(conn: sa.Connection, scope: Scope) -> dict | None:
    """month, and how many codes agree, listed_against_rule, missing_against_rule, unknown; null without a list.

    readings: one object a list, newest first, and reading of the rule (runs, came_in, alone): month, reading, listed,
    listed_explained, missing, missing_explained (agents), uncertain (whether these depend on a month that is missing).
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
