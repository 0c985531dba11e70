"""Persistency as JSON."""

import sqlalchemy as sa

from queries import persistency
from queries.scope import Scope


def persistency_document(conn: sa.Connection, scope: Scope) -> list[dict]:
    """One object an n: n (months), people and rupiah (ratios to six decimals, null without a base), cohort_people."""
    return [
        {
            "n": row["n"],
            "people": _rounded(row["people"]),
            "rupiah": _rounded(row["rupiah"]),
            "cohort_people": row["cohort_people"],
        }
        for row in persistency.overall(conn, scope).to_dicts()
    ]


def by_payer_document(conn: sa.Connection, scope: Scope) -> list[dict]:
    """One object a paying source of the first contribution (own, fund, unsaid, never) and n: paying, n, and as
    `persistency_document`, with covered_people. Empty where the branch says of none who paid it.
    """
    rows = persistency.by_payer(conn, scope) if persistency.payers(conn, scope) else None
    counts = ("n", "cohort_people", "covered_people")
    return [
        {"paying": row["code"], **{name: row[name] for name in counts}}
        | {name: _rounded(row[name]) for name in ("people", "rupiah")}
        for row in (rows.to_dicts() if rows is not None else ())
    ]


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 6)
