"""The picture around a chart: title, subtitle, source, as-of date and the demonstration label, as SVG.

The renderer puts the chart's own SVG between `before` and `after`. Texts are laid out here with the widths of the
shipped font, so that a long title takes a second line from the chart instead of being cut.
"""

import base64
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.sax.saxutils import escape

import polars as pl

from dashboard.charts.figure import Figure
from dashboard.fonts.typeface import FAMILY, FONT, WEIGHTS, typeface
from dashboard.language.words import Words
from dashboard.render.theme import PALETTES, Mode, Palette, Size
from dashboard.settings import ROOT

WEB_FONTS = ROOT / "static" / "fonts"


@dataclass(frozen=True)
class Format:
    """A picture's outer size in px and its font sizes; none is below 14 px at 1200 px width.

    `density`: pixels of a PNG a px. `shape`: the end of the file's name. `grows`: as high as a row an agent needs.
    """

    name: str
    width: int
    height: int
    margin: int
    title: int
    subtitle: int
    foot: int
    font: int
    tall_font: int
    shape: str = ""
    density: float = 2
    grows: bool = False
    key_beside: bool = True

    @property
    def label_limit(self) -> int:
        """How wide a row's name may be; more on an upright picture, where it is large for the width."""
        return int(self.width * (0.38 if self.height > self.width else 0.25))


WIDE = Format("png", 1200, 675, 44, 31, 20, 16, 18, 14)
SQUARE = Format("png-square", 1200, 1200, 56, 39, 25, 19, 23, 16, "1x1", key_beside=False)
STORY = Format("png-story", 1080, 1920, 72, 54, 34, 26, 32, 22, "9x16", density=1, key_beside=False)
"""Seen on a phone, where it is a third as wide; the networks take it at just this size."""
A4 = Format("png-a4", 1240, 1754, 92, 40, 25, 18, 23, 15, "a4", key_beside=False)
"""Upright, 150 px an inch; 300 pixels in a PNG."""
PAGE = Format("pdf", 1200, 675, 44, 31, 20, 16, 18, 14, grows=True)
"""As WIDE, but as high as a chart with a row an agent needs."""
FORMS = {form.name: form for form in (WIDE, SQUARE, STORY, A4)}
MOST_UPRIGHT = 1.3
"""Height a width up to which a chart is still read well; rows stand no further apart than six letters are high."""


@dataclass(frozen=True)
class Frame:
    """SVG before and after the chart, the chart's size and, where rows had to be left out, how many are shown."""

    before: str
    after: str
    size: Size
    rows: int | None


def frame(
    figure: Figure, words: Words, form: Format, mode: Mode = "print", *, embed_font: bool = False, stamp: str = ""
) -> Frame:
    """Lay out everything but the chart. `embed_font`: for an SVG that is opened where the font is not installed.

    `stamp`: a line in a band over the whole width, above everything else.
    """
    palette, inner = PALETTES[mode], form.width - 2 * form.margin
    band, below = _band(stamp, form, palette, inner)
    head, y = _head(figure, form, palette, inner, below)
    badge, badge_width = _badge(figure, words, form, palette)
    lines = [
        line
        for text in (figure.note, figure.whose, _last_line(figure, words))
        for line in _foot_lines(text, form, inner - badge_width)
    ]
    foot_height = len(lines) * form.foot * 1.45 + form.foot * 1.6
    available = form.height - y - form.margin * 0.8 - foot_height
    size, rows, extra = _chart_size(figure, form, inner, available)
    if rows is not None:
        left_out = words("charts.left_out", rows=words.number(rows), all=words.number(figure.drawing.row_count))
        lines[:0] = _foot_lines(left_out, form, inner - badge_width)
        size = _shorter(size, form.foot * 1.45)
    y += max(0, round((available - (size.height or 0)) * 0.3)) if form.height > form.width else 0
    height = form.height + extra
    bottom = height - form.margin * 0.8
    foot = _foot(lines, form, palette, bottom)
    fonts = faces() if embed_font else ""
    before = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{form.width}" height="{height:g}" '
        f'viewBox="0 0 {form.width} {height:g}" role="img" font-family="{FONT}">'
        f"<title>{escape(figure.title)}</title><desc>{escape(figure.alt)}</desc>{fonts}"
        f'<rect width="100%" height="100%" fill="{palette.ground}"/>{band}{head}{foot}'
        f'<g transform="translate(0,{bottom:g})">{badge}</g><g transform="translate({form.margin},{y:g})">'
    )
    return Frame(before, "</g></svg>", size, rows)


def on_paper(around: Frame) -> Frame:
    """The frame of an A4 picture as large as the paper, 210 x 297 mm in points, which a PDF's px are."""
    px = f'width="{A4.width}" height="{A4.height}"'
    return replace(around, before=around.before.replace(px, 'width="595.28" height="841.89"', 1))


