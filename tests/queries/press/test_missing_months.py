"""A month of which nothing was loaded hides no other: nobody stands behind it."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.press import protected
from queries.press.protected import NotForPress
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

JANUARY, MARCH = date(2019, 1, 1), date(2019, 3, 1)


def branch(paid: list[int], registered: list[int]) -> World:
    """Thirty participants who registered in January; those and ten a month more, and who pay in these months."""
    world = World(agents=[Agent("A1", "K1", JANUARY)], confirmed=False)
    world.participants = [Participant(n, "A1", date(2019, 1, 3)) for n in range(30)]
    for month in registered:
        world.participants += [Participant(100 * month + n, "A1", date(2019, month, 3)) for n in range(10)]
    world.payments = [Payment(n, date(2019, month, 1), date(2019, month, 9)) for month in paid for n in range(20)]
    return world


def test_the_months_beside_it_leave(conn: sa.Connection) -> None:
    put(conn, branch(paid=[1, 3], registered=[2, 3]))
    rows = protected.by_month(conn, scope_of("2019-S1", MARCH))
    assert rows["received"].to_list() == [336_000, None, 336_000]
    assert rows["cumulative"].to_list() == [336_000, 336_000, 672_000]
    assert rows["acquired"].to_list() == [30, 10, 10]


def test_with_few_payers_it_is_withheld_with_another(conn: sa.Connection) -> None:
    """The same with three who paid in February: who they are could be worked out."""
    world = branch(paid=[1, 3], registered=[2, 3])
    world.payments += [Payment(n, date(2019, 2, 1), date(2019, 2, 9)) for n in range(3)]
    put(conn, world)
    rows = protected.by_month(conn, scope_of("2019-S1", MARCH))
    assert rows["received"].null_count() == 2


def test_no_status_leaves_that_depends_on_it(conn: sa.Connection) -> None:
    world = branch(paid=[1, 2, 3, 4, 6], registered=[2, 3, 4, 6])
    world.agents += [Agent(f"B{n}", "K1", JANUARY) for n in range(9)]
    put(conn, world)
    scope = scope_of("2019-S1", date(2019, 6, 1))
    now = protected.one_number(conn, scope)
    assert (now["agents_listed"], now["agents_due_for_removal"], now["agents_active"]) == (10, None, None)
    with pytest.raises(NotForPress, match="doubt"):
        protected.by_status(conn, scope)
