"""What the next one is worth: against the incentive's oracle, with the acquisition or the payments added."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from queries.agents.next_worth import next_worth
from queries.periods import month_end
from seed.writes.branch import lay_schemes
from tests.queries.agents.test_incentives import years_later
from tests.support.oracle import first_day, number
from tests.support.oracle_incentives import incentive
from tests.support.oracle_insured import covered_until, standings
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

MARCH = date(2019, 3, 1)


def asked(conn: sa.Connection, world: World, month: date, sectors: frozenset[str] | None = None) -> pl.DataFrame:
    put(conn, world)
    lay_schemes(conn, BRANCH)
    return next_worth(conn, scope_of(f"{month:%Y-%m}", month, sectors=sectors))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years_later())
def test_it_is_what_the_incentive_would_rise_by(conn: sa.Connection, drawn: tuple[World, date]) -> None:
    world, last = drawn
    step = conn.begin_nested()
    try:
        rows = asked(conn, world, last).to_dicts()
    finally:
        step.rollback()
    there, month = standings(world, number(last)), number(last)
    for row in rows:
        before = incentive(world, row["code"], month)
        if before is None:
            assert row["one_more"] is row["payments"] is None
            continue
        more = replace(world, participants=[*world.participants, Participant(10_000, row["code"], last)])
        assert incentive(more, row["code"], month)[0] - before[0] == row["one_more"]
        behind = [n for n, at in there.items() if at.agent == row["code"] and at.state == "in_arrears"]
        assert row["payers"] == len(behind)
        due = [covered_until(world, n, month) for n in behind]
        paid = [Payment(n, first_day(m + 1), month_end(last), 1, one) for n, (m, one) in zip(behind, due, strict=True)]
        rise = incentive(replace(world, payments=[*world.payments, *paid]), row["code"], month)[0] - before[0]
        assert abs(rise - (row["payments"] or 0)) <= 1


@pytest.mark.parametrize(
    ("month", "acquired", "expected"),
    [
        ("2019-03", 0, (50, 50, 0, 450_000)),
        ("2019-03", 49, (50, 1, 450_000, 450_000)),
        ("2019-03", 50, (50, 0, 0, 450_000)),
        ("2022-06", 23, (25, 2, 0, 250_000)),
        ("2022-06", 24, (25, 1, 250_000, 250_000)),
        ("2022-06", 30, (25, 0, 10_000, 300_000)),
        ("2017-12", 3, (None, None, None, None)),
    ],
)
def test_the_distance_to_the_threshold(conn: sa.Connection, month: str, acquired: int, expected: tuple) -> None:
    day = date.fromisoformat(f"{month}-01")
    world = World(agents=[Agent("A1", "K1", date(2017, 1, 2))])
    world.participants = [Participant(n, "A1", day) for n in range(acquired)]
    row = asked(conn, world, day, frozenset({"Gojek"})).row(0, named=True)
    assert row["new"] == acquired, "a sector that is chosen narrows no incentive"
    assert (row["bonus_from"], row["missing"], row["one_more"], row["reached"]) == expected


def test_a_month_that_somebody_in_arrears_pays(conn: sa.Connection) -> None:
    """1 paid two months in January, 33.600; 2 one of 36.800; 3 paid March, and 4 is past three months."""
    world = World(agents=[Agent("A1", "K1", date(2018, 1, 2)), Agent("A2", "K1", date(2018, 1, 2), date(2019, 2, 1))])
    world.participants = [Participant(n, "A1", date(2018, 10, 5)) for n in (1, 2, 3, 4)]
    world.payments = [
        Payment(1, date(2019, 1, 1), date(2019, 1, 9), 2, 33_600),
        Payment(2, date(2019, 2, 1), date(2019, 2, 9), 1, 36_800),
        Payment(3, MARCH, date(2019, 3, 9)),
        Payment(4, date(2018, 11, 1), date(2018, 11, 9)),
    ]
    rows = asked(conn, world, MARCH)
    assert rows["code"].to_list() == ["A1"], "who was removed gets none"
    assert rows.select("payers", "payment", "payments").row(0) == (2, 1_809, 3_618)
    assert pytest.approx((16_800 + 36_800) * 0.075 * 0.9) == 3_618


def test_nearest_first_and_nothing_without_a_month(conn: sa.Connection) -> None:
    world = World(agents=[Agent(code, "K1", date(2018, 1, 2)) for code in ("A1", "A2", "A3")])
    world.participants = [Participant(n, "A3" if n < 2 else "A2", MARCH) for n in range(3)]
    assert asked(conn, world, MARCH).select("code", "missing").rows() == [("A3", 48), ("A2", 49), ("A1", 50)]
    assert next_worth(conn, scope_of("2019-03", None)).is_empty()


@pytest.mark.parametrize(("last", "amount"), [("2024-11-01", 2_520), ("2024-12-01", 840)])
def test_the_month_that_is_due_has_its_own_share(conn: sa.Connection, last: str, amount: int) -> None:
    """Acquired in January 2023: December 2024 is the 24th month, at 15%, January 2025 the 25th, at 5%."""
    world = World(agents=[Agent("A1", "K1", date(2022, 1, 3))], participants=[Participant(1, "A1", date(2023, 1, 17))])
    paid = date.fromisoformat(last)
    world.payments = [Payment(1, paid, paid)]
    assert asked(conn, world, date(2025, 2, 1))["payments"].to_list() == [amount]


def test_who_returns_does_not_count_for_a_bonus_a_head(conn: sa.Connection) -> None:
    world = World(agents=[Agent("A1", "K1", date(2020, 1, 1))])
    world.participants = [Participant(n, "A1", date(2022, 6, 3), nik="a" if n == 7 else "") for n in range(25)]
    world.participants.append(Participant(99, "A1", date(2020, 1, 3), nik="a"))
    assert asked(conn, world, date(2022, 6, 1)).select("new", "missing").rows() == [(24, 1)]
