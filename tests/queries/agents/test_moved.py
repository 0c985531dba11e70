"""What moved in the as-of month: drawn, against exact fractions, and how often chance alone raises an alarm."""

import random
from datetime import date
from fractions import Fraction
from math import comb, exp

import pytest
import sqlalchemy as sa

from queries.agents.moved import FALSE_ALARM, Counts, Level, judged, moved
from queries.periods import shift
from tests.support.worlds import Agent, Participant, World, put, scope_of

JUNE = date(2019, 6, 1)
BEFORE = [shift(JUNE, -n) for n in range(12, 0, -1)]
SCOPE = scope_of("2019-S1", JUNE)


def world(**courses: list[int]) -> World:
    """Agents by code with the people acquired in the months up to June 2019; A2's office is K2, all others' K1."""
    drawn = World(offices={"K1": "33.25", "K2": "33.75"})
    for code, course in courses.items():
        drawn.agents.append(Agent(code, "K2" if code == "A2" else "K1", date(2018, 1, 5)))
        for n, people in enumerate(reversed(course)):
            day = shift(JUNE, -n).replace(day=9)
            drawn.participants += [Participant(len(drawn.participants) + 1 + i, code, day) for i in range(people)]
    return drawn


def exact(acquired: int, before: int, months: int) -> Fraction:
    """How likely a count so far off is, on both sides together: the binomial in fractions."""
    total = acquired + before
    part = [Fraction(comb(total, n) * months ** (total - n), (months + 1) ** total) for n in range(total + 1)]
    return min(Fraction(1), 2 * min(sum(part[: acquired + 1]), sum(part[acquired:])))


def test_who_moved_beyond_ordinary_variation_is_said_by_agent_and_office(conn: sa.Connection) -> None:
    put(conn, world(A1=[4] * 12 + [16], A2=[4] * 12 + [0], A3=[4] * 12 + [6], A4=[0] * 13))
    rows = moved(conn, SCOPE)
    assert rows.select("level", "code", "acquired", "before", "months", "moved").sort("level", "code").rows() == [
        ("agent", "A1", 16, 48, 12, "more"),
        ("agent", "A2", 0, 48, 12, None),  # 4 expected: none in one month is no surprise among five asked
        ("agent", "A3", 6, 48, 12, None),
        ("office", "K1", 22, 96, 12, "more"),
        ("office", "K2", 0, 48, 12, None),
    ]
    for row in rows.to_dicts():
        assert row["chance"] == pytest.approx(float(exact(row["acquired"], row["before"], 12)))
    assert rows["chance"].is_sorted()


def test_who_fell_is_said_too_and_who_began_lately_is_held_against_their_own_months(conn: sa.Connection) -> None:
    drawn = world(A1=[9] * 12 + [0], A2=[9, 9, 9, 9])
    drawn.agents[1] = Agent("A2", "K2", date(2019, 2, 5))
    put(conn, drawn)
    rows = {row["code"]: row for row in moved(conn, SCOPE).filter(level="agent").to_dicts()}
    assert rows["A1"]["moved"] == "less"
    assert (rows["A2"]["before"], rows["A2"]["months"], rows["A2"]["moved"]) == (27, 3, None)


def test_too_few_months_before_say_nothing(conn: sa.Connection) -> None:
    drawn = world(A1=[9, 9, 40])
    drawn.agents[0] = Agent("A1", "K1", date(2019, 4, 5))
    put(conn, drawn)
    assert moved(conn, SCOPE).is_empty()


def drawn_count(chance: random.Random, mean: float) -> int:
    """A Poisson count."""
    limit, product, count = exp(-mean), chance.random(), 0
    while product > limit:
        product, count = product * chance.random(), count + 1
    return count


def test_where_nothing_changed_at_most_one_month_in_twenty_raises_an_alarm() -> None:
    chance, alarms, branches = random.Random(10), 0, 400
    rates = [0.3, 1, 2, 3, 4, 5, 6, 8, 10, 20]
    for _ in range(branches):
        every = [
            Counts(Level.AGENT, str(n), "", None, {month: drawn_count(chance, rate) for month in (*BEFORE, JUNE)})
            for n, rate in enumerate(rates)
        ]
        alarms += judged(every, JUNE, BEFORE)["moved"].drop_nulls().len() > 0
    assert alarms / branches <= FALSE_ALARM
    assert alarms  # limits that nothing ever passes would hold, too
