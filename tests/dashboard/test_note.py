"""A figure's note stands in its picture and over its numbers."""

from dataclasses import replace

import pytest

from dashboard import picture, sheet
from dashboard.i18n import LANGUAGES, words
from tests.dashboard.drawn import figure

NOTE = "Tarif berubah & turun."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_goes_wherever_the_figure_goes(language: str) -> None:
    told = words(language)
    plain = figure("cumulative", told)
    noted = replace(plain, note=NOTE)
    assert "Tarif berubah &amp; turun." in picture.frame(noted, told, picture.WIDE).before
    assert "Tarif berubah" not in picture.frame(plain, told, picture.WIDE).before
    assert sheet.notes(noted, told)[2] == NOTE
    assert len(sheet.notes(plain, told)) + 1 == len(sheet.notes(noted, told))
