"""What a figure's title says of its answers, drawn as small tables: no database is near."""

from datetime import date

import polars as pl
import pytest

from dashboard.figures import acquisitions, contributions, places
from dashboard.figures.comparison import Comparison
from dashboard.language.words import words_in
from queries.periods import Period
from queries.press.protected import NotForPress
from tests.support.drawn_answers import context, table

MONTHS = table("""
    month    acquired received received_from_new received_from_earlier cumulative running
    2019-01  208      15000000 3000000           12000000              15000000   no
    2019-02  231      19000000 9000000           10000000              34000000   no
    2019-03  231      20000000 14000000          6000000               54000000   no
    2019-04  90       7000000  6000000           1000000               61000000   yes
""")
AREAS = table("""
    code   label       kind       latitude longitude acquired received
    33.25  Batang      kabupaten  -7.02    109.86    310      26000000
    33.26  Pekalongan  kabupaten  -7.05    109.62    402      34500000
    33.75  Pekalongan  kota       -6.89    109.67    402      34500000
""")
NOTHING = AREAS.with_columns(pl.lit(0, pl.Int64).alias("acquired"), pl.lit(0, pl.Int64).alias("received"))
FEW = AREAS.with_columns(pl.Series("acquired", [310, None, 402]), pl.Series("received", [26_000_000, None, None]))


def test_of_months_with_as_many_all_are_named_and_a_running_one_counts_nowhere() -> None:
    figure = acquisitions.by_month(context(last_complete=date(2019, 3, 1)), Comparison(MONTHS, whole=670))
    assert (
        figure.title == "670 peserta diakuisisi pada semester I 2019 sampai 31 Maret 2019, "
        "terbanyak pada Februari 2019 dan Maret 2019 "
        "(masing-masing 231)"
    )
    assert figure.table["running"].to_list() == [False, False, False, True]
    assert figure.table["previous"].null_count() == 4


def test_a_single_month_is_not_said_to_have_most() -> None:
    one = Comparison(MONTHS.head(1), whole=208)
    assert acquisitions.month_title(context(period="2019-01"), one) == "208 peserta diakuisisi pada Januari 2019"


def test_nobody_acquired_is_said_so_whatever_a_running_month_brings() -> None:
    none = MONTHS.with_columns(acquired=pl.when("running").then("acquired").otherwise(0))
    title = acquisitions.month_title(context(), Comparison(none, whole=0))
    assert title == "Tidak ada akuisisi pada semester I 2019"
    assert acquisitions.month_title(context(), Comparison(MONTHS.clear(), whole=0)) == title
    assert acquisitions.by_wilayah(context(), Comparison(NOTHING, whole=0)).title == title


def test_the_n_th_month_stands_beside_the_n_th_of_the_period_before() -> None:
    earlier = table("""
        month    acquired running
        2018-07  190      no
        2018-08  180      no
    """)
    figure = acquisitions.by_month(context(), Comparison(MONTHS, earlier, context(period="2018-S2").scope.period, 670))
    assert figure.table["previous"].to_list() == [190, 180, None, None]
    assert figure.drawing.params["previous_text"] == "semester II 2018"


def test_a_withheld_part_leaves_the_whole_in_the_title_and_a_withheld_whole_nothing() -> None:
    press = context(press=True)
    figure = acquisitions.by_wilayah(press, Comparison(FEW, whole=800))
    assert "800" in figure.title
    assert "402" not in figure.title
    assert "1 angka" in figure.note
    assert acquisitions.ranked_title(press, "acquired_by_wilayah", FEW, None) == (
        "Akuisisi semester I 2019: jumlahnya tidak ditampilkan"
    )
    with pytest.raises(NotForPress):
        acquisitions.by_wilayah(press, Comparison(FEW.with_columns(acquired=pl.lit(None, pl.Int64))))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (
            "id",
            "Akuisisi terbanyak sama-sama di Kabupaten Pekalongan dan Kota Pekalongan: masing-masing 402 dari "
            "1.114 peserta (36,1%)",
        ),
        (
            "en",
            "Most were acquired in Pekalongan Regency and Pekalongan City alike: 402 each of 1,114 participants "
            "(36.1%)",
        ),
    ],
)
def test_equal_places_are_all_named(language: str, title: str) -> None:
    assert acquisitions.by_wilayah(context(language), Comparison(AREAS, whole=1114)).title == title


