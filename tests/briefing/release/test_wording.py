"""What the press rounds rupiah to, by the amount."""

import pytest

from dashboard.briefing.release import wording
from dashboard.language.formats import short_step
from dashboard.language.words import words_in


@pytest.mark.parametrize(
    ("amount", "step", "exact", "about"),
    [
        (36_800, 1, "Rp36.800", "Rp36.800"),
        (999_999, 1, "Rp999.999", "Rp999.999"),
        (1_000_000, 100_000, "Rp1 juta", "Rp1 juta"),
        (113_702_400, 100_000, "Rp113,7 juta", "sekitar Rp114 juta"),
        (113_499_999, 100_000, "Rp113,5 juta", "sekitar Rp113 juta"),
        (999_499_999, 100_000, "Rp999,5 juta", "sekitar Rp999 juta"),
        (999_949_999, 100_000, "Rp999,9 juta", "sekitar Rp1 miliar"),
        (999_950_000, 100_000_000, "Rp1 miliar", "sekitar Rp1 miliar"),
        (1_000_000_000, 100_000_000, "Rp1 miliar", "Rp1 miliar"),
        (1_449_999_999, 100_000_000, "Rp1,4 miliar", "sekitar Rp1 miliar"),
        (1_450_000_000, 100_000_000, "Rp1,5 miliar", "sekitar Rp1 miliar"),
        (1_500_000_000, 100_000_000, "Rp1,5 miliar", "sekitar Rp2 miliar"),
        (146_309_000_000, 100_000_000, "Rp146,3 miliar", "sekitar Rp146 miliar"),
        (999_950_000_000, 100_000_000_000, "Rp1 triliun", "sekitar Rp1 triliun"),
        (1_250_000_000_000, 100_000_000_000, "Rp1,3 triliun", "sekitar Rp1 triliun"),
    ],
)
def test_rupiah_to_one_decimal_of_the_unit_or_as_about_so_many_whole_ones(
    amount: int, step: int, exact: str, about: str
) -> None:
    words = words_in("id")
    assert (short_step(amount), wording.rupiah(words, amount)) == (step, exact)
    assert wording.about(words, amount) == about
