"""A briefing as a workbook: a sheet a figure, numbers as numbers and totals as formulas, then sources and choices."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from dashboard.briefing.documents import fit_text, number_formats
from dashboard.briefing.documents.totals import totals
from dashboard.briefing.pack import Exhibit, Number, Pack
from dashboard.figures.table import Cell, Column, ColumnKind, Table, numeric
from dashboard.fonts.typeface import FAMILY
from dashboard.language.words import TextError, Words
from dashboard.render.theme import PALETTES

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST, _NARROWEST, _LEAST = 60, 12, 90
"""Widths of a column, and of a whole table, in letters."""

_LETTER = 5.25
"""The width of a letter, by which a column's width is told, in points."""

_A4 = 9


def workbook(pack: Pack, words: Words) -> bytes:
    """The briefing as XLSX. The same pack gives the same bytes.

    Sheets: the numbers, one a figure, what is withheld, sources and definitions, choices. A withheld cell is told by
    a word, and its column has no total.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    about = {"title": pack.title, "subject": pack.subtitle, "author": pack.branch, "comments": pack.cite}
    book.set_properties({**about, "created": pack.loaded_at.replace(tzinfo=None)})
    _Book(book, pack, words).write()
    book.close()
    return out.getvalue()


class _Book:
    """A workbook that is being written, with its styles."""

    def __init__(self, book: xlsxwriter.Workbook, pack: Pack, words: Words) -> None:
        self.book, self.pack, self.words = book, pack, words
        self._taken: set[str] = set()
        self._styles: dict[tuple, Any] = {}

    def write(self) -> None:
        """Every sheet, in order."""
        words, pack = self.words, self.pack
        self._numbers()
        for number, exhibit in enumerate(pack.exhibits, start=1):
            self._exhibit(f"{number} {_short_name(exhibit, words)}", exhibit)
        if pack.withheld:
            withheld = [(one.what, one.reason) for one in pack.withheld]
            self._listing(words("workbook.withheld"), (words("workbook.what"), words("workbook.why")), withheld)
        head = (words("workbook.metric"), words("workbook.part"), words("workbook.text"))
        rows = [(one.label, label, text) for one in pack.meanings for label, text in one.lines]
        rows += [(one.title, words("workbook.source"), " · ".join((one.source, one.as_of))) for one in pack.exhibits]
        self._listing(words("workbook.sources"), head, [*rows, (words("workbook.cite"), "", pack.cite)])
        self._listing(words("workbook.choices"), (words("workbook.choice"), words("workbook.value")), pack.filters)

    def style(self, kind: ColumnKind = "text", **look: Any) -> Any:
        """A cell's format, made once."""
        key = (kind, *sorted(look.items()))
        if key not in self._styles:
            side = {"align": "left"} if kind in ("text", "month", "day") else {"align": "right"}
            base = {"font_name": FAMILY, "font_size": 10, "valign": "top", **side}
            if kind != "text":
                base["num_format"] = number_formats.number_format(kind, self.words)
            self._styles[key] = self.book.add_format({**base, **look})
        return self._styles[key]

    def sheet(self, name: str, lines: Iterable[str], widths: Sequence[float]) -> tuple[Any, int]:
        """A new sheet with its columns' widths and its lines at the top; returns it and the row below them."""
        sheet = self.book.add_worksheet(self._name(name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        top, palette = [one for one in (self.pack.stamp, self.pack.demo) if one], PALETTES["print"]
        if top:
            sheet.set_header("&C&B" + _escaped(" · ".join(top)))
        sheet.set_footer("&L" + _escaped(f"{self.pack.branch} · {self.pack.as_of}") + "&R&P/&N")
        title, *rest = filter(None, lines)
        styled: list[tuple[str, int, dict[str, Any]]] = [
            *((line, 10, {"bold": True, "font_color": palette.reference}) for line in top),
            (title, 14, {"bold": True}),
            *((line, 10, {"font_color": palette.muted}) for line in rest),
        ]
        for row, (line, size, look) in enumerate(styled):
            style = self.style(**look, font_size=size, text_wrap=True)
            sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
            sheet.write_string(row, 0, line, style)
            sheet.set_row(row, _height([line], [sum(widths)], size))
        return sheet, len(styled) + 1

    def head(
        self, sheet: Any, row: int, labels: Sequence[str], kinds: Sequence[ColumnKind], widths: Sequence[float]
    ) -> None:
        """A table's head, which stays in view and is repeated on every printed page."""
        palette = PALETTES["print"]
        look: dict[str, Any] = {"bold": True, "text_wrap": True, "bg_color": palette.panel}
        look |= {"bottom": 2, "bottom_color": palette.accent}
        for column, (label, kind) in enumerate(zip(labels, kinds, strict=True)):
            side = "left" if kind in ("text", "month", "day") else "right"
            sheet.write_string(row, column, label, self.style(**look, align=side))
        sheet.set_row(row, _height(labels, widths, bold=True))
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)

    def _exhibit(self, name: str, exhibit: Exhibit) -> None:
        words, table = self.words, exhibit.table
        code = words("workbook.code", code=exhibit.code) if exhibit.code else ""
        lines = (
            exhibit.title,
            exhibit.subtitle,
            exhibit.note,
            exhibit.source,
            " · ".join(filter(None, (exhibit.as_of, code))),
        )
        widths = _widths(table, words)
        sheet, row = self.sheet(name, (*lines, exhibit.link), widths)
        self.head(sheet, row, [one.label for one in table.columns], [one.kind for one in table.columns], widths)
        first, withheld_cells = row + 1, set(table.withheld)
        for number, cells in enumerate(table.rows):
            for at, cell in enumerate(cells):
                if (number, at) in withheld_cells:
                    muted = self.style(italic=True, align="right", font_color=PALETTES["print"].muted)
                    sheet.write_string(first + number, at, words("workbook.withheld_cell"), muted)
                else:
                    self._cell(sheet, first + number, at, table.columns[at], cell)
        below = first + len(table.rows)
        below += self._totals(sheet, table, first, below)
        if withheld_cells:
            sheet.write_string(below + 1, 0, words("workbook.no_total"), self.style(italic=True))

    def _totals(self, sheet: Any, table: Table, first: int, below: int) -> int:
        """The sums as formulas, each with its value, for programs that compute nothing; returns the rows written."""
        sums = totals(table)
        if all(one is None for one in sums):
            return 0
        for at, (column, total) in enumerate(zip(table.columns, sums, strict=True)):
            if total is None:
                sheet.write(below, at, self.words("workbook.total") if at == 0 else None, self.style(bold=True, top=1))
                continue
            letter = xlsxwriter.utility.xl_col_to_name(at)
            formula = f"=SUM({letter}{first + 1}:{letter}{below})"
            sheet.write_formula(below, at, formula, self.style(column.kind, bold=True, top=1), total)
        return 1

    def _cell(self, sheet: Any, row: int, at: int, column: Column, cell: Cell) -> None:
        style = self.style(column.kind)
        if cell is None:
            return
        if column.kind in ("month", "day"):
            day = date.fromisoformat(f"{cell}-01" if column.kind == "month" else str(cell))
            sheet.write_datetime(row, at, datetime(day.year, day.month, day.day), style)
        elif isinstance(cell, int | float):
            sheet.write_number(row, at, cell, style)
        else:
            sheet.write_string(row, at, cell, style)

    def _numbers(self) -> None:
        words, pack = self.words, self.pack
        widths = (30, 18, 20, 34, 18, 46)
        lines = (pack.title, pack.subtitle, pack.branch, pack.as_of)
        sheet, row = self.sheet(words("workbook.numbers"), lines, widths)
        labels = [words(f"workbook.{name}") for name in ("metric", "value", "written", "beside", "code_label", "link")]
        self.head(sheet, row, labels, ("text", "whole", "text", "text", "text", "text"), widths)
        for number, one in enumerate(pack.numbers, start=row + 1):
            sheet.write_string(number, 0, one.label, self.style(text_wrap=True))
            if one.raw is not None:
                sheet.write_number(number, 1, one.raw, self.style(_kind(one)))
            for at, text in enumerate((one.value, one.beside, one.code, one.link), start=2):
                if text:
                    sheet.write_string(number, at, text, self.style(text_wrap=True, indent=1))
            sheet.set_row(number, _height((one.label, "", one.value, one.beside, one.code, one.link), widths))

    def _listing(self, name: str, labels: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A sheet of texts, each wrapped in its column."""
        widths = [36.0] * (len(labels) - 1) + [90.0]
        sheet, row = self.sheet(name, (name, self.pack.title), widths)
        self.head(sheet, row, labels, ["text" for _ in labels], widths)
        for number, texts in enumerate(rows, start=row + 1):
            for at, text in enumerate(texts):
                if text:
                    sheet.write_string(number, at, text, self.style(text_wrap=True))
            sheet.set_row(number, _height(texts, widths))

    def _name(self, wanted: str) -> str:
        """A sheet's name: at most 31 letters, none that a spreadsheet refuses, none twice."""
        base = _FORBIDDEN.sub("-", wanted).strip("' ") or "-"
        name, count = base[:31].rstrip("' "), 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{base[:27].rstrip()} {count}"
        self._taken.add(name.casefold())
        return name


def _short_name(exhibit: Exhibit, words: Words) -> str:
    try:
        return words(f"briefing.figure.{exhibit.id}")
    except TextError:
        return exhibit.id


def _escaped(text: str) -> str:
    """A text in a printed header, where & begins a command; a header holds 255 letters."""
    return text.replace("&", "&&")[:200]


def _kind(one: Number) -> ColumnKind:
    """How a number is written, from how it is written on screen."""
    if one.value.lstrip("-").startswith("Rp"):
        return "rupiah"
    if one.value.endswith("%"):
        return "percent"
    return "decimal" if isinstance(one.raw, float) else "whole"


def _widths(table: Table, words: Words) -> list[float]:
    """The columns' widths in letters of the workbook's font."""
    widths = []
    for at, column in enumerate(table.columns):
        whole = [row[at] for row in table.rows if row[at] is not None]
        if column.kind == "rupiah":
            texts = [words.rupiah(sum(numeric(cell) or 0 for cell in whole))]
        else:
            texts = [str(cell) for cell in whole] if column.kind == "text" else ["30 September 2019"]
        if any(number == at for _, number in table.withheld):
            texts.append(words("workbook.withheld_cell"))
        head = max((fit_text.width(word, 1.0, bold=True) for word in column.label.split()), default=0)
        longest = max((fit_text.width(text, 1.0) for text in texts), default=0)
        widths.append(min(max(max(longest, head) / 0.52 + 3, _NARROWEST), _WIDEST))
    return [width * max(1, _LEAST / sum(widths)) for width in widths]


def _height(texts: Sequence[str], widths: Sequence[float], size: float = 10, bold: bool = False) -> float:
    """A row's height in points: a spreadsheet does not see to it where a text is wrapped."""
    heights = (
        fit_text.height(text, size, width * _LETTER - 6, bold)
        for text, width in zip(texts, widths, strict=True)
        if text
    )
    return max(heights, default=0) + 3
