"""What the page of agents says of changes to come and of the application's list."""

from dataclasses import replace
from datetime import date

import polars as pl

from dashboard.figures import countdown, handover, portfolio, roster, simulation
from dashboard.language.words import words_in
from queries.rules import Reading, Rule
from tests.support.drawn_answers import context, table

ID, TODAY = words_in("id"), date(2019, 7, 10)
WITHIN = table("""
    days agents due_for_removal dormant_retained uncertain
    0    1      1               0                no
    30   2      1               1                no
    60   3      1               2                no
    90   4      2               2                no
""")
CHANGES = table("""
    day code name from_status to_status stage act act_until last4 office met_by met_month
    2019-08-01 A3 Tono active slowing coming acquisition 2019-07-31 - KP~1 - -
    2019-10-01 A2 Budi dormant_retained due_for_removal coming payment 2019-09-30 0042 KP~2 - -
    2019-09-01 A1 Siti due_for_removal dormant_retained coming - - - KP~1 - -
    2019-09-01 A4 Wati dormant_retained due_for_removal coming payment 2019-08-31 - KP~2 - -
    2019-08-01 A5 Yuni slowing due_for_removal met - 2019-07-31 - KP~1 payment 2019-07-01
    2019-08-01 A6 Zul active slowing met - 2019-07-31 - KP~1 takeover -
    2019-06-01 A7 Edi - due_for_removal reached acquisition 2019-05-31 - KP~2 - -
""").with_columns(last4=pl.Series([None, "0042", *[None] * 5]), uncertain=pl.lit(False))


def test_the_changes_to_come_are_said_in_one_line_and_in_three_numbers() -> None:
    assert countdown.sentence_of(ID, TODAY, WITHIN) == (
        "Sudah lewat tenggat: 1 agen, 1 di antaranya jatuh nonaktif. Hitung mundur 30/60/90 hari dari 10 Juli 2019 "
        "tanpa akuisisi dan pembayaran baru: 2/3/4 agen berubah status, 1/1/2 jatuh nonaktif."
    )
    nobody = WITHIN.with_columns(agents=pl.lit(0))
    assert countdown.sentence_of(ID, TODAY, nobody) == (
        "Hitung mundur: tidak ada agen yang berubah status dalam 90 hari dari 10 Juli 2019."
    )
    assert [one.metric for one in countdown.numbers_of(context(), nobody)] == ["agents_changing"] * 3
    past, first, *_ = countdown.numbers_of(context(), WITHIN)
    assert (past.label, past.value) == ("Agen yang sudah lewat tenggat", "1")
    assert (first.metric, first.value, first.raw, first.beside) == (
        *("agents_changing", "2", 2),
        "1 jatuh nonaktif, 1 menjadi dorman",
    )
    assert first.label.endswith(", 30 hari")


def test_who_is_due_already_stands_first_who_acted_last_and_who_may_not_see_rows_sees_no_kpj() -> None:
    listed = countdown.table_of(context(), countdown.Coming(TODAY, WITHIN, CHANGES, {"A2": "Dihubungi"}, True))
    assert listed.table.select("code", "from_status", "to_status", "act", "note").rows() == [
        ("A7", "–", "Jatuh nonaktif", LATE, ""),
        ("A4", "Dorman, tetap terdaftar", "Jatuh nonaktif", ANY, ""),
        ("A2", "Dorman, tetap terdaftar", "Jatuh nonaktif", ONE, "Dihubungi"),
        ("A1", "Jatuh nonaktif", "Dorman, tetap terdaftar", BETTER, ""),
        ("A3", "Aktif", "Melambat", "1 akuisisi paling lambat 31 Juli 2019", ""),
        ("A5", "Melambat", "Jatuh nonaktif", "Sudah terpenuhi: pembayaran Juli 2019", ""),
        ("A6", "Aktif", "Melambat", "Sudah terpenuhi: peserta yang diambil alih", ""),
    ]
    assert listed.table.columns == ["day", "code", "name", "from_status", "to_status", "act", "note", "office"]
    assert listed.title == countdown.sentence_of(ID, TODAY, WITHIN)
    unseen = countdown.table_of(context(), countdown.Coming(TODAY, WITHIN, CHANGES, {}, False))
    assert unseen.table["act"][2] == "1 pembayaran dari salah satu pesertanya paling lambat 30 September 2019"


LATE = "1 akuisisi secepatnya: tenggatnya 31 Mei 2019 sudah lewat"
ANY = "1 pembayaran dari salah satu pesertanya paling lambat 31 Agustus 2019"
ONE = "1 pembayaran dari peserta …0042 paling lambat 30 September 2019"
BETTER = "Tidak perlu tindakan: keadaannya membaik"

