"""The application's own list: months and codes, and what a second list of the same month means."""

import pytest
import sqlalchemy as sa

from queries.branches import holding
from queries.db import schema as s
from seed.files.rules import Notice
from tests.support.branch_files import BRANCH, check, load, load_branch, refusals, rows

JUNE = rows("Bulan;Kode Perisai", "06-2019;AB0001", "06-2019;AB0002", "06-2019;AB0099")


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)


def listed(engine) -> list[tuple[int, str]]:
    c = s.roster.c
    with engine.connect() as conn:
        return [(month.month, code) for month, code in conn.execute(sa.select(c.month, c.agent_code).order_by(c[1:]))]


def version(engine) -> int:
    with engine.connect() as conn:
        return holding(conn, BRANCH).data_version


def test_a_list_comes_in_with_codes_that_nobody_knows(engine):
    outcome = load(engine, [("daftar.csv", JUNE)])
    assert (outcome.changed, outcome.report.files[0].kind) == (3, "roster")
    assert listed(engine) == [(6, "AB0001"), (6, "AB0002"), (6, "AB0099")]


def test_the_same_list_twice_changes_nothing(engine):
    load(engine, [("daftar.csv", JUNE)])
    before = version(engine)
    again = load(engine, [("daftar.csv", JUNE.replace(b"AB0001", b"ab0001"))])
    assert (again.changed, again.report.files[0].known, version(engine)) == (0, 3, before)
    assert listed(engine)[0] == (6, "AB0001")


def test_a_shorter_list_replaces_its_month_and_no_other(engine):
    may = rows("Periode;Kode Perisai", "Mei 2019;AB0001", "Mei 2019;AB0002")
    load(engine, [("daftar.csv", JUNE), ("mei.csv", may)])
    before = version(engine)
    shorter = [("daftar.csv", rows("Bulan;Kode Perisai", "06-2019;AB0002"))]
    report = check(engine, shorter)
    assert (report.good, report.changes, report.clean) == (0, 2, True)
    (notice,) = report.files[0].notices
    assert (notice.notice, notice.values) == (Notice.LIST_REPLACED, {"month": "2019-06", "gone": 2})
    assert len(listed(engine)) == 5
    outcome = load(engine, shorter)
    assert outcome.changed == 2
    assert version(engine) > before
    assert listed(engine) == [(5, "AB0001"), (5, "AB0002"), (6, "AB0002")]


def test_a_month_may_come_in_two_files_of_one_load(engine):
    parts = [("a.csv", JUNE), ("b.csv", rows("Bulan;Kode Perisai", "06-2019;AB0003", "06-2019;AB0001"))]
    assert load(engine, parts).changed == 4
    assert load(engine, parts).changed == 0


def test_a_month_to_come_and_a_row_without_a_code_are_refused(engine):
    bad = rows("Bulan;Kode Perisai;Nama", "08-2019;AB0001;Agen 1", "06-2019;;Agen 2")
    assert refusals(check(engine, [("daftar.csv", bad)])) == [
        (2, "Bulan", "08-2019", "future_date"),
        (3, "Kode Perisai", None, "missing"),
    ]


def test_a_list_leaves_the_summaries_alone(engine, monkeypatch):
    monkeypatch.setattr("seed.writes.summaries.refresh", lambda *_: pytest.fail("nothing to summarise"))
    assert load(engine, [("daftar.csv", JUNE)]).changed == 3


@pytest.mark.parametrize("heading", ["Status", "Status Agen", "STATUS PERISAI"])
def test_an_agent_whose_status_says_so_is_not_on_the_list(engine, heading):
    load(engine, [("daftar.csv", JUNE)])
    lines = "06-2019;AB0001;Aktif", "06-2019;AB0002;NON AKTIF", "06-2019;AB0099;"
    outcome = load(engine, [("daftar.csv", rows(f"Bulan;Kode Perisai;{heading}", *lines))])
    (file,) = outcome.report.files
    assert (file.rows_read, file.known, outcome.changed) == (2, 2, 1)
    assert [(one.notice, one.values["rows"]) for one in file.notices if "rows" in one.values] == [
        (Notice.NOT_LISTED_LEFT_OUT, 1)
    ]
    assert listed(engine) == [(6, "AB0001"), (6, "AB0099")]


def test_a_status_that_nobody_knows_is_refused(engine):
    data = rows("Bulan;Kode Perisai;Status", "06-2019;AB0001;Aktif", "06-2019;AB0002;Dalam proses")
    assert refusals(check(engine, [("daftar.csv", data)])) == [(3, "Status", "Dalam proses", "unknown_listing")]
