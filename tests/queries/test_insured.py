"""Active participants: the stock and its bridge, on branches that nobody drew and on drawn months."""

from collections import Counter
from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import insured
from queries.periods import Period, shift
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import number
from tests.support.oracle_insured import bridge, later, standings
from tests.support.strategies import PLACES, SECTORS, months, worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

D = date
PARTS = ("", "wilayah", "office", "sector", "agent")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    worlds(),
    months,
    st.integers(0, 3),
    st.sampled_from(PARTS),
    st.none() | st.frozensets(st.sampled_from(PLACES)),
    st.none() | st.frozensets(st.sampled_from(SECTORS)),
)
def test_each_membership_is_counted_once_and_every_bridge_closes(
    conn: sa.Connection,
    world: World,
    first: date,
    more: int,
    by: str,
    wilayah: frozenset[str] | None,
    sectors: frozenset[str] | None,
) -> None:
    last = shift(first, more)
    scope = scope_of(Period(first, last).code, last, wilayah=wilayah, sectors=sectors)
    with loaded(conn, world):
        rows = insured.bridge(conn, scope, by or None).to_dicts()
        stock = insured.stock(conn, scope, by or None).to_dicts()
    for n in range(more + 1):
        month = shift(first, n)
        found = {
            (row["code"], name): row[name]
            for row in rows
            for name in row
            if row["month"] == month and name not in ("code", "month") and row[name]
        }
        assert found == dict(bridge(world, number(month), wilayah, by, sectors))
    states: Counter = Counter()
    for at in standings(world, number(last)).values():
        if (wilayah is None or at.wilayah in wilayah) and (sectors is None or at.sector in sectors):
            code = getattr(at, by) if by else ""
            states[code, at.state] += 1
            states[code, "people"] += 1
            states[code, "amount"] += at.amount if at.state == "covered" else 0
    assert {(row["code"], name): row[name] for row in stock for name in row if name != "code" and row[name]} == {
        key: value for key, value in states.items() if value
    }


JAN, FEB, MAR, APR, MAY = (D(2019, n, 1) for n in range(1, 6))
A1, A2 = Agent("A1", "K1", D(2018, 1, 2)), Agent("A2", "K2", D(2018, 1, 2))
PARTS_OF_MONTH = ("opening", *insured.COMES, *insured.GOES, "closing")


def month_by_month(conn: sa.Connection, world: World, by: str | None = None) -> list[tuple]:
    world.offices = {"K1": "33.25", "K2": "33.75"}
    put(conn, world)
    rows = insured.bridge(conn, scope_of("2019-01..2019-05", MAY), by)
    return rows.select("code", "month", *PARTS_OF_MONTH).rows()


def test_a_payment_made_later_changes_no_month_that_has_passed(conn: sa.Connection) -> None:
    """January paid on time, February in March with March, nothing since: covered, not, covered, not, not."""
    world = World(agents=[A1], participants=[Participant(1, "A1", D(2019, 1, 5))])
    world.payments = [Payment(1, JAN, D(2019, 1, 5)), Payment(1, FEB, D(2019, 3, 9)), Payment(1, MAR, D(2019, 3, 9))]
    assert month_by_month(conn, world) == [
        ("", JAN, 0, 1, 0, 0, 0, 0, 0, 1),
        ("", FEB, 1, 0, 0, 0, 1, 0, 0, 0),
        ("", MAR, 0, 0, 1, 0, 0, 0, 0, 1),
        ("", APR, 1, 0, 0, 0, 1, 0, 0, 0),
        ("", MAY, 0, 0, 0, 0, 0, 0, 0, 0),
    ]


def test_a_later_membership_of_one_nik_returns_whether_or_not_the_one_before_it_was_ever_covered(
    conn: sa.Connection,
) -> None:
    """Of one NIK 1 ran out in January, 2 follows in March, paid at once; 3 was never paid for nor ended, 4 follows."""
    people = [(1, D(2018, 11, 5), "a"), (2, D(2019, 3, 5), "a"), (3, D(2019, 1, 5), "b"), (4, D(2019, 3, 6), "b")]
    world = World(agents=[A1], participants=[Participant(n, "A1", day, nik=nik) for n, day, nik in people])
    world.participants.append(Participant(5, "A1", D(2019, 3, 7)))
    world.payments = [Payment(1, D(2018, 11, 1), D(2018, 11, 5), 3)]
    world.payments += [Payment(n, MAR, D(2019, 3, 7), 3) for n in (2, 4, 5)]
    assert month_by_month(conn, world) == [
        ("", JAN, 1, 0, 0, 0, 0, 0, 0, 1),
        ("", FEB, 1, 0, 0, 0, 1, 0, 0, 0),
        ("", MAR, 0, 1, 2, 0, 0, 0, 0, 3),
        ("", APR, 3, 0, 0, 0, 0, 0, 0, 3),
        ("", MAY, 3, 0, 0, 0, 0, 0, 0, 3),
    ]
    assert later(world) == {2, 4}


