"""Signs in which an agent's registrations differ from chance and from the other agents': questions to ask, no verdict.

Each sign is a count among some, by exact probabilities. Of all agents and signs asked together at most FALSE_ALARM of
branches have a single one beyond its limit though nothing is odd (Bonferroni); where agents differ among themselves
beyond chance, the limit gives way by as much.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from math import exp, lgamma, log, prod
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.agents import chance
from queries.agents.incentives import Scheme, in_force, schemes
from queries.frames import signs as frame
from queries.frames import standard
from queries.periods import month_end, month_of, months_between, shift
from queries.scope import Scope

MONTHS, FALSE_ALARM = 12, 0.05
"""Months up to the as-of month that are looked at; how many clean branches may have a flag."""

RESERVE = 4
"""By how much the limits are narrower than chance alone asks: agents differ by more than eight or thirty can show."""

TIMES = 2
"""How often as the other agents' a sign is, at least: agents differ a little for good reasons."""

ABOVE, LAST_DAYS, AGAIN_AFTER, TIME_TO_PAY, LONG_AHEAD = 3, 3, 4, 4, 3
"""Counts from the threshold on that are just above it; last days of a month; the month without cover in which a
membership is off; months after which a second payment could have come; months paid ahead that are no single payment."""


class Sign(StrEnum):
    """THRESHOLD: months just above the incentive's threshold. MONTH_END: days of registering among a month's last.
    ONCE: participants with a single payment who stopped. RETURNED: registered anew in the fourth month without cover.
    """

    THRESHOLD = "threshold"
    MONTH_END = "month_end"
    ONCE = "once"
    RETURNED = "returned"


FEWEST: Mapping[Sign, int] = {Sign.THRESHOLD: 3, Sign.MONTH_END: 3, Sign.ONCE: 5, Sign.RETURNED: 3}
"""How many there are at least before a question is asked."""


class Registered(NamedTuple):
    """One registration. `counts`: whether for the incentive's threshold; `once`: whether it was paid for once, None
    where a second payment could not have come yet; `returned`: whether in the fourth month without cover."""

    agent: str
    day: date
    counts: bool
    once: bool | None
    returned: bool


class Count(NamedTuple):
    """How many of how many. `others`: the same of all other agents, None where the sign has a limit of its own."""

    agent: str
    sign: Sign
    counted: int
    among: int
    others: tuple[int, int] | None


_COLUMNS = {
    "code": pl.String,
    "name": pl.String,
    "sign": pl.String,
    "counted": pl.Int64,
    "among": pl.Int64,
    "usual": pl.Float64,
    "chance": pl.Float64,
    "asked": pl.Boolean,
}


