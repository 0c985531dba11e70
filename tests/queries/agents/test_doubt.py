"""A status that depends on a missing month is uncertain: as plain Python finds by loading what could be missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from queries import settled
from queries.agents import countdown, forecast, roster_readings, simulation
from queries.agents.standings import standings
from queries.completeness import completeness
from queries.db import schema as s
from queries.periods import month_end, month_of, shift
from queries.rules import Reading, Rule
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import Oracle, last_day, number
from tests.support.strategies import readings, worlds
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, rules_of, scope_of

JANUARY, MAY = date(2019, 1, 1), date(2019, 5, 1)


def lacking(world: World, as_of: int) -> dict[str, set[int]]:
    """By kind, the months without a row, up to one: those before the first are missing too."""
    days = {
        "participants": [one.registered_on for one in world.participants],
        "contributions": [one.paid_on for one in world.payments],
    }
    return {kind: set(range(as_of - 6, as_of + 1)) - {number(day) for day in own} for kind, own in days.items()}


def doubted(worlds: list[Oracle], state: Callable[[Oracle], str]) -> bool:
    """Whether what one could be in one of the worlds is another thing in another."""
    return len({state(one) for one in worlds}) > 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much], max_examples=12)
@given(worlds(), readings, st.sampled_from((1, 2, 3, 5)), st.sampled_from(Reading))
def test_a_status_is_uncertain_where_what_is_missing_could_change_it(
    conn: sa.Connection, world: World, reading: str, after: int, other: Reading
) -> None:
    """By the rule, by another rule, by each reading held against a list, and at the month-ends to come."""
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
        lists = {"branch_code": BRANCH, "import_id": 1, "month": last, "agent_code": "A0"}
        conn.execute(s.roster.insert(), lists)
        read = dict(roster_readings.explained(conn, scope).select("reading", "uncertain").rows())
        today = last_day(number(last))
        ahead = forecast.states(conn, scope, today, shift(last, 4)).select("code", "month", "uncertain")
        within = dict(countdown.within(conn, scope, today).select("days", "uncertain").rows())
        supposed = {row["code"]: row for row in simulation.compared(conn, scope, Rule(after, 6, other)).to_dicts()}
        expected_read, expected_ahead = dict.fromkeys(read, False), {}
        for agent in oracle.listed():
            row, could = rows[agent.code], oracle.alternatives(agent, lacking(world, number(last)))
            assert row["status"] == oracle.status(agent)
            assert row["uncertain"] == doubted(could, lambda one, agent=agent: one.status(agent))
            by = [replace(one, reading=other.code) for one in could]
            unsure = doubted(by, lambda one, agent=agent: one.status(agent, after))
            assert row["status"] == "removed" or supposed[agent.code]["supposed_uncertain"] == unsure
            since, until = oracle.service(agent)
            there = Agent(agent.code, agent.office, since)
            for one in read if until is None or until >= last else ():
                by = [replace(each, reading=one) for each in could]
                expected_read[one] |= doubted(by, lambda each, there=there: each.foreseen(there, number(last)))
            for n in range(4) if row["status"] != "removed" else ():
                unsure = doubted(could, lambda one, agent=agent, n=n: one.foreseen(agent, number(last) + n))
                expected_ahead[agent.code, shift(last, n)] = unsure
        assert read == expected_read
        assert {(code, month): unsure for code, month, unsure in ahead.rows()} == expected_ahead
        assert within == {
            days: any(one for (_, month), one in expected_ahead.items() if month_end(month) <= day)
            for days, day in ((n, today + timedelta(n or -1)) for n in within)
        }
        assert settled.doubtful(conn, scope) == any(row["uncertain"] for row in rows.values())


def drawn(paid: list[date], acquired: list[date], without: tuple[int, int] = (3, 5)) -> World:
    """One agent of January, of whom these payments and acquisitions are known; another brings what every month has.

    `without`: the months (0: none) of which registrations, and payments, are missing.
    """
    every = [date(2019, n, 5) for n in range(1, 7)]
    return World(
        agents=[Agent("A1", "K1", date(2019, 1, 2)), Agent("A2", "K1", date(2019, 1, 2))],
        participants=[Participant(n, "A1", day) for n, day in enumerate([date(2019, 1, 3), *acquired], 1)]
        + [Participant(90 + day.month, "A2", day) for day in every if day.month != without[0]],
        payments=[Payment(1, month_of(day), day) for day in paid]
        + [Payment(91, month_of(day), day) for day in every if day.month != without[1]],
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


@pytest.mark.parametrize(("month", "unsure"), [(4, True), (3, False)])
def test_the_first_month_that_the_rule_looks_at_is_in_doubt_and_the_one_before_is_not(
    conn: sa.Connection, month: int, unsure: bool
) -> None:
    """By the rule of three months, payments of April decide of A1 at the end of June; those of March do not."""
    put(conn, drawn(paid=[date(2019, 1, 4)], acquired=[], without=(0, month)))
    scope = scope_of("2019-S1", date(2019, 6, 1))
    assert standings(conn, scope)["uncertain"].to_list() == [unsure, False]
    assert settled.doubtful(conn, scope) == unsure
