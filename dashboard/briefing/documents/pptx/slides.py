"""A briefing as slides, 16:9: native charts and tables that can be edited, with source and definition in the notes."""

import base64
import io
import re
from functools import lru_cache

import segno
from pptx.slide import Slide

from dashboard.briefing.documents import cells, fit_text
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx import charts, layout, template
from dashboard.briefing.documents.pptx.cards import cards
from dashboard.briefing.documents.pptx.layout import INNER, SMALL, Stage
from dashboard.briefing.documents.pptx.shapes import ACCENT, MUTED, Look, Text, fill_in, picture, place, web, write
from dashboard.briefing.documents.pptx.tables import Leaf, show
from dashboard.briefing.documents.pptx.template import MARGIN, WIDTH
from dashboard.briefing.documents.totals import totals
from dashboard.briefing.pack import Exhibit, Meaning, Number, Pack
from dashboard.language.words import Words

LONGEST = 28
"""Rows of a table that is shown on slides; a longer one is in the workbook alone."""

_CARDS = 8
_ASIDE = 108
"""How wide the column with the QR code is, in points."""


def slides(pack: Pack, words: Words) -> bytes:
    """The briefing as PPTX. The same pack gives the same bytes.

    Slides: the title, the numbers, then each figure with its table, what is withheld, sources and definitions.
    """
    to = Stage(template.empty(pack), pack, words)
    _title(to)
    for start in range(0, len(pack.numbers), _CARDS):
        _numbers(to, pack.numbers[start : start + _CARDS])
    for shown in pack.exhibits:
        _exhibit(to, shown)
        if 0 < len(shown.table.rows) <= LONGEST:
            _table(to, shown)
    _withheld(to)
    _sources(to)
    layout.spoken(to.deck, pack.language)
    return template.saved(to.deck)


def _title(to: Stage) -> None:
    pack, left, across = to.pack, MARGIN + 24, INNER - 24
    slide = to.deck.slides.add_slide(to.deck.slide_layouts[template.TITLE])
    top = 116.0
    for shape, text, sizes, high, bold in (
        (slide.shapes.title, pack.title, (40, 36, 32, 28, 24, 20), 150, True),
        (slide.placeholders[1], pack.subtitle, (20, 18, 16, 14, 12), 80, False),
    ):
        text, size = fit_text.fitted(text, sizes, Box(0, 0, across, high), bold)
        box = Box(left, top, across, fit_text.height(text, size, across, bold))
        place(shape, box)
        fill_in(slide, shape, [Text(text, size, bold=bold, colour="tx1" if bold else MUTED)])
        top = box.bottom + 14
    lines = [(pack.branch, 18), (pack.as_of, 16)]
    for number, (text, size) in enumerate(lines):
        text, size = fit_text.fitted(text, (size, 14, 12), Box(0, 0, across, 40), bold=number == 0)
        box = Box(left, top + 6, across, fit_text.height(text, size, across, number == 0))
        write(slide, box, [Text(text, size, bold=number == 0)], f"About {number + 1}")
        top = box.bottom
    write(slide, Box(MARGIN, 118, 6, top - 118), [Text("", SMALL)], "Accent", Look(fill=ACCENT))
    layout.stamp(to, slide)
    layout.foot(to, slide, [pack.cite])
    layout.notes(to, slide, [pack.title, pack.subtitle, pack.branch])


def _numbers(to: Stage, shown: tuple[Number, ...]) -> None:
    slide, top = layout.opened(to, to.words("slides.numbers"), to.pack.subtitle)
    bottom = layout.foot(to, slide, [f"{to.pack.branch} · {to.pack.as_of}"]) - 10
    cards(to, slide, shown, Box(MARGIN, top, INNER, bottom - top))
    lines = (line for one in shown for line in [*_told(to, one.meaning, one.code, one.link), ""])
    layout.notes(to, slide, list(lines))


def _exhibit(to: Stage, shown: Exhibit) -> None:
    slide, top = layout.opened(to, shown.title, shown.subtitle)
    about = " · ".join(part for part in (shown.source, shown.as_of) if part)
    foot = layout.foot(to, slide, [" ".join(_remarks(to, shown)), about], INNER - _ASIDE - 12)
    box = Box(MARGIN, top, INNER - _ASIDE - 12, foot - 8 - top)
    if shown.native and charts.anything(shown):
        charts.draw(slide, shown, box, to.words)
    else:
        _picture(slide, shown, box)
    _aside(to, slide, shown)
    layout.notes(to, slide, [shown.title, shown.subtitle, shown.note, shown.source, *_of(to, shown)])


