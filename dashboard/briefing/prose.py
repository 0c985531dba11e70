"""Paragraphs of a press release, taken apart for a document: what is still to fill in, and the dateline of the lead."""

import re
import unicodedata

from dashboard.typeface import typeface

_FIELD = re.compile(r"(\[[^\]\n]*\])")
_DATELINE = " – "
_MISSING = "□"
"""What stands for a letter that the shipped font lacks; the font has it."""


def parts(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a field to fill in: [dalam kurung]. Joined they are the text."""
    pieces = ((piece, bool(_FIELD.fullmatch(piece))) for piece in _FIELD.split(text))
    return [(piece, field) for piece, field in pieces if piece]


def dateline(text: str) -> tuple[str, str]:
    """A lead as its place and date, up to and with the dash, and the rest; the first is empty where there is none."""
    head, dash, rest = text.partition(_DATELINE)
    return (head + dash, rest) if dash and "." not in head else ("", text)


def printable(text: str) -> str:
    """The text in letters that the shipped font has: composed ones first, a box for each that it lacks."""
    composed = unicodedata.normalize("NFC", text)
    lacking = typeface().lacks(composed)
    return "".join(_MISSING if letter in lacking else letter for letter in composed) if lacking else composed
