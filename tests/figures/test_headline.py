"""What the first screen says first: each rule drawn as an answer, and which sentences win the three places."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from dashboard.figures.headline import SENTENCES, SeenBefore, Weighed, headline_of
from queries.db import schema as s
from queries.rules import NOTABLE, Notable, notable
from tests.figures.test_beside import STATES
from tests.support.drawn_answers import context, table
from tests.support.worlds import BRANCH, Agent, World, put, scope_of

FIRST = "Semester I 2019: 1.313 peserta diakuisisi, iuran diterima Rp113,7 juta."
WITHIN = table("""
    days agents slowing dormant_retained due_for_removal uncertain
    0    2      0       0                2               no
    30   3      1       1                1               no
    60   4      1       1                2               no
    90   5      1       1                3               no
""")
NONE = WITHIN.with_columns(agents=pl.lit(0))
ACTIVE = "22 dari 32 agen terdaftar aktif; 4 dorman, tetap terdaftar karena masih ada iuran pesertanya."
MISSED = "Target akuisisi 1.400 tidak tercapai: kurang 87, capaian 93,8%."
RUPIAH = "Target penerimaan iuran Rp200 juta tidak tercapai: kurang Rp86,3 juta, capaian 56,9%."
MET = "Target akuisisi 1.000 tercapai: 131,3%."
DUE = "2 agen sudah lewat tenggat; 3 agen berubah status dalam 30 hari, 1 jatuh nonaktif."
FELL = "Akuisisi -34,4% dari semester I 2018 (2.000)."
ROSE = "Penerimaan iuran +13,7% dari semester I 2018 (Rp100 juta)."
ENDING = table("""
    name until      people amount  behind left
    APBD 2019-06-30 10     160000  3      907
