"""Whether an agent's acquisitions differ from the others' by more than ordinary variation: a funnel, no league table.

The method follows Spiegelhalter (Statistics in Medicine 24, 2005). Every agent is held against the rate of the middle
half of all agents: their acquired over their months in service. On the scale of square roots a count varies about as
much whatever its size, so that an agent's distance is z = 2 (sqrt(acquired) - sqrt(expected)). Agents differ by more
than chance alone; how much more is taken from themselves: `dispersion`, the square of z's interquartile range over
that of a normal distribution, never below 1. Middle half and quartiles, because a fifth of the agents may be dormant:
a mean would let them widen the limits until they lie within. Ordinary is what lies within 1.96 sqrt(dispersion),
where 95 of 100 such agents would lie; far off is beyond 3.09, where 2 of 1.000 would.
"""

from enum import StrEnum
from math import sqrt
from statistics import quantiles
from typing import Any, NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.agents import standings
from queries.frames import standard
from queries.months import month_start
from queries.periods import Period
from queries.scope import Scope

FEWEST = 5
"""Agents without whom a spread cannot be told."""

NEAR, FAR = 1.96, 3.09
"""Limits in standard deviations: 95% and 99.8% of a normal distribution."""


class Standing(StrEnum):
    """Where an agent stands to the limits. TOO_FEW: there are too few agents, or nobody acquired anyone."""

    FAR_ABOVE = "far_above"
    ABOVE = "above"
    ORDINARY = "ordinary"
    BELOW = "below"
    FAR_BELOW = "far_below"
    TOO_FEW = "too_few"


class Norm(NamedTuple):
    """What agents are held against. `rate`: acquired per month in service; `dispersion`: at least 1."""

    rate: float
    dispersion: float

    def limits(self, months: float, deviations: float) -> tuple[float, float]:
        """The lowest and highest rate that are ordinary after so many months in service."""
        middle, reach = sqrt(self.rate * months), deviations * sqrt(self.dispersion) / 2
        return max(0.0, middle - reach) ** 2 / months, (middle + reach) ** 2 / months

    def distance(self, acquired: int, months: int) -> float:
        """How many standard deviations an agent lies from the norm; above zero where they acquired more."""
        return 2 * (sqrt(acquired) - sqrt(self.rate * months)) / sqrt(self.dispersion)


def compared(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent in service for a month of the period; by code.

    code, name, status, acquired (people, wherever the agent stood), service_months (of the period up to the as-of
    month, those of registration, leaving and coming back whole), rate (acquired per month in service), low and high
    (the ordinary rates for as many months, 95%), low_far and high_far (99.8%), distance (standard deviations),
    standing. Limits and distance are null where the standing is too_few.
    """
    if scope.as_of is None:
        return pl.DataFrame(schema=_COLUMNS)
    agents = standings.standings(conn, scope).select("code", "name", "status")
    rows = agents.join(_acquired(conn, scope), on="code", how="left").join(_served(conn, scope), on="code")
    rows = rows.with_columns(pl.col("acquired").fill_null(0)).sort("code")
    against = norm(rows.select("acquired", "service_months").rows())
    return pl.DataFrame([_placed(row, against) for row in rows.to_dicts()], schema=_COLUMNS)


_COLUMNS = {
    "code": pl.String,
    "name": pl.String,
    "status": pl.String,
    "acquired": pl.Int64,
    "service_months": pl.Int64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "low_far": pl.Float64,
    "high_far": pl.Float64,
    "distance": pl.Float64,
    "standing": pl.String,
}


def norm(counted: list[tuple[int, int]]) -> Norm | None:
    """The norm of agents given as (acquired, months in service).

    None for fewer than FEWEST, or where nobody in the middle half acquired anyone.
    """
    ordered = sorted(counted, key=lambda one: (one[0] / one[1], one))
    cut = len(ordered) // 4
    middle = ordered[cut : len(ordered) - cut]
    acquired = sum(one for one, _ in middle)
    if len(counted) < FEWEST or not acquired:
        return None
    plain = Norm(acquired / sum(months for _, months in middle), 1.0)
    first, _, third = quantiles((plain.distance(*one) for one in counted), n=4, method="inclusive")
    return plain._replace(dispersion=max(1.0, ((third - first) / _NORMAL_RANGE) ** 2))


_NORMAL_RANGE = 1.349
"""The interquartile range of a normal distribution, in standard deviations."""


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
    placed |= {"rate": acquired / months, "standing": Standing.TOO_FEW.value}
    if against is None:
        return placed
    (low, high), (low_far, high_far) = (against.limits(months, reach) for reach in (NEAR, FAR))
    distance = against.distance(acquired, months)
    limits = {"low": low, "high": high, "low_far": low_far, "high_far": high_far}
    return placed | limits | {"distance": distance, "standing": standing(distance).value}


def standing(distance: float) -> Standing:
    """Where a distance in standard deviations stands; a limit itself is still within."""
    if abs(distance) <= NEAR:
        return Standing.ORDINARY
    far = abs(distance) > FAR
    if distance > 0:
        return Standing.FAR_ABOVE if far else Standing.ABOVE
    return Standing.FAR_BELOW if far else Standing.BELOW
