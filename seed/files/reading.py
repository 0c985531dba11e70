"""From a file's bytes to tables of text, with the rows numbered as a spreadsheet shows them."""

import re
from hashlib import sha256
from pathlib import Path

from seed.files import text_file, web_page, workbook, xml_sheets
from seed.files.rules import FileError, FileRule
from seed.files.sheet import Sheet

LARGEST = 512 * 2**20
"""Bytes; a million contributions take about 45 million."""

HEAD = 60
"""Rows in which the headings are looked for."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WEB = re.compile(rb"<(html|!doctype html|table|meta|div|style|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?(workbook|document|html|table)\b[^>]*", re.IGNORECASE)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_ARCHIVED_PAGE = re.compile(rb"\s*(MIME-Version|From|Content-Type|X-[\w-]+):", re.IGNORECASE)


def content(given: bytes | Path) -> bytes:
    """The bytes of a file. Raises FileError: NO_SUCH_FILE, TOO_LARGE, EMPTY."""
    if isinstance(given, Path):
        if not given.is_file():
            raise FileError(FileRule.NO_SUCH_FILE)
        _limit(given.stat().st_size)
        given = given.read_bytes()
    _limit(len(given))
    if not given.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileError(FileRule.EMPTY)
    return given


def _limit(size: int) -> None:
    if size > LARGEST:
        raise FileError(FileRule.TOO_LARGE, megabytes=size // 2**20, largest=LARGEST // 2**20)


def digest(data: bytes) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def sheets(data: bytes) -> list[Sheet]:
    """Every way to see the file as a table. Raises FileError where it is none.

    A workbook has a sheet for each of its own; a web page, for each table; a text, for each separator in it.
    """
    if data.startswith(b"PK") and _OPEN_DOCUMENT in data[:200]:
        return xml_sheets.open_document(data, HEAD)
    if data.startswith(_WORKBOOKS):
        return list(workbook.sheets(data, HEAD))
    if data.startswith(b"%PDF"):
        raise FileError(FileRule.NOT_A_TABLE)
    if _ARCHIVED_PAGE.match(data[:200]) and b"text/html" in data[:20_000].lower():
        return web_page.archived(data, HEAD)
    text = text_file.as_utf8(data)
    return _markup(text) or [Sheet(None, *parts) for parts in text_file.sheets(text, HEAD)]


def _markup(text: bytes) -> list[Sheet]:
    """The sheets of a text that is marked up, whatever its name; none where it is not."""
    start = text[:20_000].lstrip()
    if not start.startswith(b"<"):
        return []
    root = _ROOT.search(start)
    if root and root[1].lower() == b"workbook":
        return xml_sheets.spreadsheet_2003(text, HEAD)
    if root and root[1].lower() == b"document" and b"opendocument" in start:
        return xml_sheets.open_document(text, HEAD)
    return web_page.sheets(text, HEAD) if _WEB.search(start) else []
