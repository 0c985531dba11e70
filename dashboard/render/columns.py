"""How wide a table's columns are on screen: as their texts ask, or so that all stand side by side on a laptop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import polars as pl

from dashboard.fonts.typeface import typeface
from dashboard.language.words import Words

ROOM, NARROW = 1050, 980
"""Pixels beside the menu of a laptop's 1440, and of one of 1366, less the edges of what is unfolded there."""

BRIEF = (
    "wilayah_name",
    "months_in_service",
    "worth_new",
    "worth_one_more",
    "worth_payment",
    "active_moved_in",
    "active_stopped",
    "active_moved_out",
    "active_closing_amount",
    "active_in_arrears",
    "active_lapsed",
    "active_never",
    "active_people",
    "next_due_month",
    "acquirer",
    "last_covered_month",
    "listed_explained",
    "missing_explained",
    "months_past",
    "registered_on",
    "known",
)
"""The columns that have a brief heading, `tables.brief.<column>`, for a table whose headings ask for more."""

_WIDEST = 420
"""Pixels beyond which no column grows: longer texts take more lines."""

_CHECKBOX = 36
"""Pixels of the column by which a row is chosen."""

_SIZE, _EDGES = 13.2, 20
"""Pixels of a cell's letters, and what lies beside them."""

_HINTED = 3
"""Pixels by which a browser that rounds each letter to whole ones draws a word wider: "Pekalonga" stood over "n"."""

_MEASURED = 8
"""How many of a column's longest texts are measured."""

_MOST_LINES = 8

_HEADING, _HIGHEST = 35, 375
"""Pixels of a table's heading and edges, and of one that scrolls: 2.1875 and 25 times the 15 of a letter."""


@dataclass(frozen=True)
class Fitted:
    """Each column's pixels and brief heading, None where it has its own; and the pixels of a row."""

    columns: Mapping[str, tuple[int, str | None]]
    row_height: int


def fitted(words: Words, frame: pl.DataFrame, written: Mapping[str, Callable], chosen: bool) -> Fitted:
    """Columns for a frame, whose rows may be `chosen` or not.

    Where they ask for more than there is, headings that have a brief form take it, and texts break into as few lines as
    let all columns stand side by side, on the narrow laptop too where that can be; an agent's name, a link, has one
    line. Where no lines do, every column is as wide as its longest word, and the table scrolls.
    """
    rooms = [room - (_CHECKBOX if chosen else 0) for room in (NARROW, ROOM)]
    texts = {name: _longest(frame[name], written.get(name, str)) for name in frame.columns}
    breaks = {name for name in texts if frame[name].dtype == pl.String and name not in written} - {"name"}
    headings, brief = {name: words(f"tables.{name}") for name in frame.columns}, dict[str, str]()
    if _sum(headings, texts, breaks, 1) > rooms[0]:
        brief = {name: words(f"tables.brief.{name}") for name in BRIEF if name in headings}
    headings |= brief
    every = [(n, room) for room in rooms for n in range(1, _MOST_LINES)]
    lines = next((n for n, room in every if _sum(headings, texts, breaks, n) <= room), _MOST_LINES)
    widths = _widths(headings, texts, breaks, lines)
    lines = max((_lines(text, widths[name]) for name in breaks for text in texts[name]), default=1)
    return Fitted({name: (width, brief.get(name)) for name, width in widths.items()}, _high(lines))


def height(rows: int, row: int) -> int:
    """Pixels of a table, as Streamlit makes it: its heading and its rows, one at least, up to where it scrolls."""
    return min(_HEADING + max(rows, 1) * row, _HIGHEST)


def _high(lines: int) -> int:
    """Pixels of a row: Streamlit breaks a text in rows above 60 alone."""
    return 36 if lines <= 1 else max(62, 12 + 18 * lines)


def _longest(column: pl.Series, written: Callable) -> tuple[str, ...]:
    """The longest of a column's texts by their letters: the widest is among them."""
    return tuple(sorted((written(value) for value in column.drop_nulls().unique().to_list()), key=len)[-_MEASURED:])


def _sum(headings: Mapping[str, str], texts: Mapping[str, tuple[str, ...]], breaks: set[str], lines: int) -> int:
    return sum(_widths(headings, texts, breaks, lines).values())


def _widths(
    headings: Mapping[str, str], texts: Mapping[str, tuple[str, ...]], breaks: set[str], lines: int
) -> dict[str, int]:
    """Pixels with which no text needs more lines; what cannot break has one."""
    return {
        name: max(_needed((headings[name],), 1), _needed(texts[name], lines if name in breaks else 1)) for name in texts
    }


def _wide(text: str) -> int:
    return ceil(typeface().width(text, _SIZE)) + _EDGES


@lru_cache(maxsize=4096)
def _needed(texts: tuple[str, ...], lines: int) -> int:
    """Pixels in which each of the texts needs no more lines; in one line, no more than the widest column has."""
    whole = max((_wide(text) for text in texts), default=0)
    if lines == 1:
        return min(whole, _WIDEST)
    word = max((_wide(part) for text in texts for part in text.split()), default=0) + _HINTED
    enough = (width for width in range(word, whole, 6) if all(_lines(text, width) <= lines for text in texts))
    return min(next(enough, whole), _WIDEST)


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    return len(typeface().lines(text, _SIZE, width - _EDGES))
