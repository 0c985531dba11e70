"""A figure leaves: as a picture or as its numbers. The same chart as on screen, with its words inside the picture."""

import json
import struct
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dashboard.charts.figure import Figure
from dashboard.fonts.typeface import typeface
from dashboard.language.words import Words
from dashboard.render import frame as picture
from dashboard.render import sheet
from dashboard.render.frame import A4, PAGE, WIDE, Frame, faces, frame, on_paper
from dashboard.render.pool import RENDERER, WorkerProcess, WorkError, WorkTimeout
from dashboard.render.theme import Size, dress

Format = Literal["png", "png-square", "png-story", "png-a4", "svg", "pdf", "pdf-a4", "csv", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

_MEDIA_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MEDIA_TYPES: dict[Format, str] = {format: _MEDIA_TYPES[format.partition("-")[0]] for format in FORMATS}

NARROW = Size("narrow", 936, 600, 30, 356)
"""A chart in a story, or beside another one on A4."""

NARROW_ROWS = 9
"""The rows of a chart with a row an agent that it has room for."""

VEGA_LITE = "6.4"
"""The grammar that Altair writes (a test compares)."""

SECONDS = 30.0


class ExportError(RuntimeError):
    """A picture could not be made; the message is a sentence in the reader's language that says what to do."""


def file_name(figure: Figure, format: Format) -> str:
    """The figure's stem with the format's ending: akuisisi_2019-S1_semua-wilayah_per-2019-06-30.png."""
    shape = _form(format).shape
    return f"{figure.stem}{'_' if shape else ''}{shape}.{format.partition('-')[0]}"


def _form(format: Format) -> picture.Format:
    return A4 if format == "pdf-a4" else picture.FORMS.get(format, PAGE)


@dataclass(frozen=True)
class Pictures:
    """What a briefing needs of a figure: the whole 16:9 picture as SVG (its fonts inside) and as PNG, 2400 x 1350 px;
    and the chart alone, without title and foot, as SVG with width, height and viewBox, without fonts.
    """

    svg: bytes
    png: bytes
    chart: bytes


def pictures(
    figure: Figure, words: Words, stamp: str = "", *, using: WorkerProcess = RENDERER, timeout: float = SECONDS
) -> Pictures:
    """The figure drawn once for all three. `stamp`: a line that stands at the picture's top, such as an embargo.

    The same figure and stamp give the same bytes. Raises ExportError.
    """
    around = frame(figure, words, WIDE, stamp=stamp)
    body = _drawn(words, _job(figure, words, around, "pictures", WIDE.density), using, timeout)
    length = struct.unpack_from(">Q", body)[0]
    chart, png = body[8 : 8 + length], body[8 + length :]
    inner = chart[chart.index(b">") + 1 : chart.rindex(b"</svg>")]
    before = around.before.replace("</desc>", f"</desc>{faces()}", 1)
    return Pictures(before.encode() + inner + around.after.encode(), png, chart)


def render(
    figure: Figure,
    words: Words,
    format: Format,
    *,
    stamp: str = "",
    pixels: int = 0,
    using: WorkerProcess = RENDERER,
    timeout: float = SECONDS,
) -> bytes:
    """The figure in a format. `png` is 2400 x 1350 px, `png-square` 2400 x 2400, `png-story` 1080 x 1920, `png-a4`
    2480 x 3508; `svg` and `pdf` 1200 px wide, `pdf-a4` one upright A4 page.

    The same figure gives the same bytes, except for `pdf`, in which the renderer orders the fonts by chance.
    A chart with a row an agent shows in a PNG or on A4 the rows that fit and says how many there are; SVG and PDF grow.
    `stamp`: a line that stands at a picture's or a table's top, such as an embargo; `pixels`: another width of a PNG.
    Raises ExportError.
    """
    if format == "csv":
        return sheet.to_csv(figure, words, stamp)
    if format == "xlsx":
        return sheet.to_xlsx(figure, words, stamp)
    job = picture_job(figure, words, format, stamp)
    if pixels:
        job["scale"] = (pixels + 0.01) / _form(format).width  # the renderer drops what is less than a pixel
    return _drawn(words, job, using, timeout)


def narrow(figure: Figure, words: Words, *, using: WorkerProcess = RENDERER, timeout: float = SECONDS) -> bytes:
    """The chart alone as SVG without fonts, for a place as narrow as a phone: few rows, large letters."""
    return _drawn(words, _job(figure, words, Frame("", "", NARROW, NARROW_ROWS), "chart", 1), using, timeout)


def picture_job(figure: Figure, words: Words, format: Format, stamp: str = "") -> dict[str, Any]:
    """What the drawing process is asked for."""
    form = _form(format)
    around = frame(figure, words, form, embed_font=format == "svg", stamp=stamp)
    if format == "pdf-a4":
        around = on_paper(around)
    return _job(figure, words, around, format.partition("-")[0], form.density)


def _job(figure: Figure, words: Words, around: Frame, wanted: str, scale: float) -> dict[str, Any]:
    spec = dress(figure, words, "print", around.size, around.rows)
    written = json.dumps(spec, ensure_ascii=False)
    if (writable := typeface().writable(written)) != written:
        spec = json.loads(writable)
    return {
        "spec": spec,
        "before": around.before,
        "after": around.after,
        "format": wanted,
        "scale": scale,
        "vega_lite": VEGA_LITE,
    }


def _drawn(words: Words, job: dict[str, Any], using: WorkerProcess, timeout: float) -> bytes:
    try:
        return using.work(job, timeout)
    except WorkTimeout:
        raise ExportError(words("charts.export.slow", seconds=words.number(timeout))) from None
    except WorkError as error:
        raise ExportError(words("charts.export.failed", reason=str(error))) from error