def _remarks(to: Stage, shown: Exhibit) -> list[str]:
    """What one must know to read the chart right: the figure's note, what is blank or left out, and where it is."""
    words, count, drawn = to.words, len(shown.table.rows), bool(shown.native and charts.anything(shown))
    remarks = [shown.note]
    if drawn and shown.table.withheld:
        remarks.append(words("slides.blank"))
    if not drawn:
        remarks.append(_left_out(shown, words))
    if count > LONGEST:
        remarks.append(words("slides.longer", rows=words.number(count)))
    return [one for one in remarks if one]


def _left_out(shown: Exhibit, words: Words) -> str:
    """The picture's own line on the rows that it had no room for, which is cut off with the words around the chart."""
    line = re.escape(words("charts.left_out", shown="@", all="@")).replace("@", r"[\d.,]+")
    found = re.search(line, shown.svg)
    return f"{found[0]}." if found else ""


def _aside(to: Stage, slide: Slide, shown: Exhibit) -> None:
    """The trace code, and over it its link as a QR code, which has its quiet zone inside."""
    left, bottom = WIDTH - MARGIN - _ASIDE, layout.FOOT.top - 12
    if shown.code:
        label, _, code = to.words("slides.code", code=f"\n{shown.code}").partition("\n")
        high = fit_text.height(f"{label}\n{code}", SMALL, _ASIDE)
        bottom -= high
        lines = [Text(label.strip(), SMALL, colour=MUTED, align="ctr")]
        lines.append(Text(code, SMALL, colour=ACCENT, align="ctr", link=web(shown.link)))
        write(slide, Box(left, bottom, _ASIDE, high), lines, "Trace code")
    if web(shown.link):
        alt = to.words("slides.qr", code=shown.code)
        picture(slide, _qr(shown.link), Box(left, bottom - _ASIDE, _ASIDE, _ASIDE), "QR", alt, shown.link)


def _picture(slide: Slide, shown: Exhibit, box: Box) -> None:
    """The drawing of a chart that an office program has no kind for, without the words around it."""
    if not shown.png:
        return
    wide, high, crop = _chart_in(shown)
    scale = min(box.width / wide, box.height / high)
    place_at = Box(box.left + (box.width - wide * scale) / 2, box.top, wide * scale, high * scale)
    picture(slide, base64.b64decode(shown.png), place_at, shown.id, shown.alt, crop=crop)


_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')
_AT = re.compile(r'</g><g transform="translate\(([\d.]+),([\d.]+)\)">')


def _chart_in(shown: Exhibit) -> tuple[float, float, tuple[float, ...]]:
    """The chart's width and height in the picture, and the shares to cut off around it; all of it where it is not
    known where the chart begins."""
    whole, chart, at = _SIZE.search(shown.svg), _SIZE.search(shown.chart), _AT.search(shown.svg)
    if not (whole and chart and at):
        return 16, 9, (0, 0, 0, 0)
    (all_wide, all_high), (wide, high), (x, y) = (tuple(map(float, one.groups())) for one in (whole, chart, at))
    crop = (x / all_wide, y / all_high, 1 - (x + wide) / all_wide, 1 - (y + high) / all_high)
    return (wide, high, crop) if min(crop) >= -0.001 else (16, 9, (0, 0, 0, 0))


def _table(to: Stage, shown: Exhibit) -> None:
    """The figure's numbers, with the sums of what adds up."""
    table, words = shown.table, to.words
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
    code = words("slides.code", code=shown.code) if shown.code else ""
    foot = [shown.note, " · ".join(part for part in (shown.source, shown.as_of, code) if part)]
    show(to, words("slides.table", title=shown.title), shown.subtitle, leaf, foot, _of(to, shown))


def _withheld(to: Stage) -> None:
    if not to.pack.withheld:
        return
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


def _of(to: Stage, shown: Exhibit) -> list[str]:
    return _told(to, shown.meaning, shown.code, shown.link)


def _told(to: Stage, meaning: Meaning, code: str, link: str) -> list[str]:
    """A definition and a trace, line by line."""
    trace = [to.words("slides.code", code=code), link] if code else [link] if link else []
    return [meaning.label, *(f"{label}: {text}" for label, text in meaning.lines), *trace]


@lru_cache(maxsize=256)
def _qr(link: str) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=4, border=4)
    return out.getvalue()
