"""Which months are whole: after random loads, undos and words as plain Python says, and case by case."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.branches import holding as holding_of
from queries.completeness import Completeness, Gap, completeness, grid
from queries.db import schema as s
from queries.periods import JAKARTA, Period
from seed.checks.validator import KNOWN, NEW, Judged
from seed.writes import acts
from seed.writes import completeness as writes
from tests.support.oracle_months import KINDS, Months, Row
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, put_rows, scope_of

MONTHS = [date(2019, n, 1) for n in range(1, 6)]
ROWS: list[Row] = [
    (kind, n, month.replace(day=day)) for kind in KINDS for month in MONTHS for n, day in enumerate((1, 15, 28))
]
MOMENTS = [
    datetime(2019, 1, 31, 16, 59, 59, tzinfo=UTC),  # still January in Jakarta
    datetime(2019, 1, 31, 17, 0, tzinfo=UTC),
    datetime(2019, 3, 10, tzinfo=UTC),
    datetime(2019, 4, 30, 17, 0, tzinfo=UTC),
    datetime(2019, 7, 1, tzinfo=UTC),
]
loads = st.tuples(st.just("load"), st.sampled_from(MOMENTS), st.sets(st.sampled_from(ROWS), min_size=1, max_size=12))
undos = st.tuples(st.just("undo"), st.integers(0, 9), st.none())
words = st.tuples(st.just("word"), st.sampled_from(KINDS), st.sampled_from(MONTHS))


@given(st.lists(st.one_of(loads, loads, undos, words), max_size=9))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_months_are_whole_as_plain_python_says(conn: sa.Connection, steps: list[tuple]) -> None:
    oracle = Months()
    with conn.begin_nested() as step:
        put_rows(conn, World(offices={}))
        conn.execute(sa.delete(s.imports))  # its number is not of the database's own counting
        numbers: list[int] = []
        for what, first, second in steps:
            if what == "load":
                numbers.append(_load(conn, oracle, first, second))
            elif what == "word" and (first, second) not in oracle.words:
                _word(conn, first, second)
                oracle.words.add((first, second))
            elif what == "undo" and first < len(oracle.loads) and oracle.loads[first].undone_after is None:
                undo = acts.record(conn, BRANCH, "uji", MOMENTS[-1], 1)
                conn.execute(sa.insert(s.undone_imports).values(import_id=numbers[first], undone_by=undo))
                oracle.undo(first)
        known = completeness(conn, BRANCH)
        begins = {kind: oracle.begins(kind) for kind in KINDS}
        assert dict(known.begins) == {kind: first for kind, first in begins.items() if first}
        assert known.last_complete == oracle.last_complete(MONTHS)
        assert list(known.gaps) == oracle.gaps(MONTHS)
        assert known.alone == oracle.alone(MONTHS)
        ends = {kind: oracle.ends(kind) for kind in KINDS}
        assert dict(known.ends) == {kind: last for kind, last in ends.items() if last}
        step.rollback()


def _load(conn: sa.Connection, oracle: Months, at: datetime, rows: set[Row]) -> int:
    """A load of these rows, as the importer records it; its number."""
    there, day = oracle.there(), {"participants": "registered_on", "contributions": "paid_on"}
    judged = {
        kind: _judged(day[kind], [(row[2], KNOWN if row in there else NEW) for row in sorted(rows) if row[0] == kind])
        for kind in KINDS
    }
    reached = writes.reached(conn, BRANCH, judged, at.astimezone(JAKARTA).date())
    number = acts.record(conn, BRANCH, "uji", at, 1)
    writes.write(conn, BRANCH, number, reached)
    oracle.bring(at, rows)
    return number


def _judged(column: str, days: list[tuple[date, str]]) -> Judged:
    rows = pl.DataFrame(days, schema={column: pl.Date, "state": pl.String}, orient="row")
    return Judged(rows, rows.clear(), rows.clear())


def _word(conn: sa.Connection, kind: str, month: date) -> None:
    number = acts.record(conn, BRANCH, "kepala", MOMENTS[-1], 1)
    row = {"branch_code": BRANCH, "kind": kind, "month": month, "import_id": number}
    conn.execute(sa.insert(s.confirmed_months), row)


def world(**more: object) -> World:
    """Registrations in January to May; payments in January, February and May: March and April lack them."""
    return World(
        agents=[Agent("A1", "K1", date(2019, 1, 2))],
        participants=[Participant(n, "A1", date(2019, n, 3)) for n in range(1, 6)],
        payments=[Payment(1, date(2019, n, 1), date(2019, n, 4)) for n in (1, 2, 5)],
        confirmed=False,
        **more,
    )


def test_a_gap_stops_nothing(conn: sa.Connection) -> None:
    put(conn, world())
    known = completeness(conn, BRANCH)
    assert known.last_complete == date(2019, 5, 1)
    assert known.gaps == (Gap(date(2019, 3, 1), "contributions"), Gap(date(2019, 4, 1), "contributions"))
    assert known.missing(date(2019, 4, 1), date(2019, 6, 1)) == (Gap(date(2019, 4, 1), "contributions"),)
    assert known.missing(date(2019, 1, 1), date(2019, 5, 1), ["participants"]) == ()


@pytest.mark.parametrize(
    ("period", "as_of"),
    [
        ("2019-S1", date(2019, 5, 31)),
        ("2019-Q1", date(2019, 2, 28)),  # March is not whole: the last one that is
        ("2019-01..2019-04", date(2019, 2, 28)),
        ("2019-03..2019-04", None),
        ("2019-02", date(2019, 2, 28)),
        ("2018-S2", None),  # the data begin later
    ],
)
def test_as_of_is_the_last_month_of_the_period_that_is_whole(
    conn: sa.Connection, period: str, as_of: date | None
) -> None:
    put(conn, world())
    holding, chosen = holding_of(conn, BRANCH), Period.parse(period)
    scope = viewer(branch=BRANCH).scope(chosen, holding.complete_in(chosen), missing=holding.missing)
    assert scope.as_of == as_of


def test_what_one_kind_lacks_at_the_end_holds_both_back(conn: sa.Connection) -> None:
    late = world()
    late.payments.pop()
    put(conn, late)
    assert completeness(conn, BRANCH) == Completeness(
        (("participants", date(2019, 1, 1)), ("contributions", date(2019, 1, 1))),
        date(2019, 2, 1),
        behind=tuple(Gap(date(2019, month, 1), "contributions") for month in (3, 4, 5)),
        alone=frozenset(("participants", date(2019, month, 1)) for month in (3, 4, 5)),
        ends=(("participants", date(2019, 5, 1)), ("contributions", date(2019, 2, 1))),
    )


def test_what_holds_a_period_back_is_named_by_its_kind(conn: sa.Connection) -> None:
    early = World(
        agents=[Agent("A1", "K1", date(2019, 1, 2))],
        participants=[Participant(1, "A1", date(2019, 1, 3))],
        payments=[Payment(1, date(2019, n, 1), date(2019, n, 4)) for n in (2, 3)],
        confirmed=False,
    )
    put(conn, early)
    known = completeness(conn, BRANCH)
    assert (known.last_complete, known.gaps) == (None, ())
    assert known.behind == (
        Gap(date(2019, 1, 1), "contributions"),
        Gap(date(2019, 2, 1), "participants"),
        Gap(date(2019, 3, 1), "participants"),
    )
    assert known.holding_back(date(2019, 2, 1), date(2019, 2, 1)) == (Gap(date(2019, 2, 1), "participants"),)


def test_a_month_that_runs_is_known_by_its_rows(conn: sa.Connection) -> None:
    put(conn, world(loaded_at=datetime(2019, 5, 20, tzinfo=UTC)))
    known = completeness(conn, BRANCH)
    assert (known.last_complete, known.unended, known.gaps) == (date(2019, 2, 1), date(2019, 5, 1), ())


def test_the_grid_of_the_data_page(conn: sa.Connection) -> None:
    put(conn, world(loaded_at=datetime(2019, 5, 20, tzinfo=UTC)))
    act = {"id": 2, "branch_code": BRANCH, "imported_at": datetime(2019, 7, 1), "imported_by": "kepala"}
    conn.execute(s.imports.insert(), act | {"accepted_rejects": False, "changed": 1})
    word = {"branch_code": BRANCH, "kind": "contributions", "month": date(2019, 3, 1), "import_id": 2}
    conn.execute(s.confirmed_months.insert(), word)
    rows = grid(conn, scope_of("2019-S1", None), date(2019, 6, 1)).to_dicts()
    columns = ("month", "participants_state", "participants_rows", "contributions_state", "contributions_amount")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        (date(2019, 6, 1), "missing", None, "missing", None),
        (date(2019, 5, 1), "partly", 1, "partly", 16_800),
        (date(2019, 4, 1), "loaded", 1, "missing", None),
        (date(2019, 3, 1), "loaded", 1, "confirmed", 0),
        (date(2019, 2, 1), "loaded", 1, "loaded", 16_800),
        (date(2019, 1, 1), "loaded", 1, "loaded", 16_800),
    ]
    assert (rows[1]["contributions_until"], rows[1]["contributions_load"]) == (date(2019, 5, 4), 1)
    assert (rows[3]["contributions_by"], rows[3]["contributions_at"]) == ("kepala", datetime(2019, 7, 1))


def test_an_unknown_branch_has_nothing(conn: sa.Connection) -> None:
    assert completeness(conn, "XXX") == Completeness()
    assert grid(conn, scope_of("2019-S1", None), date(2019, 6, 1)).is_empty()
