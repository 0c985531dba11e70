"""Coverage: one definition in one ratio, and a change taken apart into people and denominator."""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import coverage
from queries.db import schema as s
from tests.support.oracle import number
from tests.support.oracle_insured import standings
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

D = date
OFFICES = {"K1": "33.25", "K2": "33.26"}


def branch() -> World:
    """Two agents at two places; at the end of May 2019 three are covered at one and one at the other."""
    world = World(offices=OFFICES, agents=[Agent("A1", "K1", D(2018, 1, 2)), Agent("A2", "K2", D(2018, 1, 2))])
    for n, agent, months in ((1, "A1", 12), (2, "A1", 5), (3, "A1", 5), (4, "A2", 5), (5, "A2", 1)):
        world.participants.append(Participant(n, agent, D(2019, 1, 5)))
        world.payments.append(Payment(n, D(2019, 1, 1), D(2019, 1, 9), months))
    return world


ROWS = st.dictionaries(
    st.tuples(
        st.sampled_from("PQ"), st.sampled_from([2017, 2018, 2019, 2020]), st.sampled_from([None, "33.25", "33.26"])
    ),
    st.tuples(st.integers(1, 90), st.sampled_from(["BPS", "Dinas"]), st.sampled_from(["bekerja", "angkatan kerja"])),
    max_size=8,
)
NAMES = ("name", "code", "year", "people", "denominator", "refused")


def written(conn: sa.Connection, rows: dict) -> None:
    for n, ((name, year, place), (value, source, definition)) in enumerate(rows.items(), 1):
        row = {"name": name, "year": year, "wilayah_code": place, "value": value, "source": source}
        row |= {"branch_code": BRANCH, "id": n, "import_id": 1, "definition": definition}
        conn.execute(s.denominators.insert(), row)


def oracle(world: World, rows: dict, wilayah: frozenset | None, offices: frozenset | None) -> list[tuple]:
    places = sorted({place for place in OFFICES.values() if wilayah is None or place in wilayah})
    at = standings(world, number(D(2019, 5, 1))).values()
    active = [one for one in at if one.state == "covered" and one.wilayah in places]
    active = [one for one in active if offices is None or one.office in offices]
    found = []
    for name in sorted({name for name, year, _ in rows if year <= 2019}):
        year = max(year for other, year, _ in rows if other == name and year <= 2019)
        own = {place: rows[other, when, place] for other, when, place in rows if (other, when) == (name, year)}
        parts = {place: one for place, one in own.items() if place in places}
        whole = [own[None]] if None in own and wilayah is None else list(parts.values())
        lacking = not whole or (whole != [own.get(None)] and len(parts) < len(places))
        if offices is not None:
            why = coverage.AREAS
        elif len({one[2] for one in whole}) > 1:
            why = coverage.MIXED
        elif len({one[1] for one in whole}) > 1:
            why = coverage.SOURCES
        else:
            why = coverage.MISSING if lacking else None
        found.append((name, "", year, len(active), None if why else sum(one[0] for one in whole), why))
        if offices is None:
            for place, one in sorted(parts.items()):
                found.append((name, place, year, sum(x.wilayah == place for x in active), one[0], None))
    return found


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ROWS,
    st.none() | st.frozensets(st.sampled_from(["33.25", "33.26"]), min_size=1),
    st.none() | st.frozensets(st.sampled_from(["K1", "K2"]), min_size=1),
)
def test_each_ratio_is_of_one_definition(
    conn: sa.Connection, rows: dict, wilayah: frozenset | None, offices: frozenset | None
) -> None:
    wilayah, world = None if offices else wilayah, branch()
    with conn.begin_nested() as step:
        put(conn, world)
        written(conn, rows)
        scope = scope_of("2019-05", D(2019, 5, 1), wilayah=wilayah, offices=offices)
        assert coverage.coverage(conn, scope).select(NAMES).rows() == oracle(world, rows, wilayah, offices)
        step.rollback()


def test_a_change_is_what_people_and_what_the_denominator_did(conn: sa.Connection) -> None:
    """January: 5 of 40, both places together; May: 4 of 50. 12,5% to 8%: -2,5 by people, -2 by the denominator."""
    put(conn, branch())
    parts = {("P", 2018, "33.25"): (30, "BPS", "bekerja"), ("P", 2018, "33.26"): (10, "BPS", "bekerja")}
    written(conn, parts)
    before = coverage.coverage(conn, scope_of("2019-01", D(2019, 1, 1)))
    conn.execute(s.denominators.delete())
    written(conn, {("P", 2019, None): (50, "BPS", "bekerja")})
    now = coverage.coverage(conn, scope_of("2019-05", D(2019, 5, 1)))
    row = coverage.change(now, before).row(0, named=True)
    shares = Fraction(row["people"], row["denominator"]), Fraction(row["people_before"], row["denominator_before"])
    assert shares == (Fraction(4, 50), Fraction(5, 40))
    assert [round(row[name], 9) for name in ("points", "by_people", "by_denominator")] == [-4.5, -2.5, -2]
    assert row["not_compared"] is None


@pytest.mark.parametrize(("column", "reason"), [("definition", coverage.MIXED), ("source", coverage.SOURCES)])
def test_another_definition_or_source_is_not_compared(conn: sa.Connection, column: str, reason: str) -> None:
    put(conn, branch())
    written(conn, {("P", 2019, None): (50, "BPS", "bekerja")})
    now = coverage.coverage(conn, scope_of("2019-05", D(2019, 5, 1)))
    row = coverage.change(now, now.with_columns(pl.lit("lain").alias(column))).row(0, named=True)
    assert (row["not_compared"], row["points"]) == (reason, None)


def test_nothing_without_a_month_or_a_denominator(conn: sa.Connection) -> None:
    put(conn, branch())
    assert coverage.coverage(conn, scope_of("2019-05", None)).is_empty()
    assert coverage.coverage(conn, scope_of("2019-05", D(2019, 5, 1))).is_empty()
