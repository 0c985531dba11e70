"""What the page says of active participants, from the answers alone."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.figures import coverage, funds, insured
from dashboard.language.words import words_in
from tests.support.drawn_answers import context, table

ID = words_in("id")
STOCK = table("""
    code covered in_arrears lapsed never people amount
    -    917     538        870    16    2341   16885600
""")
BRIDGE = table("""
    code month      opening new returned moved_in stopped ended moved_out closing closing_amount
    -    2019-05-01 820     227 22       0        178     0     0         891     16388800
    -    2019-06-01 891     202 19       0        195     0     0         917     16885600
""")


def test_the_stock_is_said_as_the_bridge_that_closes_in_it() -> None:
    answers = insured.Stock(STOCK, BRIDGE)
    assert insured.sentence_of(ID, answers) == (
        "917 peserta aktif pada akhir Juni 2019 = 820 pada awal periode + 429 baru + 41 kembali "
        "− 373 berhenti membayar, dari 2.341 peserta yang pernah terdaftar dan belum berakhir."
    )
    assert 820 + 429 + 41 - 373 == 917
    moved = insured.Stock(STOCK, BRIDGE.with_columns(moved_in=2, ended=1))
    assert "+ 4 masuk dari tempat lain − 373 berhenti membayar − 2 berakhir" in insured.sentence_of(ID, moved)


def test_four_numbers_of_one_metric_the_active_with_their_rupiah() -> None:
    drawn = insured.numbers_of(context(), insured.Stock(STOCK, BRIDGE))
    assert [(one.label, one.value, one.raw) for one in drawn] == [
        ("Peserta aktif", "917", 917),
        ("Menunggak 1–3 bulan", "538", 538),
        ("Lebih dari 3 bulan", "870", 870),
        ("Belum pernah terlindungi", "16", 16),
    ]
    assert {one.metric for one in drawn} == {"participants_active"}
    assert [one.beside for one in drawn] == ["Rp16.885.600 iuran untuk bulan itu", "", "", ""]


def test_the_bridge_is_drawn_each_bar_from_where_the_one_before_ends() -> None:
    zeros = dict.fromkeys((f"{name}_amount" for name in ("returned", "moved_in", "ended", "moved_out")), 0)
    rupiah = {"opening_amount": 900, "new_amount": 300, "stopped_amount": 100, "repriced_amount": -50, **zeros}
    rows = BRIDGE.with_columns(*(pl.lit(n).alias(name) for name, n in rupiah.items()), closing_amount=pl.lit(1_000))
    answers = insured.Stock(STOCK, rows)
    people, money = insured.bridge_of_people(context(), answers), insured.bridge_of_rupiah(context(), answers)
    assert people.title == "917 peserta aktif pada akhir periode: 820 pada awal, +470 masuk, −373 keluar"
    drawn = people.drawing.rows["rows"].select("label", "kind", "from", "to", "step_text").rows()
    assert drawn == [
        ("Awal", "whole", 0, 820, "820"),
        ("Baru", "comes", 820, 1249, "+429"),
        ("Kembali", "comes", 1249, 1290, "+41"),
        ("Berhenti membayar", "goes", 917, 1290, "−373"),
        ("Akhir", "whole", 0, 917, "917"),
    ]
    assert people.table["bridge_people"].to_list() == [820, 429, 41, 373, 917]
    assert money.table["bridge_rupiah"].to_list() == [900, 600, 0, 200, -100, 1_000]
    steps = money.drawing.rows["rows"].select("from", "to", "step_text").rows()
    assert steps[-2:] == [(1_200, 1_300, "−Rp100"), (0, 1_000, "Rp1.000")]


def test_without_a_whole_month_the_bridge_has_no_bar_but_two_zeros() -> None:
    nothing = insured.bridge_of_people(context(), insured.Stock(STOCK, BRIDGE.clear()))
    assert nothing.table["bridge_people"].to_list() == [0] * 5


def test_a_target_stands_beside_the_number_and_below_the_bridge() -> None:
    aimed = insured.Stock(STOCK, BRIDGE, (1_000, date(2019, 6, 1)))
    assert insured.numbers_of(context(), aimed)[0].beside == (
        "Rp16.885.600 iuran untuk bulan itu · target akhir Juni 2019 1.000, kurang 83"
    )
    drawn = insured.bridge_of_people(context(), aimed)
    assert drawn.table.rows()[-1] == ("Target", 1_000)
    assert drawn.drawing.rows["rows"].select("kind", "from", "to", "step_text").rows()[-1] == (
        "target",
        0,
        1_000,
        "1.000",
    )
    met = insured.numbers_of(context(), insured.Stock(STOCK, BRIDGE, (900, date(2019, 6, 1))))
    assert met[0].beside.endswith("target akhir Juni 2019 900")


def test_the_months_stand_in_a_table() -> None:
    listed = insured.months_of(context(), insured.Stock(STOCK, BRIDGE))
    assert listed.table.columns[:3] == ["month", "active_opening", "active_new"]
    assert listed.table["active_closing"].to_list() == [891, 917]
    assert listed.table["month"][1] == date(2019, 6, 1)


COVERAGE = table("""
    name code  year source definition people denominator refused        people_before denominator_before year_before
    BPU  -     2019 BPS    bekerja    4      50          -              5             40                 2018
    BPU  33.25 2019 BPS    bekerja    3      30          -              4             20                 2018
    X    -     2019 -      -          4      -           places_missing -             -                  -
