"""A month of which nothing was loaded hides no other: nobody stands behind it."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.press import protected, watched
from queries.press.protected import NotForPress
from queries.published import published
from seed.writes.observations import observe
from seed.writes.summaries import refresh
from tests.queries.published.test_published import publish
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

JANUARY, MARCH = date(2019, 1, 1), date(2019, 3, 1)


def branch(paid: list[int], registered: list[int]) -> World:
    """Thirty participants of three agents who registered in January; ten a month more, and who pay in these months."""
    world = World(agents=[Agent(f"A{n}", "K1", JANUARY) for n in range(3)], confirmed=False)
    world.participants = [Participant(n, f"A{n % 3}", date(2019, 1, 3)) for n in range(30)]
    for month in registered:
        world.participants += [Participant(100 * month + n, f"A{n % 3}", date(2019, month, 3)) for n in range(10)]
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
    world.agents += [Agent(f"B{n}", "K1", JANUARY) for n in range(7)]
    put(conn, world)
    scope = scope_of("2019-S1", date(2019, 6, 1))
    now = protected.one_number(conn, scope)
    assert (now["agents_listed"], now["agents_due_for_removal"], now["agents_active"]) == (10, None, None)
    with pytest.raises(NotForPress, match="doubt"):
        protected.by_status(conn, scope)


def test_what_was_published_and_withheld_stays_so_in_a_gap(conn: sa.Connection) -> None:
    """Three people of February are withheld; its registrations are undone later, and what was seen of them stays."""
    put(conn, branch(paid=[1, 2, 3], registered=[3]))
    for number in (900, 901, 902):
        conn.execute(s.participants.insert(), participant(number, date(2019, 2, 4)))
    conn.execute(s.load_months.insert(), FEBRUARY | {"rows": 3, "new": 3, "last_day": date(2019, 2, 4)})
    refresh(conn, BRANCH, None, None)
    publish(conn, "acquired", 3, first_month=date(2019, 2, 1), last_month=date(2019, 2, 1))
    publish(conn, "acquired", 43, last_month=MARCH)
    observe(conn, BRANCH)
    assert [one.then for one in published.published(conn, scope_of("2019-S1", MARCH))] == [3, 43]
    assert seen(conn) == [(None, None, {None}), (43, 43, {43})]
    conn.execute(sa.delete(s.participants).where(s.participants.c.id >= 900))
    conn.execute(sa.delete(s.load_months).where(s.load_months.c.month == date(2019, 2, 1), KIND == "participants"))
    refresh(conn, BRANCH, None, None)
    assert [one.then for one in published.published(conn, scope_of("2019-S1", MARCH))] == [3, 43]
    assert seen(conn) == [(None, None, {None})] * 2


KIND = s.load_months.c.kind
FEBRUARY = {"branch_code": BRANCH, "import_id": 1, "kind": "participants", "month": date(2019, 2, 1)}


def participant(number: int, day: date) -> dict:
    own = {"branch_code": BRANCH, "import_id": 1, "id": number, "agent_code": "A1", "registered_on": day}
    return own | {"sector": "-", "kpj_last4": "0000", "kpj_hash": f"k{number}", "nik_hash": f"n{number}"}


def seen(conn: sa.Connection) -> list[tuple]:
    every = watched.known(conn, scope_of("2019-S1", MARCH))
    return [(one.then, one.now, {each.value for each in one.observations}) for one in every]
