"""What a load changes or takes out is kept as it was; an undo puts it back."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import sqlalchemy as sa

from queries import loads
from queries.branches import data_version, holding
from queries.db import schema as s
from queries.db.engine import writing
from seed.writes import notes, summaries
from seed.writes.undo import UndoError, undo
from seed.writes.undo_steps import TABLES
from tests.support.branch_files import AT, BRANCH, DATED, always_so, branch_files, lay_down, load, load_branch, rows
from tests.support.once import once
from tests.support.worlds import scope_of

LATER = datetime(2019, 8, 2, 3, 0)
FIRST = 1
"""The load of the branch's four files."""
SECTORS = rows("Kode Perisai;Tgl Daftar;KPJ;NIK;Sektor", "AB0001;22-03-2018;19000000001;9969775600000001;Gojek")
MOVED = rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0002;Agen Dua;KP01;2018-05-06")
PAID = rows("KPJ;BLTH;Tgl Bayar;Nominal", "19000000001;08-2018;2018-08-13;16.800")
JUNE = rows("Bulan;Kode Perisai", "06-2019;AB0001", "06-2019;AB0002")
JUNE_SHORT = rows("Bulan;Kode Perisai", "06-2019;AB0001")
PEOPLE = rows("Kode Perisai;Tgl Daftar;KPJ;NIK", "AB0002;23-05-2018;19000000009;9969775600000009")
AGENT = rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0003;Agen 3;KP02;2018-06-01")
PUBLISHED = rows("Metrik;Nilai;Periode;Sumber;Terbit", "acquired;3;2018-S1;Radar;2018-08-01")
CONTENT = (*TABLES, *s.SUMMARIES)


@pytest.fixture(autouse=True)
def branch(engine):
    lay_down(engine)


def content(engine):
    """Every row of the branch without the load it came with, the summaries' too: what equals a true one is true."""
    with engine.connect() as conn:
        return {
            table.name: [
                {name: value for name, value in row.items() if name != "import_id"}
                for row in conn.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for table in CONTENT
        }


def true_content(engine):
    """The same, and no difference between rows and summaries."""
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).rows() == []
    return content(engine)


def superseded_rows(engine):
    with engine.connect() as conn:
        return [dict(row) for row in conn.execute(sa.select(s.superseded).order_by(s.superseded.c.id)).mappings()]


def given(engine, data):
    return load(engine, [("x.csv", data)], answers=always_so("AB0002")).import_id


def with_a_list(engine):
    load_branch(engine)
    given(engine, rows("Bulan;Kode Perisai", "06-2019;AB0009"))


def undo_newest(engine, load_id=None):
    return undo(engine, BRANCH, "kepala", LATER, load_id)


def test_new_rows_leave_no_history(engine):
    load_branch(engine)
    assert superseded_rows(engine) == []


def test_a_changed_row_stays_as_it_was_in_superseded(engine):
    load_branch(engine)
    first, second = FIRST, given(engine, MOVED)
    same = {"branch_code": BRANCH, "import_id": first, "until_import_id": second}
    dated = '{"agent_code":"AB0002","since":"1900-01-01"}'
    assert superseded_rows(engine) == [
        same | {"id": 1, "kind": "agents", "key": '{"code":"AB0002"}', "row": {"contact": None, "name": "Agen 2"}},
        same | {"id": 2, "kind": "agent_offices", "key": dated, "row": {"office_code": "KP02"}},
    ]


def test_a_row_that_a_list_replaces_is_superseded(engine):
    load_branch(engine)
    third, fourth = given(engine, JUNE), given(engine, JUNE_SHORT)
    (row,) = superseded_rows(engine)
    assert (row["kind"], json.loads(row["key"])) == ("roster", {"agent_code": "AB0002", "month": "2019-06-01"})
    assert (row["row"], row["import_id"], row["until_import_id"]) == ({}, third, fourth)


def test_no_nik_and_no_whole_kpj_is_superseded(engine):
    load_branch(engine)
    given(engine, SECTORS)
    undo_newest(engine)
    undo_newest(engine)
    assert "kpj_hash" in str(superseded_rows(engine))
    assert not any(secret in str(superseded_rows(engine)) for secret in ("19000000001", "9969775600000001"))


@pytest.mark.parametrize("data", [SECTORS, MOVED, *DATED, PAID, PEOPLE, AGENT, PUBLISHED, JUNE, JUNE_SHORT])
def test_an_undo_puts_back_what_was(engine, data):
    once(engine, with_a_list)
    before = true_content(engine)
    second = given(engine, data)
    after = true_content(engine)
    assert after != before
    done = undo_newest(engine)
    assert done.undid == second
    assert content(engine) == before
    with engine.connect() as conn:
        assert data_version(conn, BRANCH) == done.import_id > second
    given(engine, data)
    assert content(engine) == after


