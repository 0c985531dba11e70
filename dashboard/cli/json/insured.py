"""Active participants, and who stopped paying, as JSON."""

import sqlalchemy as sa

from queries import coverage, insured, stopped, targets
from queries.scope import Scope

PARTS = ("wilayah", "office", "sector")


def active_document(conn: sa.Connection, scope: Scope) -> dict:
    """stock: covered, in_arrears, lapsed, never, people, amount (rupiah of the covered for the as-of month), null
    without a complete month; by_wilayah, by_office, by_sector: the same, one object a code; months: one object a month
    of the bridge, opening to closing in people and rupiah; target: people, and the month at whose end, or null.
    """
    stock = insured.stock(conn, scope).drop("code").to_dicts()
    months = insured.bridge(conn, scope).drop("code").to_dicts()
    goal = targets.active(conn, scope)
    return {
        "stock": next(iter(stock), None),
        "target": goal and {"people": goal[0], "month": f"{goal[1]:%Y-%m}"},
        **{f"by_{by}": insured.stock(conn, scope, by).to_dicts() for by in PARTS},
        "months": [{**row, "month": f"{row['month']:%Y-%m}"} for row in months],
    }


def coverage_document(conn: sa.Connection, scope: Scope) -> list[dict]:
    """One object a denominator and place ("": the whole choice): name, code, year, source, definition, people (active),
    denominator, share (people by denominator), refused (why there is no share, else null)."""
    rows = coverage.coverage(conn, scope).to_dicts()
    return [{**row, "share": row["people"] / row["denominator"] if row["denominator"] else None} for row in rows]


def stopped_document(conn: sa.Connection, scope: Scope) -> dict:
    """all: past_1, past_2, past_3, past_more (people by months past), people, first_time, again, once (one payment
    only), null without a complete month; by_office, by_agent: the same, one object a code.
    """
    rows = stopped.stopped(conn, scope).drop("code").to_dicts()
    parts = {f"by_{by}": stopped.stopped(conn, scope, by).to_dicts() for by in ("office", "agent")}
    return {"all": next(iter(rows), None), **parts}
