"""Targets: of the very period and places, or not at all; of active participants by the month at whose end they are."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import targets
from queries.db import schema as s
from queries.periods import Period
from tests.support.worlds import BRANCH, World, put, scope_of

D = date
AT = {"K1": "33.25", "K2": "33.25", "K3": "33.75"}
PERIODS = ("2019", "2019-S1", "2019-Q2", "2019-05", "2019-06", "2019-12")
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(PERIODS), st.sampled_from([None, *AT, *AT.values()]), st.sampled_from(s.MEASURES)),
    st.integers(0, 50),
    max_size=14,
)


def written(conn: sa.Connection, rows: dict) -> None:
    """Put targets into the branch: (period, place or office or None, measure) to value."""
    for n, ((code, place, measure), value) in enumerate(rows.items(), 1):
        period, office = Period.parse(code), place if place in AT else None
        row = {"first_month": period.first, "last_month": period.last, "office_code": office, "measure": measure}
        row |= {"wilayah_code": None if office else place, "value": value}
        conn.execute(s.targets.insert(), {"branch_code": BRANCH, "id": n, "import_id": 1, **row})


def of_places(values: dict, wilayah: frozenset | None, offices: frozenset | None) -> int | None:
    """`values`: of one period, by place."""
    if wilayah is None and offices is None and None in values:
        return values[None]
    chosen = offices or {code for code, place in AT.items() if wilayah is None or place in wilayah}
    for parts in ([] if offices else [{AT[code] for code in chosen}]) + [set(chosen)]:
        if parts and parts <= values.keys():
            return sum(values[one] for one in parts)
    return None


def oracle(rows: dict, code: str, as_of: date | None, measure: str, places: tuple) -> int | None:
    def goal(name: str) -> int | None:
        return of_places(
            {place: n for (period, place, of), n in rows.items() if (period, of) == (name, measure)}, *places
        )

    if measure != "active":
        return goal(code)
    asked = Period.parse(code)
    for month in (as_of, asked.last):
        due = [one for one in PERIODS if Period.parse(one).last == month]
        for one in sorted(due, key=lambda name: (name != code, -Period.parse(name).first.toordinal())):
            if goal(one) is not None:
                return goal(one)
    return None


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ROWS,
    st.sampled_from(PERIODS),
    st.integers(3, 12),
    st.none() | st.frozensets(st.sampled_from(["33.25", "33.75"]), min_size=1),
    st.none() | st.frozensets(st.sampled_from(list(AT)), min_size=1),
)
def test_each_is_of_its_period_and_places(
    conn: sa.Connection, rows: dict, code: str, last: int, wilayah: frozenset | None, offices: frozenset | None
) -> None:
    wilayah = None if offices else wilayah
    with conn.begin_nested() as step:
        put(conn, World(offices=AT))
        written(conn, rows)
        scope = scope_of(code, D(2019, last, 1), wilayah=wilayah, offices=offices)
        for measure in s.MEASURES:
            expected = oracle(rows, code, scope.as_of_month, measure, (wilayah, offices))
            assert targets.target(conn, scope, measure) == expected, measure
        step.rollback()


@pytest.mark.parametrize(
    ("rows", "period", "expected"),
    [
        ({("2019", None, "acquired"): 100}, "2019-S1", None),  # a year's target is not halved
        ({("2019", None, "acquired"): 100}, "2019", 100),
        ({("2019-S1", None, "acquired"): 60}, "2019", None),
    ],
)
def test_a_years_target_is_not_the_half_years(conn: sa.Connection, rows: dict, period: str, expected: int) -> None:
    put(conn, World(offices=AT))
    written(conn, rows)
    assert targets.target(conn, scope_of(period, D(2019, 6, 1)), "acquired") == expected


def test_the_target_for_active_participants_is_the_as_of_months_or_else_the_periods(conn: sa.Connection) -> None:
    put(conn, World(offices=AT))
    written(conn, {("2019-05", None, "active"): 70, ("2019-S1", None, "active"): 90, ("2019", "K1", "active"): 40})
    assert targets.active(conn, scope_of("2019-S1", D(2019, 5, 1))) == (70, D(2019, 5, 1))
    assert targets.active(conn, scope_of("2019-S1", D(2019, 4, 1))) == (90, D(2019, 6, 1))
    assert targets.active(conn, scope_of("2019-S1", D(2019, 4, 1), sectors=frozenset({"Petani"}))) is None
    assert targets.by_place(conn, scope_of("2019", D(2019, 6, 1)), "office").rows() == [("K1", 40)]
    assert targets.by_place(conn, scope_of("2019", D(2019, 6, 1)), "agent").is_empty()
