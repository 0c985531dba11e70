"""Workbooks that are one XML text: SpreadsheetML of 2003, and OpenDocument (.ods, .fods)."""

import re
from collections.abc import Iterable, Iterator
from typing import cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from seed.files import package
from seed.files.grid import Grid
from seed.files.rules import FileError, FileRule
from seed.files.sheet import DATE_CELL, UNCOMPUTED, Sheet

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT, _STYLE = (_OPEN % name for name in ("office", "table", "text", "style"))
_VALUES = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}
_DATE_CELL = re.compile(DATE_CELL)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")


def spreadsheet_2003(text: bytes, head: int) -> list[Sheet]:
    """The sheets of a SpreadsheetML text in UTF-8. Raises FileError."""
    grids: list[Grid] = []
    from_1904 = False
    for element in _elements(_pieces(text), (f"{_SS}Worksheet", f"{_EXCEL}ExcelWorkbook")):
        if element.tag == f"{_SS}Worksheet":
            grids.append(_worksheet(element))
        else:
            from_1904 = element.find(f"{_EXCEL}Date1904") is not None
    for grid in grids:
        grid.from_1904 = from_1904
    return _filled(grids, head)


def open_document(data: bytes, head: int) -> list[Sheet]:
    """The sheets of an .ods package, or of the one XML text of an .fods in UTF-8. Raises FileError."""
    if data.startswith(b"PK"):
        book = package.opened(data)
        parts = {part.filename: part for part in book.infolist()}
        manifest = parts.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in b"".join(package.chunks(book, manifest)):
            raise FileError(FileRule.PASSWORD_PROTECTED)
        pieces: Iterable[bytes] = package.chunks(book, parts["content.xml"])
    else:
        pieces = _pieces(data)
    grids: list[Grid] = []
    hidden: set[str | None] = set()
    for element in _elements(pieces, (f"{_STYLE}style", f"{_TABLE}table")):
        if element.tag == f"{_TABLE}table":
            grids.append(_open_table(element, hidden))
        elif any(one.get(f"{_TABLE}display") == "false" for one in element.iter(f"{_STYLE}table-properties")):
            hidden.add(element.get(f"{_STYLE}name"))
    return _filled(grids, head)


def _filled(grids: list[Grid], head: int) -> list[Sheet]:
    if not any(len(grid) and not grid.hidden for grid in grids):
        raise FileError(FileRule.EMPTY)
    return [grid.sheet(head) for grid in grids if len(grid)]


def _pieces(text: bytes) -> Iterator[bytes]:
    # The text is UTF-8 by now, whatever its first line says.
    if b"<!DOCTYPE" in text.upper():
        raise FileError(FileRule.XML_ENTITIES)
    yield _DECLARATION.sub(b"", text, count=1)


def _elements(pieces: Iterable[bytes], tags: tuple[str, ...]) -> Iterator[Element]:
    """Each element of these names when it is whole; what was in it is forgotten before the next."""
    parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(["end"])
    try:
        for piece in pieces:
            parser.feed(piece)
            for _, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                if element.tag in tags:
                    yield element
                    element.clear()
        parser.close()
    except ElementTree.ParseError as problem:
        raise FileError(FileRule.UNREADABLE_WORKBOOK) from problem


def _count(element: Element, name: str, default: int) -> int:
    given = element.get(name) or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else default


