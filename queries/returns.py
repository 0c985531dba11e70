"""How many of those acquired are new, how many returned, and who came back by paying: the membership's own figures."""

import sqlalchemy as sa

from queries import flows
from queries.db.memo import part
from queries.frames import memberships
from queries.scope import Scope

RETURNS = ("acquired_new", "acquired_returning", "returned_by_paying")
"""The figures that `returns` answers."""


@part
def returns(conn: sa.Connection, scope: Scope) -> dict[str, int]:
    """The people of the period, as far as `flows` counts registrations and payments.

    acquired_new and acquired_returning, which add up to `acquired`: without, and with, an earlier membership of the
    same NIK; returned_by_paying: times that somebody paid again whose membership had lapsed, none of them acquired.
    """
    months = memberships.months(conn, scope)
    sums = months.select(flows.counted(scope, "acquired_returning", "returned_by_paying")).sum().collect()
    returning, paying = sums.row(0)
    acquired = flows.totals(conn, scope)["acquired"]
    return dict(zip(RETURNS, (acquired - returning, returning, paying), strict=True))
