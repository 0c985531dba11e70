"""Whether an agent's acquisitions differ from the others' by more than ordinary variation: a funnel, no league table.

The method follows Spiegelhalter (Statistics in Medicine 24, 2005), with exact limits. Agents who are dormant and
acquired nobody in the period stand apart: their status says it already, and they would lower what is expected of the
others. These are held against one rate, all that they acquired over all their months in service; who lies far off the
middle half of them takes no part in it, so that one agent does not become the norm. Counts stray around what is
expected as Poisson says, and as the negative binomial does where the agents' rates differ by more than chance
(`chance.spread`). Equal agents lie beyond the near limits in at most 5 of 100 cases, beyond the far ones in at most 2
of 1,000; a test simulates it. Where even nobody acquired would be ordinary, nothing is said of who is not above.
"""

from enum import StrEnum
from math import sqrt
from statistics import quantiles
from typing import Any, NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.agents import chance, standings
from queries.frames import standard
from queries.months import month_start
from queries.periods import Period
from queries.scope import Scope
from queries.status import Status

FEWEST = 5
"""Agents without whom a spread cannot be told."""

NEAR, FAR = 0.05, 0.002
"""How often equal agents lie beyond the limits, on both sides together, at most."""


class Standing(StrEnum):
    """Where an agent stands to the limits.

    DORMANT: apart, without acquisition. TOO_SMALL: so little is expected that nobody acquired would be ordinary.
    TOO_FEW: there are too few agents, or nobody acquired anyone.
    """

    FAR_ABOVE = "far_above"
    ABOVE = "above"
    ORDINARY = "ordinary"
    BELOW = "below"
    FAR_BELOW = "far_below"
    TOO_SMALL = "too_small"
    DORMANT = "dormant"
    TOO_FEW = "too_few"


JUDGED = (Standing.FAR_ABOVE, Standing.ABOVE, Standing.ORDINARY, Standing.BELOW, Standing.FAR_BELOW)
"""The standings that say something of an agent."""


class Norm(NamedTuple):
    """What agents are held against. `rate`: acquired per month in service; `spread`: see `chance.ordinary`.

    `agents`: how many of them the two are told from.
    """

    rate: float
    spread: float
    agents: int

    def limits(self, months: int, outside: float) -> tuple[int, int]:
        """The least and the greatest number that are ordinary after so many months in service."""
        tail = outside / 2
        if self.spread:
            tail = chance.narrowed(tail, self.agents - 1)
        return chance.ordinary(self.rate * months, self.spread, tail)

    def standing(self, acquired: int, months: int) -> Standing:
        """Where an agent who is not dormant stands; a limit itself is still within."""
        (low, high), (low_far, high_far) = self.limits(months, NEAR), self.limits(months, FAR)
        if acquired > high:
            return Standing.FAR_ABOVE if acquired > high_far else Standing.ABOVE
        if low == 0:
            return Standing.TOO_SMALL
        if acquired < low:
            return Standing.FAR_BELOW if acquired < low_far else Standing.BELOW
        return Standing.ORDINARY