def _worksheet(element: Element) -> Grid:
    grid = Grid(element.get(f"{_SS}Name") or "")
    grid.hidden = (element.findtext(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible") or "").startswith("Sheet")
    column = -1
    for one in element.iterfind(f"{_SS}Table/{_SS}Column"):
        column = _count(one, f"{_SS}Index", column + 2) - 1
        width = _count(one, f"{_SS}Span", 0) + 1
        if one.get(f"{_SS}Hidden") == "1" or one.get(f"{_SS}Width") == "0":
            grid.hide_columns(column, width)
        column += width - 1
    row = -1
    for line in element.iterfind(f"{_SS}Table/{_SS}Row"):
        row = _count(line, f"{_SS}Index", row + 2) - 1
        column = -1
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _count(cell, f"{_SS}Index", column + 2) - 1
            across, down = _count(cell, f"{_SS}MergeAcross", 0), _count(cell, f"{_SS}MergeDown", 0)
            text, number = _data(cell)
            if text:
                grid.put(max(row, 0), max(column, 0), text, number)
            grid.merge(row, column, down + 1, across + 1)
            column += across
        if line.get(f"{_SS}Hidden") == "1" or line.get(f"{_SS}Height") == "0":
            grid.hide_rows(max(row, 0), _count(line, f"{_SS}Span", 0) + 1)
        row += _count(line, f"{_SS}Span", 0)
    return grid


def _data(cell: Element) -> tuple[str, bool]:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return (UNCOMPUTED if cell.get(f"{_SS}Formula") else ""), False
    text, kind = "".join(data.itertext()).strip(), data.get(f"{_SS}Type")
    if not text and kind != "String" and cell.get(f"{_SS}Formula"):  # a text that a formula computed may be empty
        return UNCOMPUTED, False
    if kind == "DateTime":
        return text.replace("T", " ").partition(".")[0], False
    return _apart(text), kind == "Number"


def _open_table(element: Element, hidden: set[str | None]) -> Grid:
    grid = Grid(element.get(f"{_TABLE}name") or "")
    grid.hidden = element.get(f"{_TABLE}style-name") in hidden
    column = 0
    for one in element.iter(f"{_TABLE}table-column"):
        width = _count(one, f"{_TABLE}number-columns-repeated", 1)
        if one.get(f"{_TABLE}visibility", "visible") != "visible":
            grid.hide_columns(column, width)
        column += width
    row = 0
    for line in element.iter(f"{_TABLE}table-row"):
        again = _count(line, f"{_TABLE}number-rows-repeated", 1)
        if line.get(f"{_TABLE}visibility", "visible") != "visible":  # by hand: collapse; by a filter: filter
            grid.hide_rows(row, again)
        column = 0
        for cell in line:
            width = _count(cell, f"{_TABLE}number-columns-repeated", 1)
            text, number = _open_data(cell)
            if text:
                for down in range(again):
                    for right in range(width):
                        grid.put(row + down, column + right, text, number)
            rows = _count(cell, f"{_TABLE}number-rows-spanned", 1)
            grid.merge(row, column, rows, _count(cell, f"{_TABLE}number-columns-spanned", 1))
            column += width
        row += again
    return grid


def _open_data(cell: Element) -> tuple[str, bool]:
    """The text of a cell, and whether it is a number. One covered by merged cells shows nothing."""
    if cell.tag != f"{_TABLE}table-cell":
        return "", False
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_TABLE}formula") and not _has_value(cell, kind):
        return UNCOMPUTED, False
    if kind == "date":
        day = (cell.get(f"{_OFFICE}date-value") or "").replace("T", " ").partition(".")[0]
        return day if " " in day else f"{day} 00:00:00", False
    if kind in ("float", "currency", "percentage"):
        return cell.get(f"{_OFFICE}value") or "", True
    return _apart("\n".join("".join(one.itertext()) for one in cell.iterfind(f"{_TEXT}p")).strip()), False


def _apart(text: str) -> str:
    """A text, told apart from a cell that is a date where it is written as one."""
    return text.replace(" ", "T") if _DATE_CELL.match(text) else text


def _has_value(cell: Element, kind: str | None) -> bool:
    """Whether the value that a formula computed is there; one that is a text may be empty."""
    name = _VALUES.get(kind or "", "value")
    given = cell.get(f"{_OFFICE}{name}")
    if kind == "string":
        return given is not None or cell.find(f"{_TEXT}p") is not None
    return kind is not None and bool(given)
