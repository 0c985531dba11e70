"""The frames of agents' rows: what they have, in which order, and how far they reach."""

from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import remembering
from queries.frames import standard, yardsticks
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

D = date
WORLD = World(
    offices={"K2": "33.75", "K1": "33.25"},
    agents=[Agent("A2", "K2", D(2018, 1, 5)), Agent("A1", "K1", D(2019, 1, 5)), Agent("A3", "K1", D(2019, 9, 1))],
    participants=[
        Participant(1, "A2", D(2019, 2, 1), "Petani"),
        Participant(2, "A1", D(2019, 2, 28)),
        Participant(3, "A1", D(2019, 3, 1), "Becak"),
        Participant(4, "A1", D(2019, 7, 1), "Grab"),
    ],
    payments=[
        Payment(1, D(2019, 2, 1), D(2019, 2, 3)),
        Payment(1, D(2019, 4, 1), D(2019, 4, 3)),
        Payment(2, D(2019, 3, 1), D(2019, 5, 2), 2, 33_600),
        Payment(3, D(2019, 3, 1), D(2019, 3, 5)),
        Payment(3, D(2019, 3, 1), D(2019, 7, 5), 1, 99),
    ],
)
JUNE = D(2019, 6, 1)
FEB, MAR, APR, MAY = (D(2019, n, 1) for n in range(2, 6))


@pytest.fixture
def branch(conn: sa.Connection) -> sa.Connection:
    put(conn, WORLD)
    conn.execute(s.wilayah.update().where(s.wilayah.c.code == "33.25").values(latitude=-7.021, longitude=109.8616))
    return conn


def rows(frame: pl.LazyFrame) -> list[tuple]:
    return frame.collect().rows()


def test_offices_by_code_with_their_places(branch: sa.Connection) -> None:
    assert rows(standard.offices(branch, scope_of("2019-S1", JUNE))) == [
        ("K1", "K1", "33.25", "Batang", "kabupaten", -7.021, 109.8616),
        ("K2", "K2", "33.75", "Pekalongan", "kota", None, None),
    ]


def test_agents_by_code_whenever_registered(branch: sa.Connection) -> None:
    assert rows(standard.agents(branch, scope_of("2019-S1", JUNE)).select("code", "office_code")) == [
        ("A1", "K1"),
        ("A2", "K2"),
        ("A3", "K1"),
    ]
    assert rows(standard.agents(branch, scope_of("2019-S1", JUNE, wilayah=frozenset({"33.75"}))).select("code")) == [
        ("A2",)
    ]


def test_an_agents_months_up_to_the_periods_last(branch: sa.Connection) -> None:
    frame = standard.agent_months(branch, scope_of("2019-02..2019-04", JUNE))
    assert frame.collect_schema().names() == ["agent_code", "month", "acquired", "received", "covered_people"]
    assert rows(frame) == [
        ("A1", FEB, 1, 0, 0),
        ("A1", MAR, 1, 16_800, 2),
        ("A1", APR, 0, 0, 1),
        *(("A2", FEB, 1, 16_800, 1), ("A2", APR, 0, 16_800, 1)),
    ]


def test_rows_of_state_of_every_place_are_fetched_once_for_all_periods(branch: sa.Connection) -> None:
    asked = (standard.services, standard.agent_months, standard.agent_runs)
    scopes = [scope_of("2019-02..2019-04", APR), scope_of("2019-S1", JUNE)]
    there = frozenset({"33.25", "33.26", "33.75"})
    everywhere = [scope_of("2019-02..2019-04", APR, wilayah=there), scope_of("2019-S1", JUNE, wilayah=there)]
    statements: list[str] = []
    sa.event.listen(branch, "before_cursor_execute", lambda _c, _k, text, *_more: statements.append(text))

    @remembering
    def answers(conn: sa.Connection, of: list) -> list:
        return [rows(question(conn, scope)) for question in asked for scope in of]

    assert answers(branch, scopes) == answers(branch, everywhere)
    assert [one.startswith("SELECT") for one in statements] == [True] * (len(asked) * 3)


