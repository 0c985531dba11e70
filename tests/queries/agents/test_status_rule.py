"""The status rule, drawn: one agent, June 2019 as the as-of month unless said otherwise."""

from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries.agents import standings
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

JUNE = date(2019, 6, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def row(conn: sa.Connection, world: World, period: str = "2019-S1", complete: date = JUNE) -> dict:
    put(conn, world)
    return standings.standings(conn, scope_of(period, complete)).row(0, named=True)


def one(registered: str, acquired: list[str] = (), paid: list[tuple] = (), left: str | None = None) -> World:
    """An agent, the registration days of participants, and payments (participant, BLTH, paid on, months)."""
    people = [Participant(n, "A1", day(text)) for n, text in enumerate(acquired)]
    payments = [Payment(who, day(blth), day(on), months) for who, blth, on, months in paid]
    return World(
        agents=[Agent("A1", "K1", day(registered), left and day(left))], participants=people, payments=payments
    )


@pytest.mark.parametrize(
    ("acquired", "zero", "status"),
    [
        # registered 2018-01-10, contributions paid for March 2018 to February 2020
        (["2018-02-05", "2019-06-30"], 0, "active"),
        (["2018-02-05", "2019-06-01"], 0, "active"),
        (["2018-02-05", "2019-05-31"], 1, "slowing"),
        (["2018-02-05", "2019-04-01"], 2, "slowing"),
        (["2018-02-05", "2019-03-31"], 3, "dormant_retained"),
        (["2018-02-05", "2019-03-01"], 3, "dormant_retained"),
        (["2018-02-05"], 16, "dormant_retained"),
        (["2018-02-05", "2019-07-01"], 16, "dormant_retained"),  # July is not known at the end of June
    ],
)
def test_zero_months_run_from_the_last_acquisition(conn, acquired, zero, status):
    standing = row(conn, one("2018-01-10", acquired, [(0, "2018-03-01", "2018-03-05", 24)]))
    assert (standing["zero_months"], standing["status"]) == (zero, status)


@pytest.mark.parametrize(
    ("registered", "zero", "status"),
    [
        ("2019-06-30", 0, "active"),
        ("2019-05-31", 1, "slowing"),
        ("2019-04-01", 2, "slowing"),
        ("2019-03-31", 3, "due_for_removal"),
    ],
)
def test_an_agent_without_participants_counts_from_registration(conn, registered, zero, status):
    standing = row(conn, one(registered))
    assert (standing["zero_months"], standing["status"]) == (zero, status)
    assert standing["last_running_month"] is None
    assert standing["retained_until"] is None
    assert standing["running_people"] == 0


@pytest.mark.parametrize(
    ("blth", "paid_on", "months", "status", "last_running", "until"),
    [
        # the last payment of an agent who has acquired nobody since January 2019
        ("2019-04-01", "2019-04-30", 1, "dormant_retained", "2019-04-01", "2019-06-30"),
        ("2019-03-01", "2019-03-31", 1, "due_for_removal", "2019-03-01", "2019-05-31"),
        ("2019-03-01", "2019-04-01", 1, "dormant_retained", "2019-04-01", "2019-06-30"),  # paid late, runs when paid
        ("2019-02-01", "2019-02-01", 3, "dormant_retained", "2019-04-01", "2019-06-30"),  # paid ahead
        ("2019-02-01", "2019-02-01", 12, "dormant_retained", "2020-01-01", "2020-03-31"),
        ("2019-05-01", "2019-07-01", 1, "due_for_removal", None, None),  # not known on 30 June
    ],
)
def test_what_runs_keeps_an_agent_listed(conn, blth, paid_on, months, status, last_running, until):
    standing = row(conn, one("2018-12-15", ["2019-01-20"], [(0, blth, paid_on, months)]))
    assert standing["status"] == status
    assert standing["last_running_month"] == (last_running and day(last_running))
    assert standing["retained_until"] == (until and day(until))


def test_a_gap_in_what_was_paid_ahead_ends_the_retention_in_the_gap(conn):
    """Paid in May for May, and already for a year from January 2020: nobody pays in between."""
    paid = [(0, "2019-05-01", "2019-05-02", 1), (0, "2020-01-01", "2019-05-02", 12)]
    standing = row(conn, one("2018-12-15", ["2019-01-20"], paid))
    assert standing["status"] == "dormant_retained"
    assert standing["last_running_month"] == date(2020, 12, 1)
    assert standing["retained_until"] == date(2019, 7, 31)


@pytest.mark.parametrize(
    ("left", "status"),
    [("2019-06-30", "removed"), ("2019-01-01", "removed"), ("2019-07-01", "slowing")],
)
def test_a_deactivation_counts_from_its_day(conn, left, status):
    assert row(conn, one("2019-01-01", ["2019-05-10"], [], left))["status"] == status


def test_one_registered_later_is_no_row(conn):
    put(conn, one("2019-07-01"))
    assert standings.standings(conn, scope_of("2019-S1", JUNE)).is_empty()


def test_the_rule_of_the_day_holds(conn):
    """Two months from 2019-06-15 on, acquisition alone from 2019-07-01 on."""
    world = one("2018-12-15", ["2019-04-20"], [(0, "2019-04-01", "2019-04-20", 12)])
    world.rules += (
        ("dormant_after_months", date(2019, 6, 15), 2),
        ("removal_needs_no_contributions", date(2019, 7, 1), 0),
    )
    put(conn, world)
    standing = {
        month: standings.standings(conn, scope_of(month, date(2019, 7, 1)))["status"][0]
        for month in ("2019-05", "2019-06", "2019-07")
    }
    assert standing == {"2019-05": "slowing", "2019-06": "dormant_retained", "2019-07": "due_for_removal"}


def test_without_a_complete_month_there_is_no_state(conn):
    put(conn, one("2019-01-01"))
    standing = standings.standings(conn, scope_of("2019-S2", JUNE))
    assert standing.is_empty()
    assert standing.schema["status"] == pl.String
    assert standings.by_status(conn, scope_of("2019-S2", JUNE))["agents"].to_list() == [0, 0, 0, 0]
