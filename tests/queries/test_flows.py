"""Months one by one: the complete ones, and the one that still runs beside them."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries import flows
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

MAY, JUNE, JULY = (date(2019, month, 1) for month in (5, 6, 7))


@pytest.mark.parametrize(
    ("period", "running", "expected"),
    [
        ("2019-Q2", None, [(4, 0, 0, 0, False), (5, 1, 100, 100, False)]),
        ("2019-Q2", JUNE, [(4, 0, 0, 0, False), (5, 1, 100, 100, False), (6, 1, 20, 120, True)]),
        ("2019-06", JUNE, [(6, 1, 20, 20, True)]),
        ("2019-05", JUNE, [(5, 1, 100, 100, False)]),  # it runs after the period's end
        ("2019-Q3", JUNE, []),  # and before its beginning
        ("2019-Q2", JULY, [(4, 0, 0, 0, False), (5, 1, 100, 100, False)]),
    ],
)
def test_a_running_month_stands_last_where_it_lies_in_the_period(
    conn: sa.Connection, period: str, running: date | None, expected: list
) -> None:
    """Month, acquired, received, received since the period began, whether it runs; May is the last complete month."""
    world = World(agents=[Agent("A1", "K1", date(2018, 1, 5))])
    for number, (month, amount) in enumerate(((MAY, 100), (JUNE, 20), (JULY, 3)), 1):
        world.participants.append(Participant(number, "A1", month))
        world.payments.append(Payment(number, month, month, amount=amount))
    put(conn, world)
    rows = flows.by_month(conn, scope_of(period, MAY), running)
    by_month = rows.select("month", "acquired", "received", "cumulative", "running").rows()
    assert [(month.month, *rest) for month, *rest in by_month] == expected
