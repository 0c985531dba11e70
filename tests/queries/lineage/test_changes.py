"""Figures as they were known, and what made the difference: fast against whole copies compared in plain Python."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.frames import history as frames_history
from queries.lineage import changes
from queries.lineage.causes import METRICS
from queries.periods import month_end
from queries.scope import Scope
from seed.writes import summaries
from tests.support.histories import OFFICES, PLACES, SECTORS, bring, histories, replay, take_out
from tests.support.oracle_history import Content, History, Person, Wanted
from tests.support.worlds import BRANCH, scope_of

COMPLETE = (date(2019, 4, 1), date(2019, 6, 1), date(2019, 8, 1))

metrics = st.sampled_from(METRICS)


@st.composite
def questions(draw: st.DrawFn) -> tuple[History, list, Wanted, Scope]:
    """A branch's versions, and the same scope for both."""
    history, steps = draw(histories())
    complete = draw(st.sampled_from(COMPLETE))
    only = {
        name: draw(st.none() | st.frozensets(st.sampled_from(chosen), min_size=1))
        for name, chosen in (("wilayah", PLACES), ("offices", OFFICES), ("sectors", SECTORS))
    }
    wanted = Wanted(date(2019, 1, 1), month_end(min(complete, date(2019, 6, 1))), **only)
    return history, steps, wanted, scope_of("2019-S1", complete, **only)


@contextmanager
def replayed(conn: sa.Connection, history: History, steps: list) -> Iterator[list[int]]:
    """The history in the database, and out of it again."""
    step = conn.begin_nested()
    try:
        yield replay(conn, history, steps)
    finally:
        step.rollback()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions(), metrics, st.data())
def test_every_version_and_what_made_the_difference(
    conn: sa.Connection, asked: tuple, metric: str, data: st.DataObject
) -> None:
    history, steps, wanted, scope = asked
    then = data.draw(st.integers(0, history.newest))
    now = data.draw(st.integers(then, history.newest))
    with replayed(conn, history, steps) as versions:
        for number, version in enumerate(versions):
            assert changes.value(conn, scope, metric, version) == history.value(wanted, metric, number)
            compare_rows(conn, scope, version, history.contents[number], wanted)
        assert summaries.verify(conn, BRANCH).rows() == []
        rows = history.rows(wanted, metric, then, now)
        moves = changes.rows_between(conn, scope, metric, versions[then], versions[now])
        sums: dict[tuple[str, int], list[int]] = {}
        for cause, load, _row, change in rows:
            sums.setdefault((cause, versions[load]), []).append(change)
        assert moves.rows() == [(*key, len(parts), sum(parts)) for key, parts in sorted(sums.items())]
        difference = history.value(wanted, metric, now) - history.value(wanted, metric, then)
        assert moves["change"].sum() == difference
        each = changes.each_row_between(conn, scope, metric, versions[then], versions[now])
        key = ["kpj_last4"] if metric == "acquired" else ["kpj_last4", "blth", "paid_on"]
        assert sorted(each.select("cause", "load", *key, "change").rows()) == sorted(
            (cause, versions[load], *row, change) for cause, load, row, change in rows
        )


def compare_rows(conn: sa.Connection, scope: Scope, version: int, content: Content, wanted: Wanted) -> None:
    people = frames_history.participants(conn, scope, version).collect()
    assert sorted(people.select("kpj_last4", "agent_code", "office_code", "wilayah_code", "sector").rows()) == [
        (kpj, one.agent, *content.station(one.agent, one.registered_on), one.sector)
        for kpj, one in sorted(content.people.items())
        if wanted.parts(content, "acquired")[(kpj,)]
    ]
    paid = frames_history.contributions(conn, scope, version).collect()
    parts = wanted.parts(content, "received")
    assert sorted(paid.select("kpj_last4", "blth", "paid_on", "amount").rows()) == sorted(
        (*key, amount) for key, amount in parts.items() if amount
    )


def test_no_complete_month_holds_nothing(conn: sa.Connection) -> None:
    scope = scope_of("2019-S1", None)
    with replayed(conn, History(), []):
        assert changes.value(conn, scope, "acquired", 0) == changes.value(conn, scope, "received", 0) == 0


def test_a_later_version_first_and_an_unknown_metric_are_refused(conn: sa.Connection) -> None:
    scope = scope_of("2019-S1", date(2019, 6, 1))
    with pytest.raises(ValueError, match="before"):
        changes.rows_between(conn, scope, "acquired", 2, 1)
    with pytest.raises(KeyError):
        changes.value(conn, scope, "agents_listed", 1)