def test_who_paid_before_being_registered_is_new_when_registered(conn: sa.Connection) -> None:
    world = World(agents=[A1], participants=[Participant(1, "A1", D(2019, 3, 5))])
    world.payments = [Payment(1, JAN, D(2019, 1, 9), 4)]
    assert month_by_month(conn, world)[2:] == [
        ("", MAR, 0, 1, 0, 0, 0, 0, 0, 1),
        ("", APR, 1, 0, 0, 0, 0, 0, 0, 1),
        ("", MAY, 1, 0, 0, 0, 1, 0, 0, 0),
    ]


def test_who_is_taken_over_leaves_one_and_comes_to_the_other_and_who_died_ends(conn: sa.Connection) -> None:
    world = World(
        agents=[A1, A2], participants=[Participant(1, "A1", D(2019, 1, 5), ended_on=D(2019, 4, 30), end_reason="died")]
    )
    world.payments, world.takeovers = [Payment(1, JAN, D(2019, 1, 5), 12, 201_600)], [(1, D(2019, 3, 31), "A2")]
    assert month_by_month(conn, world, "agent") == [
        ("A1", JAN, 0, 1, 0, 0, 0, 0, 0, 1),
        ("A1", FEB, 1, 0, 0, 0, 0, 0, 0, 1),
        ("A1", MAR, 1, 0, 0, 0, 0, 0, 1, 0),
        ("A2", MAR, 0, 0, 0, 1, 0, 0, 0, 1),
        ("A2", APR, 1, 0, 0, 0, 0, 1, 0, 0),
    ]
    whole = insured.bridge(conn, scope_of("2019-01..2019-05", MAY))
    assert whole.select("moved_in", "moved_out").sum().row(0) == (0, 0)


@pytest.mark.parametrize(
    ("month", "state"),
    [("2019-01", "covered"), ("2019-02", "in_arrears"), ("2019-04", "in_arrears"), ("2019-05", "lapsed")],
)
def test_three_months_past_are_arrears_and_four_are_not(conn: sa.Connection, month: str, state: str) -> None:
    world = World(agents=[A1], participants=[Participant(n, "A1", D(2019, 1, 5)) for n in (1, 2)])
    world.payments = [Payment(1, JAN, D(2019, 1, 31))]
    put(conn, world)
    row = insured.stock(conn, scope_of(month, D.fromisoformat(f"{month}-01"))).row(0, named=True)
    assert {name: row[name] for name in ("people", "never", state)} == {"people": 2, "never": 1, state: 1}


def test_rupiah_close_too_where_a_rate_changes(conn: sa.Connection) -> None:
    world = World(agents=[A1], participants=[Participant(1, "A1", D(2019, 1, 5))])
    world.payments = [Payment(1, JAN, D(2019, 1, 5), 2, 33_601), Payment(1, MAR, D(2019, 3, 5), 1, 36_800)]
    put(conn, world)
    rows = insured.bridge(conn, scope_of("2019-01..2019-04", APR))
    names = ("opening_amount", "new_amount", "repriced_amount", "stopped_amount", "closing_amount")
    assert rows.select(names).rows() == [
        (0, 16_801, 0, 0, 16_801),
        (16_801, 0, -1, 0, 16_800),
        (16_800, 0, 20_000, 0, 36_800),
        (36_800, 0, 0, 36_800, 0),
    ]


def test_nothing_where_no_month_is_complete_and_zeros_where_nobody_is(conn: sa.Connection) -> None:
    put(conn, World(agents=[A1]))
    assert insured.stock(conn, scope_of("2019-06", None)).is_empty()
    assert insured.bridge(conn, scope_of("2019-06", None)).is_empty()
    scope = scope_of("2019-01", JAN)
    assert insured.stock(conn, scope).rows() == [("", 0, 0, 0, 0, 0, 0)]
    assert insured.bridge(conn, scope).select(pl.exclude("code", "month").sum()).row(0) == (0,) * 17
