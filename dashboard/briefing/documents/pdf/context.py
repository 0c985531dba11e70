"""What report.typ prints of a briefing: every text, number, picture and colour, as plain values."""

import io
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import segno

from dashboard.briefing.documents import cells, prose
from dashboard.briefing.documents.pdf.table_fit import room
from dashboard.briefing.pack import LOGO, Exhibit, Pack, Paragraph
from dashboard.fonts.typeface import FAMILY
from dashboard.language.words import Words
from dashboard.render.theme import PALETTES

ROWS = 60
"""The most rows that a table here has: a page and a half. The workbook has them all."""

NARROW = 3
"""The most columns of a table that has its notes beside it."""

TOGETHER = 14
"""The most rows of a table that is kept on one page with its picture."""

WIDTH, HEIGHT = 162, 190
"""The most that a picture takes of a page, in mm; two figures stand on one."""

_SHAPE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')

COLOURS = ("ink", "muted", "grid", "accent", "panel", "reference")
_AS_WRITTEN = {"qr", "link", "lang", "font", "logo"}
"""Keys whose values are no text to be read. A chart's SVG has texts: Typst refuses a letter that the font lacks."""


def printed_values(pack: Pack, words: Words) -> dict[str, Any]:
    """Everything that report.typ prints, in letters that the shipped font has."""
    palette = PALETTES["print"]
    printed = {
        "lang": pack.language,
        "font": FAMILY,
        "colours": {name: getattr(palette, name) for name in COLOURS},
        "logo": pack.brand_file(LOGO).decode(),
        "title": pack.title,
        "subtitle": pack.subtitle,
        "branch": pack.branch,
        "demo": pack.demo,
        "stamp": pack.stamp,
        "foot": f"{pack.branch} · {pack.as_of} · {words('report.version', version=words.number(pack.data_version))}",
        "briefing": pack.stem,
        "filters": pack.filters,
        "numbers": [_number(one.label, one.value, one.beside, one.code, one.link) for one in pack.numbers],
        "exhibits": [_exhibit(one, words) for one in pack.exhibits],
        "withheld": [(one.what, one.reason) for one in pack.withheld],
        "release": list(map(_paragraph, pack.release)),
        "meanings": [{"label": one.label, "lines": one.lines} for one in pack.meanings],
        "cite": pack.cite,
        "words": _labels(words),
    }
    return _printable(printed)


def of_letter(pack: Pack, words: Words) -> dict[str, Any]:
    """Everything that letter.typ prints."""
    palette = PALETTES["print"]
    printed = {
        "lang": pack.language,
        "font": FAMILY,
        "colours": {name: getattr(palette, name) for name in COLOURS},
        "logo": pack.brand_file(LOGO).decode(),
        **{name: getattr(pack, name) for name in ("title", "subtitle", "branch", "demo", "stamp")},
        "foot": f"{pack.branch} · {pack.as_of} · {words('report.version', version=words.number(pack.data_version))}",
        "page": words("report.page"),
        "release": list(map(_paragraph, pack.release)),
    }
    return _printable(printed)


def _number(label: str, value: str, beside: str, code: str, link: str) -> dict[str, str]:
    return {"label": label, "value": value, "beside": beside, "code": code, "link": _web(link) if code else ""}


def _exhibit(one: Exhibit, words: Words) -> dict[str, Any]:
    count, printed = len(one.table.rows), min(len(one.table.rows), ROWS)
    body = cells.rows(one.table, words, words("report.withheld_cell"), ROWS)
    body = [_unbroken(row, one) for row in body]
    labels = [column.label for column in one.table.columns]
    left = [column.kind in cells.LEFT for column in one.table.columns]
    fits = room(labels, body, [column.kind == "text" for column in one.table.columns])
    return {
        "title": prose.whole(one.title or one.id),
        "subtitle": one.subtitle,
        "alt": one.alt or one.title,
        "svg": one.chart or one.svg,
        "width": _width(one.chart or one.svg),
        "narrow": len(left) <= NARROW,
        "long": count > TOGETHER,
        "labels": labels if fits.size else [],
        "left": left,
        "rows": body if fits.size else [],
        "size": fits.size,
        "widths": fits.widths,
        "left_out": _left_out(printed if fits.size else 0, count, words),
        "notes": [line for line in (one.note, one.source, one.as_of) if line],
        "code": words("report.code", code=one.code) if one.code else "",
        "link": _web(one.link),
        "qr": _qr(one.link) if _web(one.link) else "",
        "qr_alt": words("report.qr", code=one.code),
    }


def _left_out(printed: int, count: int, words: Words) -> str:
    """Where the rest of a table is; empty where all of it is here."""
    if printed == count:
        return ""
    if not printed:
        return words("report.wide")
    return words("report.left_out", rows=words.number(printed), all=words.number(count))


def _width(svg: str) -> float:
    """How wide the picture is printed, in mm: as wide as it may be without being too high."""
    shape = _SHAPE.search(svg)
    return round(min(WIDTH, HEIGHT * float(shape[1]) / float(shape[2])), 2) if shape else WIDTH


def _unbroken(row: Iterable[str], one: Exhibit) -> list[str]:
    """A row whose dates and amounts stay on one line."""
    kinds = (column.kind for column in one.table.columns)
    return [cell if kind == "text" else cell.replace(" ", "\u00a0") for cell, kind in zip(row, kinds, strict=True)]


def _paragraph(one: Paragraph) -> dict[str, Any]:
    head, rest = prose.dateline(one.text) if one.kind == "lead" else ("", one.text)
    rest = prose.whole(rest)
    return {"kind": one.kind, "head": prose.parts(head), "parts": prose.parts(rest)}


def _labels(words: Words) -> dict[str, str]:
    return {
        "page": words("report.page"),
        "filters": words("report.filters"),
        "numbers": words("report.numbers"),
        "label": words("report.label"),
        "value": words("report.value"),
        "beside": words("report.beside"),
        "code": words("report.code_label"),
        "withheld": words("report.withheld"),
        "what": words("report.what"),
        "why": words("report.why"),
        "release": words("report.release"),
        "meanings": words("report.meanings"),
        "cite": words("report.cite"),
    }


def _web(link: str) -> str:
    """The link, if it is one that leads somewhere from paper."""
    return link if link.startswith(("https://", "http://")) else ""


@lru_cache(maxsize=256)
def _qr(link: str) -> str:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, nl=False)
    return out.getvalue().decode()


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: one if key in _AS_WRITTEN else _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return prose.printable(value) if isinstance(value, str) else value