def test_the_map_names_the_same_places_as_the_bars() -> None:
    figure = places.wilayah(context(), places.MapAnswers(AREAS, 1114))
    both = "Kabupaten Pekalongan dan Kota Pekalongan"
    assert figure.title == f"Akuisisi terbanyak sama-sama di {both}: masing-masing 402 dari 1.114 peserta"
    assert places.wilayah(context(), places.MapAnswers(NOTHING, 0)).title == "Tidak ada akuisisi pada semester I 2019"
    assert "800" in places.wilayah(context(press=True), places.MapAnswers(FEW, 800)).title


@pytest.mark.parametrize(
    ("before", "label"), [("2018-S2", "Semester II 2018"), ("2018", "Tahun 2018"), ("", "Pembanding")]
)
def test_what_a_table_sets_beside_is_called_by_the_name_of_its_period(before: str, label: str) -> None:
    earlier = Comparison(AREAS, AREAS, Period.parse(before) if before else None, whole=1_114)
    for figure in (acquisitions.by_wilayah(context(), earlier), contributions.by_wilayah(context(), earlier)):
        assert figure.labels["previous"] == label
    months = Comparison(MONTHS, MONTHS, earlier.period, whole=670)
    assert acquisitions.by_month(context(), months).labels["previous"] == label


def test_outlines_stand_in_for_tiles_only_where_they_have_every_place() -> None:
    outlines = {"features": [{"properties": {"code": code}} for code in AREAS["code"]]}
    assert places.outlines(places.MapAnswers(AREAS, 1114, outlines)) is outlines
    outlines["features"].pop()
    assert places.outlines(places.MapAnswers(AREAS, 1114, outlines)) is None


def test_sectors_are_named_in_words_and_a_sector_without_a_word_as_it_is_written() -> None:
    rows = table("""
        code     acquired
        Nelayan  4
        Penambang 3
    """)
    labels = acquisitions.by_sector(context("en"), Comparison(rows, whole=7)).table["label"].to_list()
    assert labels == [words_in("en").sector("Nelayan"), "Penambang"]


PUBLISHED = table("""
    metric    value      rounding  wording              source  published_on own  computed   difference agreement
    received  60000000   1000000   sekitar~Rp60~juta    Radar   2019-08-02   no   61000000   1000000    differs
    received  61000000   1000000   sekitar~Rp61~juta    ANTARA  2019-08-01   no   61000000   0          matches
    received  61000000   100000    Rp61~juta            Radar   2019-09-02   yes  61000000   0          matches
    received  58000000   100000    Rp58~juta            Tempo   2019-09-01   yes  61000000   3000000    differs
""")
OUTSIDE = ~pl.col("own")


def cumulative(published: pl.DataFrame, received: int | None = 61_000_000, target: int | None = None) -> str:
    return contributions.cumulative(context(), contributions.Cumulative(MONTHS, published, received, target)).title


@pytest.mark.parametrize(
    ("rows", "ends", "drawn", "noted"),
    [
        ([1], ", sesuai angka terbit sekitar Rp61 juta", ["ANTARA"], ""),
        ([1, 2], ", sesuai angka terbit sekitar Rp61 juta", ["ANTARA"], "menyampaikan Rp61 juta kepada Radar."),
        ([2], " mencapai Rp61 juta", ["cabang ini kepada Radar"], "menyampaikan Rp61 juta kepada Radar."),
        (
            [1, 3],
            ", berbeda Rp3 juta dari Rp58 juta yang telah disampaikan cabang ini",
            ["ANTARA"],
            "menyampaikan Rp58 juta kepada Tempo.",
        ),
    ],
)
def test_a_chart_agrees_with_what_others_published_and_never_with_what_its_branch_issued(
    rows: list[int], ends: str, drawn: list[str], noted: str
) -> None:
    published = PUBLISHED[rows]
    figure = contributions.cumulative(context(), contributions.Cumulative(MONTHS, published, 61_000_000, None))
    assert figure.title.endswith(ends)
    assert [one["source"] for one in contributions.rules(words_in("id"), published)] == drawn
    assert figure.note.endswith(noted)
    assert bool(noted) == ("Cabang ini" in figure.note)


