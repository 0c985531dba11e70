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


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 6)
