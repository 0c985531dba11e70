"""A briefing's numbers for machines: one observation a row, and beside it in words how they may be used and cited."""

import csv
import io
from collections.abc import Iterator

from dashboard.briefing.documents.cells import LEFT
from dashboard.briefing.pack import Exhibit, Pack
from dashboard.figures.table import Cell, ColumnKind
from dashboard.language.words import Words

_UNITS: dict[ColumnKind, str] = {"people": "people", "rupiah": "IDR", "percent": "ratio"}
HEAD = ("figure", "trace_code", "row", "month", "measure", "label", "unit", "value", "status")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files(pack: Pack, words: Words, stem: str) -> dict[str, bytes]:
    """The table as CSV, and the terms as text, by name; none where nothing is counted."""
    rows = list(_rows(pack))
    if not rows:
        return {}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([HEAD, *rows])
    terms = "\n\n".join(filter(None, (pack.stamp, pack.demo, pack.title, pack.branch, pack.cite)))
    about = words("report.terms.columns")
    return {f"{stem}.csv": out.getvalue().encode(), words("report.terms.file"): f"{terms}\n\n{about}\n".encode()}


def _rows(pack: Pack) -> Iterator[list[str]]:
    """An observation a row: whose, of which measure, how much; a withheld one has no value and says so."""
    for one in pack.exhibits:
        numbers = [(at, column) for at, column in enumerate(one.table.columns) if column.kind not in LEFT]
        withheld = set(one.table.withheld)
        for number, cells in enumerate(one.table.rows):
            names = [_plain(str(cell)) for cell, kind in _named(one, cells) if kind != "month"]
            months = [str(cell) for cell, kind in _named(one, cells) if kind == "month"]
            for at, column in numbers:
                hidden, cell = (number, at) in withheld, cells[at]
                status = "withheld" if hidden else "no_data" if cell is None else "final"
                value = "" if hidden or cell is None else str(cell)
                about = [one.id, one.code, " / ".join(names), " / ".join(months)]
                yield [*about, column.name, _plain(column.label), _UNITS.get(column.kind, "count"), value, status]


def _named(one: Exhibit, cells: tuple[Cell, ...]) -> list[tuple[Cell, ColumnKind]]:
    """The cells of a row that say whose it is, each with its kind."""
    pairs = zip(one.table.columns, cells, strict=True)
    return [(cell, column.kind) for column, cell in pairs if column.kind in LEFT and cell is not None]


def _plain(text: str) -> str:
    """A text that a spreadsheet takes for no formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
