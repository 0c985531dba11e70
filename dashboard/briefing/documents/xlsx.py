"""A briefing as a workbook: a sheet a figure, numbers as numbers and totals as formulas, then sources and choices."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from dashboard.briefing.documents import fit_text, number_formats
from dashboard.briefing.documents.sheet_fit import LETTER, height, widths_of
from dashboard.briefing.documents.totals import totals
from dashboard.briefing.pack import Exhibit, Number, Pack
from dashboard.figures.table import Cell, Column, ColumnKind, Table
from dashboard.fonts.typeface import FAMILY
from dashboard.language.words import TextError, Words
from dashboard.render.theme import PALETTES

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9
_CONTENTS = (36.0, 90.0)
EMPTY = "[x]"
"""What stands in a cell for which there is nothing, as the published guidance has it: an empty one looks lost."""


def workbook(pack: Pack, words: Words) -> bytes:
    """The briefing as XLSX, laid out as spreadsheets of official statistics are. The same pack gives the same bytes.

    Sheets: cover, contents, notes, the numbers, one a figure, what is withheld, sources and definitions, choices. Each
    has one table, marked as one and with a name; a line above says where it begins. No cells are merged, none is empty.
    A withheld cell is told by a word, and its column has no total.
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
        self._titles: list[tuple[str, str]] = []

    def write(self) -> None:
        """Every sheet, in order; the contents are written last, once all names are known."""
        words, pack = self.words, self.pack
        self._cover()
        contents = self.sheet(words("workbook.contents"), (words("workbook.contents"), pack.title), _CONTENTS)
        self._notes()
        self._numbers()
        for number, exhibit in enumerate(pack.exhibits, start=1):
            self._exhibit(f"{number} {_short_name(exhibit, words)}", exhibit)
        if pack.withheld:
            withheld = [(one.what, one.reason) for one in pack.withheld]
            self._listing(words("workbook.withheld"), (words("workbook.what"), words("workbook.why")), withheld)
        head = (words("workbook.metric"), words("workbook.part"), words("workbook.text"))
        rows = [(one.label, label, text) for one in pack.meanings for label, text in one.lines]
        rows += [(one.title, words("workbook.source"), " · ".join((one.source, one.as_of))) for one in pack.exhibits]
        self._listing(words("workbook.sources"), head, [*rows, (words("workbook.cite"), "–", pack.cite)])
        self._listing(words("workbook.choices"), (words("workbook.choice"), words("workbook.value")), pack.filters)
        self._contents(*contents)

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

    def sheet(self, name: str, lines: Iterable[str], widths: Sequence[float], table: bool = True) -> tuple[Any, int]:
        """A new sheet with its columns' widths and its lines at the top; returns it and the row of its table's head."""
        sheet = self.book.add_worksheet(self._name(name))
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
        self._titles.append((sheet.get_name(), title))
        if table:
            begins = f"A{len(rest) + len(top) + 3}"
            rest.append(self.words("workbook.begins", cell=begins))
        styled: list[tuple[str, int, dict[str, Any]]] = [
            (title, 14, {"bold": True}),
            *((line, 10, {"bold": True, "font_color": palette.reference}) for line in top),
            *((line, 10, {"font_color": palette.muted}) for line in rest),
        ]
        for row, (line, size, look) in enumerate(styled):
            wide = fit_text.width(line, size, bold=row == 0) > (sum(widths) - 4) * LETTER
            sheet.write_string(row, 0, line, self.style(**look, font_size=size, text_wrap=wide))
            sheet.set_row(row, height([line], [widths[0] if wide else 999], size))
        return sheet, len(styled)

    def table(
        self, at: tuple[Any, int], name: str, labels: Sequence[str], kinds: Sequence[ColumnKind],
        widths: Sequence[float], count: int,
    ) -> None:  # fmt: skip
        """Mark so many rows from a row on as a table with a name; its head is repeated on every printed page."""
        sheet, row = at
        palette = PALETTES["print"]
        look: dict[str, Any] = {"bold": True, "text_wrap": True, "bg_color": palette.panel}
        look |= {"bottom": 2, "bottom_color": palette.accent}
        columns = []
        for number, (label, kind) in enumerate(zip(labels, kinds, strict=True)):
            side = "left" if kind in ("text", "month", "day") else "right"
            again = sum(one.casefold() == label.casefold() for one in labels[:number])
            header = f"{label} ({again + 1})" if again else label or str(number + 1)
            columns.append({"header": header, "header_format": self.style(**look, align=side)})
        options = {"name": name, "columns": columns, "autofilter": False, "style": None}
        if not count:
            for number in range(len(labels)):
                sheet.write_string(row + 1, number, EMPTY, self.style())
        sheet.add_table(row, 0, row + max(count, 1), len(labels) - 1, options)
        sheet.set_row(row, height(labels, widths, bold=True))
        sheet.repeat_rows(row)

    def _cover(self) -> None:
        """What the workbook is, of whom, of when, under what terms; no table."""
        words, pack = self.words, self.pack
        about = words("workbook.about", version=words.number(pack.data_version))
        lines = (pack.title, pack.branch, pack.subtitle, pack.as_of, about, pack.cite)
        self.sheet(words("workbook.cover"), lines, (90,), table=False)

    def _contents(self, sheet: Any, row: int) -> None:
        """The other sheets with their titles; each name leads there."""
        words, listed = self.words, [one for one in self._titles if one[0] != sheet.get_name()]
        labels = (words("workbook.sheet"), words("workbook.title"))
        self.table((sheet, row), "daftar_isi", labels, ("text", "text"), _CONTENTS, len(listed))
        for number, (name, title) in enumerate(listed, start=row + 1):
            style = self.style(font_color=PALETTES["print"].accent, underline=1)
            sheet.write_url(number, 0, "internal:'" + name.replace("'", "''") + "'!A1", style, name)
            sheet.write_string(number, 1, title, self.style(text_wrap=True))
            sheet.set_row(number, height((name, title), _CONTENTS))

    def _notes(self) -> None:
        """What holds for several sheets, and what stands where there is no number."""
        words = self.words
        rows = [(words("workbook.withheld_cell"), words("workbook.withheld_means"))]
        rows += [(EMPTY, words("workbook.empty_means")), (words("workbook.total"), words("workbook.total_means"))]
        self._listing(words("workbook.notes"), (words("workbook.sign"), words("workbook.meaning")), rows)

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
        widths = widths_of(table, words)
        withheld_cells = set(table.withheld)
        no_total = words("workbook.no_total") if withheld_cells else ""
        sheet, row = self.sheet(name, (*lines, exhibit.link, no_total), widths)
        sums = totals(table)
        count = len(table.rows) + any(one is not None for one in sums)
        labels, kinds = [one.label for one in table.columns], [one.kind for one in table.columns]
        self.table((sheet, row), f"tabel_{len(self._titles)}", labels, kinds, widths, count)
        first = row + 1
        for number, cells in enumerate(table.rows):
            for at, cell in enumerate(cells):
                if (number, at) in withheld_cells:
                    muted = self.style(italic=True, align="right", font_color=PALETTES["print"].muted)
                    sheet.write_string(first + number, at, words("workbook.withheld_cell"), muted)
                else:
                    self._cell(sheet, first + number, at, table.columns[at], cell)
        below = first + len(table.rows)
        if any(one is not None for one in sums):
            self._totals(sheet, table, first, below)

    def _totals(self, sheet: Any, table: Table, first: int, below: int) -> None:
        """The sums as formulas, each with its value, for programs that compute nothing."""
        sums = totals(table)
        for at, (column, total) in enumerate(zip(table.columns, sums, strict=True)):
            if total is None:
                name = self.words("workbook.total") if at == 0 else EMPTY
                side = "left" if column.kind in ("text", "month", "day") else "right"
                sheet.write_string(below, at, name, self.style(bold=True, top=1, align=side))
                continue
            letter = xlsxwriter.utility.xl_col_to_name(at)
            formula = f"=SUM({letter}{first + 1}:{letter}{below})"
            sheet.write_formula(below, at, formula, self.style(column.kind, bold=True, top=1), total)

    def _style_of(self, kind: ColumnKind, value: Cell) -> Any:
        """A cell's format: of a percentage with the decimals that its value needs."""
        look = {"num_format": number_formats.number_format(kind, self.words, value)} if kind == "percent" else {}
        return self.style(kind, **look)

    def _cell(self, sheet: Any, row: int, at: int, column: Column, cell: Cell) -> None:
        style = self._style_of(column.kind, cell)
        if cell is None:
            sheet.write_string(row, at, EMPTY, style)
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
        linked = any(one.link for one in pack.numbers)
        names = ("metric", "value", "written", "beside", "code_label", *(("link",) if linked else ()))
        widths = (30, 18, 20, 34, 18, 46)[: len(names)]
        labels = [words(f"workbook.{name}") for name in names]
        kinds: list[ColumnKind] = ["text", "whole"]
        kinds += ["text" for _ in names[2:]]
        sheet, row = self.sheet(
            words("workbook.numbers"), (words("workbook.numbers"), pack.title, pack.subtitle), widths
        )
        self.table((sheet, row), "angka_utama", labels, kinds, widths, len(pack.numbers))
        for number, one in enumerate(pack.numbers, start=row + 1):
            sheet.write_string(number, 0, one.label, self.style(text_wrap=True))
            if one.raw is not None:
                sheet.write_number(number, 1, one.raw, self._style_of(_kind(one), one.raw))
            else:
                sheet.write_string(number, 1, words("workbook.withheld_cell"), self.style(align="right"))
            texts = (one.value, one.beside, one.code, one.link)[: len(names) - 2]
            for at, text in enumerate(texts, start=2):
                sheet.write_string(number, at, text or EMPTY, self.style(text_wrap=True, indent=1))
            sheet.set_row(number, height((one.label, "", *texts), widths))

    def _listing(self, name: str, labels: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A sheet of texts, each wrapped in its column."""
        widths, every = [36.0] * (len(labels) - 1) + [90.0], list(rows)
        at = self.sheet(name, (name, self.pack.title), widths)
        sheet, row = at
        kinds: list[ColumnKind] = ["text" for _ in labels]
        self.table(at, f"daftar_{len(self._titles)}", labels, kinds, widths, len(every))
        for number, texts in enumerate(every, start=row + 1):
            for column, text in enumerate(texts):
                sheet.write_string(number, column, text or EMPTY, self.style(text_wrap=True))
            sheet.set_row(number, height(texts, widths))

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
