"""A table's columns stand side by side on a laptop, by the widths of their texts."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import insured
from dashboard.fonts.typeface import typeface
from dashboard.language.words import LANGUAGES, words_in
from dashboard.render import columns

PHRASE = st.lists(st.sampled_from(["iuran", "Pekalongan", "berjalan", "12", "·"]), max_size=30).map(" ".join)
FRAMES = st.lists(st.tuples(PHRASE, PHRASE, PHRASE, st.integers(0, 10**9)), min_size=1, max_size=3)


@given(FRAMES, st.sampled_from(LANGUAGES), st.booleans())
def test_all_columns_fit_and_no_row_is_too_low_for_a_text(rows, language, chosen):
    frame = pl.DataFrame(rows, schema=["wilayah_name", "status", "reason", "received"], orient="row")
    fitted = columns.fitted(words_in(language), frame, {"received": words_in(language).rupiah}, chosen)
    assert sum(width for width, _ in fitted.columns.values()) + 36 * chosen <= columns.NARROW
    for name in ("wilayah_name", "status", "reason"):
        for text in frame[name]:
            lines = typeface().lines(text, 13.2, fitted.columns[name][0] - 20)
            assert not any(line.endswith("…") for line in lines)
            assert fitted.row_height >= (62 if len(lines) > 1 else 36)
            assert fitted.row_height >= 18 * len(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_is_brief_only_where_there_is_no_room(language):
    words, few = words_in(language), pl.DataFrame({"acquirer": ["A1"], "registered_on": [date(2019, 6, 30)]})
    assert columns.fitted(words, few, {"registered_on": words.day}, False).columns["acquirer"][1] is None
    many = few.with_columns(
        pl.lit("iuran peserta masih berjalan " * 9).alias("reason"), pl.lit("kata " * 60).alias("note")
    )
    many = many.with_columns(pl.lit("kata " * 60).alias("act"))
    brief = columns.fitted(words, many, {"registered_on": words.day}, False).columns["acquirer"][1]
    assert brief == words("tables.brief.acquirer") != words("tables.acquirer")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_heading_is_shorter_and_every_one_is_listed(language):
    words = words_in(language)
    assert {key for key in words._texts if key.startswith("tables.brief.")} == {
        f"tables.brief.{n}" for n in columns.BRIEF
    }
    for name in columns.BRIEF:
        assert typeface().width(words(f"tables.brief.{name}"), 1) < typeface().width(words(f"tables.{name}"), 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_of_the_active_stand_side_by_side_with_their_target(language):
    words = words_in(language)
    counts = dict.fromkeys((name for name in insured.COUNTED if name != "active_covered"), words.number)
    frame = pl.DataFrame({"part": ["Kabupaten Pekalongan"]}).with_columns(pl.lit(1_234).alias(name) for name in counts)
    frame = frame.with_columns(active_closing_amount=pl.lit(17_654_321))
    written = {**counts, "active_closing_amount": words.rupiah}
    fitted = columns.fitted(words, frame, written, False)
    assert sum(width for width, _ in fitted.columns.values()) <= columns.ROOM


def test_what_does_not_fit_a_narrow_laptop_has_as_few_lines_as_a_wide_one_needs():
    """And not a line a word, as where no lines let it fit."""
    names = ("new", "returned", "moved_in", "stopped", "ended", "moved_out", "closing", "in_arrears", "lapsed", "never")
    rows = pl.DataFrame({f"active_{name}": ["Pekalongan"] for name in names} | {"reason": ["kata " * 6]})
    fitted = columns.fitted(words_in("id"), rows, {}, False)
    assert columns.NARROW < sum(width for width, _ in fitted.columns.values()) <= columns.ROOM
    assert fitted.row_height == 62  # of two lines


@pytest.mark.parametrize(
    ("rows", "row", "pixels"),
    [(0, 36, 71), (1, 36, 71), (4, 62, 283), (9, 36, 359), (10, 36, 375), (90, 80, 375)],
)
def test_a_table_has_the_height_that_streamlit_gives_it(rows, row, pixels):
    """Looked at in a browser: where it is not said beforehand, the table's place is 38 pixels until it is drawn."""
    assert columns.height(rows, row) == pixels
