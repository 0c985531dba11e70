"""From a file's bytes to tables of text, with the rows numbered as a spreadsheet shows them."""

from hashlib import sha256
from pathlib import Path

from seed.files import text_file, workbook
from seed.files.rules import FileError, FileRule
from seed.files.sheet import Sheet

LARGEST = 512 * 2**20
"""Bytes; a million contributions take about 45 million."""

HEAD = 60
"""Rows in which the headings are looked for."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WEB = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<div", b"<style")


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

    A workbook has a sheet for each of its visible ones; a text, one for each separator that stands in it.
    """
    if data.startswith(_WORKBOOKS):
        return list(workbook.sheets(data, HEAD))
    if data.startswith(b"%PDF"):
        raise FileError(FileRule.NOT_A_TABLE)
    text = text_file.as_utf8(data)
    if text[:2000].lstrip().lower().startswith(_WEB):
        raise FileError(FileRule.WEB_PAGE)
    return [Sheet(None, *parts) for parts in text_file.sheets(text, HEAD)]
