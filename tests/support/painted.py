"""What stands behind each text of a drawn SVG: its fills in the order in which they are painted."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from dashboard.fonts.typeface import typeface
from tests.support.drawn import Written

Point = tuple[float, float]
Shade = tuple[float, float, float]

_PARTS = re.compile(r"([MLHVZAC])|(-?\d*\.?\d+(?:e-?\d+)?)", re.I)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "C": 6}


@dataclass(frozen=True)
class Fill:
    """A polygon with a colour, 0 to 255, and how much it covers, 0 to 1."""

    corners: tuple[Point, ...]
    shade: Shade
    alpha: float

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it, by the number of edges to its right."""
        left, top, right, bottom = self.box
        if not (left <= x <= right and top <= y <= bottom):
            return False
        inside = False
        for (ax, ay), (bx, by) in zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
        return inside


@dataclass(frozen=True)
class Ink:
    """A text with its own colour and the colours under its ends and middle."""

    text: str
    shade: Shade
    behind: tuple[Shade, ...]


def shade(colour: str) -> Shade:
    """A colour as SVG writes it: #1b2630, #fff or rgb(27, 38, 48)."""
    if colour.startswith("rgb"):
        red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
        return red, green, blue
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def inks(svg: str) -> list[Ink]:
    """Every visible text with what lies behind it."""
    fills: list[Fill] = []
    return list(_walk(ElementTree.fromstring(svg), 0.0, 0.0, 1.0, fills))


def boxes(chart: str, colour: str) -> list[Written]:
    """The box of each fill of a colour in a chart's part of a drawn SVG."""
    fills: list[Fill] = []
    svg = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{chart}</svg>')
    deque(_walk(svg, 0.0, 0.0, 1.0, fills), maxlen=0)
    return [Written("", 0, *fill.box) for fill in fills if fill.shade == shade(colour)]


def _walk(element: ElementTree.Element, x: float, y: float, alpha: float, fills: list[Fill]) -> Iterator[Ink]:
    if shift := re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", "")):
        x, y = x + float(shift[1]), y + float(shift[2])
    alpha *= float(element.get("opacity", 1))
    kind = element.tag.rpartition("}")[2]
    if kind == "text":
        yield from _read(element, x, y, alpha, fills)
        return
    colour = element.get("fill", "none")
    if kind in ("path", "rect") and colour not in ("none", "transparent"):
        corners = _corners(element, kind)
        if len(corners) > 2:
            placed = tuple((x + a, y + b) for a, b in corners)
            fills.append(Fill(placed, shade(colour), alpha * float(element.get("fill-opacity", 1))))
    for child in element:
        yield from _walk(child, x, y, alpha, fills)


def _corners(element: ElementTree.Element, kind: str) -> list[Point]:
    """The corners of a rectangle, the end points of a path: an arc counts as its chord."""
    if kind == "rect":
        wide, high = (
            9999.0 if "%" in (side := element.get(name, "0")) else float(side) for name in ("width", "height")
        )
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        return [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    found, x, y = [], 0.0, 0.0
    for letter, numbers in _steps(element.get("d", "")):
        kind, relative = letter.upper(), letter.islower()
        if kind == "Z":
            continue
        ahead = (numbers[-1], 0.0) if kind == "H" else (0.0, numbers[-1]) if kind == "V" else tuple(numbers[-2:])
        x = x if kind == "V" else ahead[0] + (x if relative else 0)
        y = y if kind == "H" else ahead[1] + (y if relative else 0)
        found.append((x, y))
    return found


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    letter, numbers = "", []
    for step, number in _PARTS.findall(path):
        if step:
            letter, numbers = step, []
            if step in "zZ":
                yield step, []
            continue
        numbers.append(float(number))
        if len(numbers) == _TAKES[letter.upper()]:
            yield letter, numbers
            numbers = []


def _read(element: ElementTree.Element, x: float, y: float, alpha: float, fills: list[Fill]) -> Iterator[Ink]:
    if alpha == 0:
        return
    size = float(element.get("font-size", "0").removesuffix("px"))
    x, y = x + float(element.get("x", 0)), y + float(element.get("y", 0))
    for span in list(element) or [element]:
        y += float(span.get("dy", 0))
        if not (text := (span.text or "").strip()):
            continue
        wide = typeface().width(text, size)
        left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", "start"), 0)
        # A pixel inside its ends and at half the height of small letters: where the ink is.
        behind = tuple(under(fills, at, y - 0.27 * size) for at in (left + 1, left + wide / 2, left + wide - 1))
        ink = shade(element.get("fill", "#000000"))
        alpha *= float(element.get("fill-opacity", 1))
        yield Ink(text, ink, tuple(behind)) if alpha == 1 else Ink(text, _over(ink, alpha, behind[1]), behind)


def under(fills: list[Fill], x: float, y: float) -> Shade:
    """The colour at a point, every fill above the one before."""
    seen: Shade = (255, 255, 255)
    for fill in fills:
        if fill.holds(x, y):
            seen = _over(fill.shade, fill.alpha, seen)
    return seen


def _over(shade: Shade, alpha: float, below: Shade) -> Shade:
    red, green, blue = (alpha * a + (1 - alpha) * b for a, b in zip(shade, below, strict=True))
    return red, green, blue
