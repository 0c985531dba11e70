"""A figure's note stands in its picture and over its numbers."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.language.words import LANGUAGES, words_in
from dashboard.render import frame, sheet
from dashboard.view import captions
from queries.periods import Period
from tests.support.drawn import figure
from tests.support.worlds import scope_of

NOTE = "Tarif berubah & turun."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_goes_wherever_the_figure_goes(language: str) -> None:
    words = words_in(language)
    plain = figure("cumulative", words)
    noted = replace(plain, note=NOTE)
    assert "Tarif berubah &amp; turun." in frame.frame(noted, words, frame.WIDE).before
    assert "Tarif berubah" not in frame.frame(plain, words, frame.WIDE).before
    assert sheet.notes(noted, words)[2] == NOTE
    assert len(sheet.notes(plain, words)) + 1 == len(sheet.notes(noted, words))


@pytest.mark.parametrize(
    ("language", "months", "said"),
    [
        ("id", None, "Agustus 2020–Januari 2021 (PP 49/2020)"),
        ("en", None, "August 2020–January 2021 (PP 49/2020)"),
        ("id", "2026-01..2026-05", "untuk transportasi Januari 2026–Maret 2027 (PP 50/2025)"),
        ("en", "2026-01..2026-05", "halved for other BPU in April–December 2026 (PP 50/2025)"),
        ("id", "2019-S1", ""),
    ],
)
def test_a_break_in_rupiah_is_words_with_its_months_and_source(language: str, months: str | None, said: str) -> None:
    view = SimpleNamespace(words=words_in(language), scope=scope_of("2020-S2", date(2020, 12, 1)))
    sentence = captions.breaks(view.words, view.scope, months and Period.parse(months))
    assert said in sentence
    assert bool(sentence) == bool(said)
