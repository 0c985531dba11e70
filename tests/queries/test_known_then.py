"""Figures as they were known, and what made the difference: fast against whole copies compared in plain Python."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import frames_history, known_then
from queries.known_then import METRICS
from queries.periods import month_end
from queries.scope import Scope
from seed import summaries
from tests.histories import OFFICES, PLACES, SECTORS, histories, replay
from tests.oracle_history import History, Wanted
from tests.worlds import BRANCH, scope_of

FEWER = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@FEWER
@given(questions(), metrics)
def test_figures_as_known_at_every_version(conn: sa.Connection, asked: tuple, metric: str) -> None:
    history, steps, wanted, scope = asked
    with replayed(conn, history, steps) as versions:
        for number, version in enumerate(versions):
            assert known_then.value(conn, scope, metric, version) == history.value(wanted, metric, number)
        assert summaries.verify(conn, BRANCH).rows() == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions(), metrics, st.data())
def test_what_made_the_difference(conn: sa.Connection, asked: tuple, metric: str, data: st.DataObject) -> None:
    history, steps, wanted, scope = asked
    then = data.draw(st.integers(0, history.newest))
    now = data.draw(st.integers(then, history.newest))
    rows = history.rows(wanted, metric, then, now)
    with replayed(conn, history, steps) as versions:
        told = known_then.rows_between(conn, scope, metric, versions[then], versions[now])
        sums: dict[tuple[str, int], list[int]] = {}
        for cause, load, _row, change in rows:
            sums.setdefault((cause, versions[load]), []).append(change)
        assert told.rows() == [(*key, len(parts), sum(parts)) for key, parts in sorted(sums.items())]
        difference = history.value(wanted, metric, now) - history.value(wanted, metric, then)
        assert told["change"].sum() == difference
        each = known_then.each_row_between(conn, scope, metric, versions[then], versions[now])
        key = ["kpj_last4"] if metric == "acquired" else ["kpj_last4", "blth", "paid_on"]
        assert sorted(each.select("cause", "load", *key, "change").rows()) == sorted(
            (cause, versions[load], *row, change) for cause, load, row, change in rows
        )


@FEWER
@given(questions())
def test_rows_as_known_at_every_version(conn: sa.Connection, asked: tuple) -> None:
    history, steps, wanted, scope = asked
    with replayed(conn, history, steps) as versions:
        for version, content in zip(versions, history.contents, strict=True):
            people = frames_history.participants(conn, scope, version).collect()
            assert sorted(people.select("kpj_last4", "agent_code", "office_code", "wilayah_code", "sector").rows()) == [
                (kpj, one.agent, content.agents[one.agent], content.offices[content.agents[one.agent]], one.sector)
                for kpj, one in sorted(content.people.items())
                if wanted.parts(content, "acquired")[(kpj,)]
            ]
            paid = frames_history.contributions(conn, scope, version).collect()
            parts = wanted.parts(content, "received")
            assert sorted(paid.select("kpj_last4", "blth", "paid_on", "amount").rows()) == sorted(
                (*key, amount) for key, amount in parts.items() if amount
            )
            known = frames_history.agents(conn, scope, version).collect()
            assert known.select("code", "office_code").rows() == [
                (code, office)
                for code, office in sorted(content.agents.items())
                if (wanted.offices is None or office in wanted.offices)
                and (wanted.wilayah is None or content.offices[office] in wanted.wilayah)
            ]


def test_no_complete_month_holds_nothing(conn: sa.Connection) -> None:
    scope = scope_of("2019-S1", None)
    with replayed(conn, History(), []):
        assert known_then.acquired(conn, scope, 0) == known_then.received(conn, scope, 0) == 0


def test_a_later_version_first_and_an_unknown_metric_are_refused(conn: sa.Connection) -> None:
    scope = scope_of("2019-S1", date(2019, 6, 1))
    with pytest.raises(ValueError, match="before"):
        known_then.rows_between(conn, scope, "acquired", 2, 1)
    with pytest.raises(KeyError):
        known_then.value(conn, scope, "agents_listed", 1)
