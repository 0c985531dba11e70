"""Active participants, and who stopped paying, as JSON."""

import sqlalchemy as sa

from queries import coverage, funds, insured, stopped, targets
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


def funds_document(conn: sa.Connection, scope: Scope) -> list[dict]:
    """One object a fund that pays somebody, or whose end left somebody: name, since, until (days, or null), people
    (active), amount (their rupiah of the as-of month), behind (people not paid for since its end), left, left_amount
    (the active and their rupiah if nobody goes on after its end, or null)."""
    rows = funds.funds(conn, scope).to_dicts()
    return [{**row, **{end: row[end] and row[end].isoformat() for end in ("since", "until")}} for row in rows]


def stopped_document(conn: sa.Connection, scope: Scope) -> dict:
    """all: past_1, past_2, past_3, past_more (people by months past), people, first_time, again, once (one payment
    only), null without a complete month; by_office, by_agent: the same, one object a code.
    """
    rows = stopped.stopped(conn, scope).drop("code").to_dicts()
    parts = {f"by_{by}": stopped.stopped(conn, scope, by).to_dicts() for by in ("office", "agent")}
    return {"all": next(iter(rows), None), **parts}