JUNE = date(2019, 6, 1)
BRANCH_ROWS = {"offices": {"K1": "33.25", "K2": "33.26"}, "agents": {"A1": "K1", "A2": "K2"}}
SITI = {"k1": Person("A1", date(2019, 3, 1), "Nelayan")}


def drawn(conn: sa.Connection, *loads: dict | None) -> list[int]:
    """Loads one after another, None for an undo; their versions."""
    history, steps = History(), []
    for rows in (BRANCH_ROWS, *loads):
        take_out(history, steps) if rows is None else bring(history, steps, **rows)
    return replay(conn, history, steps)


def between(conn: sa.Connection, versions: list[int], then: int, now: int, **only: frozenset) -> list[tuple]:
    """cause, load (its place among the versions), rows, change of `acquired`."""
    scope = scope_of("2019-S1", JUNE, **only)
    moves = changes.rows_between(conn, scope, "acquired", versions[then], versions[now])
    return [(cause, versions.index(load), rows, change) for cause, load, rows, change in moves.rows()]


def test_a_row_undone_and_loaded_again_entered_with_the_last_load(conn: sa.Connection) -> None:
    versions = drawn(conn, {"people": SITI}, None, {"people": SITI})
    assert between(conn, versions, 1, 2) == [("entered_late", 2, 1, 1)]
    assert between(conn, versions, 2, 3) == [("undone", 3, 1, -1)]
    assert between(conn, versions, 1, 4) == [("entered_late", 4, 1, 1)]
    assert between(conn, versions, 2, 4) == between(conn, versions, 1, 3) == []


def test_a_row_loaded_again_with_another_date_was_there_before(conn: sa.Connection) -> None:
    """The third load undoes the second; the fourth brings the same KPJ, registered within the semester."""
    before, after = Person("A1", date(2018, 3, 1), "Nelayan"), Person("A1", date(2019, 3, 1), "Nelayan")
    versions = drawn(conn, {"people": {"k1": before}}, None, {"people": {"k1": after}})
    assert between(conn, versions, 2, 4) == [("corrected", 4, 1, 1)]
    assert between(conn, versions, 3, 4) == [("entered_late", 4, 1, 1)]


def test_a_late_row_that_was_then_corrected_entered_late(conn: sa.Connection) -> None:
    versions = drawn(conn, {"people": SITI}, {"agents": {"A1": "K2"}})
    only = {"wilayah": frozenset({"33.26"})}
    assert between(conn, versions, 1, 2, **only) == []
    assert between(conn, versions, 1, 3, **only) == [("entered_late", 2, 1, 1)]
    assert between(conn, versions, 2, 3, **only) == [("corrected", 3, 1, 1)]
    assert between(conn, versions, 2, 3) == []


def test_an_office_that_is_in_another_place_after_all_moves_its_participants(conn: sa.Connection) -> None:
    versions = drawn(conn, {"people": SITI}, {"offices": {"K1": "33.75"}}, None)
    assert between(conn, versions, 2, 3, wilayah=frozenset({"33.25"})) == [("corrected", 3, 1, -1)]
    assert between(conn, versions, 2, 3, wilayah=frozenset({"33.75"})) == [("corrected", 3, 1, 1)]
    assert between(conn, versions, 3, 4, wilayah=frozenset({"33.25"})) == [("undone", 4, 1, 1)]
    assert between(conn, versions, 2, 4, wilayah=frozenset({"33.25"})) == []


def test_a_change_that_moves_nothing_is_no_difference(conn: sa.Connection) -> None:
    versions = drawn(conn, {"people": SITI}, {"people": {"k1": Person("A1", date(2019, 3, 1), "Gojek")}})
    assert between(conn, versions, 2, 3) == []
    assert between(conn, versions, 2, 3, sectors=frozenset({"Gojek"})) == [("corrected", 3, 1, 1)]


def test_the_last_change_of_a_row_is_what_moved_it(conn: sa.Connection) -> None:
    """Out by the third load, back by the fourth, out again by the fifth."""
    versions = drawn(
        conn, {"people": SITI}, {"agents": {"A1": "K2"}}, {"agents": {"A1": "K1"}}, {"agents": {"A1": "K2"}}
    )
    assert between(conn, versions, 2, 5, offices=frozenset({"K1"})) == [("corrected", 5, 1, -1)]
    assert between(conn, versions, 2, 4, offices=frozenset({"K1"})) == []
    assert between(conn, versions, 3, 4, offices=frozenset({"K1"})) == [("corrected", 4, 1, 1)]