def compared(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent in service for a month of the period; by code.

    code, name, status, acquired (people, wherever the agent stood), service_months (of the period up to the as-of
    month, those of registration, leaving and coming back whole), expected (people, after as many months), rate
    (acquired per month in service), low and high (the ordinary rates for as many months, 95%), low_far and high_far
    (99.8%), standing. What is expected and the limits are null where the standing is too_few.
    """
    if scope.as_of is None:
        return pl.DataFrame(schema=_COLUMNS)
    agents = standings.standings(conn, scope).select("code", "name", "status")
    rows = agents.join(_acquired(conn, scope), on="code", how="left").join(_served(conn, scope), on="code")
    rows = rows.with_columns(pl.col("acquired").fill_null(0)).sort("code")
    against = norm(judged(rows))
    return pl.DataFrame([_placed(row, against) for row in rows.to_dicts()], schema=_COLUMNS)


_COLUMNS = {
    "code": pl.String,
    "name": pl.String,
    "status": pl.String,
    "acquired": pl.Int64,
    "service_months": pl.Int64,
    "expected": pl.Float64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "low_far": pl.Float64,
    "high_far": pl.Float64,
    "standing": pl.String,
}


def is_dormant(status: str, acquired: int) -> bool:
    """Whether an agent stands apart: dormant, due for removal or removed, and nobody acquired in the period."""
    return not acquired and status not in (Status.ACTIVE.value, Status.SLOWING.value)


def judged(rows: pl.DataFrame) -> list[tuple[int, int]]:
    """Acquired and months in service of the agents who do not stand apart, in the order of the rows."""
    every = rows.select("status", "acquired", "service_months").iter_rows()
    return [(acquired, months) for status, acquired, months in every if not is_dormant(status, acquired)]


def norm(counted: list[tuple[int, int]]) -> Norm | None:
    """The norm of agents given as (acquired, months in service), none of them dormant.

    None for fewer than FEWEST, or where nobody in the middle half acquired anyone.
    """
    ordered = sorted(counted, key=lambda one: (one[0] / one[1], one))
    cut = len(ordered) // 4
    middle = _rate(ordered[cut : len(ordered) - cut])
    if len(counted) < FEWEST or not middle:
        return None
    steps = [sqrt(acquired) + sqrt(acquired + 1) - sqrt(4 * middle * months + 1) for acquired, months in counted]
    first, _, third = quantiles(steps, n=4, method="inclusive")
    reach = _REACH * max(1.0, (third - first) / _NORMAL_RANGE)
    near = [one for one, step in zip(counted, steps, strict=True) if abs(step) <= reach]
    rate = _rate(near)
    return Norm(rate, chance.spread(near, rate), len(near))


_NORMAL_RANGE = 1.349
"""The interquartile range of a normal distribution, in standard deviations."""

_REACH = 3.09
"""How many standard deviations from the middle half (Freeman and Tukey 1950) an agent still takes part in the norm."""


def _rate(counted: list[tuple[int, int]]) -> float:
    months = sum(months for _, months in counted)
    return sum(acquired for acquired, _ in counted) / months if months else 0.0


def _acquired(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """code, acquired in the period up to the as-of month: with all the service goes all that was acquired in it."""
    flows = standard.agent_flows(conn, scope, True).filter(pl.col("month") <= scope.as_of_month)
    return flows.group_by(code="agent_code").agg(pl.col("acquired").sum()).collect()


def _served(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """code, service_months: the months of the period, up to the as-of month, of which a service has a day; not zero."""
    months = pl.LazyFrame({"month": Period(scope.period.first, scope.require_as_of_month()).months()})
    ended = pl.col("until").is_not_null() & (month_start(pl.col("until")) < pl.col("month"))
    served = standard.services(conn, scope).join(months, how="cross")
    served = served.filter(month_start(pl.col("since")) <= pl.col("month"), ~ended)
    return served.group_by(code="agent_code").agg(service_months=pl.col("month").n_unique().cast(pl.Int64)).collect()


def _placed(row: dict[str, Any], against: Norm | None) -> dict[str, Any]:
    acquired, months = row["acquired"], row["service_months"]
    placed = {name: row[name] for name in ("code", "name", "status", "acquired", "service_months")}
    apart = is_dormant(row["status"], acquired)
    placed |= {"rate": acquired / months, "standing": (Standing.DORMANT if apart else Standing.TOO_FEW).value}
    if against is None:
        return placed
    limits = (*against.limits(months, NEAR), *against.limits(months, FAR))
    placed |= dict(zip(("low", "high", "low_far", "high_far"), (n / months for n in limits), strict=True))
    placed["expected"] = against.rate * months
    return placed if apart else placed | {"standing": against.standing(acquired, months).value}
