"""A briefing as slides, 16:9: native charts and tables that can be edited, with source and definition in the notes."""

import base64
import io
import re
from collections.abc import Sequence
from functools import lru_cache

import segno
from pptx.slide import Slide

from dashboard.briefing.documents import cells, fit_text
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx import branch, charts, inks, layout, template
from dashboard.briefing.documents.pptx.cards import cards
from dashboard.briefing.documents.pptx.layout import SMALL, Stage
from dashboard.briefing.documents.pptx.opening import title
from dashboard.briefing.documents.pptx.shapes import ACCENT, MUTED, SlideText, picture, web, write
from dashboard.briefing.documents.pptx.tables import Leaf, fill, show
from dashboard.briefing.documents.totals import totals
from dashboard.briefing.pack import FIGURES, Exhibit, Meaning, Number, Pack
from dashboard.language.words import Words

LONGEST = 28
"""Rows of a table that is shown on slides; a longer one is in the workbook alone."""

_CARDS, _FEWER, _ROOMY = 8, 6, 800.0
"""Numbers of a slide, and where it is narrower than so many points."""

_LINE = 22.0
"""How high a line of the appendix's contents is at the least."""
_ASIDE = 108
"""How wide the column with the QR code is, in points."""


def slides(pack: Pack, words: Words) -> bytes:
    """The briefing as PPTX. The same pack gives the same bytes.

    Six slides tell it: the answer, the main numbers, the first four figures in the order in which they were chosen, one
    message each. The rest is the appendix: further numbers and figures, tables, what is withheld, definitions.
    """
    deck, frame = template.empty(pack)
    to = Stage(deck, pack, words, frame)
    first = pack.main_numbers
    more = [one for one in pack.numbers if one not in first]
    title(to)
    if first:
        _numbers(to, first, words("slides.numbers"))
    for exhibit in pack.exhibits[:FIGURES]:
        _exhibit(to, exhibit)
    main = len(to.deck.slides)
    divider, _ = layout.opened(to, words("slides.appendix"), words("slides.appendix_about"))
    layout.notes(to, divider, [words("slides.appendix")])
    parts = _appendix(to, more)
    _contents(to, divider, parts)
    if not frame.own:
        branch.finished(deck, frame)
        inks.dipped(deck)
    layout.read_aloud(to.deck, pack.language)
    rest = len(to.deck.slides) - main
    layout.sections(to.deck, ((words("slides.briefing"), main), (words("slides.appendix"), rest)))
    return template.saved(to.deck)


def _appendix(to: Stage, more: Sequence[Number]) -> list[tuple[str, int]]:
    """All slides of the appendix but the first: what each part is called, and on which slide it begins."""
    words, parts = to.words, []

    def begins(name: str) -> None:
        parts.append((name, len(to.deck.slides) + 1))

    cards_a_slide = _CARDS if to.frame.area.width >= _ROOMY else _FEWER
    if more:
        begins(words("slides.more_numbers"))
    for start in range(0, len(more), cards_a_slide):
        _numbers(to, more[start : start + cards_a_slide], words("slides.more_numbers"))
    for exhibit in to.pack.exhibits[FIGURES:]:
        begins(exhibit.title)
        _exhibit(to, exhibit)
    tables = [one for one in to.pack.exhibits if 0 < len(one.table.rows) <= LONGEST]
    if tables:
        begins(words("slides.tables"))
    for exhibit in tables:
        _table(to, exhibit)
    if to.pack.withheld:
        begins(words("slides.withheld"))
        _withheld(to)
    begins(words("slides.sources"))
    _sources(to)
    return parts


def _contents(to: Stage, divider: Slide, parts: Sequence[tuple[str, int]]) -> None:
    """What the appendix holds and on which slides; figures that have no room are named together."""
    words, last = to.words, len(to.deck.slides)
    top = layout.begins(to, words("slides.appendix"), words("slides.appendix_about"))
    ends = [one for _, one in parts[1:]]
    ranges = [(name, first, end - 1) for (name, first), end in zip(parts, [*ends, last + 1], strict=True)]
    rows = tuple((_slides(words, first, end), name) for name, first, end in ranges)
    fits = max(4, int((to.frame.foot.top - top) / _LINE) - 1)
    if len(rows) > fits:
        few = fits - 1
        rows = (*rows[:few], (_slides(words, ranges[few][1], last), words("slides.rest")))
    shares = (100.0, to.frame.area.width - 100)
    leaf = Leaf((words("slides.number"), words("slides.holds")), rows, (False, False), shares=shares)
    fill(to, divider, top, leaf, words("slides.appendix"))


