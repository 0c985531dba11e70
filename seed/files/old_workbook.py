"""A workbook of before 2007 (.xls) looked at before it is read: how far its sheets say that their cells reach."""

import re
import struct

from seed.files import used_range
from seed.files.rules import FileError, FileRule

_REACHES = re.compile(rb"\x00\x02\x0e\x00(.{14})", re.DOTALL)
"""A sheet's record of its first row, the row after its last, the same of columns, and two bytes that are 0."""

_NAME = re.compile(rb"\x85\x00.\x00.{4}[\x00-\x02][\x00-\x06](.)([\x00\x01])", re.DOTALL)
"""The record of a sheet's name: how many letters, and whether each takes two bytes."""

_SMALLEST = 6
"""Bytes that a cell with a value takes at least."""


def require_near(data: bytes) -> None:
    """Raises FileError FAR_CELL where the cells of a sheet lie far apart."""
    reaches = [struct.unpack("<IIHHH", match[1]) for match in _REACHES.finditer(data)]
    # Such bytes may stand anywhere: these are numbers that no sheet exceeds.
    true = [one for one in reaches if one[0] <= one[1] <= 2**16 and one[2] <= one[3] <= 2**8 and not one[4]]
    for number, (top, end, left, wide, _) in enumerate(true):
        if used_range.sparse((end - top) * (wide - left), len(data) // _SMALLEST):
            cell = f"{used_range.column_letters(wide)}{end}"
            raise FileError(FileRule.FAR_CELL, sheet=_names(data, len(true))[number], cells=(cell,))


def _names(data: bytes, sheets: int) -> list[str]:
    """The sheets' names, in their order; their numbers where they cannot be told."""
    names = []
    for match in _NAME.finditer(data):
        width = match[2][0] + 1
        text = data[match.end() : match.end() + match[1][0] * width]
        names.append(text.decode("utf-16-le" if width == 2 else "latin-1", errors="replace"))
    return names if len(names) == sheets else [str(number) for number in range(1, sheets + 1)]
