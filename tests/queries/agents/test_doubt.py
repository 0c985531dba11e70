"""A status that depends on a missing month is uncertain: as plain Python finds by loading what could be missing."""

from datetime import date

import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings

from queries import settled
from queries.agents.standings import standings
from queries.completeness import completeness
from queries.periods import month_of
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import Oracle, number
from tests.support.strategies import readings, worlds
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, rules_of, scope_of

JANUARY, MAY = date(2019, 1, 1), date(2019, 5, 1)


def lacking(world: World, as_of: int) -> dict[str, set[int]]:
    """By kind, the months without a row, up to one: those before the first are missing too."""
    days = {
        "participants": [one.registered_on for one in world.participants],
        "contributions": [one.paid_on for one in world.payments],
    }
    return {kind: set(range(as_of - 20, as_of + 1)) - {number(day) for day in own} for kind, own in days.items()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much], max_examples=40)
@given(worlds(), readings)
def test_a_status_is_uncertain_where_what_is_missing_could_change_it(
    conn: sa.Connection, world: World, reading: str
) -> None:
    world.confirmed, world.rules = False, rules_of(reading)
    days = [{number(one.registered_on) for one in world.participants}, {number(one.paid_on) for one in world.payments}]
    assume(days[0] & days[1])
    with loaded(conn, world):
        last = completeness(conn, BRANCH).last_complete
        assert last is not None
        assert number(last) == max(days[0] & days[1])
        scope = scope_of(f"{last:%Y-%m}", last)
        oracle = Oracle(world, number(last), number(last), number(last), reading=reading)
        rows = {row["code"]: row for row in standings(conn, scope).to_dicts()}
        for agent in oracle.listed():
            row, could = rows[agent.code], oracle.could_be(agent, lacking(world, number(last)))
            assert row["status"] == oracle.status(agent)
            assert row["uncertain"] == (len(could) > 1)
        assert settled.doubtful(conn, scope) == any(row["uncertain"] for row in rows.values())


def drawn(paid: list[date], acquired: list[date]) -> World:
    """One agent of January, of whom these payments and acquisitions are known; another brings what every month has."""
    every = [date(2019, n, 5) for n in range(1, 7)]
    return World(
        agents=[Agent("A1", "K1", date(2019, 1, 2)), Agent("A2", "K1", date(2019, 1, 2))],
        participants=[Participant(n, "A1", day) for n, day in enumerate([date(2019, 1, 3), *acquired], 1)]
        + [Participant(90 + day.month, "A2", day) for day in every if day.month != 3],
        payments=[Payment(1, month_of(day), day) for day in paid]
        + [Payment(91, month_of(day), day) for day in every if day.month != 5],
        confirmed=False,
    )


def test_the_months_that_the_rule_looks_at(conn: sa.Connection) -> None:
    """Payments of May are missing, registrations of March: nobody knows whether A1 is due, and A2 acquires."""
    put(conn, drawn(paid=[date(2019, 1, 4)], acquired=[]))
    rows = standings(conn, scope_of("2019-S1", date(2019, 6, 1)))
    assert rows.select("code", "status", "uncertain").rows() == [
        ("A1", "due_for_removal", True),
        ("A2", "active", False),
    ]


def test_what_is_missing_cannot_take_away_what_is_known(conn: sa.Connection) -> None:
    """A1 paid in June and acquired in February: dormant or, had they acquired in March, dormant too."""
    put(conn, drawn(paid=[date(2019, 6, 4)], acquired=[date(2019, 2, 3)]))
    rows = standings(conn, scope_of("2019-S1", date(2019, 6, 1)))
    assert rows.row(0, named=True)["status"] == "dormant_retained"
    assert not rows.row(0, named=True)["uncertain"]
