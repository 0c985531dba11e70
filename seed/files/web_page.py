"""Tables of web pages, as many a report is saved under the name of a workbook: HTML, and MHTML around it."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect

from lxml import etree

from seed.files.grid import Grid
from seed.files.rules import FileError, FileRule
from seed.files.sheet import Sheet

_WIDEST_SPAN = 1000
_PARSER = {"encoding": "utf-8", "no_network": True, "recover": True, "remove_comments": True, "remove_pis": True}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(-->|$)", re.DOTALL)
_SCRIPT = re.compile(rb"<(script|noscript)\b[^>]*>(.*?)(</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_ENDED = (b"table", b"html")
"""What a page that has begun with it ends with: one that was cut off does not."""

_WRITES = re.compile(
    rb"<t(able|r|d|h|body)\b|insert(row|cell|adjacent)|append(child)?\s*\(|(inner|outer)html|document\s*\.\s*write|"
    rb"createelement\s*\(\s*.t[rdh]|addrow|datatable|\brows?\b|\btabel\b|\btable\b|\d{8}",
    re.IGNORECASE,
)
"""What a script says that puts rows into a table, or has them."""


def sheets(text: bytes, head: int) -> list[Sheet]:
    """Each table that holds anything, by its number. `text`: HTML in UTF-8.

    Raises FileError: WEB_PAGE, PAGE_CUT_OFF, PAGE_OF_SCRIPTS.
    """
    return _filled(_tables([text]), head)


def archived(data: bytes, head: int) -> list[Sheet]:
    """Each table of the pages in an MHTML file. Raises FileError as `sheets`."""
    pages = []
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if any(isinstance(one, CloseBoundaryNotFoundDefect) for one in part.defects):
            raise FileError(FileRule.PAGE_CUT_OFF)
        if part.get_content_type() == "text/html":
            try:
                pages.append(str(part.get_content()).encode(errors="replace"))
            except LookupError:  # letters of a kind that nobody knows
                payload = part.get_payload(decode=True)
                pages.append(payload if isinstance(payload, bytes) else b"")
    return _filled(_tables(pages), head)


def _filled(tables: Iterator[etree._Element], head: int) -> list[Sheet]:
    grids = [_grid(table, str(number)) for number, table in enumerate(tables, 1)]
    if not any(map(len, grids)):
        raise FileError(FileRule.WEB_PAGE)
    return [grid.sheet(head) for grid in grids if len(grid)]


def _tables(pages: list[bytes]) -> Iterator[etree._Element]:
    for page in pages:
        if page.strip():
            _require_whole(page)
            root = etree.fromstring(page, etree.HTMLParser(**_PARSER))
            if root is not None:
                yield from root.iter("table")


def _require_whole(page: bytes) -> None:
    """Raises FileError PAGE_CUT_OFF, PAGE_OF_SCRIPTS: where rows may be missing, none is read."""
    markup = _COMMENT.sub(b"", page)
    if any(_WRITES.search(script[2]) for script in _SCRIPT.finditer(markup)):
        raise FileError(FileRule.PAGE_OF_SCRIPTS)
    plain = _SCRIPT.sub(b"", markup).lower()
    if b"<table" in plain and any(
        len(re.findall(rb"<%s\b" % tag, plain)) > len(re.findall(rb"</%s\b" % tag, plain)) for tag in _ENDED
    ):
        raise FileError(FileRule.PAGE_CUT_OFF)


def _grid(table: etree._Element, name: str) -> Grid:
    grid = Grid(name)
    below: dict[int, int] = {}  # columns that a cell of a row above still covers, and up to which row
    for row, line in enumerate(one for one in table.iter("tr") if next(one.iterancestors("table")) is table):
        column = 0
        if _is_hidden(line):
            grid.hide_rows(row)
        for cell in line.iterchildren("td", "th"):
            while below.get(column, -1) >= row:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            if text := _text(cell):
                grid.put(row, column, text)
            grid.merge(row, column, rows, columns)
            below.update(dict.fromkeys(range(column, column + columns), row + rows - 1))
            column += columns
    return grid


def _is_hidden(row: etree._Element) -> bool:
    """Whether a row, or what it stands in, is not seen: a spreadsheet that saves a page writes the hidden rows so."""
    return any(one.get("hidden") is not None or _UNSEEN.search(one.get("style") or "") for one in _upwards(row))


def _upwards(row: etree._Element) -> Iterator[etree._Element]:
    yield row
    yield from row.iterancestors("tbody", "thead", "table")


def _span(cell: etree._Element, name: str) -> int:
    given = (cell.get(name) or "").strip()
    return min(max(int(given), 1), _WIDEST_SPAN) if given.isascii() and given.isdigit() and len(given) < 10 else 1


def _text(cell: etree._Element) -> str:
    for line_end in cell.iter("br"):
        line_end.tail = f" {line_end.tail or ''}"
    etree.strip_elements(cell, "script", "style", "noscript", with_tail=False)
    return " ".join("".join(cell.itertext()).split())
