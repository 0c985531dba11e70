"""How texts are fitted into boxes: measured, in the largest size that has room, cut only where none has."""

import pytest

from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.fit_text import Box


@pytest.mark.parametrize("bold", [False, True])
def test_a_text_is_cut_only_where_no_size_fits(bold: bool) -> None:
    box, text = Box(0, 0, 200, 40), "Kabupaten Pekalongan mengakuisisi terbanyak"
    fit, size = fit_text.fitted(text, (20, 16, 12), box, bold)
    assert (fit, size in (16, 12)) == (text, True)
    long = " ".join([text] * 9)
    fit, size = fit_text.fitted(long, (20, 12), box, bold)
    assert size == 12
    assert fit.endswith("…")
    assert fit_text.height(fit, size, box.width, bold) <= box.height


def test_a_word_wider_than_its_box_takes_more_lines() -> None:
    assert fit_text.lines("Rp113,7 juta", 34, 100, True) > 1
    assert fit_text.lines("a" * 100, 12, 100) > 5
    assert fit_text.height("", 12, 100) == 0
