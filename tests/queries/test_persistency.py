"""Persistency: against the oracle, in every small world, and at its edges."""

from datetime import date
from itertools import combinations_with_replacement, product

import polars as pl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from queries import persistency
from queries.db import schema as s
from queries.periods import shift
from queries.scope import Scope
from seed.writes import summaries
from tests.queries.test_against_oracle import Question, loaded, questions
from tests.support import worlds as drawn
from tests.support.oracle import Oracle, number, office_on, place_on
from tests.support.oracle_persistency import Persistency, everyone, paying
from tests.support.oracle_persistency import persistency as slow
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of


def agrees(row: dict, expected: Persistency) -> None:
    for name in ("cohort_people", "covered_people", "entry_amount", "covered_amount"):
        assert row[name] == getattr(expected, name), name
    for name in ("people", "rupiah"):
        ratio = getattr(expected, name)
        assert row[name] == (None if ratio is None else pytest.approx(float(ratio)))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions(several=2))
def test_of_everyone_and_by_every_part(conn: sa.Connection, asked: tuple[World, list[Question]]) -> None:
    world, both = asked
    with loaded(conn, world):
        for oracle, scope in both:
            compare_parts(conn, oracle, scope)
            compare_cohorts(conn, oracle, scope)


def compare_parts(conn: sa.Connection, oracle: Oracle, scope: Scope) -> None:
    world, people = oracle.world, everyone(oracle) if oracle.as_of >= oracle.first else []
    agents = {agent.code: agent for agent in world.agents}
    parts = {
        persistency.by_wilayah: lambda one: place_on(
            world, office_on(agents[one.agent], one.registered_on), one.registered_on
        ),
        persistency.by_sector: lambda one: one.sector,
        persistency.by_agent: lambda one: one.agent,
        persistency.by_payer: lambda one: paying(oracle, one),
    }
    rows = persistency.overall(conn, scope).to_dicts()
    assert [row["n"] for row in rows] == [1, 2, 3, 6, 12]
    for row in rows:
        agrees(row, slow(oracle, row["n"], people))
    for question, key in parts.items():
        counted = question(conn, scope).to_dicts()
        assert {key(one) for one in people if number(one.registered_on) <= oracle.as_of} <= {
            row["code"] for row in counted
        }
        for row in counted:
            agrees(row, slow(oracle, row["n"], [one for one in people if key(one) == row["code"]]))


def compare_cohorts(conn: sa.Connection, oracle: Oracle, scope: Scope) -> None:
    known = [one for one in everyone(oracle) if oracle.first <= oracle.as_of >= number(one.registered_on)]
    rows = persistency.by_cohort(conn, scope).to_dicts()
    assert {row["registration_month"] for row in rows} == {one.registered_on.replace(day=1) for one in known}
    for row in rows:
        own = [one for one in known if one.registered_on.replace(day=1) == row["registration_month"]]
        assert row["registered"] == len(own)
        assert row["complete"] == (number(row["registration_month"]) + row["n"] <= oracle.as_of)
        if row["complete"]:
            agrees(row, slow(oracle, row["n"], own))
        else:
            assert row["people"] is None
            assert row["rupiah"] is None


START = date(2019, 1, 1)
LIVES = (
    (),
    ((0, 0, 1),),
    ((0, 0, 3),),
    ((1, 1, 1), (3, 2, 2)),
    ((4, 0, 6),),
)
"""What a participant may have paid: month paid, first month covered (both after registration), number of months."""


def _small(lives: tuple[tuple[int, int, int], ...]) -> World:
    """Participants (agent, registration month, life) of two agents in two offices over six months."""
    world = World(offices={"K0": "33.25", "K1": "33.75"})
    world.agents = [Agent(f"A{n}", f"K{n}", START) for n in range(2)]
    for number_of, (agent, month, life) in enumerate(lives):
        registered = shift(START, month)
        world.participants.append(Participant(number_of, f"A{agent}", registered))
        world.payments += [
            Payment(number_of, shift(registered, covers), shift(registered, paid), months, 50_401)
            for paid, covers, months in LIVES[life]
        ]
    return world


KINDS = list(product(range(2), (0, 2, 5), range(len(LIVES))))
EVERY = [kinds for size in range(4) for kinds in combinations_with_replacement(KINDS, size)]


def test_every_small_world(sqlite_engine: sa.Engine) -> None:
    """2 agents, 6 months, up to 3 participants: all of them side by side, as offices of their own, in one branch."""
    assert len(EVERY) == 5_456
    big, oracles = World(offices={}), {}
    for n, kinds in enumerate(EVERY):
        small = _small(kinds)
        rename = {f"K{side}": f"K{n}-{side}" for side in range(2)}
        big.offices |= {rename[code]: place for code, place in small.offices.items()}
        big.agents += [Agent(f"A{n}-{one.code[1:]}", rename[one.office], one.registered_on) for one in small.agents]
        big.participants += [
            Participant(n * 10 + one.id, f"A{n}-{one.agent[1:]}", one.registered_on) for one in small.participants
        ]
        big.payments += [
            Payment(n * 10 + one.participant, one.blth, one.paid_on, one.months, one.amount) for one in small.payments
        ]
        oracles[n] = Oracle(small, number(START), number(START) + 5, number(START) + 5)
    with sqlite_engine.connect() as conn:
        put(conn, big)
        counts = persistency._cohorts(conn, scope_of("2019-S1", date(2019, 6, 1))).collect()
        counted: dict[tuple[int, int], list[int]] = {}
        for office, _, _, _, age, *values in counts.iter_rows():
            key = (int(office[1:].split("-")[0]), age)
            counted[key] = [a + b for a, b in zip(counted.get(key, [0] * 4), values, strict=True)]
    for n, oracle in oracles.items():
        for age in persistency.AGES:
            expected = slow(oracle, age, oracle.world.participants)
            assert counted.get((n, age), [0] * 4) == list(vars(expected).values()), (EVERY[n], age)


