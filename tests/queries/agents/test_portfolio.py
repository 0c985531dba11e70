"""The participants whose agents are due for removal."""

from datetime import date, timedelta

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import portfolio
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import first_day, number, office_on, place_on
from tests.support.oracle_watch import leaving
from tests.support.strategies import PLACES, months, readings, worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, rules_of, scope_of

D = date


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), months, readings)
def test_everybody_who_is_left_behind_and_when_they_are_to_pay(
    conn: sa.Connection, world: World, month: date, reading: str
) -> None:
    world.rules = rules_of(reading)
    with loaded(conn, world):
        scope = scope_of(f"{month:%Y-%m}", month)
        people = portfolio.candidates(portfolio.leaving(conn, scope))
        expected = leaving(world, number(month), reading)
        assert dict(people.select("participant", "next_due_month").rows()) == {
            person: first_day(due) for person, due in expected.items()
        }
        counted = portfolio.by_office(conn, scope)
        assert counted["people"].sum() == len(expected)
        assert counted["savable"].sum() == sum(due >= number(month) - 2 for due in expected.values())


def test_who_can_still_be_saved_comes_first_and_who_has_died_last(conn: sa.Connection) -> None:
    """Of an agent removed on the as-of day: on 30 June April to June are three months, March to June four."""
    since, ended = D(2018, 2, 1), {"ended_on": D(2019, 6, 30), "end_reason": "died"}
    people = [Participant(n, "A1", since) for n in range(1, 5)]
    people += [Participant(5, "A1", since, **ended), Participant(6, "A1", since, **ended | {"ended_on": D(2019, 7, 1)})]
    until = {1: 2, 2: 3, 3: 6, 4: 4, 5: 12, 6: 8}
    paid = [Payment(one, D(2019, 1, 1), D(2019, 1, 31), months) for one, months in until.items()]
    put(conn, World(agents=[Agent("A1", "K1", since, D(2019, 6, 30))], participants=people, payments=paid))
    scope = scope_of("2019-06", D(2019, 6, 1))
    assert portfolio.leaving(conn, scope).select("prospect", "participant", "status", "end_reason").rows() == [
        ("covered", 3, "removed", None),
        ("covered", 6, "removed", None),
        ("in_arrears", 2, "removed", None),
        ("in_arrears", 4, "removed", None),
        ("lapsed", 1, "removed", None),
        ("ended", 5, "removed", "died"),
    ]
    assert portfolio.by_office(conn, scope).select("next_due_month", "people", "savable").rows() == [
        *((D(2019, month, 1), 1, 1) for month in (4, 5, 7, 9)),
        (D(2019, 3, 1), 1, 0),
    ]


def test_by_office_and_month_with_who_never_paid(conn: sa.Connection) -> None:
    world = World(
        offices={"K1": "33.25", "K2": "33.75"},
        agents=[Agent("A1", "K1", D(2018, 1, 1)), Agent("A2", "K2", D(2018, 1, 1)), Agent("A3", "K2", D(2019, 6, 1))],
        participants=[
            Participant(1, "A1", D(2018, 2, 28)),
            Participant(2, "A1", D(2018, 12, 31), "Gojek"),
            Participant(3, "A2", D(2018, 3, 1)),
            Participant(4, "A3", D(2019, 6, 30)),
        ],
        payments=[Payment(2, D(2018, 12, 1), D(2018, 12, 31), 2), Payment(3, D(2018, 11, 1), D(2018, 11, 30), 2)],
    )
    put(conn, world)
    scope = scope_of("2019-06", D(2019, 6, 1))
    people = portfolio.leaving(conn, scope).select(
        "office_code", "next_due_month", "participant", "last4", "last_paid_on"
    )
    assert people.rows() == [
        ("K1", D(2018, 2, 1), 1, "0001", None),
        ("K1", D(2019, 2, 1), 2, "0002", D(2018, 12, 31)),
        ("K2", D(2019, 1, 1), 3, "0003", D(2018, 11, 30)),
    ]
    assert portfolio.by_office(conn, scope).select("office_code", "next_due_month", "agents", "people").rows() == [
        ("K1", D(2018, 2, 1), 1, 1),
        ("K1", D(2019, 2, 1), 1, 1),
        ("K2", D(2019, 1, 1), 1, 1),
    ]
    narrowed = scope_of("2019-06", D(2019, 6, 1), wilayah=frozenset({"33.25"}), sectors=frozenset({"Gojek"}))
    assert portfolio.leaving(conn, narrowed)["participant"].to_list() == [2]
    assert portfolio.leaving(conn, scope_of("2019-06", None)).is_empty()


def test_whom_an_agent_looks_after_is_of_the_day_chosen(conn: sa.Connection) -> None:
    """Registered by the day, not ended, with the agent on it; what goes along is paid until the next take-over."""
    people = [Participant(1, "A1", D(2019, 1, 10)), Participant(2, "A1", D(2019, 3, 1))]
    people += [
        Participant(3, "A1", D(2019, 1, 1), ended_on=D(2019, 3, 5), end_reason="other"),
        Participant(4, "A2", D(2019, 1, 1)),
    ]
    paid = [Payment(1, D(2019, month, 1), D(2019, month, 20)) for month in (2, 3, 4, 5)]
    taken = [(1, D(2019, 5, 20), "A2"), (4, D(2019, 2, 1), "A1"), (4, D(2019, 4, 1), "A2")]
    agents = [Agent("A1", "K1", D(2018, 1, 1)), Agent("A2", "K1", D(2018, 1, 1))]
    put(conn, World(agents=agents, participants=people, payments=paid, takeovers=taken))
    scope = scope_of("2019-02", D(2019, 2, 1))
    may = D(2019, 5, 20)
    for day, expected in (
        (D(2019, 1, 9), [(3, None, 0)]),
        (D(2019, 3, 1), [(1, may, 33_600), (2, None, 0), (3, None, 0), (4, D(2019, 4, 1), 0)]),
        (D(2019, 3, 20), [(1, may, 33_600), (2, None, 0), (4, D(2019, 4, 1), 0)]),
        (D(2019, 4, 21), [(1, may, 0), (2, None, 0)]),
        (may, [(2, None, 0)]),
    ):
        rows = portfolio.looked_after(conn, scope, ["A1"], day)
        assert rows.select("participant", "until", "amount").rows() == expected, day
    both = portfolio.looked_after(conn, scope, ["A1", "A2"], may)
    assert both.select("agent_code", "participant", "last_covered_month").rows() == [
        ("A2", 1, D(2019, 5, 1)),
        ("A1", 2, None),
        ("A2", 4, None),
    ]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), st.none() | st.frozensets(st.sampled_from(PLACES), min_size=1))
def test_every_take_over_has_who_gave_and_who_took(
    conn: sa.Connection, world: World, wilayah: frozenset[str] | None
) -> None:
    offices = {one.code: one for one in world.agents}
    expected = []
    for person, since, taker in world.takeovers:
        giver = world.steward(person, since - timedelta(days=1))
        stood = {place_on(world, office_on(offices[one], since), since) for one in (giver, taker)}
        if wilayah is None or stood & wilayah:
            expected.append((since, person, giver, taker, world.participant(person).agent))
    with loaded(conn, world):
        rows = portfolio.handed_over(conn, scope_of("2019-S1", D(2019, 6, 1), wilayah=wilayah))
    assert rows.select("since", "participant", "giver", "taker", "acquirer").rows() == sorted(
        expected, key=lambda row: (-row[0].toordinal(), row[1])
    )
