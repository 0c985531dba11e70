"""The verdicts on agents and their incentives as JSON."""

from datetime import date

import sqlalchemy as sa

from queries.access import Permission, Viewer
from queries.agents import incentives, one_agent, standings
from queries.agents.next_worth import next_worth
from queries.agents.signs import signs
from queries.agents.verdict import Clause
from queries.scope import Scope


def verdicts_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object an agent, by code: code, status, uncertain (whether the status depends on a month that is missing),
    contact, office_contact (null: none is known), due_on, reactivate_on (days, null: none), clauses.

    A clause has its kind, the number of `rows` behind it and the values that it states; payers, as the last four
    digits and the months paid in advance, only for a viewer who may see rows. None for one who may not see agents.
    """
    if not viewer.may(Permission.NAME_AGENTS):
        return []
    verdicts = []
    for code, uncertain in standings.standings(conn, scope).select("code", "uncertain").rows():
        verdict, who = one_agent.of_agent(conn, scope, code), one_agent.registered(conn, scope, code)
        assert verdict is not None, "every agent in the standings has one"
        assert who is not None, "whoever has a verdict is inside the scope"
        verdicts.append(
            {
                "code": code,
                "status": verdict.status.value,
                "uncertain": uncertain,
                **{name: who[name] for name in ("contact", "office_contact")},
                "due_on": _plain(verdict.due_on),
                "reactivate_on": _plain(verdict.reactivate_on),
                "clauses": [_clause(viewer, clause) for clause in verdict.clauses],
            }
        )
    return verdicts


def _clause(viewer: Viewer, clause: Clause) -> dict:
    hidden = set() if viewer.may(Permission.SEE_ROWS) else {"who"}
    stated = {
        name: f"{value:%Y-%m}" if name == "month" else _plain(value)
        for name, value in clause.values
        if name not in {"rows", "past", *hidden}
    }
    return {"kind": clause.kind, "rows": len(clause.cites), **stated}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{"kpj_last4": last4, "months_ahead": ahead} for last4, ahead in value]
    return value


def incentives_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object an agent and month of the period up to the as-of month, of the last 24 at most: code, month, and as an
    estimate agent and office (whole rupiah, null where no scheme was in force). None for who may not see agents.
    """
    if not viewer.may(Permission.NAME_AGENTS):
        return []
    return [
        {
            "code": code,
            "month": f"{row['month']:%Y-%m}",
            "agent": row["agent_amount"],
            "office": row["office_amount"],
        }
        for code in standings.standings(conn, scope)["code"]
        for row in incentives.estimate(conn, scope, code).to_dicts()
        if row["month"] >= scope.period.first
    ]


def next_worth_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object a listed agent: code, and the columns of `next_worth` but names. None for who may not see agents."""
    if not viewer.may(Permission.NAME_AGENTS):
        return []
    return next_worth(conn, scope).drop("name", "office").to_dicts()


def signs_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object a sign that is worth a question: the columns of `signs` but names. None for anybody but the head."""
    if not viewer.may(Permission.REVIEW):
        return []
    return signs(conn, scope).filter("asked").drop("name", "asked").to_dicts()