def test_of_several_published_figures_the_one_that_no_longer_holds_is_named() -> None:
    assert cumulative(PUBLISHED.filter(OUTSIDE)) == (
        "Iuran semester I 2019 mencapai Rp61 juta, berbeda Rp1 juta dari angka terbit sekitar Rp60 juta"
    )
    assert cumulative(PUBLISHED[[1]]) == (
        "Iuran semester I 2019 mencapai Rp61 juta, sesuai angka terbit sekitar Rp61 juta"
    )


def test_what_was_published_of_a_period_that_still_runs_is_not_judged() -> None:
    undecided = PUBLISHED.with_columns(pl.lit(None, pl.String).alias("agreement"))
    assert cumulative(undecided) == "Iuran semester I 2019 mencapai Rp61 juta"


def test_nothing_received_and_nothing_that_may_be_said() -> None:
    assert cumulative(PUBLISHED.clear(), 0) == "Tidak ada iuran diterima pada semester I 2019"
    assert cumulative(PUBLISHED, None) == "Penerimaan iuran semester I 2019: jumlahnya tidak ditampilkan"


def test_published_figures_that_would_hide_each_other_are_drawn_once() -> None:
    drawn = contributions.rules(words_in("en"), PUBLISHED)
    assert [one["wording"] for one in drawn] == ["about Rp60 million"]
    apart = PUBLISHED.filter(OUTSIDE).with_columns(pl.Series("value", [60_000_000, 90_000_000]))
    assert [one["value"] for one in contributions.rules(words_in("id"), apart)] == [60_000_000, 90_000_000]


def test_the_parts_name_who_paid_and_the_whole_where_one_is_withheld() -> None:
    totals = {"acquired": 760, "received": 61_000_000, "received_from_new": 32_000_000}
    answers = contributions.Parts(MONTHS, totals | {"received_from_earlier": 29_000_000})
    assert contributions.parts(context(), answers).title == (
        "Rp32 juta dibayar peserta baru semester I 2019, Rp29 juta peserta sebelumnya"
    )
    assert "Rp61 juta" in contributions.parts_title(context(press=True), totals | {"received_from_earlier": None})
    none = dict.fromkeys([*totals, "received_from_earlier"], 0)
    assert contributions.parts_title(context(), none) == "Tidak ada iuran diterima pada semester I 2019"


def test_money_by_place_names_all_of_equals_and_their_share() -> None:
    figure = contributions.by_wilayah(context(), Comparison(AREAS, whole=95_000_000))
    assert (
        figure.title == "Penerimaan terbanyak sama-sama di Kabupaten Pekalongan dan Kota Pekalongan: "
        "masing-masing Rp34,5 juta dari Rp95 juta (36,3%)"
    )
    assert contributions.wilayah_title(context(), NOTHING, 0) == "Tidak ada iuran diterima pada semester I 2019"
    assert "Rp95 juta" in contributions.wilayah_title(context(press=True), FEW, 95_000_000)


def test_what_is_chosen_keeps_the_others_in_sight_and_is_titled_and_tabled_alone() -> None:
    one = acquisitions.by_wilayah(context(), Comparison(AREAS.head(1), whole=310, around=AREAS.slice(1)))
    assert one.title == "Kabupaten Batang: 310 peserta diakuisisi"
    assert one.table["code"].to_list() == ["33.25"]
    drawn = one.drawing.rows["rows"].select("code", "value", "around")
    assert drawn.rows() == [("33.25", 310, False), ("33.26", 402, True), ("33.75", 402, True)]
    two = contributions.by_wilayah(context(), Comparison(AREAS.head(2), whole=60_500_000, around=AREAS.tail(1)))
    assert two.title == "Kabupaten Pekalongan terbanyak dari 2 yang dipilih: Rp34,5 juta dari Rp60,5 juta"
    on_map = places.wilayah(context(), places.MapAnswers(AREAS.tail(1), 402, None, AREAS.head(2)))
    assert on_map.title == "Kota Pekalongan: 402 peserta diakuisisi"
    assert on_map.table["code"].to_list() == ["33.75"]
    assert on_map.drawing.rows["rows"]["around"].to_list() == [False, True, True]
