"""Paragraphs of a press release, taken apart for a document: what is still to fill in, and the dateline of the lead."""

import re
import unicodedata

from dashboard.briefing.pack import Pack
from dashboard.fonts.typeface import typeface
from dashboard.language.formats import SCALES

_FIELD = re.compile(r"(\[[^\]\n]*\])")
_DATELINE = " – "
_SCALES = "|".join(word for scale in SCALES for word in scale.spellings)
_UNITS = re.compile(rf"(Rp[\d.,]+|\d) (?={_SCALES}|persen|per cent)")
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


def headline(pack: Pack) -> str:
    """What the briefing says, in a line: the press release's title, else its own."""
    return next((one.text for one in pack.release if one.kind == "title" and one.text), pack.title)


def lead(pack: Pack) -> str:
    """What the press release's lead says, without its place and day; empty without one."""
    return next((dateline(one.text)[1] for one in pack.release if one.kind == "lead"), "")


def whole(text: str) -> str:
    """The text with each amount tied to its unit, so that no line ends between them: Rp113,7 juta, 69,98 persen."""
    return _UNITS.sub("\\1\u00a0", text)


def clean(text: str) -> str:
    """The text without what no document can hold: control characters; a tab becomes a blank. Line breaks stay."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    letters = (" " if letter == "\t" else letter for letter in unicodedata.normalize("NFC", text))
    return "".join(
        letter for letter in letters if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
    )


def printable(text: str) -> str:
    """The text in letters that the shipped font has: a box for each that it lacks."""
    composed = clean(text)
    lacking = typeface().lacks("".join(set(composed)))
    return "".join(_MISSING if letter in lacking else letter for letter in composed) if lacking else composed
