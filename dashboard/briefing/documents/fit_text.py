"""How large a text may be set so that it stays inside its box; all in points, by the shipped font's own widths."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from dashboard.fonts.typeface import typeface

LEADING = 1.25
"""A line's height in font sizes, with room for a font that stands in for the shipped one."""

_WIDER = {False: 1.14, True: 1.26}
"""How much wider than told an office program may set a text: where the shipped font is not installed, DejaVu Sans
stands in for it on a bare Linux, and sets the middle one of 3.500 texts 1.08 times as wide, bold 1.19, one in a hundred
1.17 and 1.27; with the font its bold is heavier than the semibold that is shipped."""

_AMOUNT = re.compile(r"(Rp[\d.,]+) ")


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line is at most."""
    return typeface(600 if bold else 400).width(text, size * _WIDER[bold])


def unbroken(text: str) -> str:
    """The text with every amount tied to its unit: Rp113,7 juta."""
    return _AMOUNT.sub("\\1\u00a0", text)


@lru_cache(maxsize=8192)
def lines(text: str, size: float, within: float, bold: bool = False) -> int:
    """How many lines a text takes at most; a word that is wider than its box takes as many as it needs."""
    face, set_as = typeface(600 if bold else 400), size * _WIDER[bold]
    count = 0
    for part in text.split("\n"):
        broken = face.lines(part, set_as, within)
        cut = any(line.endswith("…") for line in broken) and "…" not in part
        count += ceil(face.width(part, set_as) / within) + len(broken) if cut else len(broken)
    return count


def height(text: str, size: float, within: float, bold: bool = False) -> float:
    """How high a text is at most; nothing is 0 high."""
    return lines(text, size, within, bold) * size * LEADING if text else 0


def fitted(text: str, sizes: tuple[float, ...], box: Box, bold: bool = False) -> tuple[str, float]:
    """The text and the largest of the sizes at which it fits; at the smallest it is cut with an ellipsis if it must."""
    for size in sizes:
        if height(text, size, box.width, bold) <= box.height:
            return text, size
    size = sizes[-1]
    while " " in text and height(f"{text}…", size, box.width, bold) > box.height:
        text = text.rpartition(" ")[0]
    return f"{text}…", size