STATE = {
    **{
        "status": "slowing",
        "uncertain": False,
        "registered_on": date(2018, 2, 9),
        "service_since": date(2018, 2, 9),
        "deactivated_on": None,
        "zero_months": 1,
    },
    **{"last_acquired_month": date(2019, 5, 1), "running_people": 0, "last_running_month": None},
    **{"due_on": None, "office": "KP 1", "back_after": None, "away_since": None},
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
    assert (
        roster.sentence_of(ID, roster.Checked(None, None, rows.clear()))
        == "Belum ada daftar aplikasi sampai posisi ini."
    )


DOUBT = "Status sebagian agen belum pasti: bergantung pada bulan yang belum dimuat."


def test_changes_to_come_that_depend_on_a_missing_month_are_no_facts() -> None:
    within = WITHIN.with_columns(uncertain=pl.Series([False, False, True, True]))
    assert countdown.sentence_of(ID, TODAY, within) == f"{countdown.sentence_of(ID, TODAY, WITHIN)} {DOUBT}"
    nobody = within.with_columns(agents=pl.lit(0))
    assert countdown.sentence_of(ID, TODAY, nobody).endswith(DOUBT)
    assert [one.beside for one in countdown.numbers_of(context(), within)] == [
        "1 jatuh nonaktif, 0 menjadi dorman",
        "1 jatuh nonaktif, 1 menjadi dorman",
        "belum pasti · 1 jatuh nonaktif, 2 menjadi dorman",
        "belum pasti · 2 jatuh nonaktif, 2 menjadi dorman",
    ]
    unsure = CHANGES.with_columns(uncertain=pl.col("code") == "A2")
    listed = countdown.table_of(context(), countdown.Coming(TODAY, within, unsure, {}, True))
    (row,) = listed.table.filter(pl.col("code") == "A2").select("from_status", "to_status").rows()
    assert row == ("Dorman, tetap terdaftar (belum pasti)", "Jatuh nonaktif (belum pasti)")
    assert not any("belum pasti" in cell for cell in listed.table.row(0) if isinstance(cell, str))


def test_a_status_that_the_list_is_held_against_is_marked_where_it_is_uncertain() -> None:
    rows = pl.DataFrame([FOUND[0], FOUND[1] | {"uncertain": True}], infer_schema_length=None)
    listed = roster.table_of(context(), roster.Checked(date(2019, 6, 1), COUNTED, rows))
    assert listed.table["status"].to_list() == ["Melambat (belum pasti)"]
    assert listed.title.endswith(f"1 kode tidak dikenal. {DOUBT}")


READINGS = table("""
    month   reading  listed listed_explained missing missing_explained uncertain
    2019-06 runs     3      2                1       1                 yes
    2019-06 came_in  3      1                1       1                 no
    2019-06 alone    3      0                1       1                 no
""")


def test_what_a_reading_explains_is_said_to_be_uncertain() -> None:
    listed = roster.readings_of(context(), READINGS)
    assert listed.title.endswith(DOUBT)
    assert "uncertain" not in listed.table.columns
    assert DOUBT not in roster.readings_sentence(ID, READINGS.with_columns(uncertain=pl.lit(False)))


NOW, OTHER = Rule(3, 6, Reading.RUNS), Rule(1, 6, Reading.RUNS)
OUTCOME = table("""
    rule     active slowing dormant_retained due_for_removal people rupiah uncertain
    now      1      1       0                0               0      0      no
    supposed 1      0       0                1               0      0      yes
""")
MOVED = table("""
    code name office status  uncertain supposed_status supposed_uncertain zero_months running_people received
    A1   Siti KP~1   slowing no        due_for_removal yes                1           0              0
""")


def test_another_rule_marks_what_would_depend_on_a_missing_month() -> None:
    answers = simulation.Simulation(NOW, OTHER, OUTCOME, MOVED, True)
    assert simulation.sentence(ID, answers).endswith(DOUBT)
    moved = simulation.moved(context(), answers).table
    assert moved.select("from_status", "to_status").rows() == [("Melambat", "Jatuh nonaktif (belum pasti)")]
    sure = replace(answers, outcome=OUTCOME.with_columns(uncertain=pl.lit(False)))
    assert DOUBT not in simulation.sentence(ID, sure)


LEAVING = table(
    """
    prospect office_code office agent_code agent status          uncertain acquirer last4 sector  ended_on end_reason
    covered  K1          KP~1   A1         Siti  due_for_removal yes       A1       x0001 Nelayan -        -
    covered  K1          KP~1   A2         Budi  removed         no        A2       x0002 Nelayan -        -
""",
    ended_on=pl.Date,
    end_reason=pl.String,
).with_columns(
    pl.lit(date(2019, 7, 1)).alias(name)
    for name in ("next_due_month", "registered_on", "last_covered_month", "last_paid_on")
)


def test_whose_agent_may_not_be_due_at_all_is_marked() -> None:
    people = LEAVING.with_columns(participant=pl.int_range(1, pl.len() + 1))
    listed = portfolio.people_of(context(), people, {1: "dana A berakhir 31 Agustus 2019"})
    assert listed.table["prospect"].to_list()[0].endswith(" · dana A berakhir 31 Agustus 2019")
    assert "dana" not in listed.table["prospect"].to_list()[1]
    assert listed.table["status"].to_list() == ["Jatuh nonaktif (belum pasti)", "Nonaktif"]
    assert listed.title.endswith(DOUBT)
    assert DOUBT not in portfolio.sentence_of(ID, LEAVING.filter(~pl.col("uncertain")))
    row = {"code": "A1", "name": "Siti", "office": "KP 1", "status": "slowing", "uncertain": True}
    assert handover.agent(ID, row) == "A1 · Siti · KP 1 · melambat (belum pasti)"