def signs(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent and sign that there is something of in the MONTHS up to the as-of month; the least likely first,
    then by code and sign.

    code, name, sign (see Sign), counted among (months, days of registering, or participants), usual (the share that is
    to be expected: of the other agents, or the highest that chance has), chance (of so many or more), asked (whether it
    is worth a question). Agents who stand in the scope's places, whatever its sectors. None without a complete month.
    """
    last = scope.as_of_month
    if last is None:
        return pl.DataFrame(schema=_COLUMNS)
    known, first = schemes(conn, scope), shift(last, 1 - MONTHS)
    rows = [_registered(row, known, last) for row in frame.registrations(conn, scope, first).collect().to_dicts()]
    names = standard.names(conn, scope).select(code="agent_code", name="name").collect()
    return judged(rows, known).join(names, on="code", how="left", maintain_order="left").select(list(_COLUMNS))


def _registered(row: Mapping[str, object], known: Sequence[Scheme], last: date) -> Registered:
    day, covered, before = row["registered_on"], row["last_covered_month"], row["covered_before"]
    assert isinstance(day, date)
    scheme = in_force(list(known), month_of(day))
    a_head = bool(scheme and (scheme.bonus_two or scheme.bonus_three))
    once = None
    if months_between(day, last) >= TIME_TO_PAY:
        stopped = isinstance(covered, date) and month_of(covered) < last
        ahead = isinstance(covered, date) and months_between(day, covered) >= LONG_AHEAD
        once = row["payments"] == 1 and stopped and not ahead
    returned = isinstance(before, date) and months_between(before, day) == AGAIN_AFTER
    return Registered(str(row["agent_code"]), day, not (a_head and row["again"]), once, returned)


def judged(rows: Iterable[Registered], known: Sequence[Scheme]) -> pl.DataFrame:
    """The rows of `signs`, without names, from registrations."""
    counts = [one for one in counted(list(rows), known) if one.among]
    tail = FALSE_ALARM / RESERVE / max(1, len(counts))
    spreads = {one: _spread(one, counts) for one in counts if one.others}
    frame = [
        {
            "code": one.agent,
            "sign": one.sign.value,
            "counted": one.counted,
            "among": one.among,
            "usual": usual(one, known),
            "chance": (likely := chance_of(one, known)),
            "asked": likely <= tail
            and one.counted >= FEWEST[one.sign]
            and _beyond(one, *spreads.get(one, (0, 0)), tail),
        }
        for one in counts
    ]
    schema = {name: kind for name, kind in _COLUMNS.items() if name != "name"}
    return pl.DataFrame(frame, schema=schema).sort("chance", "code", "sign")


def counted(rows: Sequence[Registered], known: Sequence[Scheme]) -> list[Count]:
    """Of each agent and sign how many of how many, and the same of all others."""
    agents = sorted({one.agent for one in rows})
    parts: dict[Sign, Mapping[tuple[str, object], bool | None]] = {
        Sign.MONTH_END: {(one.agent, one.day): _is_late(one.day) for one in rows},
        Sign.ONCE: {(one.agent, n): one.once for n, one in enumerate(rows) if one.once is not None},
        Sign.RETURNED: {(one.agent, n): one.returned for n, one in enumerate(rows)},
    }
    every = []
    for sign, part in parts.items():
        sums = {agent: [0, 0] for agent in agents}
        for (agent, _), holds in part.items():
            sums[agent][0] += bool(holds)
            sums[agent][1] += 1
        whole = [sum(pair[n] for pair in sums.values()) for n in (0, 1)]
        every += [Count(agent, sign, k, n, (whole[0] - k, whole[1] - n)) for agent, (k, n) in sums.items()]
    return every + [_above(agent, [one for one in rows if one.agent == agent], known) for agent in agents]


def _above(agent: str, rows: Sequence[Registered], known: Sequence[Scheme]) -> Count:
    """The months that are just above the threshold, among those with a registration."""
    months: dict[date, int] = {}
    for one in rows:
        months[month_of(one.day)] = months.get(month_of(one.day), 0) + one.counts
    least = {month: scheme.bonus_from for month in months if (scheme := in_force(list(known), month))}
    above = sum(least[month] <= months[month] < least[month] + ABOVE for month in least)
    return Count(agent, Sign.THRESHOLD, above, len(least), None)


def _is_late(day: date) -> bool:
    return day > month_end(day) - timedelta(days=LAST_DAYS)


def usual(one: Count, known: Sequence[Scheme]) -> float:
    """The share to be expected: that of the others; of months above a threshold the highest of a Poisson count."""
    if one.others is None:
        return highest(min(scheme.bonus_from for scheme in known))
    return one.others[0] / one.others[1] if one.others[1] else 0.0


def highest(least: int) -> float:
    """The highest probability that any Poisson count has to be one of the ABOVE from `least` on."""
    mean = prod(range(least, least + ABOVE)) ** (1 / ABOVE)
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(least, least + ABOVE))


def chance_of(one: Count, known: Sequence[Scheme]) -> float:
    """How likely so many or more are: binomial, or hypergeometric where the agents share one unknown rate."""
    if one.others is None:
        return chance.binomial_sides(one.counted, one.among, usual(one, known))[1]
    return chance.hypergeometric(one.counted, one.among, *one.others)


def _spread(one: Count, counts: Sequence[Count]) -> tuple[float, int]:
    """How much the other agents differ among themselves beyond chance, and from how many agents that is known."""
    others = [(c.counted, c.among) for c in counts if c.sign is one.sign and c.agent != one.agent]
    assert one.others is not None
    rate = one.others[0] / one.others[1] if one.others[1] else 0.0
    return (chance.spread(others, rate), len(others) - 1) if rate else (0.0, 0)


def _beyond(one: Count, spread: float, free: int, tail: float) -> bool:
    """Whether a count is beyond what agents who differ among themselves have."""
    if one.others is None or not one.others[1]:
        return True
    mean = one.among * one.others[0] / one.others[1]
    if one.counted < TIMES * mean:
        return False
    return not spread or one.counted > chance.ordinary(mean, spread, chance.narrowed(tail, free))[1]
