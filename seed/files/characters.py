"""Characters that look like plain ones, or like nothing: read as what a person sees, in every cell and heading."""

import unicodedata
from functools import cache

import polars as pl

_ODD = r"[^ -~]"
_BLANK_LOOKING = frozenset("\u2800\u3164\uffa0\u115f\u1160\u034f\u17b4\u17b5")
"""Characters that show nothing, though Unicode calls them letters, marks or symbols."""

_LINES = frozenset("\t\n\r")
_BREAKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")
DASHES = "[\u2010-\u2015\u2212\ufe63]"
"""What is typed, or set by an office program, for the plain `-`."""


def plain(text: str) -> str:
    """The text with plain digits and spaces, without what cannot be seen; full-width forms become plain ones.

    Digits of every script (Unicode's Nd), no-break and other spaces, zero-width and other formatting characters. A
    superscript is no digit of a number and stays.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_plain, text))


def plain_cells(cells: pl.DataFrame) -> pl.DataFrame:
    """A table of text with every cell made plain. Only the texts that have an odd character are touched."""
    columns = []
    odd_ones = cells.select(pl.col(pl.String).str.contains(_ODD))
    for where in odd_ones:
        if where.any():
            column = cells[where.name]
            odd = column.filter(where).unique()
            columns.append(column.replace(odd, pl.Series([plain(text) for text in odd], dtype=pl.String)))
    return cells.with_columns(columns) if columns else cells


@cache
def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category.startswith("Z") or character in _BREAKS:
        return " "
    if character in _LINES:
        return character
    if category in ("Cf", "Cc") or character in _BLANK_LOOKING or _selects_a_variant(character):
        return ""
    return unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uffee" else character


def _selects_a_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\u180b" <= character <= "\u180f" or character >= "\U000e0100"