def _band(stamp: str, form: Format, palette: Palette, inner: float) -> tuple[str, float]:
    """The stamp in a filled band, and its height."""
    if not stamp:
        return "", 0
    lines, step = typeface(600).balanced(stamp, form.subtitle, inner), form.subtitle * 1.3
    height = len(lines) * step + form.subtitle * 0.7
    box = f'<rect width="{form.width}" height="{height:g}" fill="{palette.reference}"/>'
    return box + "".join(
        _text(form.margin, form.subtitle * 1.35 + n * step, line, form.subtitle, palette.ground, 600)
        for n, line in enumerate(lines)
    ), height


def _last_line(figure: Figure, words: Words) -> str:
    """The as-of date and, unbroken, the trace code."""
    code = words("charts.code", code=figure.code).replace(" ", "\u00a0") if figure.code else ""
    return " · ".join(part for part in (figure.as_of, code) if part)


def _head(figure: Figure, form: Format, palette: Palette, inner: float, below: float) -> tuple[str, float]:
    y, out = below + form.margin * 0.8, []
    for text, size, weight, colour in (
        (figure.title, form.title, 600, palette.ink),
        (figure.subtitle, form.subtitle, 400, palette.muted),
    ):
        for line in typeface(weight).balanced(text, size, inner) if text else []:
            y += size * 1.24
            out.append(_text(form.margin, y - size * 0.24, line, size, colour, weight))
        y += size * 0.3
    return "".join(out), round(y + form.subtitle * 0.6)


def _foot_lines(text: str, form: Format, width: float) -> list[str]:
    return typeface().lines(text, form.foot, width) if text else []


def _foot(lines: list[str], form: Format, palette: Palette, bottom: float) -> str:
    step = form.foot * 1.45
    top = bottom - (len(lines) - 1) * step
    rule = f'<path d="M{form.margin},{top - step:g}H{form.width - form.margin}" stroke="{palette.grid}"/>'
    return rule + "".join(
        _text(form.margin, top + n * step, line, form.foot, palette.muted) for n, line in enumerate(lines)
    )


def _badge(figure: Figure, words: Words, form: Format, palette: Palette) -> tuple[str, float]:
    """The demonstration label in a box at the lower right, and the width that it takes from the foot's lines."""
    if not figure.demo:
        return "", 0
    text, size = words("charts.demo"), form.foot
    width = typeface(600).width(text, size) + size * 1.4
    x, y = form.width - form.margin - width, -size * 1.2
    box = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{size * 1.75:g}" rx="3" fill="none"'
    return (
        f'{box} stroke="{palette.reference}" stroke-width="1.5"/>'
        + _text(x + size * 0.7, 0, text, size, palette.reference, 600),
        width + size * 2,
    )


def _chart_size(figure: Figure, form: Format, inner: int, available: float) -> tuple[Size, int | None, int]:
    """The chart's size, the rows that are shown where not all fit, and by how much the picture grows."""
    count = figure.drawing.row_count
    if not count:
        high = int(min(available, inner * MOST_UPRIGHT, _rows_apart(figure, form)))
        return Size(form.name, inner, high, form.font, form.label_limit, form.key_beside), None, 0
    names = form.width // 4  # months stand beside them, which need the room
    roomy = 6.4 * form.font + count * 1.36 * form.font <= available
    font = form.font if roomy else form.tall_font
    beside, row = 6.4 * font, 1.36 * font
    size = Size(form.name, inner, int(min(available, beside + count * 3.4 * font)), font, names, form.key_beside)
    fitting = int((available - form.foot * 1.45 - beside) / row)
    if beside + count * row <= available:
        return size, None, 0
    if form.grows:
        needed = int(beside + count * row)
        return (
            Size(form.name, inner, needed, font, names, form.key_beside),
            None,
            int(needed - available) + 1,
        )
    return size, fitting, 0


def _rows_apart(figure: Figure, form: Format) -> float:
    """How high bars in rows may be before they lose each other; no limit for any other chart."""
    rows = figure.drawing.rows.get("rows")
    if form.height <= form.width or not isinstance(rows, pl.DataFrame) or "position" not in rows.columns:
        return float("inf")
    return (rows.height * 6 + 4) * form.font


def _shorter(size: Size, by: float) -> Size:
    return Size(size.name, size.width, int((size.height or 0) - by), size.font, size.label_limit, size.key_beside)


def _text(x: float, y: float, text: str, size: float, colour: str, weight: int = 400) -> str:
    escaped = escape(typeface(weight).writable(text))
    return f'<text x="{x:g}" y="{y:.1f}" font-size="{size}px" font-weight="{weight}" fill="{colour}">{escaped}</text>'


@lru_cache
def faces() -> str:
    """The shipped font as a style element, so that an SVG shows the same letters in a browser elsewhere."""
    families = "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};src:url(data:font/woff2;base64,'
        f'{base64.b64encode((WEB_FONTS / f"{name}.woff2").read_bytes()).decode()}) format("woff2")}}'
        for weight, name in WEIGHTS.items()
    )
    return f"<style>{families}</style>"