def test_each_undo_goes_one_load_further_back(engine):
    states = [true_content(engine)]
    load_branch(engine)
    loaded = [FIRST]
    for data in (MOVED, *DATED, SECTORS, PAID, JUNE, JUNE_SHORT):
        states.append(true_content(engine))
        loaded.append(given(engine, data))
    for state, load_id in zip(reversed(states), reversed(loaded), strict=True):
        assert undo_newest(engine).undid == load_id
        assert content(engine) == state
    with pytest.raises(UndoError) as refused:
        undo_newest(engine)
    assert refused.value.reason == "nothing"


def test_a_row_that_three_loads_changed_goes_back_through_an_undo_between(engine):
    load_branch(engine)
    first = true_content(engine)
    given(engine, MOVED)
    moved = true_content(engine)
    given(engine, rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0002;Agen Lain;KP01;2018-05-06"))
    undo_newest(engine)
    assert content(engine) == moved
    given(engine, rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0002;Agen Lain Lagi;KP02;2018-05-06"))
    undo_newest(engine)
    assert content(engine) == moved
    undo_newest(engine)
    assert content(engine) == first


def test_a_load_that_changed_nothing_is_passed_over(engine):
    load_branch(engine)
    assert load(engine, branch_files()).changed == 0
    assert undo_newest(engine).undid == FIRST


def test_a_load_that_does_not_stand_is_not_undone(engine):
    load_branch(engine)
    second = given(engine, PAID)
    third = undo_newest(engine, second).import_id
    before = content(engine)
    for load_id in (second, third, 99):
        with pytest.raises(UndoError) as refused:
            undo_newest(engine, load_id)
        assert (refused.value.reason, content(engine)) == ("not_standing", before)


def test_an_agent_with_a_note_does_not_go(engine):
    load_branch(engine)
    given(engine, AGENT)
    with writing(engine) as conn:
        notes.write(conn, BRANCH, "AB0003", "Sudah dihubungi", "staf", AT)
    before = content(engine)
    with pytest.raises(UndoError) as refused:
        undo_newest(engine)
    assert (refused.value.reason, refused.value.agents) == ("notes", ("AB0003",))
    assert content(engine) == before
    with engine.connect() as conn:
        assert conn.scalars(sa.select(s.undone_imports.c.import_id)).all() == []


def test_what_was_observed_of_a_published_figure_goes_with_it(engine):
    load_branch(engine)
    second = given(engine, PUBLISHED)
    with writing(engine) as conn:
        number = conn.scalar(sa.select(s.reference_figures.c.id))
        seen = {"branch_code": BRANCH, "reference_id": number, "import_id": second, "value": 3}
        seen |= {"number": 9, "definition": "1", "observed_at": LATER}
        conn.execute(sa.insert(s.observations), seen)
    assert undo_newest(engine).changed == 1
    with engine.connect() as conn:
        assert conn.scalars(sa.select(s.observations.c.value)).all() == []


def test_loads_older_than_the_history_stay(engine):
    load_branch(engine)
    with writing(engine) as conn:
        conn.execute(sa.insert(s.unrecorded).values(branch_code=BRANCH, import_id=FIRST))
    given(engine, PAID)
    undo_newest(engine)
    with pytest.raises(UndoError) as refused:
        undo_newest(engine)
    assert refused.value.reason == "unrecorded"


def test_an_undo_makes_no_month_complete(engine):
    """The data reaches to August 2018, however much later something else is undone."""
    load_branch(engine)
    with engine.connect() as conn:
        before = holding(conn, BRANCH)
    given(engine, MOVED)
    undo_newest(engine)
    with engine.connect() as conn:
        after = holding(conn, BRANCH)
    assert after._replace(data_version=before.data_version) == before


def test_a_branch_that_is_not_there_has_nothing_to_undo(engine):
    with pytest.raises(UndoError, match="nothing"):
        undo(engine, "LAIN", "kepala", LATER)


def test_the_list_of_loads_tells_what_was_undone_when_and_by_whom(engine):
    load_branch(engine)
    first, second = FIRST, given(engine, PAID)
    scope = scope_of("2018-S1", None)
    with engine.connect() as conn:
        newest = loads.undoable(conn, scope)[0]
        assert (newest["load"], newest["imported_by"]) == (second, "staf")
        assert (newest["changed"], newest["files"]) == (1, ["x.csv"])
    third = undo_newest(engine).import_id
    with engine.connect() as conn:
        listed = loads.files(conn, scope)
        assert listed.select("load", "name", "undoes", "undone_by", "undone_at", "undone_who").rows()[:3] == [
            (third, None, second, None, None, None),
            (second, "x.csv", None, third, LATER, "kepala"),
            (first, "iuran.csv", None, None, None, None),
        ]
        assert loads.undos(conn, scope) == [third]
        assert [one["load"] for one in loads.undoable(conn, scope)] == [first]


def test_two_who_mean_the_same_load_undo_it_once(engine):
    load_branch(engine)
    second = given(engine, PAID)

    def meant(_):
        try:
            return undo_newest(engine, second).undid
        except UndoError as refused:
            return refused.reason

    with ThreadPoolExecutor(2) as pool:
        assert sorted(map(str, pool.map(meant, range(2)))) == sorted([str(second), "not_standing"])
