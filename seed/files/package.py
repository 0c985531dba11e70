"""A workbook's package looked at before anything reads it: what it unpacks to, and what its XML may not say."""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from seed.files.rules import FileError, FileRule

LARGEST_UNPACKED = 2**30
"""Bytes of all parts together; a million contributions take about 250 million."""

MOST_TIMES = 200
"""As often as a part's packed bytes it may unpack to; spreadsheets reach 60."""

_SMALL = 32 * 2**20
_CHUNK = 2**20
_NAMES = {
    "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rels": "http://schemas.openxmlformats.org/package/2006/relationships",
}
_STRICT = {
    "http://purl.oclc.org/ooxml/spreadsheetml/main": _NAMES["main"],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": _NAMES["r"],
}


def opened(data: bytes) -> ZipFile:
    """The package, its parts unpacked once to be counted. Raises FileError.

    UNREADABLE_WORKBOOK, UNPACKS_TOO_LARGE, XML_ENTITIES.
    """
    try:
        package = ZipFile(BytesIO(data))
        total = 0
        for part in package.infolist():
            for chunk in chunks(package, part):
                total += len(chunk)
                if total > LARGEST_UNPACKED:
                    raise _too_large(total, len(data))
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as problem:
        if isinstance(problem, FileError):
            raise
        raise FileError(FileRule.UNREADABLE_WORKBOOK) from problem
    return package


def chunks(package: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """A part's bytes, a piece at a time, until they end: the size that the package declares is not believed."""
    part.file_size = 2**62
    size, seam = 0, b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > _SMALL and size > MOST_TIMES * part.compress_size:
                raise _too_large(size, part.compress_size)
            # No spreadsheet writes a document type: it is where entities are declared that grow without end.
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in (seam + chunk).upper():
                raise FileError(FileRule.XML_ENTITIES)
            seam = chunk[-10:]
            yield chunk


def _too_large(size: int, packed: int) -> FileError:
    return FileError(FileRule.UNPACKS_TOO_LARGE, megabytes=max(size // 2**20, 1), packed=max(packed // 2**10, 1))


def sheet_parts(package: ZipFile) -> dict[str, ZipInfo]:
    """The part in which each sheet stands, by the sheet's name, as far as the package tells."""
    book = _xml(package, "xl/workbook.xml")
    relations = _xml(package, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    targets = {one.get("Id"): str(one.get("Target")) for one in relations.iterfind("rels:Relationship", _NAMES)}
    parts = {part.filename: part for part in package.infolist()}
    listed = {}
    for sheet in book.iterfind("main:sheets/main:sheet", _NAMES):
        target = targets.get(sheet.get(f"{{{_NAMES['r']}}}id"), "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if path in parts:
            listed[str(sheet.get("name"))] = parts[path]
    return listed


def has_shared(package: ZipFile, text: re.Pattern[bytes]) -> bool:
    """Whether a text stands among those that cells share, each of which is the cell's whole text."""
    part = next((part for part in package.infolist() if part.filename.lower() == "xl/sharedstrings.xml"), None)
    seam = b""
    for chunk in chunks(package, part) if part else ():
        if text.search(seam + chunk):
            return True
        seam = chunk[-64:]
    return False


def counts_from_1904(package: ZipFile) -> bool:
    """Whether the workbook's days are counted from 1904, as old Macintoshes did, and not from 1900."""
    book = _xml(package, "xl/workbook.xml")
    properties = None if book is None else book.find("main:workbookPr", _NAMES)
    return properties is not None and properties.get("date1904") in ("1", "true")


def _xml(package: ZipFile, name: str) -> ElementTree.Element | None:
    part = next((part for part in package.infolist() if part.filename.lower() == name.lower()), None)
    if part is None:
        return None
    text = b"".join(chunks(package, part))
    for strict, usual in _STRICT.items():
        text = text.replace(strict.encode(), usual.encode())
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as problem:
        raise FileError(FileRule.UNREADABLE_WORKBOOK) from problem
