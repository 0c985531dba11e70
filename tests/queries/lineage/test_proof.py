"""The rows behind a number are that number, counted from the SQL that the reader is given."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from dashboard.settings import Settings
from queries.db.engine import connect
from queries.figures import figures
from queries.frames.evidence import MONEY
from queries.lineage import proof
from queries.periods import Period
from tests.queries.test_against_oracle import loaded, questions
from tests.support.viewers import viewer
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

HALF = Period.parse("2019-S1")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(questions())
def test_counted_from_its_sql_every_number_is_what_is_shown(conn: sa.Connection, asked: tuple) -> None:
    world, ((_, scope),) = asked
    if scope.as_of is None:
        return
    with loaded(conn, world):
        values = figures(conn, scope)
        for metric in proof.WITH_ROWS:
            rows = conn.exec_driver_sql(proof.sql(conn, scope, metric)).mappings().all()
            counted = sum(row["amount"] for row in rows) if metric in MONEY else len(rows)
            assert counted == values[metric], metric
            assert proof.counted(conn, scope, metric) == (len(rows), counted)
            assert proof.first_rows(conn, scope, metric).height == len(rows)


WORLD = World(
    offices={"K1": "33.25", "K2": "33.26"},
    agents=[Agent("A1", "K1", date(2019, 1, 1)), Agent("A2", "K2", date(2018, 1, 1), date(2019, 3, 31))],
    participants=[
        Participant(1, "A1", date(2019, 1, 31), "100% '; drop table agents; --"),
        Participant(2, "A1", date(2018, 12, 31)),
        Participant(3, "A2", date(2019, 6, 30)),
    ],
    payments=[Payment(1, date(2019, 2, 1), date(2019, 6, 30)), Payment(2, date(2019, 1, 1), date(2019, 7, 1))],
)


def test_what_is_shown_of_a_row(conn: sa.Connection) -> None:
    put(conn, WORLD)
    scope = scope_of("2019-S1", date(2019, 6, 30))
    assert proof.first_rows(conn, scope, "acquired").rows() == [
        ("A1", 1, "0001", date(2019, 1, 31), "100% '; drop table agents; --"),
        ("A2", 3, "0003", date(2019, 6, 30), "Nelayan"),
    ]
    assert proof.first_rows(conn, scope, "received")["amount"].to_list() == [16_800]
    assert proof.first_rows(conn, scope, "agents_removed")["code"].to_list() == ["A2"]
    assert proof.first_rows(conn, scope, "agents_listed").select("code", "status").rows() == [
        ("A1", "dormant_retained")
    ]
    assert proof.first_rows(conn, scope, "offices")["code"].to_list() == ["K1", "K2"]


def test_a_text_in_the_question_stays_a_text(conn: sa.Connection) -> None:
    put(conn, WORLD)
    nasty = "100% '; drop table agents; --"
    scope = scope_of("2019-S1", date(2019, 6, 30), sectors=frozenset({nasty}))
    written = proof.sql(conn, scope, "acquired")
    assert "%%" not in written
    assert len(conn.execute(sa.text(written.replace(":", "\\:"))).all()) == 1


def test_no_rows_are_shown_of_a_metric_without_any(conn: sa.Connection) -> None:
    put(conn, WORLD)
    with pytest.raises(KeyError):
        proof.sql(conn, scope_of("2019-S1", date(2019, 6, 30)), "persistency_people")


STEPS = 2_000_000
"""Of SQLite's machine, for the 12 thousand rows of the demonstration: the costliest number takes 364 thousand. Where a
row looks at the whole branch again, it takes hundreds of millions, and a reader waits for ten seconds."""


def test_no_row_behind_a_number_looks_at_the_whole_branch_again(demo_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(demo_folder, tmp_path / "own")
    engine, scope = connect(Settings(data_folder=str(folder)).url), viewer(branch="DEMO").scope(HALF, HALF.last)
    with engine.connect() as conn:
        conn.connection.dbapi_connection.set_progress_handler(lambda: True, STEPS)  # it ends the question
        for metric in proof.WITH_ROWS:
            number, _ = proof.counted(conn, scope, metric)
            assert proof.first_rows(conn, scope, metric).height == min(number, proof.FIRST), metric
    engine.dispose()