""")
ENDED = "Dana APBD sudah berakhir 30 Juni 2019: kelanjutan untuk 13 peserta belum ada di data."
NEWS = "Dulu: akuisisi {} menjadi 1.313 ({})."
YEAR = {"acquired": 2_000, "received": 100_000_000}


def seen(acquired: int, chosen: bool = False) -> SeenBefore:
    return SeenBefore("Dulu", {"acquired": acquired, "received": STATES["received"]}, chosen)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (Weighed(STATES), [ACTIVE]),
        (Weighed(STATES, {"acquired": 1_400, "received": None}), [MISSED, ACTIVE]),
        (Weighed(STATES, {"acquired": 1_400, "received": 200_000_000}), [RUPIAH, MISSED]),
        (Weighed(STATES, {"acquired": 1_400, "received": 200_000_000}, None, WITHIN), [RUPIAH, DUE]),
        (Weighed(STATES, {"acquired": 1_400}, unsettled=frozenset({"acquired"})), [ACTIVE]),
        (Weighed(STATES, {"acquired": 1_000}), [MET, ACTIVE]),
        (Weighed(STATES, {"acquired": 0}), [ACTIVE]),
        (Weighed(STATES, within=WITHIN), [DUE, ACTIVE]),
        (Weighed(STATES, within=NONE), [ACTIVE]),
        (Weighed(STATES, {"acquired": 1_000}, YEAR), [FELL, ROSE]),
        (Weighed(STATES, {"acquired": 1_400}, YEAR, WITHIN), [MISSED, DUE]),
        (Weighed(STATES, {"acquired": 1_000}, YEAR, WITHIN), [DUE, FELL]),
        (Weighed(STATES, {}, {"acquired": 1_313, "received": 0}), [ACTIVE]),
        (Weighed(STATES, {"acquired": 1_400}, seen=seen(1_200)), [MISSED, NEWS.format("1.200", "+9,4%")]),
        (Weighed(STATES, {"acquired": 1_400}, None, WITHIN, seen=seen(1_200)), [MISSED, DUE]),
        (Weighed(STATES, {}, None, WITHIN, seen=seen(1_200)), [DUE, NEWS.format("1.200", "+9,4%")]),
        (Weighed(STATES, {"acquired": 1_400}, seen=seen(1_000)), [NEWS.format("1.000", "+31,3%"), MISSED]),
        (Weighed(STATES, {"acquired": 1_400}, seen=seen(1_200, True)), [NEWS.format("1.200", "+9,4%"), MISSED]),
        (Weighed(STATES, {"acquired": 1_400}, seen=seen(1_313)), [MISSED, ACTIVE]),
        (Weighed(STATES, seen=seen(1_313, True)), ["Dulu: akuisisi dan penerimaan periode ini tidak berubah.", ACTIVE]),
        (Weighed(STATES, {"acquired": 1_400}, None, WITHIN, ending=ENDING, today=date(2019, 7, 1)), [MISSED, ENDED]),
        (Weighed(STATES, {"acquired": 1_000}, None, WITHIN, ending=ENDING, today=date(2019, 7, 1)), [ENDED, DUE]),
        (Weighed(STATES, ending=ENDING.clear()), [ACTIVE]),
        (Weighed(STATES, seen=SeenBefore(wrong="Tidak ada versi itu.")), ["Tidak ada versi itu.", ACTIVE]),
    ],
)
def test_the_two_things_that_matter_most_follow_what_was_reached(answers: Weighed, said: list[str]) -> None:
    assert headline_of(context(), answers) == " ".join([FIRST, *said])
    assert len(said) < SENTENCES


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (1_969, "Target akuisisi 1.969 butuh 328 per bulan selama 2 bulan; sejauh ini 328, jadi cukup."),
        (1_970, "Target akuisisi 1.970 butuh 329 per bulan selama 2 bulan; sejauh ini 328 per bulan."),
    ],
)
def test_while_the_period_runs_a_target_is_said_with_what_it_needs_a_month(target: int, said: str) -> None:
    """1.313 in four months; with 656 more in two the pace is just enough."""
    until_april = context(last_complete=date(2019, 4, 1))
    assert said in headline_of(until_april, Weighed(STATES, {"acquired": target}))


def test_a_change_is_said_from_the_threshold_on_and_counts_no_month_that_is_missing() -> None:
    year = {"acquired": 1_459, "received": None}
    told = headline_of(context(), Weighed(STATES, year_before=year))
    assert "Akuisisi -10% dari semester I 2018" in told.replace("-10,0%", "-10%")
    assert "Akuisisi -" not in headline_of(context(), Weighed(STATES, year_before=year | {"acquired": 1_458}))
    narrow = Weighed(STATES, year_before=year | {"acquired": 1_458}, notable=Notable(change=9))
    assert "Akuisisi -" in headline_of(context(), narrow)
    unsettled = Weighed(STATES, year_before=year, unsettled=frozenset({"acquired"}))
    assert headline_of(context(), unsettled).endswith(ACTIVE)


def test_how_soon_is_soon_comes_from_the_threshold_and_a_doubt_is_marked() -> None:
    far = headline_of(context(), Weighed(STATES, within=WITHIN, notable=Notable(days=90)))
    assert "5 agen berubah status dalam 90 hari, 3 jatuh nonaktif" in far
    unsure = headline_of(context(), Weighed(STATES, within=WITHIN.with_columns(uncertain=pl.lit(True))))
    assert f"{DUE[:-1]} (belum pasti)." in unsure


def test_a_missing_month_is_said_before_anything_else_and_the_press_hears_no_judgement() -> None:
    full = Weighed(STATES, {"acquired": 1_400}, YEAR, WITHIN)
    doubt = "32 agen terdaftar; status sebagian belum pasti, karena bergantung pada bulan yang belum dimuat."
    assert headline_of(context(doubtful=True), full) == f"{FIRST} {doubt} {MISSED}"
    assert headline_of(context(press=True), full) == f"{FIRST} {ACTIVE}"
    none = headline_of(context(no_data=frozenset({"acquired"})), replace(full, within=NONE))
    assert "kuisisi -" not in none
    assert "Target" not in none


def test_the_thresholds_are_the_branchs_rows_of_the_day(conn: sa.Connection) -> None:
    put(conn, World(agents=[Agent("A1", "K1", date(2017, 1, 5))]))
    june = scope_of("2019-S1", date(2019, 6, 1))
    assert notable(conn, june) == Notable(10, 30)
    row = {"branch_code": BRANCH, "name": NOTABLE["change"], "source": "uji"}
    later = [{**row, "valid_from": date(2019, 7, 1), "value": 25}, {**row, "valid_from": date(2019, 6, 30), "value": 5}]
    conn.execute(s.rules.insert(), later)
    assert notable(conn, june) == Notable(5, 30)