""")
POINTS = table("""
    points by_people by_denominator not_compared label  kind
    -4.5   -2.5      -2.0           -            -      -
    -10.0  -5.0      -5.0           -            Batang kabupaten
    -      -         -              -            -      -
""")


def test_coverage_is_drawn_as_what_people_and_denominator_did_to_it() -> None:
    """12,5% to 8%; a place has its bar alone, and a ratio that is refused none but its reason in the table."""
    rows = pl.concat([COVERAGE.with_columns(pl.col("code").fill_null("")), POINTS], how="horizontal")
    drawn = coverage.figure(context(), rows)
    assert drawn.drawing.rows["rows"].select("label", "kind", "from", "to", "step_text").rows() == [
        ("BPU 2018, dulu", "whole", 0, 12.5, "12,50"),
        ("karena peserta", "goes", 10, 12.5, "−2,50"),
        ("karena penyebut", "goes", 8, 10, "−2,00"),
        ("BPU 2019", "whole", 0, 8, "8,00"),
        ("Kabupaten Batang", "whole", 0, 10, "10,00"),
    ]
    assert drawn.table["coverage_share"].to_list() == [0.08, 0.1, None]
    assert drawn.table["coverage_why"].to_list()[2].startswith("tidak dihitung: tidak semua")
    assert drawn.title.startswith("4 peserta aktif = 8,0% dari 50 (BPU, 2019). X, 2019: tidak dihitung")
    alone = coverage.figure(context(), rows.head(1).with_columns(points=None, by_people=None, by_denominator=None))
    assert alone.drawing.rows["rows"]["label"].to_list() == ["BPU 2019"]


FUNDS = table("""
    name since      until      people amount  behind left left_amount
    A    2019-01-01 2019-06-30 10     160000  3      907  16725600
    B    2019-01-01 2019-09-30 200    3000000 0      707  13725600
    C    -          -          5      80000   0      -    -
