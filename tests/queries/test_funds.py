"""What falls away when a fund ends, on branches that nobody drew and on drawn ones."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import funds
from queries.db import schema as s
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import number
from tests.support.oracle_insured import agents_of_ending, funded, whose_fund_ends
from tests.support.strategies import PLACES, months, worlds
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

D = date
JUNE = D(2019, 6, 1)
PAYERS = st.lists(st.sampled_from([None, "Mandiri", "APBD", "APBD", "CSR"]), min_size=1, max_size=5)
DAYS = st.sampled_from([D(2018, 6, 30), D(2019, 3, 31), D(2019, 5, 31), D(2020, 6, 30)])
STATED = st.dictionaries(st.tuples(st.sampled_from(["APBD", "CSR", "Hibah"]), st.just(D(2018, 1, 1))), DAYS, max_size=3)
COLUMNS = ("name", "until", "people", "amount", "behind", "left", "left_amount")


def state(conn: sa.Connection, stated: list[tuple[str, date, date]]) -> None:
    rows = [dict(zip(("name", "since", "until"), one, strict=True)) for one in stated]
    owner = {"branch_code": BRANCH, "import_id": 1}
    if rows:
        conn.execute(s.funds.insert(), [{**owner, "id": n, **row} for n, row in enumerate(rows, 1)])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), PAYERS, STATED, months, st.none() | st.frozensets(st.sampled_from(PLACES)))
def test_each_fund_pays_for_whom_it_paid_last(
    conn: sa.Connection, world: World, payers: list, times: dict, month: date, wilayah: frozenset[str] | None
) -> None:
    paid = [replace(one, payer=payers[n % len(payers)]) for n, one in enumerate(world.payments)]
    world, stated = replace(world, payments=paid), [(*key, until) for key, until in times.items()]
    with loaded(conn, world):
        state(conn, stated)
        scope = scope_of(f"{month:%Y-%m}", month, wilayah=wilayah)
        rows = funds.funds(conn, scope)
        near = funds.ending(conn, scope, D(2019, 3, 2), 90)
        agents = funds.of_agents(conn, scope, D(2019, 3, 2), 90).select("until", "people", "name", "agent_code")
        people = funds.listed(conn, scope).select("until", "name", "agent_code", "participant", "behind")
        conn.execute(s.funds.delete())
    assert rows.select(COLUMNS).rows() == funded(world, stated, number(month), wilayah)
    assert people.rows() == whose_fund_ends(world, stated, number(month), wilayah)
    assert agents.rows() == agents_of_ending(world, stated, number(month), wilayah, D(2019, 5, 31))
    assert near.rows() == [row for row in rows.rows() if row[2] and row[2] <= D(2019, 5, 31)]


def branch() -> World:
    """To the end of June 2019: two paid by APBD, one of whom went on alone; one by CSR; one by nobody known."""
    world = World(agents=[Agent("A1", "K1", D(2018, 1, 2))])
    world.participants = [Participant(n, "A1", D(2019, 1, 5)) for n in range(1, 6)]
    paid = D(2019, 1, 9)
    world.payments = [
        Payment(1, D(2019, 1, 1), paid, 6, 6_000, "APBD"),
        Payment(2, D(2019, 1, 1), paid, 5, 5_000, "APBD"),
        Payment(2, JUNE, D(2019, 6, 9), 1, 1_000, "Mandiri"),
        Payment(3, D(2019, 1, 1), paid, 6, 12_000, "CSR"),
        Payment(4, D(2019, 1, 1), paid, 6, 6_000, None),
        Payment(5, D(2019, 1, 1), paid, 3, 3_000, "APBD"),
    ]
    return world


@pytest.mark.parametrize(
    ("until", "rows"),
    [
        (D(2019, 6, 30), [("APBD", D(2019, 6, 30), 1, 1_000, 0, 3, 4_000), ("CSR", None, 1, 2_000, 0, None, None)]),
        (D(2019, 3, 31), [("APBD", D(2019, 3, 31), 1, 1_000, 1, 3, 4_000), ("CSR", None, 1, 2_000, 0, None, None)]),
    ],
)
def test_who_pays_on_is_nobodys_and_who_stopped_at_the_end_is_left_behind(
    conn: sa.Connection, until: date, rows: list
) -> None:
    put(conn, branch())
    state(conn, [("APBD", D(2019, 1, 1), until)])
    assert funds.funds(conn, scope_of("2019-S1", JUNE)).select(COLUMNS).rows() == rows


def test_a_renewed_fund_ends_later_and_two_that_end_together_leave_the_same(conn: sa.Connection) -> None:
    put(conn, branch())
    first, last = D(2019, 1, 1), D(2019, 12, 31)
    state(conn, [("APBD", first, D(2019, 6, 30)), ("APBD", D(2019, 7, 1), last), ("CSR", first, last)])
    scope = scope_of("2019-S1", JUNE)
    assert funds.funds(conn, scope).select("name", "until", "left").rows() == [("APBD", last, 2), ("CSR", last, 2)]
    assert funds.ending(conn, scope, D(2019, 7, 1), 90).is_empty()
    assert funds.ending(conn, scope, D(2019, 10, 2), 90).height == 2
    assert funds.funds(conn, scope_of("2019-S1", None)).is_empty()
