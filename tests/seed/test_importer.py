"""Files into the database: what a load writes, that it is whole or nothing, and that twice is once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from seed import importer
from seed.importer import Refused
from seed.values.hashing import SecretError
from seed.writes import summaries
from seed.writes.branch import UnknownBranch
from tests.support.branch_files import (
    AT,
    BRANCH,
    IURAN,
    KANTOR,
    SECRET,
    always_so,
    branch_files,
    check,
    csv,
    lay_down,
    load,
    load_branch,
    rows,
)

FILLED = {"offices": 2, "agents": 2, "participants": 3, "contributions": 4}
NOTHING = dict.fromkeys(FILLED, 0)


@pytest.fixture(autouse=True)
def branch(engine):
    lay_down(engine)


def counted(engine):
    with engine.connect() as conn:
        return {name: conn.scalar(sa.select(sa.func.count()).select_from(s.metadata.tables[name])) for name in FILLED}


def everything(engine, table):
    with engine.connect() as conn:
        return [tuple(row) for row in conn.execute(sa.select(table).order_by(*table.primary_key.columns))]


def test_a_branchs_files_come_in_whatever_their_order(engine):
    outcome = load(engine, branch_files())
    assert (outcome.changed, outcome.report.clean, counted(engine)) == (11, True, FILLED)
    assert [(file.name, file.kind, file.rows_read, file.good) for file in outcome.report.files] == [
        ("iuran.csv", "contributions", 4, 4),
        ("peserta.csv", "participants", 3, 3),
        ("agen.csv", "agents", 2, 2),
        ("kantor.csv", "offices", 2, 2),
    ]


def test_what_is_stored_of_a_contribution(engine):
    load_branch(engine)
    assert [row[:7] for row in everything(engine, s.contributions)][1] == (
        *(BRANCH, 1, date(2018, 5, 1), date(2018, 5, 13)),
        *(date(2018, 7, 1), 3, 50_400),
    )


def test_no_nik_and_no_name_is_stored(engine):
    load_branch(engine)
    stored = str([everything(engine, table) for table in s.metadata.tables.values()])
    assert "0001" in stored
    for secret in ("19000000001", "9969775600000001", SECRET):
        assert secret not in stored


def test_a_name_column_of_participants_is_dropped(engine):
    load_branch(engine)
    named = rows(
        "Kode Perisai;Tgl Daftar;KPJ;NIK;Nama TK", "AB0001;23-03-2018;19000000009;9969775600000009;Siti Rahayu"
    )
    outcome = load(engine, [("peserta.csv", named)])
    assert outcome.changed == 1
    assert "Siti" not in str([everything(engine, table) for table in s.metadata.tables.values()])


def test_check_changes_nothing_and_says_what_apply_does(engine):
    before = counted(engine)
    report = check(engine, branch_files())
    assert (report.clean, report.good, counted(engine)) == (True, 11, before)


def test_the_same_files_twice_change_nothing(engine):
    first = load(engine, branch_files())
    rows_before = {table: everything(engine, table) for table in (s.participants, s.contributions, *s.SUMMARIES)}
    second = load(engine, branch_files())
    assert second.changed == 0
    assert [(file.good, file.known) for file in second.report.files] == [(0, 4), (0, 3), (0, 2), (0, 2)]
    assert {table: everything(engine, table) for table in rows_before} == rows_before
    with engine.connect() as conn:
        changes = dict(conn.execute(sa.select(s.imports.c.id, s.imports.c.changed)).all())
    assert changes == {first.import_id: 11, second.import_id: 0}


def test_the_same_file_twice_in_one_load_counts_once(engine):
    load(engine, [*branch_files(), ("lagi.csv", csv(IURAN))])
    assert counted(engine) == FILLED


def test_one_refused_row_keeps_all_out_unless_rejects_are_accepted(engine):
    bad = csv(IURAN.replace("50.400", "lima puluh"))
    with pytest.raises(Refused) as refused:
        load(engine, branch_files(iuran=bad))
    assert (refused.value.report.refused, counted(engine), everything(engine, s.imports)) == (1, NOTHING, [])
    outcome = load(engine, branch_files(iuran=bad), accept_rejects=True)
    assert (outcome.changed, counted(engine)["contributions"]) == (10, 3)


def test_an_unreadable_file_keeps_all_out_even_if_rejects_are_accepted(engine):
    with pytest.raises(Refused):
        load(engine, branch_files(lain=b"tiada"), accept_rejects=True)
    assert counted(engine) == NOTHING


def test_a_load_is_recorded(engine):
    bad = csv(IURAN.replace("50.400", "lima puluh"))
    outcome = load(engine, branch_files(iuran=bad), accept_rejects=True)
    ((_, branch, at, by, accepted, changed),) = everything(engine, s.imports)
    assert (branch, at, by, accepted, changed) == (BRANCH, datetime(2019, 7, 31, 3, 0), "staf", True, 10)
    iuran = everything(engine, s.import_files)[0]
    assert iuran[:2] == (outcome.import_id, 0)
    assert iuran[2:9] == ("iuran.csv", outcome.report.files[0].sha256, "contributions", 4, 3, 0, 1)
    assert iuran[9]["rules"] == {"unreadable_amount": 1}
    assert iuran[9]["refusals"] == [
        {"row": 5, "column": "Nominal Iuran", "value": "lima puluh", "rule": "unreadable_amount"}
    ]
    assert [notice["notice"] for notice in iuran[9]["notices"]] == ["total_differs"]


def test_a_crash_in_the_middle_leaves_the_database_as_it_was(engine, monkeypatch):
    load_branch(engine)
    before = {table: everything(engine, table) for table in s.metadata.tables.values()}

    def crash(*_):
        raise RuntimeError("power cut")

    monkeypatch.setattr(summaries, "refresh", crash)
    later = rows("KPJ;BLTH;Tgl Bayar;Nominal", "19000000001;08-2018;2018-08-13;16.800")
    with pytest.raises(RuntimeError, match="power cut"):
        load(engine, [("iuran.csv", later), ("kantor.csv", csv(KANTOR.replace("Perisai 1", "Baru")))])
    assert {table: everything(engine, table) for table in s.metadata.tables.values()} == before


def test_two_imports_of_the_same_files_at_once_load_them_once(engine):
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda _: load(engine, branch_files()), range(2)))
    assert sorted(outcome.changed for outcome in outcomes) == [0, 11]
    assert counted(engine) == FILLED


def test_the_summaries_are_true_after_each_load(engine):
    load_branch(engine)
    later = rows("KPJ;BLTH;Tgl Bayar;Nominal", "19000000001;08-2018;2018-08-13;16.800")
    moved = rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0002;Agen 2;KP01;06-05-2018", "AB0001;Agen 1;KP01;20-03-2018")
    labelled = rows("Kode Perisai;Tgl Daftar;KPJ;NIK;Sektor", "AB0001;22-03-2018;19000000001;9969775600000001;Gojek")
    since = rows("Kode;Nama;Kode Kantor;Tgl Daftar;Berlaku Sejak", "AB0002;Agen 2;KP02;2018-05-06;2018-06-01")
    for data in (later, moved, labelled, since):
        assert load(engine, [("x.csv", data)], answers=always_so("AB0002")).changed == 1
        with engine.connect() as conn:
            assert summaries.verify(conn, BRANCH).rows() == []


def test_only_what_a_load_touches_is_summarised_again(engine, monkeypatch):
    load_branch(engine)
    asked = []
    monkeypatch.setattr(summaries, "refresh", lambda conn, branch, agents, since, *_: asked.append((agents, since)))
    load(engine, [("x.csv", rows("KPJ;BLTH;Tgl Bayar;Nominal", "19000000001;09-2018;2018-08-13;16.800"))])
    office = rows("Kode Kantor;Nama;Wilayah;Berlaku Sejak", "KP01;Kantor Lain;Kota Pekalongan;2018-07-15")
    load(engine, [("x.csv", office)])
    agent = rows("Kode;Nama;Kode Kantor;Tgl Daftar;Berlaku Sejak", "AB0002;Agen 2;KP01;2018-05-06;2018-06-03")
    load(engine, [("x.csv", agent)])
    assert asked == [({"AB0001"}, date(2018, 8, 1)), (None, date(2018, 7, 1)), ({"AB0002"}, date(2018, 6, 1))]


def test_progress_runs_from_nothing_to_done(engine):
    steps = []
    load(engine, branch_files(), progress=lambda share, stage: steps.append((share, stage)))
    assert [share for share, _ in steps] == sorted(share for share, _ in steps)
    assert steps[0] == (0.0, "reading")
    assert steps[-1] == (1.0, "done")
    assert {stage for _, stage in steps} == {"reading", "checking", "loading", "summarising", "done"}


def test_another_secret_is_refused(engine):
    with pytest.raises(SecretError, match="PERISAI_BRANCH_SECRET"):
        importer.apply(engine, branch_files(), BRANCH, "lain", "staf", AT, may_publish=True)
    with engine.connect() as conn, pytest.raises(SecretError):
        importer.check(conn, branch_files(), BRANCH, "lain", date(2019, 7, 31))
    assert counted(engine) == NOTHING


def test_a_branch_that_was_not_laid_down_can_be_checked_and_not_loaded(engine):
    with engine.connect() as conn:
        assert importer.check(conn, branch_files(), "BARU", SECRET, date(2019, 7, 31)).clean
    with pytest.raises(UnknownBranch):
        importer.apply(engine, branch_files(), "BARU", SECRET, "staf", AT, may_publish=True)


def test_two_branches_do_not_mix(engine):
    lay_down(engine, "DUA")
    load(engine, branch_files())
    outcome = importer.apply(engine, branch_files(), "DUA", SECRET, "staf", AT, may_publish=True)
    assert outcome.changed == 11
    assert counted(engine) == {name: 2 * number for name, number in FILLED.items()}
