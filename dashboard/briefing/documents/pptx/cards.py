"""Numbers as cards: what each is, the number, what it stands beside, its trace code."""

from collections.abc import Sequence

from pptx.slide import Slide

from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx.layout import SMALL, Stage
from dashboard.briefing.documents.pptx.shapes import ACCENT, INK, MUTED, PANEL, Look, SlideText, web, write
from dashboard.briefing.pack import Number

_GAP, _INSET = 14.0, (14.0, 14.0)
_PARTS = (
    ((15, 14, 13, 12, SMALL), 40, False, MUTED),
    ((34, 30, 26, 22, 18, 15, 13), 44, True, INK),
    ((13, 12, SMALL), 48, False, INK),
    ((SMALL,), 30, False, ACCENT),
)
"""Of label, number, comparison and trace code: the sizes to choose from, the most height, whether bold, the colour."""

_LARGE = (
    ((20, 18, 16, 15, 14, 13, 12, SMALL), 56, False, MUTED),
    ((56, 48, 40, 34, 30, 26, 22, 18, 15, 13), 76, True, INK),
    ((16, 15, 14, 13, 12, SMALL), 66, False, INK),
    ((13, 12, SMALL), 32, False, ACCENT),
)
"""The same of up to four numbers, which have the slide for themselves."""

_SMALL = (
    ((12, SMALL), 30, False, MUTED),
    ((22, 18, 15, 13), 28, True, INK),
    ((SMALL,), 30, False, INK),
    ((SMALL,), 30, False, ACCENT),
)
"""The same where a template of the branch's leaves little room."""

_BETWEEN = 4.0
_NUMBER = 1
STAND_IN = 1.1
"""How much wider still than other texts a number may be set where the shipped font is not installed: DejaVu Sans Bold
sets Rp114,1 juta, which is one word and would be parted within its letters, 1.3 times as wide."""


def cards(to: Stage, slide: Slide, numbers: Sequence[Number], within: Box) -> None:
    """Up to eight numbers side by side in one or two rows. Each part is of one size and stands at one height."""
    cards_lines = [_lines(to, one) for one in numbers]
    for looks, columns in _offers(len(numbers)):
        rows = -(-len(numbers) // columns)
        across = (within.width - _GAP * (columns - 1)) / columns
        room, most_high = across - 2 * _INSET[0], (within.height - _GAP * (rows - 1)) / rows
        sizes, heights = _sizes(cards_lines, looks, room)
        if sum(heights) + 2 * _INSET[1] + _BETWEEN * len(looks) <= most_high:
            break
    high = min(sum(heights) + 2 * _INSET[1] + _BETWEEN * len(looks), most_high)
    for number, (one, parts) in enumerate(zip(numbers, cards_lines, strict=True)):
        row, column = divmod(number, columns)
        box = Box(within.left + column * (across + _GAP), within.top + row * (high + _GAP), across, high)
        texts: list[SlideText] = []
        above = 0.0
        for n, (text, (_, most, bold, colour)) in enumerate(zip(parts, looks, strict=True)):
            fit, _ = fit_text.fitted(text, (sizes[n],), Box(0, 0, room, most), bold)
            taken = fit_text.height(fit, sizes[n], room, bold)
            if text:
                link = web(one.link) if n == 3 else ""
                texts.append(SlideText(fit, sizes[n], bold=bold, colour=colour, link=link, above=above if texts else 0))
                above = 0.0
            above += heights[n] - taken + _BETWEEN
        write(slide, box, texts, one.label, Look(fill=PANEL, inset=_INSET))


def _offers(count: int) -> list[tuple[tuple, int]]:
    """Looks and columns, the largest first: up to four numbers have the slide for themselves."""
    most = [(_LARGE, min(2, count)), (_PARTS, min(2, count))] if count <= 4 else []
    return [*most, (_PARTS, min(4, (count + 1) // 2) if count > 4 else count), (_SMALL, min(4, count))]


def _sizes(cards_lines: Sequence[tuple[str, ...]], looks: tuple, room: float) -> tuple[list[float], list[float]]:
    """Of each part the size that all cards have, and its height."""
    sizes, heights = [], []
    for n, (offered, most, bold, _) in enumerate(looks):
        alike = [parts[n] for parts in cards_lines]
        narrow = room / STAND_IN if n == _NUMBER else room
        sizes.append(min(fit_text.fitted(text, offered, Box(0, 0, narrow, most), bold)[1] for text in alike))
        heights.append(max(fit_text.height(text, sizes[n], room, bold) for text in alike))
    return sizes, heights


def _lines(to: Stage, one: Number) -> tuple[str, ...]:
    return one.label, one.value, one.beside, to.words("slides.code", code=one.code) if one.code else ""