def _slides(words: Words, first: int, last: int) -> str:
    return words.number(first) if first == last else f"{words.number(first)}–{words.number(last)}"


def _numbers(to: Stage, numbers: Sequence[Number], title: str) -> None:
    slide, top = layout.opened(to, title, to.pack.subtitle)
    bottom = layout.foot(to, slide, [f"{to.pack.branch} · {to.pack.as_of}"]) - 10
    area = to.frame.area
    cards(to, slide, numbers, Box(area.left, top, area.width, bottom - top))
    lines = (line for one in numbers for line in [*_meaning_lines(to, one.meaning, one.code, one.link), ""])
    layout.notes(to, slide, list(lines))


def _exhibit(to: Stage, exhibit: Exhibit) -> None:
    slide, top = layout.opened(to, exhibit.title, exhibit.subtitle)
    about = " · ".join(part for part in (exhibit.source, exhibit.as_of) if part)
    foot = layout.foot(to, slide, [" ".join(_remarks(to, exhibit)), about], _ASIDE + 12)
    box = Box(to.frame.area.left, top, to.frame.area.width - _ASIDE - 12, foot - 8 - top)
    if native := charts.drawable(exhibit):
        charts.draw(slide, exhibit, native, box, to.words)
    else:
        _picture(slide, exhibit, box)
    _aside(to, slide, exhibit)
    layout.notes(to, slide, [exhibit.title, exhibit.subtitle, exhibit.note, exhibit.source, *_of(to, exhibit)])


def _remarks(to: Stage, exhibit: Exhibit) -> list[str]:
    """What one must know to read the chart right: the figure's note, what is blank or left out, and where it is."""
    words, count, drawn = to.words, len(exhibit.table.rows), charts.drawable(exhibit) is not None
    remarks = [exhibit.note]
    if drawn and exhibit.table.withheld:
        remarks.append(words("slides.blank"))
    if not drawn:
        remarks.append(_left_out(exhibit, words))
    if count > LONGEST:
        remarks.append(words("slides.longer", rows=words.number(count)))
    return [one for one in remarks if one]


def _left_out(exhibit: Exhibit, words: Words) -> str:
    """The picture's own line on the rows that it had no room for, which is cut off with the words around the chart."""
    line = re.escape(words("charts.left_out", rows="@", all="@")).replace("@", r"[\d.,]+")
    match = re.search(line, exhibit.svg)
    return f"{match[0]}." if match else ""


def _aside(to: Stage, slide: Slide, exhibit: Exhibit) -> None:
    """The trace code, and over it its link as a QR code, which has its quiet zone inside."""
    left, bottom = to.frame.area.right - _ASIDE, to.frame.foot.top - 12
    if exhibit.code:
        label, _, code = to.words("slides.code", code=f"\n{exhibit.code}").partition("\n")
        high = fit_text.height(f"{label}\n{code}", SMALL, _ASIDE)
        bottom -= high
        lines = [SlideText(label.strip(), SMALL, colour=MUTED, align="ctr")]
        lines.append(SlideText(code, SMALL, colour=ACCENT, align="ctr", link=web(exhibit.link)))
        write(slide, Box(left, bottom, _ASIDE, high), lines, "Trace code")
    if web(exhibit.link):
        alt = to.words("slides.qr", code=exhibit.code)
        picture(slide, _qr(exhibit.link), Box(left, bottom - _ASIDE, _ASIDE, _ASIDE), "QR", alt, exhibit.link)


