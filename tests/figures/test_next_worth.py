"""What the next one is worth, in words, from the answers alone."""

import pytest

from dashboard.figures import next_worth
from tests.support.drawn_answers import context, table

ROWS = table("""
    code name   office new bonus_from missing one_more reached payers payment payments
    A2   Budi   K1     52  50         0       0        450000  0      -       -
    A1   Ani    K1     13  50         37      0        450000  19     1134    21546
""")


def test_who_is_nearest_and_how_many_reached_the_threshold() -> None:
    listing = next_worth.agents_of(context(), ROWS)
    assert listing.title == (
        "1 dari 2 agen mencapai ambang 50 peserta baru pada Juni 2019; yang paling dekat A1, kurang 37."
    )
    assert listing.labels.keys() == set(listing.table.columns)
    everybody = next_worth.summary(context(), ROWS.head(1))
    assert everybody == "1 dari 1 agen mencapai ambang 50 peserta baru pada Juni 2019."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (0, "Pada Juni 2019 52 peserta baru, ambang 50 tercapai dan bernilai Rp450.000: satu akuisisi lagi bernilai "
            "Rp0. Tidak ada peserta yang menunggak."),
        (1, "Pada Juni 2019 13 peserta baru, kurang 37 dari ambang 50: satu akuisisi lagi bernilai Rp0, mencapai "
            "ambangnya Rp450.000. 19 peserta menunggak: satu bulan iuran dari satu orang rata-rata bernilai Rp1.134, "
            "dari semuanya Rp21.546."),
    ],
)  # fmt: skip
def test_a_sentence_of_one_agent(row: int, said: str) -> None:
    assert next_worth.sentence_of(context(), ROWS.row(row, named=True)) == said


def test_without_a_scheme_it_says_so() -> None:
    none = {"missing": None, "bonus_from": None}
    assert next_worth.sentence_of(context(), none) == "Tidak ada skema insentif yang berlaku pada bulan posisi."
