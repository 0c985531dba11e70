"""What may change when it is brought again: places, offices, agents, targets, figures, a participant's sector."""

from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.versions import Past
from seed.checks import existing, masters
from seed.checks.personal import names
from seed.writes import snapshots
from tests.support.branch_files import (
    AGEN,
    BRANCH,
    KANTOR,
    PESERTA,
    always_so,
    check,
    csv,
    load,
    load_branch,
    refusals,
    rows,
)


@pytest.fixture(autouse=True)
def loaded(engine):
    load_branch(engine)


def values(engine, *columns):
    with engine.connect() as conn:
        return [tuple(row) for row in conn.execute(sa.select(*columns).order_by(*columns))]


def test_an_office_moves_and_is_renamed(engine):
    renamed = csv(KANTOR.replace("Perisai 1;33.25", "Baru;Kota Pekalongan"))
    outcome = load(engine, [("kantor.csv", renamed)], answers=always_so("KP01"))
    file = outcome.report.files[0]
    assert (outcome.changed, file.good, file.changed, file.known) == (1, 1, 1, 1)
    assert values(engine, s.offices.c.code, s.offices.c.name) == [("KP01", "Kantor Baru"), ("KP02", "Kantor Perisai 2")]
    assert values(engine, s.office_places.c.office_code, s.office_places.c.wilayah_code) == [
        ("KP01", "33.75"),
        ("KP02", "33.26"),
    ]


def test_an_agent_is_deactivated_and_was_not(engine):
    column = s.services.c.until
    load(engine, [("agen.csv", csv(AGEN.replace("20-03-2018;", "20-03-2018;30-06-2019")))])
    assert values(engine, column)[0] in [(None,), (date(2019, 6, 30),)]
    without = rows("Kode;Nama Agen;Kode Kantor;Tgl Daftar", "AB0001;Agen 1;KP01;20-03-2018")
    assert load(engine, [("agen.csv", without)]).changed == 0
    assert (date(2019, 6, 30),) in values(engine, column)
    assert load(engine, [("agen.csv", csv(AGEN))], answers=always_so("AB0001")).changed == 1
    assert values(engine, column) == [(None,), (None,)]


def test_a_contact_comes_stays_changes_and_goes(engine):
    """An empty cell changes nothing; "tidak ada" takes away."""
    heading, line = "Kode;Nama Agen;Kode Kantor;Tgl Daftar;No HP", "AB0001;Agen 1;KP01;20-03-2018"
    for cell, changed, known in [
        ("81234567890", 1, "081234567890"),
        ("", 0, "081234567890"),
        ("+62 812-3456-7890", 0, "081234567890"),
        ("agen1@contoh.id", 1, "agen1@contoh.id"),
        ("tidak ada", 1, ""),
    ]:
        assert load(engine, [("agen.csv", rows(heading, f"{line};{cell}"))]).changed == changed
        assert (known,) in values(engine, s.agents.c.contact)
    with engine.connect() as conn:
        past = snapshots.rows(conn, Past(BRANCH, 2, None, (3, 4)), s.agents)
    assert past.filter(pl.col("code") == "AB0001")["contact"].to_list() == ["081234567890"]
    office = rows("Kode Kantor;Nama Kantor;Wilayah;Telepon", "KP01;Kantor Perisai 1;33.25;0285 421234")
    load(engine, [("kantor.csv", office)])
    assert ("0285421234",) in values(engine, s.offices.c.contact)


def test_a_contact_with_a_nik_and_two_contacts_of_one_agent_are_refused_and_hidden(engine):
    heading, line = "Kode;Nama Agen;Kode Kantor;Tgl Daftar;Telepon", "AB0001;Agen 1;KP01;20-03-2018"
    for lines, broken in [
        ([f"{line};9969775600000001"], [(2, "Telepon", "…", "personal_data")]),
        ([f"{line};8,12E+11"], [(2, "Telepon", "…", "rounded_number")]),
        ([f"{line};081234567890", f"{line};081234567891"], [(n, "Telepon", "…", "conflict_in_file") for n in (2, 3)]),
        ([f"{line};081234567890", f"{line};"], []),
    ]:
        assert refusals(check(engine, [("agen.csv", rows(heading, *lines))])) == broken


def test_a_status_without_its_day_is_refused(engine):
    heading, line = "Kode;Nama Agen;Kode Kantor;Tgl Daftar;Status", "AB0001;Agen 1;KP01;20-03-2018"
    left = [("agen.csv", rows(heading, f"{line};NONAKTIF"))]
    assert refusals(check(engine, left)) == [(2, "Status", "NONAKTIF", "status_without_day")]
    for status in ("AKTIF", "Tetap", ""):
        assert refusals(check(engine, [("agen.csv", rows(heading, f"{line};{status}"))])) == []
    dated = rows(heading.replace("Status", "Status;Tgl Nonaktif"), f"{line};NONAKTIF;30-06-2019")
    assert load(engine, [("agen.csv", dated)]).changed == 1
    assert refusals(check(engine, left)) == []
    back = [("agen.csv", rows(heading, f"{line};AKTIF"))]
    assert refusals(check(engine, back)) == [(2, "Status", "AKTIF", "status_without_day")]


