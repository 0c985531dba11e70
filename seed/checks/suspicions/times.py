"""What is suspected of registrations and take-overs: outside the time of the agent who made them, or took over."""

import polars as pl

from seed.checks.validator import Sieve
from seed.files.rules import Suspicion


def registrations(sieve: Sieve) -> None:
    """`sieve`: settled participants, with `agent_since` and `agent_until` (null: not deactivated) of their agent."""
    day = pl.col("registered_on")
    sieve.suspect(day < pl.col("agent_since"), "registered_on", Suspicion.REGISTERED_BEFORE_AGENT)
    sieve.suspect(day > pl.col("agent_until"), "registered_on", Suspicion.REGISTERED_AFTER_DEACTIVATION)


def takeovers(sieve: Sieve, moved: pl.DataFrame, services: pl.DataFrame) -> None:
    """`moved`: file, row, named (an agent's code) and taken_on (null: no day) of the rows that name another agent;
    `services`: agent_code, since, until of each agent, who is listed until the day before the last.
    """
    key, day = ["file", "row"], pl.col("taken_on")
    times = moved.drop_nulls("taken_on").select(*key, "taken_on", agent_code="named").join(services, on="agent_code")
    serving = (day >= pl.col("since")) & (day < pl.col("until")).fill_null(True)
    outside = (
        times.group_by(key).agg(early=(day < pl.col("since")).all(), serving=serving.any()).filter(~pl.col("serving"))
    )
    for where, rule in (
        (pl.col("early"), Suspicion.REGISTERED_BEFORE_AGENT),
        (~pl.col("early"), Suspicion.REGISTERED_AFTER_DEACTIVATION),
    ):
        rows = outside.filter(where).select(key)
        sieve.suspect(pl.struct(key).is_in(rows.to_struct().implode()), "agent", rule)


def service(sieve: Sieve, ends: pl.DataFrame) -> None:
    """`sieve`: settled agents, with `match`; `ends`: match, first, last day of the participants that the database has.

    A day that a file changes may leave participants outside who were inside.
    """
    sieve.rows = sieve.rows.join(ends, on="match", how="left", maintain_order="left")
    early = (pl.col("first") < pl.col("registered_on")) & _moved("registered_on")
    late = (pl.col("last") > pl.col("deactivated_on")) & _moved("deactivated_on")
    sieve.suspect(early, "registered_on", Suspicion.REGISTERED_BEFORE_AGENT)
    sieve.suspect(late, "deactivated_on", Suspicion.REGISTERED_AFTER_DEACTIVATION)
    sieve.rows = sieve.rows.drop("first", "last")


def _moved(column: str) -> pl.Expr:
    return pl.col(column).ne_missing(pl.col(f"{column}_old"))
