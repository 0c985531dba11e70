"""What another rule would change: the agents' states, and the participants and rupiah that would lose their agent.

A rule is supposed for the answer alone: the stored one is not touched.
"""

import polars as pl
import sqlalchemy as sa

from queries.agents import portfolio
from queries.agents.standings import standings
from queries.rules import Rule, rule_on
from queries.scope import Scope
from queries.status import LISTED, Status

MONTHS = range(1, 13)
"""What may be supposed: as far as the months since a contribution last ran are stored."""


def rule(conn: sa.Connection, scope: Scope) -> Rule | None:
    """The rule in force on the as-of day; None where no month is complete."""
    return rule_on(conn, scope.branch, scope.as_of) if scope.as_of else None


def compared(conn: sa.Connection, scope: Scope, supposed: Rule) -> pl.DataFrame:
    """One row a listed agent; by code: the columns of `agents.standings` by the rule in force, supposed_status and
    supposed_uncertain.

    running_people and received stay those of the rule in force, so that only the state differs. Raises ValueError
    for months outside 1 to 12.
    """
    if supposed.dormant_after not in MONTHS:
        raise ValueError(f"{supposed.dormant_after} months cannot be supposed: choose 1 to {MONTHS[-1]}")
    other = standings(conn, scope, supposed).select("code", supposed_status="status", supposed_uncertain="uncertain")
    now = standings(conn, scope).filter(pl.col("status") != Status.REMOVED.value)
    return now.join(other, on="code").sort("code")


def outcome(conn: sa.Connection, scope: Scope, supposed: Rule) -> pl.DataFrame:
    """Two rows, by the rule in force and by the supposed one: rule (`now`, `supposed`), a column a status of the listed
    (agents), uncertain (whether one of these depends on a month that is missing), and of the agents due for removal or
    removed people (their participants who have not ended, see `portfolio.without_agent`) and rupiah (received in the
    period, up to the as-of day): what loses its agent.
    """
    agents, gone = compared(conn, scope, supposed), _removed(conn, scope)
    falling = agents.filter(pl.any_horizontal(pl.col("status", "supposed_status") == Status.DUE_FOR_REMOVAL.value))
    leaving = pl.concat([falling["code"], gone["code"]])
    people = portfolio.without_agent(conn, scope, leaving.to_list()) if leaving.len() else _NOBODY
    rows = []
    for name, column, unsure in (("now", "status", "uncertain"), ("supposed", "supposed_status", "supposed_uncertain")):
        due = agents.filter(pl.col(column) == Status.DUE_FOR_REMOVAL.value).select("code", "received")
        losing = pl.concat([due, gone]).join(people, left_on="code", right_on="agent_code", how="left")
        counted = {one.value: agents.filter(pl.col(column) == one.value).height for one in LISTED}
        sums = {"people": losing["people"].sum(), "rupiah": losing["received"].sum()}
        rows.append({"rule": name, **counted, **sums, "uncertain": bool(agents[unsure].any())})
    return pl.DataFrame(rows)


_NOBODY = pl.DataFrame(schema={"agent_code": pl.String, "people": pl.Int64})


def _removed(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """code, received: of the agents removed on the as-of day, whom no rule brings back."""
    return standings(conn, scope).filter(pl.col("status") == Status.REMOVED.value).select("code", "received")


def moved(conn: sa.Connection, scope: Scope, supposed: Rule) -> pl.DataFrame:
    """The rows of `compared` whose state the supposed rule changes; those who would fall due first, then by code."""
    falls = pl.col("supposed_status") == Status.DUE_FOR_REMOVAL.value
    agents = compared(conn, scope, supposed).filter(pl.col("status") != pl.col("supposed_status"))
    return agents.sort(~falls, "code")