""")
TODAY = date(2019, 7, 2)


def test_the_active_fall_off_the_cliff_fund_by_fund() -> None:
    """Whose end nobody has stated takes nobody away, and is named."""
    people = funds.in_people(context(), funds.Funded(FUNDS, STOCK))
    assert people.drawing.rows["rows"].select("label", "kind", "from", "to", "step_text").rows() == [
        ("Aktif sekarang", "whole", 0, 917, "917"),
        ("A", "goes", 907, 917, "−10 · 30 Jun 2019"),
        ("B", "goes", 707, 907, "−200 · 30 Sep 2019"),
        ("Tersisa", "whole", 0, 707, "707"),
    ]
    assert people.title == "917 peserta aktif; tersisa 707 bila dana-dana berakhir dan tidak ada yang meneruskan"
    assert people.note == "3 peserta belum dibayar lagi sejak dananya berakhir. Akhirnya belum dinyatakan: C."
    money = funds.in_rupiah(context("en"), funds.Funded(FUNDS, STOCK))
    assert money.drawing.rows["rows"]["step_text"].to_list() == [
        "Rp16.9 million",
        "−Rp160,000",
        "−Rp3 million",
        "Rp13.7 million",
    ]
    many = pl.concat([FUNDS.head(1).with_columns(name=pl.lit(f"F{n}")) for n in range(12)])
    bars = funds.in_people(context(), funds.Funded(many, STOCK)).drawing.rows["rows"]
    assert (bars.height, bars["label"][9], bars["step_text"][9]) == (11, "lainnya (4)", "−40")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (FUNDS.clear(), None),
        (
            FUNDS[1:2],
            "Dana B berakhir 30 September 2019 (90 hari lagi): 200 peserta, Rp3 juta sebulan; tanpa kelanjutan tersisa "
            "707.",
        ),
        (
            FUNDS[:2],
            "Dana A sudah berakhir 30 Juni 2019: kelanjutan untuk 13 peserta belum ada di data; 1 dana lain juga "
            "berakhir.",
        ),
    ],
)
def test_one_line_says_which_fund_ends(rows: pl.DataFrame, says: str | None) -> None:
    assert funds.line(ID, rows, TODAY) == says


PARTS = table("""
    code  part   opening new returned moved_in stopped ended moved_out closing
    33.25 Batang 87      290 45       0        221     0     0         201
    33.27 Pemal  267     238 59       12       364     2     14        196
    33.75 Kota   5       0   0        0        5       0     0         0
""")


def parts_of(rows: pl.DataFrame) -> insured.ByPart:
    return insured.ByPart("wilayah", rows.rename({name: f"active_{name}" for name in rows.columns[2:]}), "")


def test_each_part_has_its_bar_and_the_sum_that_it_is() -> None:
    """More came and went than were there: 290 and 221 beside 87. What is zero, and most have not, is not said."""
    figure = insured.by_part(context(), parts_of(PARTS))
    assert figure.drawing.rows["rows"].select("label", "opening", "reach", "sum_text", "brief_text").rows() == [
        ("Batang", 87, 201, "87 +290 +45 −221 = 201", "87 +335 −221 = 201"),
        ("Pemal", 267, 267, "267 +238 +59 +12 −364 −2 −14 = 196", "267 +309 −380 = 196"),
        ("Kota", 5, 5, "5 +0 +0 −5 = 0", "5 +0 −5 = 0"),
    ]
    assert figure.title == "397 peserta aktif pada akhir periode; Batang paling berubah: 87 menjadi 201"
    assert (figure.table.height, figure.note.endswith("= akhir.")) == (3, True)
    tied = pl.concat([PARTS[2:], PARTS[2:].with_columns(part=pl.lit("Kab"))])
    assert insured.by_part(context(), parts_of(tied)).title.endswith("Kab dan Kota sama-sama paling berubah")
    still = insured.by_part(context(), parts_of(PARTS[:1].with_columns(opening=201)))
    assert still.title == "201 peserta aktif pada akhir periode, di tiap bagian sebanyak pada awalnya"
    many = pl.concat([PARTS[:1].with_columns(part=pl.lit(f"B{n:02}")) for n in range(14)])
    drawn = insured.by_part(context(), parts_of(many))
    assert (drawn.drawing.rows["rows"].height, drawn.table.height) == (12, 14)
    assert drawn.note.endswith("Digambar 12 dari 14; semuanya ada di tabel.")


def test_beside_the_parts_that_are_chosen_the_others_are_drawn_and_nothing_else_is_of_them() -> None:
    beside = parts_of(PARTS[1:]).rows
    one = insured.by_part(context(), replace(parts_of(PARTS[:1]), around=beside))
    assert one.title == "Batang: 201 peserta aktif pada akhir periode, 87 pada awalnya"
    drawn = one.drawing.rows["rows"].select("position", "label", "closing", "around").rows()
    assert drawn == [(0, "Batang", 201, False), (1, "Pemal", 196, True), (2, "Kota", 0, True)]
    assert one.table["label"].to_list() == ["Batang"]
    two = insured.by_part(context(), replace(parts_of(PARTS[:2]), around=parts_of(PARTS[2:]).rows))
    assert two.title == "2 bagian yang dipilih: 397 peserta aktif pada akhir periode, 354 pada awalnya"
