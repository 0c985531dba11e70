"""What an agent's status could be once the months that are missing are loaded.

A missing month of registrations may hold an acquisition, one of payments a contribution that came in and runs: both can
only shorten the months without. A status is uncertain where the shortest months give another one. A payment of a
missing month is taken to run in that month: one paid ahead, which would reach further, is not supposed of anybody.
"""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.completeness import of_branch
from queries.periods import months_between
from queries.rules import Rule
from queries.scope import Scope
from queries.status import status_expr

_BEST = {"zero_months": "participants", "months_since_run": "contributions", "months_since_received": "contributions"}
"""The months of `standings` that a missing month of a kind could shorten."""


def shortest(conn: sa.Connection, scope: Scope) -> tuple[int, ...]:
    """Of months since an acquisition, a run and a payment each, in the as-of month: the shortest that what is missing
    allows."""
    known, month = of_branch(conn, scope), scope.require_as_of_month()
    return tuple(months_between(known.last_unknown(kind, month), month) for kind in _BEST.values())


def possible(conn: sa.Connection, scope: Scope, rule: Rule) -> bool:
    """Whether what is missing lies within the months that the rule looks at; if not, no status is uncertain."""
    return any(months < rule.dormant_after for months in shortest(conn, scope))


def at_best(conn: sa.Connection, scope: Scope) -> dict[str, pl.Expr]:
    """The columns `<name>_at_best`: each of these months as short as what is missing allows."""
    best = zip(_BEST, shortest(conn, scope), strict=True)
    return {f"{name}_at_best": pl.min_horizontal(name, pl.lit(months)) for name, months in best}


def other_status(as_of: date, rule: Rule) -> pl.Expr:
    """Whether those columns give another status than `status`."""
    return status_expr(as_of, rule, *(f"{name}_at_best" for name in _BEST)) != pl.col("status")
