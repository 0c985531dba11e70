"""A figure's numbers as CSV and XLSX, with its title, source, as-of date and demonstration label above them."""

import io
import re
from datetime import date, datetime
from typing import Any

import polars as pl
import xlsxwriter

from dashboard.charts.figure import Figure
from dashboard.language.words import Words

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AFTER = re.compile(r"""([,;\t\r\n][\s"]*)(?=[=@])""")
_PARTS = re.compile(r'[,;\t\r\n"]')


def notes(figure: Figure, words: Words, stamp: str = "") -> list[str]:
    """The lines above the numbers. `stamp`: a line below the title, such as an embargo."""
    demo = words("charts.demo") if figure.demo else ""
    code = words("charts.code", code=figure.code) if figure.code else ""
    lines = [figure.title, stamp, figure.subtitle, figure.note, figure.whose, figure.as_of, code, demo]
    return [line for line in lines if line]


def to_csv(figure: Figure, words: Words, stamp: str = "") -> bytes:
    """UTF-8 with BOM as a spreadsheet of the language opens it: `;` and decimal comma in Indonesian, `,` and point.

    Months as 2019-01, days as 2019-06-30, numbers without grouping. A text that a spreadsheet would take for a
    formula gets an apostrophe in front; one with either separator in it stands in quotes, since a spreadsheet of the
    other language parts cells at the other one.
    """
    rows: list[list[tuple[str, Any]]] = [[("", line)] for line in notes(figure, words, stamp)]
    rows += [[], [("", figure.labels[name]) for name in figure.table.columns]]
    rows += [[*row.items()] for row in figure.table.iter_rows(named=True)]
    mark = ";" if words.language == "id" else ","
    lines = (mark.join(_cell(value, name, words) for name, value in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def as_text(text: str) -> str:
    """A text as a spreadsheet reads it: with an apostrophe in front of what it would take for a formula, also behind
    either separator, at which a spreadsheet of the other language parts a row whatever stands in quotes."""
    return _AFTER.sub(r"\1'", f"'{text}" if text.startswith(_FORMULA) else text)


def _cell(value: Any, name: str, words: Words) -> str:
    text = _plain(value, name, words)
    if isinstance(value, float) or not _PARTS.search(text):
        return text
    quoted = text.replace('"', '""')
    return f'"{quoted}"'


def _plain(value: Any, name: str, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return words("charts.yes" if value else "charts.no")
    if isinstance(value, float):
        text = format(value, ".10g")
        return text.replace(".", ",") if words.language == "id" else text
    if isinstance(value, date):
        return f"{value:%Y-%m}" if _is_month(name) else f"{value:%Y-%m-%d}"
    return as_text(value) if isinstance(value, str) else str(value)


def _is_month(name: str) -> bool:
    return name == "month" or name.endswith("_month")


def to_xlsx(figure: Figure, words: Words, stamp: str = "") -> bytes:
    """One sheet, numbers as numbers and months and days as dates, so that they can be counted with. Same figure, same
    bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": figure.title, "comments": figure.alt, "created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet(figure.id[:31])
    locale = "[$-421]" if words.language == "id" else "[$-409]"
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "part": book.add_format({"num_format": "#,##0.00"}),
        "month": book.add_format({"num_format": f"{locale}mmm yyyy", "align": "left"}),
        "day": book.add_format({"num_format": f"{locale}d mmmm yyyy", "align": "left"}),
    }
    lines = notes(figure, words, stamp)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, styles["title"] if row == 0 else None)
    top = len(lines) + 1
    for column, name in enumerate(figure.table.columns):
        sheet.write_string(top, column, figure.labels[name], styles["head"])
        sheet.set_column(column, column, _width(figure.table[name], figure.labels[name]))
        for row, value in enumerate(figure.table[name], start=top + 1):
            _write(sheet, row, column, value, name, styles, words)
    sheet.freeze_panes(top + 1, 0)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, name: str, styles: dict[str, Any], words: Words) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, words("charts.yes" if value else "charts.no"))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles["whole" if isinstance(value, int) else "part"])
    elif isinstance(value, date):
        day = datetime(value.year, value.month, value.day)
        sheet.write_datetime(row, column, day, styles["month" if _is_month(name) else "day"])
    else:
        sheet.write_string(row, column, str(value))


def _width(values: pl.Series, label: str) -> int:
    longest = max((len(str(value)) for value in values.head(200) if value is not None), default=0)
    return min(max(longest + 4, len(label) // 2 + 4, 12), 48)
