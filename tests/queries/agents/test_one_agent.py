"""One agent's months, sectors and persistency, by value."""

from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries.agents import one_agent
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

D = date
WORLD = World(
    offices={"K1": "33.25", "K2": "33.75"},
    agents=[Agent("A1", "K1", D(2017, 1, 5)), Agent("A2", "K2", D(2019, 3, 9), D(2019, 5, 31))],
    participants=[
        Participant(1, "A1", D(2017, 1, 31), "Petani"),
        Participant(2, "A1", D(2019, 3, 31)),
        Participant(3, "A1", D(2019, 5, 1), "Nelayan"),
        Participant(4, "A1", D(2019, 5, 2), "Becak"),
        Participant(5, "A1", D(2019, 7, 1), "Becak"),
        Participant(6, "A2", D(2019, 3, 10)),
    ],
    payments=[
        Payment(1, D(2017, 2, 1), D(2017, 2, 3)),
        Payment(2, D(2019, 4, 1), D(2019, 4, 30), 2, 33_600),
        Payment(3, D(2019, 6, 1), D(2019, 7, 9)),
        Payment(6, D(2019, 4, 1), D(2019, 4, 30), 1, 8_100),
    ],
)
JUNE = D(2019, 6, 1)


@pytest.fixture
def branch(conn: sa.Connection) -> sa.Connection:
    put(conn, WORLD)
    return conn


def test_a_life_is_told_for_two_years_at_most_and_from_the_registration_at_most(branch: sa.Connection) -> None:
    scope = scope_of("2019-S1", JUNE)
    months = one_agent.life(branch, scope, "A1")
    assert (months[0], months[-1], len(months)) == (D(2017, 7, 1), JUNE, 24)
    assert one_agent.life(branch, scope, "A2") == [D(2019, 3, 1), D(2019, 4, 1), D(2019, 5, 1), JUNE]


def test_the_months_have_their_zeros_and_end_with_the_as_of_month(branch: sa.Connection) -> None:
    rows = one_agent.months(branch, scope_of("2019-S1", JUNE), "A2").rows()
    assert rows == [(D(2019, 3, 1), 1, 0, 0), (D(2019, 4, 1), 0, 8_100, 1), (D(2019, 5, 1), 0, 0, 0), (JUNE, 0, 0, 0)]
    own = one_agent.months(branch, scope_of("2019-S1", JUNE), "A1").tail(4).rows()
    april, may = (D(2019, 4, 1), 0, 33_600, 1), (D(2019, 5, 1), 2, 0, 1)
    assert own == [(D(2019, 3, 1), 1, 0, 0), april, may, (JUNE, 0, 0, 1)]


def test_the_sectors_are_of_whom_the_agent_ever_registered_most_first(branch: sa.Connection) -> None:
    rows = one_agent.sectors(branch, scope_of("2019-S1", JUNE), "A1").rows()
    assert rows == [("Nelayan", "Nelayan", 2), ("Becak", "Becak", 1), ("Petani", "Petani", 1)]


def test_persistency_counts_who_is_old_enough_and_a_month_paid_for_later(branch: sa.Connection) -> None:
    """Of three registered a month ago or more two were covered in the month after, one of them by a later payment."""
    rows = one_agent.persistency(branch, scope_of("2019-S1", JUNE), "A1").rows()
    first, second = (1, 4, 3, 0.75), (2, 2, 1, 0.5)
    assert rows == [first, second, (3, 2, 0, 0.0), (6, 1, 0, 0.0), (12, 1, 0, 0.0)]
    assert one_agent.persistency(branch, scope_of("2019-S1", JUNE), "A2").rows()[2:] == [
        (3, 1, 0, 0.0),
        (6, 0, 0, None),
        (12, 0, 0, None),
    ]


def test_who_the_agent_is(branch: sa.Connection) -> None:
    own = one_agent.registered(branch, scope_of("2019-S1", JUNE), "A2")
    assert own == {
        **{"code": "A2", "name": "Agen A2", "office": "K2", "wilayah": "Pekalongan", "kind": "kota"},
        **{"registered_on": D(2019, 3, 9), "contact": None, "office_contact": None},
    }
    stays = one_agent.stays(branch, scope_of("2019-S1", JUNE), "A2").rows()
    assert stays == [
        ("service", D(2019, 3, 9), D(2019, 5, 31), None, None, None),
        ("posting", D(2019, 3, 9), None, "K2", "Pekalongan", "kota"),
    ]


@pytest.mark.parametrize(
    ("agent", "period", "last", "wilayah"),
    [
        ("A9", "2019-S1", JUNE, None),
        ("A2", "2019-02", JUNE, None),
        ("A2", "2019-S1", JUNE, frozenset({"33.25"})),
        ("A2", "2019-S1", None, None),
    ],
    ids=["unknown", "not yet registered", "of another place", "no complete month"],
)
def test_of_an_agent_outside_there_is_nothing(
    branch: sa.Connection, agent: str, period: str, last: date | None, wilayah: frozenset[str] | None
) -> None:
    scope = scope_of(period, last, wilayah=wilayah)
    assert one_agent.registered(branch, scope, agent) is None
    assert one_agent.evidence(branch, scope, agent).services == ()
    assert one_agent.of_agent(branch, scope, agent) is None
    assert one_agent.life(branch, scope, agent) == []
    months = one_agent.months(branch, scope, agent)
    assert months.is_empty()
    assert months.schema == {"month": pl.Date, "acquired": pl.Int64, "received": pl.Int64, "covered_people": pl.Int64}
    sectors = one_agent.sectors(branch, scope, agent)
    assert sectors.is_empty()
    assert sectors.schema == {"code": pl.String, "label": pl.String, "acquired": pl.Int64}
    assert one_agent.persistency(branch, scope, agent)["registered"].sum() == 0
