"""Which reading of the rule the application's lists speak for: drawn by value, and against the oracle."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import roster, roster_readings
from queries.db import schema as s
from queries.periods import shift
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import number
from tests.support.oracle_watch import lives
from tests.support.strategies import months, worlds
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

D = date
JUNE = scope_of("2019-06", D(2019, 6, 1))


def lay(conn: sa.Connection, lists: dict[date, set[str]]) -> None:
    rows = [
        {"branch_code": BRANCH, "import_id": 1, "month": month, "agent_code": code}
        for month, codes in lists.items()
        for code in sorted(codes)
    ]
    if rows:
        conn.execute(s.roster.insert(), rows)


@pytest.fixture
def world(conn: sa.Connection) -> World:
    """A1 acquires, A2 has what was paid ahead alone, A3 is paid for each month, A4 has nothing; A5 comes later."""
    world = World(
        agents=[
            *(Agent(f"A{n}", "K1", D(2018, 1, 1)) for n in (1, 2, 3, 4)),
            Agent("A5", "K1", D(2019, 7, 1)),
            Agent("A6", "K1", D(2018, 1, 1), D(2019, 5, 31)),
        ],
        participants=[Participant(1, "A1", D(2019, 6, 2))] + [Participant(n, f"A{n}", D(2018, 2, 1)) for n in (2, 3)],
        payments=[Payment(2, D(2019, 1, 1), D(2019, 1, 5), 12), Payment(3, D(2019, 6, 1), D(2019, 6, 5))],
    )
    put(conn, world)
    return world


@pytest.mark.parametrize(
    ("listed", "runs", "came_in", "alone"),
    [
        # whom the application keeps, and the numbers that each reading explains: of the listed, of the others
        ("A1 A2 A3", (3, 1), (2, 1), (1, 1)),
        ("a1 A3", (2, 1), (2, 2), (1, 2)),
        ("A1", (1, 1), (1, 2), (1, 3)),
        ("A1 A2 A3 A4 A5 A6 X9", (3, 0), (2, 0), (1, 0)),
    ],
)
def test_each_list_speaks_for_a_reading(
    conn: sa.Connection, world: World, listed: str, runs: tuple, came_in: tuple, alone: tuple
) -> None:
    lay(conn, {D(2019, 6, 1): set(listed.split()), D(2019, 7, 1): {"A1"}})
    rows = roster_readings.explained(conn, JUNE)
    on = len({"A1", "A2", "A3", "A4"} & set(listed.upper().split()))
    assert rows["month"].unique().to_list() == [D(2019, 6, 1)]  # July is after the as-of day
    assert rows.select("listed", "missing").unique().rows() == [(on, 4 - on)]
    assert rows.select("reading", "listed_explained", "missing_explained").rows() == [
        ("runs", *runs),
        ("came_in", *came_in),
        ("alone", *alone),
    ]


def test_who_was_deactivated_in_the_lists_own_month_is_what_a_reading_is_to_explain(
    conn: sa.Connection, world: World
) -> None:
    """A2's contributions run: only the other readings explain that the application took them off the list in June."""
    conn.execute(s.services.update().where(s.services.c.agent_code == "A2").values(until=D(2019, 6, 30)))
    lay(conn, {D(2019, 6, 1): {"A1", "A3"}})
    rows = roster_readings.explained(conn, JUNE).select("reading", "missing", "missing_explained").rows()
    assert rows == [("runs", 2, 1), ("came_in", 2, 2), ("alone", 2, 2)]


def test_without_a_list_there_is_nothing(conn: sa.Connection, world: World) -> None:
    assert roster_readings.explained(conn, JUNE).is_empty()
    assert roster_readings.explained(conn, scope_of("2019-06", None)).is_empty()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), months, st.data())
def test_every_list_as_the_oracle(conn: sa.Connection, world: World, month: date, data: st.DataObject) -> None:
    codes = st.frozensets(st.sampled_from([*(one.code for one in world.agents), "X9"]), min_size=1)
    lists = {shift(month, -n): data.draw(codes) for n in range(2)}
    expected = []
    for of, on in lists.items():
        counted = []
        for life in lives(world).values():
            if number(life.agent.registered_on) <= number(of):
                since, until = life.service(number(of))  # who is back is judged by the service that they began
                life.agent = Agent(life.agent.code, life.agent.office, since)
                counted += [life] if until is None or until >= of else []
        for reading in ("runs", "came_in", "alone"):
            due = {life.agent.code for life in counted if life.state(number(of), reading=reading) == "due_for_removal"}
            listed = {life.agent.code for life in counted} & on
            missing = {life.agent.code for life in counted} - on
            expected.append((of, reading, len(listed), len(listed - due), len(missing), len(missing & due)))
    with loaded(conn, world):
        lay(conn, lists)
        rows = roster_readings.explained(conn, scope_of(f"{month:%Y-%m}", month))
    assert rows.drop("uncertain").rows() == expected


def test_a_list_of_a_month_that_is_not_whole_is_held_against_nothing(conn: sa.Connection, world: World) -> None:
    """Of May nobody knows who acquired and who paid: its list is left out, here and where the newest is looked for."""
    lay(conn, {D(2019, 4, 1): {"A1"}, D(2019, 5, 1): {"A1", "A2"}})
    gap = replace(JUNE, missing=frozenset({D(2019, 5, 1)}))
    assert roster_readings.explained(conn, gap)["month"].unique().to_list() == [D(2019, 4, 1)]
    assert roster.month(conn, gap) == D(2019, 4, 1)
    assert roster.counted(conn, gap) == roster.counted(conn, scope_of("2019-04", D(2019, 4, 1)))
    assert roster_readings.explained(conn, JUNE)["month"].max() == D(2019, 5, 1)
    only = replace(JUNE, missing=frozenset({D(2019, 4, 1), D(2019, 5, 1)}))
    assert roster_readings.explained(conn, only).is_empty()
    assert (roster.month(conn, only), roster.counted(conn, only)) == (None, None)