def test_months_in_which_something_runs_are_those_known_by_the_as_of_month(branch: sa.Connection) -> None:
    """March and April of the second participant were paid in May."""
    never = date(9999, 12, 1)
    april = scope_of("2019-02..2019-04", APR)
    assert rows(standard.agent_runs(branch, april).drop("known_since", "known_until")) == [
        *(("A1", MAR), ("A2", FEB), ("A2", APR)),
    ]
    june = standard.agent_runs(branch, scope_of("2019-S1", JUNE))
    assert june.collect_schema().names() == ["agent_code", "month", "known_since", "known_until"]
    assert rows(june.drop("known_since", "known_until")) == [
        *(("A1", month) for month in (MAR, APR, MAY)),
        *(("A2", FEB), ("A2", APR)),
    ]
    later = set(rows(standard.agent_runs(branch, april, JUNE))) - set(rows(standard.agent_runs(branch, april)))
    assert later == {("A1", month, MAY, never) for month in (APR, MAY)}


def test_how_long_ago_each_last_ran_by_agent_and_age(branch: sa.Connection) -> None:
    assert rows(standard.agent_recency(branch, scope_of("2019-S1", JUNE))) == [("A1", 1, 1), ("A1", 3, 1), ("A2", 2, 1)]


PEASANT = [("A2", FEB, 1, 16_800), ("A2", APR, 0, 16_800)]
MONEY = [("A1", MAR, 1, 16_800), ("A1", MAY, 0, 33_600)]


def test_flows_of_every_sector_and_of_some(branch: sa.Connection) -> None:
    every = standard.agent_flows(branch, scope_of("2019-S1", JUNE))
    assert rows(every) == [("A1", FEB, 1, 0), *MONEY, *PEASANT]
    some = standard.agent_flows(branch, scope_of("2019-S1", JUNE, sectors=frozenset({"Petani", "Becak", "Grab"})))
    assert rows(some) == [("A1", MAR, 1, 16_800), *PEASANT]
    none = standard.agent_flows(branch, scope_of("2019-S1", JUNE, sectors=frozenset({"Gojek"})))
    assert rows(none) == []


def test_places_months_and_who_of_them_is_new(branch: sa.Connection) -> None:
    frame = standard.place_months(branch, scope_of("2019-03..2019-06", JUNE))
    columns = ("office_code", "sector", "month", "acquired", "received", "received_from_new")
    assert rows(frame.select(columns)) == [
        ("K1", "Becak", MAR, 1, 16_800, 16_800),
        ("K2", "Petani", APR, 0, 16_800, 0),
        ("K1", "Nelayan", MAY, 0, 33_600, 0),
    ]


def test_sectors_of_any_month_by_name(branch: sa.Connection) -> None:
    assert standard.sectors(branch, scope_of("2019-S1", JUNE)) == ["Becak", "Grab", "Nelayan", "Petani"]
    assert standard.sectors(branch, scope_of("2019-S1", JUNE, wilayah=frozenset({"33.75"}))) == ["Petani"]


def test_how_far_the_branch_reaches(branch: sa.Connection) -> None:
    assert standard.reach(branch, BRANCH) == (D(2018, 1, 1), D(2019, 7, 1))
    assert standard.reach(branch, "NIL") == (None, None)


def test_targets_of_the_very_period_alone(branch: sa.Connection) -> None:
    targets = [("33.25", "acquired", 10), (None, "acquired", 30), (None, "received", 90)]
    for number, (place, measure, value) in enumerate(targets, 1):
        months = {"first_month": D(2019, 1, 1), "last_month": D(2019, 6, 1)}
        row = {**months, "wilayah_code": place, "measure": measure, "value": value}
        branch.execute(s.targets.insert(), {"branch_code": BRANCH, "id": number, "import_id": 1, **row})
    read = yardsticks.targets(branch, scope_of("2019-S1", JUNE)).select("wilayah_code", "measure", "value")
    assert set(rows(read)) == set(targets)
    assert rows(yardsticks.targets(branch, scope_of("2019", JUNE))) == []
    assert rows(yardsticks.targets(branch, scope_of("2019-Q1", JUNE))) == []
    assert rows(yardsticks.targets(branch, scope_of("2019-S2", JUNE))) == []
