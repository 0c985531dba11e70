"""The application's own list against the rule: drawn months of it, and who is back too soon."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.access import Role
from queries.agents import roster
from queries.db import schema as s
from queries.periods import Period
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

D = date
JUNE = scope_of("2019-06", D(2019, 6, 1))


@pytest.fixture
def world(conn: sa.Connection) -> World:
    """A1 active, A2 due for removal, A3 dormant but retained, A4 removed, A5 registered later; K2 lies elsewhere."""
    world = World(
        offices={"K1": "33.25", "K2": "33.75"},
        agents=[
            Agent("A1", "K1", D(2018, 1, 1)),
            Agent("A2", "K1", D(2018, 1, 1)),
            Agent("A3", "K2", D(2018, 1, 1)),
            Agent("A4", "K1", D(2018, 1, 1), D(2019, 3, 15)),
            Agent("A5", "K1", D(2019, 7, 1)),
        ],
        participants=[Participant(1, "A1", D(2019, 6, 30)), Participant(2, "A3", D(2018, 2, 1))],
        payments=[Payment(2, D(2019, 5, 1), D(2019, 5, 31))],
    )
    put(conn, world)
    return world


def lists(conn: sa.Connection, **months: str) -> None:
    """Lists of 2019 by month: m06="A1 A2"."""
    rows = [
        {"branch_code": BRANCH, "import_id": 1, "month": D(2019, int(name[1:]), 1), "agent_code": code}
        for name, codes in months.items()
        for code in codes.split()
    ]
    conn.execute(s.roster.insert(), rows)


def findings(conn: sa.Connection, scope=JUNE) -> dict[str, str]:
    return dict(roster.checked(conn, scope).select("code", "finding").rows())


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("A1 A3", {"A1": "agree", "A3": "agree"}),
        ("A1 A2 A3", {"A2": "listed_against_rule", "A1": "agree", "A3": "agree"}),
        ("A1", {"A3": "missing_against_rule", "A1": "agree"}),
        ("a1 A3 A4 A5", {"A4": "listed_against_rule", "A5": "listed_against_rule", "A1": "agree", "A3": "agree"}),
        ("A1 A3 X9", {"X9": "unknown", "A1": "agree", "A3": "agree"}),
        ("X9", {"A1": "missing_against_rule", "A3": "missing_against_rule", "X9": "unknown"}),
    ],
)
def test_each_finding(conn: sa.Connection, world: World, listed: str, expected: dict[str, str]) -> None:
    lists(conn, m06=listed)
    matches = findings(conn)
    assert matches == expected
    assert list(matches) == list(expected)  # in the order in which it is shown
    every = dict.fromkeys((one.value for one in roster.RosterMatch), 0)
    assert roster.counted(conn, JUNE) == every | {
        kind: list(expected.values()).count(kind) for kind in expected.values()
    }


def test_the_newest_list_up_to_the_as_of_month_is_compared_with_its_own_month_end(
    conn: sa.Connection, world: World
) -> None:
    lists(conn, m02="A1 A3 A4", m07="X9")
    assert roster.month(conn, JUNE) == D(2019, 2, 1)
    # At the end of February nobody had acquired for months, and nothing ran; A4 was not removed yet, but due.
    assert findings(conn) == dict.fromkeys(("A1", "A3", "A4"), "listed_against_rule")
    assert roster.month(conn, scope_of("2018-06", D(2019, 6, 1))) is None


def test_no_list_is_no_check(conn: sa.Connection, world: World) -> None:
    assert roster.counted(conn, JUNE) is None
    assert roster.checked(conn, JUNE).is_empty()
    assert roster.month(conn, scope_of("2019-06", None)) is None


def test_codes_of_other_places_are_neither_listed_nor_unknown(conn: sa.Connection, world: World) -> None:
    lists(conn, m06="A1 A2 A3 X9")
    own = viewer_of(Role.STAFF, BRANCH, frozenset({"33.75"})).scope(Period.parse("2019-06"), D(2019, 6, 1))
    assert findings(conn, own) == {"A3": "agree"}


@pytest.mark.parametrize(
    ("months", "code", "back"),
    [
        ({"m01": "A1", "m03": "X9", "m06": "A1"}, "A1", (D(2019, 3, 1), 3)),
        ({"m01": "A1", "m04": "X9", "m05": "X9", "m06": "A1"}, "A1", (D(2019, 4, 1), 2)),
        ({"m01": "A1", "m04": "X9", "m05": "A1", "m06": "A1"}, "A1", (None, None)),  # back since the list before
        ({"m04": "X9", "m05": "X9", "m06": "A1"}, "A1", (None, None)),  # never listed before: new, not back
        ({"m06": "A4"}, "A4", (D(2019, 3, 1), 3)),  # deactivated in March
        ({"m05": "A4", "m06": "A4"}, "A4", (None, None)),  # never left the list
        ({"m02": "A4", "m06": "A4"}, "A4", (D(2019, 3, 1), 3)),
    ],
)
def test_who_is_back_before_six_months_is_marked(
    conn: sa.Connection, world: World, months: dict[str, str], code: str, back: tuple
) -> None:
    lists(conn, **months)
    rows = {row["code"]: row for row in roster.checked(conn, JUNE).to_dicts()}
    assert (rows[code]["away_since"], rows[code]["back_after"]) == back


def test_six_months_are_enough(conn: sa.Connection, world: World) -> None:
    conn.execute(s.rules.update().where(s.rules.c.name == "reactivate_after_months").values(value=3))
    lists(conn, m06="A4")
    (row,) = roster.checked(conn, JUNE).filter(code="A4").to_dicts()
    assert (row["away_since"], row["back_after"]) == (None, None)