def test_a_deactivation_that_stays_still_has_to_follow_the_registration(engine):
    load(engine, [("agen.csv", csv(AGEN.replace("20-03-2018;", "20-03-2018;30-06-2018")))])
    later = rows("Kode;Nama Agen;Kode Kantor;Tgl Daftar;Tgl Nonaktif", "AB0001;Agen 1;KP01;2018-12-20;2018-11-30")
    assert [row[3] for row in refusals(check(engine, [("agen.csv", later)]))] == ["deactivated_before_registered"]


def test_a_sector_may_be_brought_later_and_is_not_lost_when_it_is_not_given(engine):
    changed = load(engine, [("peserta.csv", csv(PESERTA.replace("PPRT", "Nelayan")))])
    assert changed.changed == 1
    bare = rows("Kode Perisai;Tgl Daftar;KPJ;NIK", "AB0001;21-03-2018;19000000002;9972024900000002")
    assert load(engine, [("peserta.csv", bare)]).changed == 0
    assert values(engine, s.participants.c.sector) == [("Buruh harian",), ("Gojek",), ("Nelayan",)]


def test_a_participant_without_sector(engine):
    bare = rows("Kode Perisai;Tgl Daftar;KPJ;NIK", "AB0001;21-03-2018;19000000009;9972024900000009")
    load(engine, [("peserta.csv", bare)])
    with engine.connect() as conn:
        p = s.participants.c
        assert conn.execute(sa.select(p.sector, p.program).where(p.kpj_last4 == "0009")).one() == ("-", None)


def test_targets_of_places_and_of_the_branch(engine):
    header = "semester;wilayah;ukuran;nilai"
    data = rows(
        header, "Semester I 2019;Batang;Akuisisi;300", "2019-S1;;received;Rp114.000.000", "2019-S1;Total;akuisisi;0"
    )
    assert load(engine, [("target.csv", data)]).changed == 3
    assert load(engine, [("target.csv", data)]).changed == 0
    raised = rows(header, "2019-S1;33.25;acquired;350", "2019-S1;Kab. Pekalongan;acquired;100")
    outcome = load(engine, [("target.csv", raised)])
    assert (outcome.changed, outcome.report.files[0].changed) == (2, 1)
    t, half = s.targets.c, (date(2019, 1, 1), date(2019, 6, 1))
    assert sorted(
        values(engine, t.id, t.first_month, t.last_month, t.wilayah_code, t.office_code, t.measure, t.value)
    ) == [
        (1, *half, "33.25", None, "acquired", 350),
        (2, *half, None, None, "received", 114_000_000),
        (3, *half, None, None, "acquired", 0),
        (4, *half, "33.26", None, "acquired", 100),
    ]


def test_targets_of_offices_months_and_years(engine):
    header = "Periode;Kantor;Ukuran;Nilai"
    lines = ["Juni 2019;KP01;peserta aktif;90", "2019;;akuisisi;2.500", "2019-Q1;Tidak Ada;akuisisi;5"]
    outcome = load(engine, [("target.csv", rows(header, *lines))], accept_rejects=True)
    assert refusals(outcome.report) == [(4, "Kantor", "Tidak Ada", "unknown_office")]
    t, june = s.targets.c, date(2019, 6, 1)
    assert sorted(
        values(engine, t.id, t.first_month, t.last_month, t.wilayah_code, t.office_code, t.measure, t.value)
    ) == [
        (1, june, june, None, "KP01", "active", 90),
        (2, date(2019, 1, 1), date(2019, 12, 1), None, None, "acquired", 2_500),
    ]


def test_denominators_of_places_are_brought_corrected_and_refused(engine):
    header = "Penyebut;Tahun;Wilayah;Jumlah;Sumber;Definisi"
    lines = ["Pekerja BPU;2018;Batang;1.200;BPS;Bekerja sendiri", "Pekerja BPU;2018;;9.000;BPS;Bekerja sendiri"]
    assert load(engine, [("penyebut.csv", rows(header, *lines))]).changed == 2
    lines[0] = lines[0].replace("1.200", "1.300")
    assert load(engine, [("penyebut.csv", rows(header, *lines))]).changed == 1
    broken = ["Pekerja BPU;2019;;0;BPS;Bekerja", "Milik 9972024900000009;2019;;5;BPS;Bekerja", "Lain;;;5;BPS;Bekerja"]
    report = check(engine, [("penyebut.csv", rows(header, *broken))])
    assert [(row, broken) for row, _, _, broken in refusals(report)] == [
        (2, "amount_not_positive"),
        (3, "personal_data"),
        (4, "missing"),
    ]
    t = s.denominators.c
    assert sorted(values(engine, t.id, t.name, t.year, t.wilayah_code, t.value, t.source, t.definition)) == [
        (1, "Pekerja BPU", 2018, "33.25", 1_300, "BPS", "Bekerja sendiri"),
        (2, "Pekerja BPU", 2018, None, 9_000, "BPS", "Bekerja sendiri"),
    ]


