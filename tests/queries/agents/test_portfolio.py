"""The participants whose agents are due for removal."""

from datetime import date

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from queries.agents import portfolio
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import first_day, number
from tests.support.oracle_watch import leaving
from tests.support.strategies import months, readings, worlds
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
        people = portfolio.leaving(conn, scope)
        expected = leaving(world, number(month), reading)
        assert dict(people.select("participant", "next_due_month").rows()) == {
            person: first_day(due) for person, due in expected.items()
        }
        assert portfolio.by_office(conn, scope)["people"].sum() == len(expected)


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