def _picture(slide: Slide, exhibit: Exhibit, box: Box) -> None:
    """The drawing of a chart that an office program has no kind for, without the words around it."""
    if not exhibit.png:
        return
    wide, high, crop = _chart_in(exhibit)
    scale = min(box.width / wide, box.height / high)
    place_at = Box(box.left + (box.width - wide * scale) / 2, box.top, wide * scale, high * scale)
    picture(slide, base64.b64decode(exhibit.png), place_at, exhibit.id, exhibit.alt, crop=crop)


_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')
_AT = re.compile(r'</g><g transform="translate\(([\d.]+),([\d.]+)\)">')


def _chart_in(exhibit: Exhibit) -> tuple[float, float, tuple[float, ...]]:
    """The chart's width and height in the picture, and the shares to cut off around it; all of it where it is not
    known where the chart begins."""
    whole, chart, at = _SIZE.search(exhibit.svg), _SIZE.search(exhibit.chart), _AT.search(exhibit.svg)
    if not (whole and chart and at):
        return 16, 9, (0, 0, 0, 0)
    (all_wide, all_high), (wide, high), (x, y) = (tuple(map(float, one.groups())) for one in (whole, chart, at))
    crop = (x / all_wide, y / all_high, 1 - (x + wide) / all_wide, 1 - (y + high) / all_high)
    return (wide, high, crop) if min(crop) >= -0.001 else (16, 9, (0, 0, 0, 0))


def _table(to: Stage, exhibit: Exhibit) -> None:
    """The figure's numbers, with the sums of what adds up."""
    table, words = exhibit.table, to.words
    withheld = words("slides.withheld_cell")
    rows = [tuple(row) for row in cells.rows(table, words, withheld)]
    total = totals(table)
    if any(value is not None for value in total):
        columns = list(zip(table.columns, total, strict=True))[1:]
        sums = ("" if value is None else cells.text(column, value, words) for column, value in columns)
        rows.append((words("slides.total"), *sums))
    right = tuple(column.kind not in cells.LEFT for column in table.columns)
    head = tuple(column.label for column in table.columns)
    leaf = Leaf(head, tuple(rows), right, strong=len(rows) > len(table.rows))
    code = words("slides.code", code=exhibit.code) if exhibit.code else ""
    foot = [exhibit.note, " · ".join(part for part in (exhibit.source, exhibit.as_of, code) if part)]
    show(to, words("slides.table", title=exhibit.title), exhibit.subtitle, leaf, foot, _of(to, exhibit))


def _withheld(to: Stage) -> None:
    words = to.words
    rows = tuple((one.what, one.reason) for one in to.pack.withheld)
    leaf = Leaf((words("slides.what"), words("slides.why")), rows, (False, False), shares=(1, 1))
    show(to, words("slides.withheld"), words("slides.withheld_about"), leaf, [to.pack.as_of], [])


def _sources(to: Stage) -> None:
    """Every definition once, then what the briefing is narrowed to and how it is cited."""
    pack, words = to.pack, to.words
    rows = [(one.label, "\n".join(f"{label}: {text}" for label, text in one.lines)) for one in pack.meanings]
    head = (words("slides.metric"), words("slides.meaning"))
    if rows:
        leaf = Leaf(head, tuple(rows), (False, False), shares=(2, 7))
        show(to, words("slides.sources"), "", leaf, [pack.cite], [], sizes=(13, 12, SMALL))
    chosen = (*pack.filters, (words("slides.cite"), pack.cite))
    leaf = Leaf((words("slides.choice"), words("slides.value")), chosen, (False, False), shares=(1, 2))
    show(to, words("slides.choices"), "", leaf, [f"{pack.branch} · {pack.as_of}"], [])


def _of(to: Stage, exhibit: Exhibit) -> list[str]:
    return _meaning_lines(to, exhibit.meaning, exhibit.code, exhibit.link)


def _meaning_lines(to: Stage, meaning: Meaning, code: str, link: str) -> list[str]:
    """A definition and a trace, line by line."""
    trace = [to.words("slides.code", code=code), link] if code else [link] if link else []
    return [meaning.label, *(f"{label}: {text}" for label, text in meaning.lines), *trace]


@lru_cache(maxsize=256)
def _qr(link: str) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=4, border=4)
    return out.getvalue()
