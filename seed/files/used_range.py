"""A sheet's XML looked at: how far its cells reach, which formulas have no value, which cells are merged.

One stray cell far away makes a reader ask for all cells between.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from seed.files.rules import FileError, FileRule

MOST_CELLS = 60_000_000
"""Cells of the rectangle around a sheet's cells; a million rows of 40 columns have 40 million."""

_FEW = 2_000_000
_THINNEST = 20

_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d+)")
_FAR_COLUMN = re.compile(rb'r="([A-Z]{2,3})\d+"')  # begins with letters, not with a choice: twice as fast
_FAR_COLUMN_QUOTED = re.compile(rb"r='([A-Z]{2,3})\d+'")
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>(?!</)")
_VALUED = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})\d+[\"'][^>]*(?<!/)>\s*"
    rb"(?:<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?(?:v>[^<]|is\b)"
)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\s([^>]*?)\br=[\"']([A-Z]{1,3})(\d+)[\"']([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")
_HIDDEN = rb"(?:\bhidden=[\"'](?:1|true)[\"']|\b(?:ht|width)=[\"']0(?:\.0*)?[\"'])"
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s(?=[^>]*?" + _HIDDEN + rb")[^>]*?\br=[\"'](\d+)")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s(?=[^>]*?" + _HIDDEN + rb")[^>]*?>")
_ENDS = re.compile(rb"\b(min|max)=[\"'](\d+)")
_MAY_HIDE = (b"hidden=", b'ht="0', b'width="0')
_CELL_STARTS = (b"<c ", b":c ")
_LONGEST = 8 * 2**20


@dataclass
class Reach:
    """Rows and columns that a sheet's cells reach to, and how many cells there are.

    `uncomputed`: row and column of formulas without a stored value; `merged`: first row and column, last row and column
    of merged cells; `hidden_rows`, and `hidden_columns` as the first and the last of each run: those that are not seen.
    All counted from 1. `broken`: whether some cell holds an error.
    """

    rows: int = 0
    columns: int = 26
    cells: int = 0
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    broken: bool = False

    @property
    def absurd(self) -> bool:
        """Whether nearly all cells between the first and the last would be empty, and they are many."""
        return sparse(self.rows * self.columns, self.cells)


def sparse(area: int, cells: int) -> bool:
    """Whether a rectangle is so large, and has so few cells, that it is not to be read."""
    return area > _FEW and area > _THINNEST * cells


def whole_cells(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The text of a sheet in pieces that no cell lies across; what follows the last cell is the last piece."""
    left = b""
    for chunk in chunks:
        text = left + chunk
        end = max(text.rfind(start) for start in _CELL_STARTS)
        end = len(text) if end <= 0 and len(text) > _LONGEST else max(end, 0)
        left = text[end:]
        if end:
            yield text[:end]
    yield left


def reach(pieces: Iterable[bytes]) -> Reach:
    """How far a sheet may reach: cells without a value count as well. Looks at each row's start and at far columns."""
    extent = Reach()
    for text in pieces:
        start = max(text.rfind(b"<row "), text.rfind(b":row ") - 20, 0)
        extent.rows = max(extent.rows, *(int(row[1]) for row in _ROW.finditer(text, start)), 0)
        far = {*_FAR_COLUMN.findall(text), *_FAR_COLUMN_QUOTED.findall(text)}
        extent.columns = max(extent.columns, *map(column_number, far), 0)
        extent.cells += sum(map(text.count, _CELL_STARTS))
        if b"<f" in text or b":f" in text:
            extent.uncomputed += _uncomputed(text)
        for left, top, right, bottom in _MERGED.findall(text) if b"mergeCell" in text else ():
            extent.merged.append((int(top), column_number(left), int(bottom), column_number(right)))
        if any(some in text for some in _MAY_HIDE):
            extent.hidden_rows += map(int, _HIDDEN_ROW.findall(text))
            extent.hidden_columns += map(_ends, _HIDDEN_COLUMN.findall(text))
        extent.broken |= b't="e"' in text
    return extent


def _ends(column: bytes) -> tuple[int, int]:
    ends = {name: int(number) for name, number in _ENDS.findall(column)}
    return ends.get(b"min", 0), ends.get(b"max", 0)


def _uncomputed(text: bytes) -> Iterator[tuple[int, int]]:
    for before, letters, digits, after, value in _UNCOMPUTED.findall(text):
        # A text that a formula computed may be empty: its value is there, and has no letter.
        if not (value and b't="str"' in before + after):
            yield int(digits), column_number(letters)


def leftmost(pieces: Iterable[bytes]) -> int:
    """The first column, counted from 1, that holds a value: readers begin there."""
    least = 2**14
    for text in pieces:
        least = min(least, *map(column_number, set(_VALUED.findall(text))), 2**14)
        if least == 1:
            break
    return least


def require_dense(pieces: Iterable[bytes], sheet: str) -> None:
    """Count the cells that have a value, one by one. Raises FileError FAR_CELL, SHEET_TOO_LARGE."""
    rows, columns = array("L"), array("L")
    for text in pieces:
        for letters, digits in _FILLED.findall(text):
            rows.append(int(digits))
            columns.append(column_number(letters))
    if rows:
        require_near(rows, columns, sheet)


def require_near(rows: "array[int]", columns: "array[int]", sheet: str, first: int = 1) -> None:
    """Raises FileError FAR_CELL, SHEET_TOO_LARGE. `first`: what the first row and column are counted as."""
    area = (max(rows) + 1 - first) * (max(columns) + 1 - first)
    if sparse(area, len(rows)):
        raise FileError(FileRule.FAR_CELL, sheet=sheet, cells=_strays(rows, columns, 1 - first))
    require_few(area, sheet)


def require_few(area: int, sheet: str) -> None:
    """Raises FileError SHEET_TOO_LARGE for more cells than can be read."""
    if area > MOST_CELLS:
        raise FileError(FileRule.SHEET_TOO_LARGE, sheet=sheet, cells=area, most=MOST_CELLS)


def _strays(rows: "array[int]", columns: "array[int]", more: int) -> tuple[str, ...]:
    """The cells furthest down and furthest right, those that lie beyond nearly all others."""
    far = []
    for places in (rows, columns):
        usual, last = sorted(places)[len(places) * 95 // 100 - 1], max(places)
        if last > 2 * usual:
            far.append(places.index(last))
    strays = far or [rows.index(max(rows))]
    return tuple(dict.fromkeys(f"{column_letters(columns[at] + more)}{rows[at] + more}" for at in strays))


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA, 16384 for XFD."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters
