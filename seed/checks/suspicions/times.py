"""What is suspected of registrations and take-overs: outside the time of the agent who made them, or took over."""

import polars as pl

from seed.checks.validator import Sieve
from seed.files.rules import Suspicion

_ROW = ["file", "row"]


def registrations(sieve: Sieve, services: pl.DataFrame) -> None:
    """`sieve`: settled participants, with `agent_since` (null: nothing new is said of who registered them); `services`:
    agent_code, since, until (null: not deactivated) of each agent.
    """
    new = sieve.rows.filter(pl.col("agent_since").is_not_null()).select(*_ROW, "agent_code", day="registered_on")
    _suspect(sieve, "registered_on", _outside(new, services, _ROW))


def takeovers(sieve: Sieve, moved: pl.DataFrame, services: pl.DataFrame) -> None:
    """`moved`: file, row, named (an agent's code) and taken_on (null: no day) of the rows that name another agent;
    `services`: agent_code, since, until of each agent, who is listed until the day before the last.
    """
    days = moved.drop_nulls("taken_on").select(*_ROW, agent_code="named", day="taken_on")
    _suspect(sieve, "agent", _outside(days, services.with_columns(pl.col("until").dt.offset_by("-1d")), _ROW))


def service(sieve: Sieve, days: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> None:
    """`sieve`: settled agents; `days`: agent_code, day of the registrations that the database has; `before`, `after`:
    agent_code, since, until of their services, without the file and with it.

    A day that a file changes may leave participants outside who were inside.
    """
    key = ["agent_code", "day"]
    mine = days.join(after, on="agent_code", how="semi")
    left = _outside(mine, after, key).join(_outside(mine, before, key), on=key, how="anti")
    for early, column in ((True, "registered_on"), (False, "deactivated_on")):
        codes = left.filter(pl.col("early") == early)["agent_code"].unique()
        sieve.suspect(pl.col("code").is_in(codes.implode()), column, _RULES[early])


_RULES = {True: Suspicion.REGISTERED_BEFORE_AGENT, False: Suspicion.REGISTERED_AFTER_DEACTIVATION}
"""By whether it was before the first service: else it was after one, or between two."""


def _outside(days: pl.DataFrame, services: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Key and `early` of the days on which an agent does not serve. An agent without a service says nothing."""
    since, until, day = pl.col("since"), pl.col("until"), pl.col("day")
    times = days.join(services, on="agent_code").group_by(key)
    serving = (day >= since) & (day <= until).fill_null(True)
    return times.agg(early=(day < since).all(), serving=serving.any()).filter(~pl.col("serving")).drop("serving")


def _suspect(sieve: Sieve, column: str, outside: pl.DataFrame) -> None:
    for early, rule in _RULES.items():
        rows = outside.filter(pl.col("early") == early).select(_ROW)
        sieve.suspect(pl.struct(_ROW).is_in(rows.to_struct().implode()), column, rule)
