"""Who changes state soon, and what prevents it: drawn, against the oracle, and over every small branch."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import countdown
from queries.db import schema as s
from queries.periods import month_end, shift
from tests.queries.test_against_oracle import loaded
from tests.support import oracle_watch
from tests.support.oracle import first_day, number
from tests.support.oracle_watch import Life, likeliest, listed
from tests.support.small_worlds import side_by_side
from tests.support.strategies import months, readings, worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, rules_of, scope_of

D = date


def changing(conn: sa.Connection, month: date, days: int = 90) -> list[tuple]:
    moves = countdown.changes(conn, scope_of(f"{month:%Y-%m}", month), days)
    return moves.select("code", "day", "from_status", "to_status", "act").rows()


def expected(world: World | dict[str, Life], month: date, days: int = 90, reading: str = "runs") -> list[tuple]:
    rows = [
        (code, *change)
        for code, life in listed(world, number(month)).items()
        for change in life.changes(number(month), days, reading)
    ]
    return sorted(rows, key=lambda row: (row[1], row[0]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), months, st.sampled_from([0, 1, 29, 30, 60, 90]), readings)
def test_it_is_what_each_month_end_would_find(
    conn: sa.Connection, world: World, month: date, days: int, reading: str
) -> None:
    world.rules = rules_of(reading)
    with loaded(conn, world):
        assert changing(conn, month, days) == expected(world, month, days, reading)
        moves = countdown.changes(conn, scope_of(f"{month:%Y-%m}", month))
        lives = listed(world, number(month))
        for row in moves.to_dicts():
            paying = row["act"] == "payment"
            assert row["participant"] == (likeliest(lives[row["code"]], number(month)) if paying else None)
            assert (row["last4"] is None) is (row["participant"] is None)
            assert row["act_until"] == (month_end(row["day"]) if row["act"] else None)


DORMANT = {("slowing", "dormant_retained", "acquisition"), ("dormant_retained", "due_for_removal", "payment")}


@pytest.mark.parametrize(
    ("reading", "people", "also"),
    [
        ("runs", 3, DORMANT | {("due_for_removal", "dormant_retained", None)}),
        ("came_in", 2, DORMANT),
        ("alone", 2, set()),
    ],
)
def test_every_small_branch_at_every_month_end(
    sqlite_engine: sa.Engine, reading: str, people: int, also: set[tuple]
) -> None:
    """Each change is found, no other is, and the act on the first or the last day on which it helps prevents it."""
    world, seen = side_by_side(people), set()
    world.rules = rules_of(reading)
    with sqlite_engine.connect() as conn:
        put(conn, world)
        lives = oracle_watch.lives(world)
        for n in range(6):
            month = shift(D(2019, 1, 1), n)
            rows = expected(lives, month, reading=reading)
            assert changing(conn, month) == rows
            for code, day, before, after, act in rows:
                seen.add((before, after, act))
                if act:
                    _prevented(lives[code], number(month), day, after, act, reading)
    assert seen == also | {("active", "slowing", "acquisition"), ("slowing", "due_for_removal", "acquisition")}


def _prevented(life: Life, known: int, day: date, after: str, act: str, reading: str) -> None:
    at = number(day)
    assert life.state(at, known, reading=reading) == after
    for on in (day, month_end(day)):
        # What the others did after the as-of day is unknown: only the act is added.
        people = [one for one in life.people if number(one.registered_on) <= known]
        every = [one for one in life.world.payments if number(one.paid_on) <= known]
        paid = [one for one in life.paid if number(one.paid_on) <= known]
        if act == "acquisition":
            people = [*people, Participant(-1, life.agent.code, on)]
        else:
            mine = next(one.id for one in life.world.participants if life.has(one.id, known))
            every, paid = [[*some, Payment(mine, first_day(at), on)] for some in (every, paid)]
        world = replace(life.world, payments=every)
        assert Life(life.agent, world, people, paid).state(at, reading=reading) != after


AGENT = Agent("A1", "K1", D(2018, 1, 15))


@pytest.mark.parametrize(
    ("acquired", "paid", "as_of", "changes"),
    [
        # An active agent slows down at once, and is due two months later: nobody of theirs pays.
        (
            D(2019, 6, 30),
            None,
            D(2019, 6, 1),
            [
                (D(2019, 7, 1), "active", "slowing", "acquisition", None),
                (D(2019, 9, 1), "slowing", "due_for_removal", "acquisition", None),
            ],
        ),
        # The issue's own: runs to October by payment ahead, due from 1 January.
        (
            D(2019, 3, 12),
            Payment(1, D(2019, 8, 1), D(2019, 8, 5), 3),
            D(2019, 10, 1),
            [(D(2020, 1, 1), "dormant_retained", "due_for_removal", "payment", "0001")],
        ),
        # Slowing becomes dormant where a contribution runs: one acquisition prevents it.
        (
            D(2019, 4, 1),
            Payment(1, D(2019, 6, 1), D(2019, 6, 30), 12),
            D(2019, 6, 1),
            [(D(2019, 7, 1), "slowing", "dormant_retained", "acquisition", None)],
        ),
        # February is short: from 31 January ninety days reach 1 May.
        (
            D(2019, 1, 31),
            Payment(1, D(2019, 1, 1), D(2019, 1, 31), 1),
            D(2019, 1, 1),
            [
                (D(2019, 2, 1), "active", "slowing", "acquisition", None),
                (D(2019, 4, 1), "slowing", "due_for_removal", "acquisition", None),
            ],
        ),
        # Due already: nothing is left to happen.
        (D(2018, 2, 1), None, D(2019, 6, 1), []),
    ],
)
def test_drawn(conn: sa.Connection, acquired: date, paid: Payment | None, as_of: date, changes: list[tuple]) -> None:
    world = World(agents=[AGENT], participants=[Participant(1, "A1", acquired)], payments=[paid] if paid else [])
    put(conn, world)
    moves = countdown.changes(conn, scope_of(f"{as_of:%Y-%m}", as_of))
    assert moves.select("day", "from_status", "to_status", "act", "last4").rows() == changes


def test_two_payers_the_one_who_runs_longest_is_named(conn: sa.Connection) -> None:
    world = World(agents=[AGENT], participants=[Participant(n, "A1", D(2019, 1, 5)) for n in (1, 2, 3)])
    world.payments = [
        Payment(1, D(2019, 4, 1), D(2019, 4, 20), 1),
        Payment(2, D(2019, 3, 1), D(2019, 3, 2), 2),
        Payment(3, D(2019, 3, 1), D(2019, 4, 29), 1),
    ]
    put(conn, world)
    (row,) = countdown.changes(conn, scope_of("2019-04", D(2019, 4, 1))).to_dicts()
    assert (row["day"], row["participant"], row["last4"]) == (D(2019, 7, 1), 3, "0003")


def test_a_rule_that_comes_into_force_is_foreseen(conn: sa.Connection) -> None:
    world = World(agents=[Agent("A1", "K1", D(2019, 6, 3))])
    world.rules = (*world.rules, ("dormant_after_months", D(2019, 8, 1), 2))
    put(conn, world)
    days = countdown.changes(conn, scope_of("2019-06", D(2019, 6, 1)))["day", "to_status"].rows()
    assert days == [(D(2019, 7, 1), "slowing"), (D(2019, 8, 1), "due_for_removal")]


def test_where_the_rule_to_come_asks_for_acquisitions_alone_a_payment_prevents_nothing(conn: sa.Connection) -> None:
    world = World(agents=[AGENT], participants=[Participant(1, "A1", D(2018, 2, 1))])
    world.payments = [Payment(1, D(2019, 6, 1), D(2019, 6, 3), 12)]
    world.rules = (*rules_of(), ("removal_needs_no_contributions", D(2019, 8, 1), 0))
    put(conn, world)
    (row,) = countdown.changes(conn, scope_of("2019-06", D(2019, 6, 1))).to_dicts()
    assert (row["day"], row["from_status"], row["act"], row["participant"]) == (
        D(2019, 8, 1),
        "dormant_retained",
        "acquisition",
        None,
    )


def test_horizons_count_agents_once(conn: sa.Connection) -> None:
    put(conn, World(agents=[Agent("A1", "K1", D(2019, 6, 3)), Agent("A2", "K1", D(2019, 5, 3))]))
    rows = countdown.within(conn, scope_of("2019-06", D(2019, 6, 1))).rows()
    assert rows == [(30, 1, 1, 0, 0), (60, 2, 1, 0, 1), (90, 2, 1, 0, 2)]


def test_nothing_where_no_month_is_complete_or_nobody_is(conn: sa.Connection) -> None:
    put(conn, World(agents=[AGENT]))
    assert countdown.changes(conn, scope_of("2019-06", None)).is_empty()
    assert countdown.within(conn, scope_of("2019-06", None))["agents"].to_list() == [0, 0, 0]
    assert countdown.changes(conn, scope_of("2019-06", D(2019, 6, 1), wilayah=frozenset({"33.75"}))).is_empty()
    for table in (s.services, s.agent_offices, s.postings, s.agents):
        conn.execute(table.delete())
    assert countdown.changes(conn, scope_of("2019-06", D(2019, 6, 1))).is_empty()
