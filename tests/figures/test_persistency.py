"""The persistency grids, from drawn answers: titles, tables, the breaks that rupiah cross."""

from datetime import date

import pytest

from dashboard.figures import persistency
from dashboard.figures.persistency import PersistencyGrid
from tests.support.drawn_answers import context, table

OVERALL = table("""
    n   people  rupiah  cohort_people
    1   0.9     0.85    400
    3   0.7     -       300
    6   -       -       0
""")
COHORTS = table("""
    registration_month n complete registered covered_people cohort_people covered_amount entry_amount people rupiah
    2018-11            1 yes      200        180            200           3000000        3500000      0.9    0.857
    2018-12            1 no       200        -              -             -              -            -      -
""")
PARTS = table("""
    code     label      kind      n people rupiah covered_people cohort_people covered_amount entry_amount
    33.25    Batang     kabupaten 3 0.5    0.4    50             100           672000         1680000
    33.75    Pekalongan kota      3 0.9    0.8    90             100           1344000        1680000
""")


def grid(rows, measure="people", first=date(2018, 11, 1)):
    return PersistencyGrid(measure, rows, OVERALL, first)


def test_the_cohorts_are_told_with_how_many_registered() -> None:
    figure = persistency.by_cohort(context(), grid(COHORTS))
    assert figure.title == "Pada bulan ke-3 sesudah daftar, 70,0% peserta masih terlindungi"
    assert figure.table.columns == [
        *("registration_month", "n", "complete", "registered"),
        *("covered_people", "cohort_people", "people"),
    ]
    assert figure.table.row(0) == (date(2018, 11, 1), 1, True, 200, 180, 200, 0.9)
    assert figure.note == ""
    money = persistency.by_cohort(context(), grid(COHORTS, "rupiah"))
    assert money.title == "Belum ada peserta yang terdaftar cukup lama"
    assert money.table.columns[4:] == ["covered_amount", "entry_amount", "rupiah"]


def test_the_newest_two_years_of_cohorts_are_drawn() -> None:
    months = [date(2017 + n // 12, n % 12 + 1, 1) for n in range(30)]
    rows = (
        COHORTS.head(1)
        .drop("registration_month")
        .join(table("\n".join(["registration_month", *(f"{month:%Y-%m}" for month in months)])), how="cross")
    )
    drawn = persistency.by_cohort(context(), grid(rows)).table["registration_month"].to_list()
    assert drawn == months[6:]


@pytest.mark.parametrize(
    ("compose", "rows", "title", "labels"),
    [
        (
            persistency.by_wilayah,
            PARTS,
            "Peserta terlindungi pada bulan ke-3: dari 50% (Kabupaten Batang) sampai 90% (Kota Pekalongan)",
            ["Kabupaten Batang", "Kota Pekalongan"],
        ),
        (
            persistency.by_agent,
            PARTS,
            "Peserta terlindungi pada bulan ke-3: dari 50% sampai 90% menurut agen",
            ["33.25 · Batang", "33.75 · Pekalongan"],
        ),
    ],
)
def test_the_parts_go_by_their_names(compose, rows, title, labels) -> None:
    figure = compose(context(), grid(rows))
    assert figure.title == title
    assert figure.table["label"].to_list() == labels
    assert figure.table.columns == ["code", "label", "n", "covered_people", "cohort_people", "people"]


def test_sectors_go_by_their_words() -> None:
    rows = PARTS.with_columns(code=PARTS["label"].str.replace("Batang", "Nelayan"))
    figure = persistency.by_sector(context("en"), grid(rows))
    assert figure.table["label"].to_list() == ["Fishers", "Pekalongan"]


def test_rupiah_that_cross_a_change_of_the_rates_say_so_and_people_do_not() -> None:
    """PP 49/2020 cut the rates from August 2020 on: a cohort of before is held against dearer months."""
    crossing = context(period="2020-S2", last_complete=date(2020, 12, 1))
    first = date(2020, 5, 1)
    assert "PP 49/2020" in persistency.by_wilayah(crossing, grid(PARTS, "rupiah", first)).note
    assert persistency.by_wilayah(crossing, grid(PARTS, "people", first)).note == ""
    assert persistency.by_wilayah(crossing, grid(PARTS, "rupiah", None)).note == ""
    assert persistency.by_wilayah(context(), grid(PARTS, "rupiah")).note == ""


def test_a_number_stands_beside_the_rupiah_and_how_many_people_there_are() -> None:
    first, third, sixth = persistency.kpis_of(context(), OVERALL)
    assert (first.label, first.value, first.raw) == ("Setelah 1 bulan", "90,0%", 0.9)
    assert "400" in first.beside
    assert "85,0%" in first.beside
    assert "300" in third.beside
    assert (sixth.value, sixth.beside) == ("–", "")