def test_published_figures(engine):
    header = "ukuran;nilai;periode;sumber;tanggal terbit;kalimat"
    lines = [
        "akuisisi;1.313;Januari-Juni 2019;ANTARA;25 Juli 2019;",
        "penerimaan iuran;114.000.000;2019-S1;ANTARA;2019-07-25;sekitar Rp114 juta",
    ]
    assert load(engine, [("terbit.csv", rows(header, *lines))]).changed == 2
    assert load(engine, [("terbit.csv", rows(header, *lines))]).changed == 0
    r = s.reference_figures.c
    assert values(engine, r.metric, r.value, r.rounding, r.wording, r.first_month, r.last_month, r.published_on) == [
        ("acquired", 1_313, 1, "1313", date(2019, 1, 1), date(2019, 6, 1), date(2019, 7, 25)),
        (
            "received",
            114_000_000,
            1_000_000,
            "sekitar Rp114 juta",
            date(2019, 1, 1),
            date(2019, 6, 1),
            date(2019, 7, 25),
        ),
    ]


def test_published_figures_as_a_newspaper_writes_them(engine):
    header = "ukuran;nilai;periode;sumber;tanggal terbit;pembulatan"
    lines = [
        "penerimaan iuran;Rp113,7 juta;2019-S1;Radar;2019-07-25;",
        "capaian target iuran;108 persen;2019-S1;Radar;2019-07-25;",
        "akuisisi;sekitar 1.300 peserta;2019-S1;Radar;2019-07-25;50",
        "capaian target akuisisi;108;2019-S1;Radar;2019-07-25;",
        "akuisisi;108 persen;2018-S2;Radar;2019-07-25;",
    ]
    assert refusals(check(engine, [("terbit.csv", rows(header, *lines[3:]))])) == [
        (2, "nilai", "108", "unreadable_amount"),
        (3, "nilai", "108 persen", "unreadable_amount"),
    ]
    assert load(engine, [("terbit.csv", rows(header, *lines[:3]))]).changed == 3
    r = s.reference_figures.c
    assert values(engine, r.metric, r.value, r.rounding, r.wording) == [
        ("acquired", 1_300, 50, "sekitar 1.300 peserta"),
        ("received", 113_700_000, 100_000, "Rp113,7 juta"),
        ("received_target_reached", 10_800, 100, "108 persen"),
    ]


FIGURE = {
    **dict.fromkeys(("file", "row"), pl.UInt32),
    **{"metric": pl.String, "value": pl.Int64, "period": pl.String, "source": pl.String, "published_on": pl.Date},
    **{"wording": pl.String, "rounding": pl.Int64, "wilayah": pl.String},
}


@pytest.mark.parametrize(
    ("briefing", "value", "state"),
    [(None, 1_313, "known"), (None, 1_314, "changed"), (7, 1_313, "known"), (7, 1_314, "conflict_with_database")],
)
def test_a_file_may_correct_what_a_file_said_and_not_what_a_briefing_said(engine, briefing, value, state):
    header = "ukuran;nilai;periode;sumber;tanggal terbit;kalimat"
    load(engine, [("terbit.csv", rows(header, "akuisisi;1.313;2019-S1;ANTARA;2019-07-25;"))])
    row = (0, 2, "acquired", value, "2019-S1", "ANTARA", date(2019, 7, 25), "1313", None, "semua")
    brought = pl.DataFrame([row], FIGURE, orient="row")
    with engine.connect() as conn:
        there = existing.references(conn, BRANCH).with_columns(briefing_id=pl.lit(briefing, pl.Int64))
        judged = masters.references(brought, there, existing.places(conn), names([]), True)
    assert [*judged.rows["state"], *judged.refusals["rule"]] == [state]


def test_a_branch_elsewhere_brings_its_places_in_the_same_load(engine):
    places = rows("kode;nama;jenis;lat;lon", "33.74;Semarang;kota;-6,99;110.42", "3322;Semarang;kabupaten;;")
    office = rows("kode;nama;wilayah", "KP09;Kantor Semarang;Kota Semarang")
    outcome = load(engine, [("kantor.csv", office), ("wilayah.csv", places)])
    assert outcome.changed == 3
    assert load(engine, [("kantor.csv", office), ("wilayah.csv", places)]).changed == 0
    bare = rows("kode;nama;wilayah", "KP10;Kantor Ungaran;Semarang")
    assert [row[3] for row in refusals(check(engine, [("kantor.csv", bare)]))] == ["ambiguous_wilayah"]


def test_a_name_that_is_another_places_is_refused(engine):
    taken = rows("kode;nama;jenis", "33.99;Batang;kabupaten")
    assert [row[3] for row in refusals(check(engine, [("wilayah.csv", taken)]))] == ["conflict_in_file"]
