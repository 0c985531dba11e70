"""How a table fits on A4: the size of its letters, and its columns' widths where it needs all the room there is."""

import re
from dataclasses import dataclass

from dashboard.fonts.typeface import typeface

PAGE = 493.0
"""The text's width on the page, in points."""

SIZE, SMALLEST = 8.5, 5.5
"""A table's letters, and the smallest that can still be read, in points."""

PADDING = 10.0
_SPOKEN = 12.0
"""A column of texts is wanted this many times its letters' size wide before it breaks its lines."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Room:
    """`size`: of the letters, in points, 0 where the table does not fit at all. `widths`: a column each, in points;
    none where the table has room to spare."""

    size: float
    widths: tuple[float, ...] = ()


def room(labels: list[str], rows: list[list[str]], texts: list[bool]) -> Room:
    """The room for a table. `texts`: which columns may break their lines; the others' cells stay on one line."""
    columns = list(zip(*rows, strict=True)) or [()] * len(labels)
    labelled = list(zip(labels, columns, texts, strict=True))
    roomy = sum(max(_wide(label, 600), _widest(cells)) for label, cells, _ in labelled)
    if roomy * SIZE + PADDING * len(labels) <= PAGE:
        return Room(SIZE)
    least = [
        max(_word(label), min(_widest(cells), max(_SPOKEN, *map(_word, cells), 0)) if text else _widest(cells))
        for label, cells, text in labelled
    ]
    size = min(SIZE, (PAGE - PADDING * len(labels)) / sum(least))
    if size < SMALLEST:
        return Room(0)
    spare = (PAGE - PADDING * len(labels) - size * sum(least)) / len(labels)
    return Room(size, tuple(one * size + PADDING + spare for one in least))


def _widest(cells: tuple[str, ...]) -> float:
    return max((_wide(cell) for cell in cells), default=0)


def _word(text: str) -> float:
    return max((_wide(word, 600) for word in text.split(" ")), default=0)


def _wide(text: str, weight: int = 400) -> float:
    """A text's width at size 1; digits are as wide as the widest, as they are below each other."""
    return typeface(weight).width(_DIGIT.sub("0", text), 1.02)
