"""Tables on slides, continued on a next slide where they are long, each row as high as its longest text."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pptx.slide import Slide

from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx import layout
from dashboard.briefing.documents.pptx.layout import SMALL, Stage
from dashboard.briefing.documents.pptx.shapes import PAD, Row, table

MOST_ROWS = 14
"""Rows of a slide's table."""


@dataclass(frozen=True)
class Leaf:
    """A table as texts. `right`: the columns of numbers; `strong`: whether the last row is a total; `shares`: how the
    columns share the width, empty: by their texts.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    strong: bool = False
    shares: tuple[float, ...] = ()


def show(
    to: Stage,
    title: str,
    subtitle: str,
    leaf: Leaf,
    foot: Sequence[str],
    notes: Sequence[str],
    sizes: Sequence[float] = (18, 16, 14, 13),
) -> None:
    """The table on as many slides as it needs; the title of the second and later ones says which part they are."""
    longest = to.words("slides.part", title=title, part="10", parts="10")
    inner = to.frame.area.width
    room = to.frame.foot.top + 2 - _foot_height(foot, inner) - layout.begins(to, longest, subtitle)
    offered = (*sizes, *(() if to.frame.own else (12, SMALL)))
    for size in offered if len(leaf.head) < 6 else (SMALL,):
        widths = _widths(leaf, size, inner)
        rows = [_row(cells, widths, size, leaf.strong and n == len(leaf.rows) - 1) for n, cells in enumerate(leaf.rows)]
        head = _row(leaf.head, widths, size, True)
        parts = _parts(rows, room - head.height)
        if len(parts) == 1 and sum(widths) <= inner * 1.001:
            break
    for number, part in enumerate(parts, start=1):
        which = to.words("slides.part", title=title, part=to.words.number(number), parts=to.words.number(len(parts)))
        slide, top = layout.opened(to, which if len(parts) > 1 else title, subtitle)
        part_rows = [head, *part]
        box = Box(to.frame.area.left, top, sum(widths), sum(row.height for row in part_rows))
        table(slide, box, widths, part_rows, leaf.right, size, to.words("slides.table_alt", title=title))
        layout.foot(to, slide, foot)
        layout.notes(to, slide, [title, *notes])


def fill(to: Stage, slide: Slide, top: float, leaf: Leaf, title: str) -> None:
    """A short table on a slide that is there, in the largest letters at which it fits; rows that do not are cut."""
    inner, room = to.frame.area.width, to.frame.foot.top - 8 - top
    for size in (16, 15, 14, 13, 12, SMALL):
        widths = _widths(leaf, size, inner)
        rows = [_row(cells, widths, size, False) for cells in leaf.rows]
        head = _row(leaf.head, widths, size, True)
        if head.height + sum(row.height for row in rows) <= room:
            break
    part = [head, *_parts(rows, room - head.height, len(rows))[0]]
    box = Box(to.frame.area.left, top, inner, sum(row.height for row in part))
    table(slide, box, widths, part, leaf.right, size, to.words("slides.table_alt", title=title))


def _foot_height(foot: Sequence[str], inner: float) -> float:
    return sum(min(fit_text.height(text, SMALL, inner * 0.75), 45) + 2 for text in foot)


def _widths(leaf: Leaf, size: float, inner: float) -> list[float]:
    """The columns' widths: as told, or as their texts need; narrower tables do not fill the slide."""
    if leaf.shares:
        return [inner * share / sum(leaf.shares) for share in leaf.shares]
    columns = list(zip(leaf.head, *leaf.rows, strict=True))
    needs = [max(fit_text.width(text, size, True) for text in column[1:] or column) for column in columns]
    needs = [max(need, _word(column[0], size)) + 2 * PAD[0] + 8 for need, column in zip(needs, columns, strict=True)]
    roomy = [
        max(need, min(fit_text.width(column[0], size, True) + 24, 280))
        for need, column in zip(needs, columns, strict=True)
    ]
    if sum(roomy) <= inner:
        spare = min(1.6, inner / sum(roomy))
        return [width * spare for width in roomy]
    over = inner / sum(needs)
    if over >= 1:
        return [need * over for need in needs]
    texts = [n for n, right in enumerate(leaf.right) if not right] or [0]
    fixed = sum(need for n, need in enumerate(needs) if n not in texts)
    left = max(inner - fixed, inner * 0.2) / sum(needs[n] for n in texts)
    widths = [need * left if n in texts else need for n, need in enumerate(needs)]
    return [width * inner / sum(widths) for width in widths]


def _word(text: str, size: float) -> float:
    """The widest word, which a column's head cannot break."""
    return max((fit_text.width(word, size, True) for word in text.split()), default=0)


def _row(cells: Sequence[str], widths: Sequence[float], size: float, strong: bool) -> Row:
    high = max(
        fit_text.height(text or "x", size, width - 2 * PAD[0], strong)
        for text, width in zip(cells, widths, strict=True)
    )
    return Row(tuple(cells), high + 2 * PAD[1], strong)


def _parts(rows: Sequence[Row], room: float, most: int = MOST_ROWS) -> list[list[Row]]:
    """The rows by slide, about as many on each; an only row that is too high has a slide of its own."""
    count = max(1, ceil(sum(row.height for row in rows) / room), ceil(len(rows) / most))
    while True:
        parts = _dealt(rows, room, ceil(len(rows) / count))
        if len(parts) <= count or count >= len(rows):
            return parts
        count += 1


def _dealt(rows: Sequence[Row], room: float, most: int) -> list[list[Row]]:
    parts: list[list[Row]] = [[]]
    for row in rows:
        if parts[-1] and (len(parts[-1]) >= most or sum(one.height for one in parts[-1]) + row.height > room):
            parts.append([])
        parts[-1].append(row)
    return parts