def one_agent(*payments: Payment, registered: date = date(2019, 1, 31)) -> World:
    agents = [Agent("A1", "K1", date(2018, 1, 1))]
    return World(agents=agents, participants=[Participant(1, "A1", registered)], payments=list(payments))


@pytest.mark.parametrize(
    ("as_of", "n", "expected"),
    [
        ("2019-01", 1, (0, None, None)),  # the first month after registration has not come
        ("2019-02", 1, (1, 1.0, 16_800 / 16_801)),
        ("2019-03", 2, (1, 1.0, 16_800 / 16_801)),
        ("2019-03", 3, (0, None, None)),
        ("2019-04", 3, (1, 0.0, 0.0)),
    ],
)
def test_a_payment_three_months_ahead(conn: sa.Connection, as_of: str, n: int, expected: tuple) -> None:
    put(conn, one_agent(Payment(1, date(2019, 1, 1), date(2019, 1, 31), 3, 50_401)))
    counted = persistency.overall(conn, scope_of(as_of, date(2019, 12, 1))).row(by_predicate=pl.col("n") == n)
    assert (counted[1], counted[5], counted[6]) == expected


def test_nobody_paid_and_nobody_registered(conn: sa.Connection) -> None:
    put(conn, one_agent())
    row = persistency.overall(conn, scope_of("2019-02", date(2019, 2, 1))).row(0, named=True)
    assert (row["cohort_people"], row["people"], row["rupiah"]) == (1, 0.0, None)
    assert persistency.overall(conn, scope_of("2019-02", None))["people"].to_list() == [None] * 5
    for question in (persistency.by_cohort, persistency.by_wilayah, persistency.by_sector, persistency.by_agent):
        assert question(conn, scope_of("2018-02", None))["people"].drop_nulls().is_empty()


def test_who_began_with_a_fund_stays_with_it(conn: sa.Connection) -> None:
    """Four who registered in January: own-paying, a fund's who pays alone later, not said, never paid."""
    world = one_agent()
    world.participants = [Participant(n, "A1", date(2019, 1, 2)) for n in range(1, 5)]
    january, february = ((date(2019, month, 1), date(2019, month, 9), 1, 16_800) for month in (1, 2))
    world.payments = [Payment(1, *january, "Mandiri"), Payment(2, *january, "CSR Contoh")]
    world.payments += [Payment(2, *february, "Mandiri"), Payment(3, *january)]
    put(conn, world)
    scope = scope_of("2019-02", date(2019, 2, 1))
    rows = persistency.by_payer(conn, scope).filter(pl.col("n") == 1)
    assert rows.select("code", "cohort_people", "covered_people").rows() == [
        ("own", 1, 0),
        ("fund", 1, 1),
        ("unsaid", 1, 0),
        ("never", 1, 0),
    ]
    assert persistency.payers(conn, scope)
    conn.execute(s.contributions.update().values(payer=None))
    assert not persistency.payers(conn, scope)
    assert persistency.by_payer(conn, scope_of("2019-02", None)).is_empty()


def test_the_first_payment_known_later_moves_the_entry(conn: sa.Connection) -> None:
    """A payment loaded late, made earlier than the first one known, takes its place; the summaries stay true."""
    put(conn, one_agent(Payment(1, date(2019, 4, 1), date(2019, 4, 2), 1, 20_000)))
    early = one_agent(Payment(1, date(2019, 2, 1), date(2019, 2, 2), 1, 16_800)).payments[0]
    conn.execute(s.contributions.insert(), [_row(early)])
    summaries.refresh(conn, BRANCH, {"A1"}, date(2019, 2, 1))
    assert summaries.verify(conn, BRANCH).is_empty()
    row = persistency.overall(conn, scope_of("2019-S1", date(2019, 6, 1))).row(2, named=True)
    assert (row["entry_amount"], row["covered_amount"]) == (16_800, 20_000)


def test_a_first_payment_long_before_what_is_refreshed_stays_the_first(conn: sa.Connection) -> None:
    put(conn, one_agent(Payment(1, date(2019, 1, 1), date(2019, 1, 31), 1, 16_800)))
    later = Payment(1, date(2020, 9, 1), date(2020, 9, 2), 1, 36_800)
    conn.execute(s.contributions.insert(), [_row(later)])
    summaries.refresh(conn, BRANCH, {"A1"}, date(2020, 9, 1))
    assert summaries.verify(conn, BRANCH).is_empty()
    t = s.cohort_months.c
    entries = conn.execute(sa.select(t.month, t.entry_amount).where(t.entry_amount > 0)).all()
    assert entries == [(date(2019, 1, 1), 16_800)]


def _row(payment: Payment) -> dict:

    return drawn._payment(payment)
