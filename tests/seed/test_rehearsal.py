"""What a load would change in figures already shown: said beforehand, true afterwards, and nothing is written."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries import effects
from queries.access import Role
from queries.db import schema as s
from queries.db.engine import connect, writing
from queries.periods import Period
from seed import importer, rehearsal
from seed.checks.decisions import Decision
from seed.importer import Refused
from seed.writes import acts
from tests.support.branch_files import AT, BRANCH, SECRET, branch_files, lay_down, load, rows
from tests.support.once import once
from tests.support.viewers import viewer

PAID = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
PUBLISHED = rows("Metrik;Nilai;Periode;Sumber;Terbit", "received;252.000;2018-05;Radar;2018-08-01")
CORRECTED = [("iuran.csv", rows(PAID, "19000000001;05-2018;3;2018-05-13;67.200"))]
DECIDED = {("contributions", date(2018, 5, 1)): Decision.CORRECT}
HALF = Period.parse("2018-S1")


@pytest.fixture(autouse=True)
def branch(engine):
    once(engine, laid_down)


def laid_down(engine):
    lay_down(engine)
    load(engine, branch_files(terbit=PUBLISHED))


def head():
    return viewer(Role.HEAD, BRANCH)


def rehearsed(engine, files, decisions=importer.NONE):
    effects_of = importer.rehearse(engine, files, head(), SECRET, AT, decisions=decisions).effects
    return None if effects_of is None else [tuple(row) for row in effects_of.drop("label", "kind").iter_rows()]


def everything(engine):
    with engine.connect() as conn:
        return {
            table.name: conn.execute(sa.select(table).order_by(*table.primary_key)).all()
            for table in s.metadata.sorted_tables
        }


def test_old_and_new_of_each_figure_that_differs_are_said_and_nothing_is_written(engine):
    before = everything(engine)
    assert rehearsed(engine, CORRECTED, DECIDED) == [
        ("2018-S1", "received", "", 285_600, 302_400),
        ("2018-S1", "received", "33.25", 84_000, 100_800),
        ("2018-05", "received", "published:1", 252_000, 268_800),
    ]
    assert everything(engine) == before


def test_the_next_load_gets_the_next_number(engine):
    rehearsed(engine, CORRECTED, DECIDED)
    assert load(engine, CORRECTED, decisions=DECIDED).import_id == 2


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_another_branch_may_be_loading_meanwhile(engine):
    """SQLite has a single writer."""
    lay_down(engine, "LAIN")
    patient = connect(engine.url.update_query_dict({"options": "-c lock_timeout=3000"}).render_as_string(False))
    with writing(engine) as other:
        acts.record(other, "LAIN", "staf", AT, 1)
        assert len(rehearsed(patient, CORRECTED, DECIDED)) == 3
    patient.dispose()


def test_what_was_said_is_what_the_load_then_changes(engine):
    removed = (
        "agen.csv",
        rows("Kode;Nama;Kode Kantor;Tgl Daftar;Tgl Nonaktif", "AB0002;Agen 2;KP02;2018-05-06;2018-05-31"),
    )
    for files, decisions in ((CORRECTED, DECIDED), ([removed], importer.NONE)):
        with engine.connect() as conn:
            before = effects.figures(conn, head(), [HALF])
        said = importer.rehearse(engine, files, head(), SECRET, AT, decisions=decisions).effects
        loaded = load(engine, files, decisions=decisions, confirmed=set(importer.Suspicion), viewer=head())
        with engine.connect() as conn:
            after = effects.figures(conn, head(), [HALF])
        assert effects.differing(before, after).height > 1
        assert said.rows() == effects.differing(before, after).rows()
        assert loaded.report.effects.rows() == said.rows()


def test_who_ends_is_missing_from_the_active_or_from_those_who_stopped(engine):
    heading = "Kode Perisai;Tgl Daftar;KPJ;NIK;Tgl Meninggal"
    covered = rows(heading, "AB0001;22-03-2018;19000000001;9969775600000001;31-05-2018")
    stopped = rows(heading, "AB0001;21-03-2018;19000000002;9972024900000002;31-05-2018")
    assert rehearsed(engine, [("peserta.csv", covered)]) == [("2018-S1", "participants_active", "", 2, 1)]
    assert rehearsed(engine, [("peserta.csv", stopped)]) == [("2018-S1", "participants_stopped", "", 1, 0)]


def test_a_month_that_the_load_completes_moves_the_as_of_day(engine):
    later = [("iuran.csv", rows(PAID, "19000000001;07-2018;1;2018-07-03;16.800"))]
    person = ("peserta.csv", rows("Kode Perisai;Tgl Daftar;KPJ;NIK", "AB0002;2018-07-23;19000000009;9969775600000009"))
    said = rehearsed(engine, [*later, person])
    assert ("2018-S2", "as_of", "", None, 20180731) in said


def test_what_is_not_decided_or_refused_or_new_is_not_compared(engine, monkeypatch):
    assert rehearsed(engine, CORRECTED) is None
    assert rehearsed(engine, [("x.csv", b"tiada")]) is None
    assert rehearsed(engine, branch_files()) == []
    monkeypatch.setattr(rehearsal, "MOST_ROWS", 0)
    assert rehearsed(engine, CORRECTED, DECIDED) is None


def test_a_refused_load_says_it_too(engine):
    odd = [("iuran.csv", rows(PAID, "19000000001;06-2018;1;2018-05-14;2.000"))]
    with pytest.raises(Refused) as refused:
        load(engine, odd, viewer=head())
    assert ("2018-S1", "received", "", 285_600, 287_600) in refused.value.report.effects.drop("label", "kind").rows()
