"""The standings and the months of each agent, by value."""

from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries.agents import standings
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

D = date
WORLD = World(
    agents=[Agent("B1", "K1", D(2019, 2, 5)), Agent("A1", "K1", D(2018, 1, 5))],
    participants=[Participant(1, "A1", D(2018, 11, 1)), Participant(2, "B1", D(2019, 2, 28))],
    payments=[Payment(1, D(2019, 2, 1), D(2019, 2, 3)), Payment(2, D(2019, 3, 1), D(2019, 3, 9), 2, 33_600)],
)
JAN, FEB, MAR = (D(2019, n, 1) for n in range(1, 4))


@pytest.fixture
def branch(conn: sa.Connection) -> sa.Connection:
    put(conn, WORLD)
    return conn


def test_who_stands_how_by_code(branch: sa.Connection) -> None:
    rows = standings.standings(branch, scope_of("2019-Q1", MAR))
    columns = ("code", "status", "zero_months", "acquired", "received", "received_recently", "running_people")
    assert rows.select(columns).rows() == [
        ("A1", "dormant_retained", 4, 0, 16_800, 16_800, 1),
        ("B1", "slowing", 1, 1, 33_600, 33_600, 1),
    ]
    assert rows.select("last_acquired_month", "last_running_month", "retained_until").rows() == [
        (D(2018, 11, 1), FEB, D(2019, 4, 30)),
        (FEB, D(2019, 4, 1), D(2019, 6, 30)),
    ]


def test_each_agent_in_each_month(branch: sa.Connection) -> None:
    """April of the second participant was paid in March; the grid ends with the as-of month."""
    assert standings.grid(branch, scope_of("2019-S1", MAR)).rows() == [
        ("A1", JAN, 0, 0, False, True),
        ("A1", FEB, 0, 16_800, True, True),
        ("A1", MAR, 0, 0, False, True),
        ("B1", JAN, 0, 0, False, False),
        ("B1", FEB, 1, 0, False, True),
        ("B1", MAR, 0, 33_600, True, True),
    ]


def test_without_a_complete_month_there_is_no_grid_but_its_columns(branch: sa.Connection) -> None:
    empty = standings.grid(branch, scope_of("2019-S2", MAR))
    assert empty.is_empty()
    assert empty.schema == {
        **{"code": pl.String, "month": pl.Date, "acquired": pl.Int64, "received": pl.Int64},
        **{"runs": pl.Boolean, "registered": pl.Boolean},
    }


def test_how_many_stand_how_and_who_falls_due_first(branch: sa.Connection) -> None:
    scope = scope_of("2019-Q1", MAR)
    assert dict(standings.by_status(branch, scope).iter_rows()) == {
        **{"active": 0, "slowing": 1, "dormant_retained": 1, "due_for_removal": 0},
    }
    assert standings.dormant(branch, scope)["code"].to_list() == ["A1"]
    assert standings.dormant(branch, scope)["due_on"].to_list() == [D(2019, 6, 1)]
