"""Who changes state soon, and what prevents it: drawn, against the oracle, and over every small branch."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import countdown
from queries.agents.standings import standings
from queries.db import schema as s
from queries.periods import month_end, shift
from tests.queries.test_against_oracle import loaded
from tests.support import oracle_watch
from tests.support.oracle import first_day, number
from tests.support.oracle_watch import GRAVITY, Life, likeliest, listed
from tests.support.small_worlds import side_by_side
from tests.support.strategies import months, readings, worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, rules_of, scope_of

D = date
SEEN = ("code", "day", "from_status", "to_status", "stage", "act", "met_by", "met_month")


def changing(conn: sa.Connection, month: date, today: date, days: int = 90) -> list[tuple]:
    return countdown.changes(conn, scope_of(f"{month:%Y-%m}", month), today, days).select(SEEN).rows()


def expected(
    world: World | dict[str, Life], month: date, today: date, days: int = 90, reading: str = "runs"
) -> list[tuple]:
    rows = [
        (code, one.day, one.before, one.after, one.stage, one.act, *one.by)
        for code, life in listed(world, number(month)).items()
        for one in life.changes(number(month), today, days, reading)
    ]
    return sorted(rows, key=_order)


def _order(row: tuple) -> tuple:
    return row[1], row[0], row[4]


def after(month: date, days: int) -> date:
    """So many days after a month."""
    return month_end(month) + timedelta(days=days)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), months, st.sampled_from([1, 15, 31, 32, 75, 150]), st.sampled_from([0, 1, 29, 30, 60, 90]), readings)
def test_it_is_what_each_month_end_would_find(
    conn: sa.Connection, world: World, month: date, ago: int, days: int, reading: str
) -> None:
    world.rules, today = rules_of(reading), after(month, ago)
    with loaded(conn, world):
        assert sorted(changing(conn, month, today, days), key=_order) == expected(world, month, today, days, reading)
        scope = scope_of(f"{month:%Y-%m}", month)
        rows = countdown.changes(conn, scope, today).to_dicts()
        lives = listed(world, number(month))
        for row in rows:
            person = likeliest(lives[row["code"]], number(month), today) if row["act"] == "payment" else None
            assert row["participant"] == person
            assert (row["last4"] is None) is (row["participant"] is None)
            better = row["from_status"] and GRAVITY[row["from_status"]] > GRAVITY[row["to_status"]]
            assert row["act_until"] == (None if better else row["day"] - timedelta(days=1))
        for span in countdown.within(conn, scope, today).to_dicts():
            assert span["agents"] == len({row["code"] for row in rows if _counts(row, today, span["days"])})


def _counts(row: dict, today: date, days: int) -> bool:
    if row["stage"] == "reached":
        return not days and row["act"] is not None
    last = row["day"] - timedelta(days=1)
    return row["stage"] == "coming" and days > 0 and last <= today + timedelta(days=days)


DORMANT = {("slowing", "dormant_retained", "acquisition"), ("dormant_retained", "due_for_removal", "payment")}


@pytest.mark.parametrize(
    ("reading", "people", "also"),
    [
        ("runs", 3, DORMANT),
        ("came_in", 2, DORMANT),
        ("alone", 2, set()),
    ],
)
def test_every_small_branch_at_every_month_end(
    sqlite_engine: sa.Engine, reading: str, people: int, also: set[tuple]
) -> None:
    """Each change is found, no other is, and the act on the last day on which it helps prevents it."""
    world, seen = side_by_side(people), set()
    world.rules = rules_of(reading)
    with sqlite_engine.connect() as conn:
        put(conn, world)
        lives = oracle_watch.lives(world)
        for n in range(6):
            month = shift(D(2019, 1, 1), n)
            rows = expected(lives, month, after(month, 1), reading=reading)
            assert sorted(changing(conn, month, after(month, 1)), key=_order) == rows
            for code, day, before, to, _, act, *_ in rows:
                seen.add((before, to, act))
                if act and before:
                    _prevented(lives[code], number(month) + 1, day, to, act, reading)
    seen = {one for one in seen if one[0] and one[2]}
    falls = ("slowing", "due_for_removal", "acquisition")
    pays = set() if reading == "alone" else {("slowing", "due_for_removal", "payment")}
    assert seen == also | pays | {("active", "slowing", "acquisition"), falls}


def _prevented(life: Life, known: int, day: date, to: str, act: str, reading: str) -> None:
    at = number(day) - 1
    assert life.state(at, known, reading=reading) == to
    for on in (first_day(at), day - timedelta(days=1)):
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
        assert Life(life.agent, world, people, paid).state(at, reading=reading) != to


AGENT = Agent("A1", "K1", D(2018, 1, 15))
JUNE = D(2019, 6, 1)


@pytest.mark.parametrize(
    ("acquired", "paid", "as_of", "changes"),
    [
        # An active agent slows down after a month, and is due two months later: nobody of theirs ever paid.
        (
            D(2019, 6, 30),
            None,
            D(2019, 6, 1),
            [
                (D(2019, 8, 1), "active", "slowing", "acquisition", None),
                (D(2019, 10, 1), "slowing", "due_for_removal", "payment", None),
            ],
        ),
        # Runs to October by payment ahead: three months without end on 31 January.
        (
            D(2019, 3, 12),
            Payment(1, D(2019, 8, 1), D(2019, 8, 5), 3),
            D(2019, 11, 1),
            [(D(2020, 2, 1), "dormant_retained", "due_for_removal", "payment", "0001")],
        ),
        # Slowing becomes dormant where a contribution runs: one acquisition prevents it.
        (
            D(2019, 4, 1),
            Payment(1, D(2019, 6, 1), D(2019, 6, 30), 12),
            D(2019, 6, 1),
            [(D(2019, 8, 1), "slowing", "dormant_retained", "acquisition", None)],
        ),
        # February is short: two days after January ninety days reach 2 May, and so the end of April.
        (
            D(2019, 1, 31),
            Payment(1, D(2019, 1, 1), D(2019, 1, 31), 1),
            D(2019, 1, 1),
            [
                (D(2019, 3, 1), "active", "slowing", "acquisition", None),
                (D(2019, 5, 1), "slowing", "due_for_removal", "payment", "0001"),
            ],
        ),
    ],
)
def test_drawn(conn: sa.Connection, acquired: date, paid: Payment | None, as_of: date, changes: list[tuple]) -> None:
    world = World(agents=[AGENT], participants=[Participant(1, "A1", acquired)], payments=[paid] if paid else [])
    put(conn, world)
    moves = countdown.changes(conn, scope_of(f"{as_of:%Y-%m}", as_of), after(as_of, 2))
    assert moves.select("day", "from_status", "to_status", "act", "last4").rows() == changes


def test_who_is_deactivated_by_today_is_not_listed(conn: sa.Connection) -> None:
    world = World(agents=[replace(AGENT, deactivated_on=D(2019, 7, 9))])
    world.participants = [Participant(1, "A1", D(2019, 4, 3))]
    put(conn, world)
    found = [countdown.changes(conn, scope_of("2019-06", JUNE), D(2019, 7, day)).height for day in (8, 9)]
    assert found == [1, 0]


def test_a_month_that_is_missing_before_the_as_of_day_changes_no_day(conn: sa.Connection) -> None:
    """April is not loaded, May and June are: what is known counts."""
    put(conn, World(agents=[AGENT], participants=[Participant(1, "A1", D(2019, 5, 3))], confirmed=False))
    scope = replace(scope_of("2019-S1", JUNE), missing=frozenset({D(2019, 4, 1)}))
    moves = countdown.changes(conn, scope, D(2019, 7, 1))
    assert moves.select("day", "to_status").rows() == [(D(2019, 9, 1), "due_for_removal")]


def test_no_payment_is_asked_of_who_has_nobody_to_pay(conn: sa.Connection) -> None:
    people = [Participant(1, "A1", D(2019, 4, 3), ended_on=D(2019, 5, 3), end_reason="died")]
    world = World(agents=[AGENT, Agent("A2", "K1", D(2019, 4, 3))], participants=people)
    put(conn, world)
    moves = countdown.changes(conn, scope_of("2019-06", JUNE), D(2019, 7, 1))
    assert moves.select("code", "to_status", "act").rows() == [
        (code, "due_for_removal", "acquisition") for code in ("A1", "A2")
    ]


def test_two_payers_the_one_who_runs_longest_is_named(conn: sa.Connection) -> None:
    world = World(agents=[AGENT], participants=[Participant(n, "A1", D(2019, 1, 5)) for n in (1, 2, 3, 4)])
    world.participants[3] = replace(world.participants[3], ended_on=D(2019, 5, 9), end_reason="died")
    world.payments = [
        Payment(1, D(2019, 4, 1), D(2019, 4, 20), 1),
        Payment(2, D(2019, 3, 1), D(2019, 3, 2), 2),
        Payment(3, D(2019, 3, 1), D(2019, 4, 29), 1),
        Payment(4, D(2019, 3, 1), D(2019, 4, 30), 1),
    ]
    put(conn, world)
    (row,) = countdown.changes(conn, scope_of("2019-04", D(2019, 4, 1)), D(2019, 5, 9)).to_dicts()
    assert (row["day"], row["participant"], row["last4"]) == (D(2019, 8, 1), 3, "0003")


def test_a_rule_that_comes_into_force_is_foreseen(conn: sa.Connection) -> None:
    world = World(agents=[Agent("A1", "K1", D(2019, 6, 3))])
    world.rules = (*world.rules, ("dormant_after_months", D(2019, 8, 1), 2))
    put(conn, world)
    days = countdown.changes(conn, scope_of("2019-06", JUNE), D(2019, 7, 1))["day", "to_status"].rows()
    assert days == [(D(2019, 8, 1), "slowing"), (D(2019, 9, 1), "due_for_removal")]


def test_where_the_rule_to_come_asks_for_acquisitions_alone_a_payment_prevents_nothing(conn: sa.Connection) -> None:
    world = World(agents=[AGENT], participants=[Participant(1, "A1", D(2018, 2, 1))])
    world.payments = [Payment(1, D(2019, 6, 1), D(2019, 6, 3), 12)]
    world.rules = (*rules_of(), ("removal_needs_no_contributions", D(2019, 8, 1), 0))
    put(conn, world)
    (row,) = countdown.changes(conn, scope_of("2019-06", JUNE), D(2019, 7, 1)).to_dicts()
    assert (row["day"], row["from_status"], row["act"], row["participant"]) == (
        D(2019, 9, 1),
        "dormant_retained",
        "acquisition",
        None,
    )


def test_horizons_count_agents_once_and_from_today(conn: sa.Connection) -> None:
    put(conn, World(agents=[Agent("A1", "K1", D(2019, 6, 3)), Agent("A2", "K1", D(2019, 5, 3))]))
    scope = scope_of("2019-06", JUNE)
    rows = countdown.within(conn, scope, D(2019, 7, 2)).drop("uncertain").rows()
    assert rows == [(0, 0, 0, 0, 0), (30, 1, 1, 0, 0), (60, 2, 1, 0, 1), (90, 2, 1, 0, 2)]
    rows = countdown.within(conn, scope, D(2019, 9, 1)).drop("uncertain").rows()
    assert rows == [(0, 2, 1, 0, 1), (30, 1, 0, 0, 1), (60, 1, 0, 0, 1), (90, 1, 0, 0, 1)]


def test_nothing_where_no_month_is_complete_or_nobody_is(conn: sa.Connection) -> None:
    put(conn, World(agents=[AGENT]))
    today = D(2019, 7, 1)
    assert countdown.changes(conn, scope_of("2019-06", None), today).is_empty()
    assert countdown.within(conn, scope_of("2019-06", None), today)["agents"].to_list() == [0, 0, 0, 0]
    assert countdown.changes(conn, scope_of("2019-06", JUNE, wilayah=frozenset({"33.75"})), today).is_empty()
    for table in (s.services, s.agent_offices, s.postings, s.agents):
        conn.execute(table.delete())
    assert countdown.changes(conn, scope_of("2019-06", JUNE), today).is_empty()


def test_a_change_that_a_missing_month_could_put_off_is_uncertain(conn: sa.Connection) -> None:
    """Payments of May are missing: A1, dormant in any case, may have been paid for in it and fall due a month later."""
    every = [D(2019, n, 5) for n in range(1, 7)]
    world = World(
        agents=[Agent("A1", "K1", D(2019, 1, 2)), Agent("A2", "K1", D(2019, 1, 2))],
        participants=[Participant(1, "A1", D(2019, 2, 3))]
        + [Participant(90 + day.month, "A2", day) for day in every if day.month != 3],
        payments=[Payment(1, D(2019, 4, 1), D(2019, 4, 4))]
        + [Payment(91, D(2019, day.month, 1), day) for day in every if day.month != 5],
        confirmed=False,
    )
    put(conn, world)
    scope = scope_of("2019-S1", JUNE)
    assert not standings(conn, scope)["uncertain"].any()
    assert countdown.changes(conn, scope, D(2019, 7, 1)).select("code", "day", "to_status", "uncertain").rows() == [
        ("A1", D(2019, 8, 1), "due_for_removal", True),
        ("A2", D(2019, 8, 1), "slowing", False),
    ]
    assert countdown.within(conn, scope, D(2019, 7, 1)).select("days", "uncertain").rows() == [
        (0, False),
        (30, True),
        (60, True),
        (90, True),
    ]
