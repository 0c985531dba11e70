"""What the page of agents says of changes to come and of the application's list."""

from datetime import date

import polars as pl

from dashboard.figures import countdown, roster
from dashboard.language.words import words_in
from tests.support.drawn_answers import context, table

ID = words_in("id")
WITHIN = table("""
    days agents due_for_removal dormant_retained
    30   2      1               1
    60   3      1               2
    90   4      2               2
""")
CHANGES = table("""
    day        code name from_status      to_status        act         act_until  last4 office
    2019-07-01 A3   Tono active           slowing          acquisition 2019-06-30 -     KP~1
    2019-09-01 A2   Budi dormant_retained due_for_removal  payment     2019-08-31 0042  KP~2
    2019-08-01 A1   Siti slowing          dormant_retained -           -          -     KP~1
    2019-08-01 A4   Wati dormant_retained due_for_removal  payment     2019-07-31 -     KP~2
""").with_columns(last4=pl.Series([None, "0042", None, None]))


def test_the_changes_to_come_are_said_in_one_line_and_in_three_numbers() -> None:
    assert countdown.sentence_of(ID, WITHIN) == (
        "Hitung mundur 30/60/90 hari tanpa akuisisi dan pembayaran baru: 2/3/4 agen berubah status, "
        "1/1/2 jatuh nonaktif."
    )
    nobody = WITHIN.with_columns(agents=pl.lit(0))
    assert countdown.sentence_of(ID, nobody) == "Hitung mundur: tidak ada agen yang berubah status dalam 90 hari."
    first, *_ = countdown.numbers_of(context(), WITHIN)
    assert (first.metric, first.value, first.raw, first.beside) == (
        *("agents_changing", "2", 2),
        "1 jatuh nonaktif, 1 menjadi dorman",
    )
    assert first.label.endswith(", 30 hari")


def test_who_falls_due_stands_first_with_what_prevents_it_and_who_may_not_see_rows_sees_no_kpj() -> None:
    listed = countdown.table_of(context(), countdown.Coming(WITHIN, CHANGES, {"A2": "Dihubungi"}, True))
    assert listed.table.select("code", "from_status", "to_status", "act", "note").rows() == [
        ("A4", "Dorman, tetap terdaftar", "Jatuh nonaktif", ANY, ""),
        ("A2", "Dorman, tetap terdaftar", "Jatuh nonaktif", ONE, "Dihubungi"),
        ("A1", "Melambat", "Dorman, tetap terdaftar", "Tidak perlu tindakan: keadaannya membaik", ""),
        ("A3", "Aktif", "Melambat", "1 akuisisi paling lambat 30 Juni 2019", ""),
    ]
    assert listed.table.columns == ["day", "code", "name", "from_status", "to_status", "act", "note", "office"]
    assert listed.title == countdown.sentence_of(ID, WITHIN)
    unseen = countdown.table_of(context(), countdown.Coming(WITHIN, CHANGES, {}, False))
    assert unseen.table["act"][1] == "1 pembayaran dari salah satu pesertanya paling lambat 31 Agustus 2019"


ANY = "1 pembayaran dari salah satu pesertanya paling lambat 31 Juli 2019"
ONE = "1 pembayaran dari peserta …0042 paling lambat 31 Agustus 2019"

STATE = {
    **{
        "status": "slowing",
        "registered_on": date(2018, 2, 9),
        "service_since": date(2018, 2, 9),
        "deactivated_on": None,
        "zero_months": 1,
    },
    **{"last_acquired_month": date(2019, 5, 1), "running_people": 0, "last_running_month": None},
    **{"retained_until": None, "office": "KP 1", "back_after": None, "away_since": None},
}
FOUND = [
    STATE | {"code": "A1", "name": "Siti", "finding": "agree"},
    STATE | {"code": "A2", "name": "Budi", "finding": "missing_against_rule"},
    STATE | {"code": "A3", "name": "Tono", "finding": "agree", "back_after": 2, "away_since": date(2019, 3, 1)},
    STATE | {"code": "A4", "name": "Wati", "finding": "listed_against_rule", "status": None},
    dict.fromkeys(STATE) | {"code": "X9", "name": None, "finding": "unknown"},
]
COUNTED = {"agree": 2, "listed_against_rule": 1, "missing_against_rule": 1, "unknown": 1}


def test_the_list_is_set_against_the_rule_and_only_what_differs_is_listed() -> None:
    rows = pl.DataFrame(FOUND, infer_schema_length=None)
    listed = roster.table_of(context(), roster.Checked(date(2019, 6, 1), COUNTED, rows))
    idle, back = "0 akuisisi selama 1 bulan penuh sejak Mei 2019", "Kembali 2 bulan sesudah keluar (Maret 2019)"
    assert listed.table.rows() == [
        ("Tidak terdaftar, menurut aturan ya", "A2", "Budi", "Melambat", idle, "", "KP 1"),
        ("Cocok", "A3", "Tono", "Melambat", idle, f"{back}, lebih cepat daripada yang diperbolehkan", "KP 1"),
        ("Terdaftar, menurut aturan tidak", "A4", "Wati", "–", "baru terdaftar 9 Februari 2018", "", "KP 1"),
        ("Kode tidak dikenal", "X9", "–", "–", "kode ini tidak ada di data cabang", "", "–"),
    ]
    assert listed.title == (
        "Daftar aplikasi Juni 2019: 2 cocok dengan aturan, 1 terdaftar walaupun menurut aturan tidak, "
        "1 tidak terdaftar walaupun menurut aturan ya, 1 kode tidak dikenal."
    )
    assert roster.sentence_of(ID, None, None) == "Belum ada daftar aplikasi sampai posisi ini."
