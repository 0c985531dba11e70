"""Which cells of a workbook of before 2007 (.xls) are merged, which rows and columns hidden: no reader tells it."""

import struct
from collections.abc import Iterator, Sequence

from seed.files.sheet import Merged, Unseen

_FREE = 0xFFFFFFFA
"""From here on numbers of sectors are marks."""

_SMALL = 4096
"""Bytes below which a stream lies in small sectors, inside the stream of the root."""

_SHEET, _MERGED, _LOCKED, _END, _ROW, _COLUMNS = 0x85, 0xE5, 0x2F, 0x0A, 0x208, 0x7D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01

Look = tuple[str, list[Merged], Unseen, int]
"""A sheet's name, its merged cells, what is hidden in it, and how many columns before its first are empty."""

_CELLS = frozenset({0x06, 0xBD, 0xFD, 0x203, 0x204, 0x205, 0x27E})
"""Records of cells that hold something: each begins with its row and its column."""


def looks(data: bytes) -> list[Look]:
    """Of each sheet the cells merged over rows and what is hidden, columns counted from the first that holds something;
    none where the file is built in another way than it should.
    """
    try:
        return _looks(_workbook(data))
    except (struct.error, IndexError, KeyError, UnicodeDecodeError):
        return []


def _workbook(data: bytes) -> bytes:
    """The stream with the workbook, of the file system that such a file is; empty where there is none."""
    size, small = (1 << shift for shift in struct.unpack_from("<HH", data, 30))
    first_directory, first_small, first_table, tables = (_number(data, at) for at in (48, 60, 68, 72))
    sectors = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(tables, len(data) // size)):
        *more, first_table = struct.unpack_from(f"<{size // 4}I", data, (first_table + 1) * size)
        sectors += more
    follows: list[int] = []
    for sector in sectors:
        if sector < _FREE:
            follows += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    body = data[size:]
    places = {name: place for name, *place in _listed(_chained(body, size, follows, first_directory))}
    start, length = places.get("Workbook") or places.get("Book") or [_FREE, 0]
    if length >= _SMALL:
        return _chained(body, size, follows, start)[:length]
    inside = _chained(body, size, follows, places["Root Entry"][0])
    table = _chained(body, size, follows, first_small)
    return _chained(inside, small, struct.unpack(f"<{len(table) // 4}I", table), start)[:length]


def _number(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _chained(data: bytes, size: int, follows: Sequence[int], sector: int) -> bytes:
    """The sectors from one on, each followed by the one that the table says."""
    parts: list[bytes] = []
    while sector < _FREE and len(parts) <= len(follows):
        parts.append(data[sector * size : (sector + 1) * size])
        sector = follows[sector]
    return b"".join(parts)


def _listed(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, first sector and length of each stream."""
    for at in range(0, len(directory) - 127, 128):
        letters = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(letters - 2, 0)].decode("utf-16-le")
        yield name, _number(directory, at + 116), _number(directory, at + 120)


def _looks(stream: bytes) -> list[Look]:
    every = []
    for kind, body in _records(stream, 0):
        if kind == _LOCKED:
            return []
        if kind == _SHEET:
            every.append((_name(body), *_of_sheet(stream, struct.unpack_from("<I", body)[0])))
    return every


def _of_sheet(stream: bytes, at: int) -> tuple[list[Merged], Unseen, int]:
    ranges: list[Merged] = []
    rows: list[int] = []
    columns: list[tuple[int, int]] = []
    left = 2**16
    for kind, body in _records(stream, at):
        if kind in _CELLS:
            left = min(left, struct.unpack_from("<H", body, 2)[0])
        elif kind == _MERGED:
            for n in range(struct.unpack_from("<H", body)[0]):
                top, bottom, first, last = struct.unpack_from("<4H", body, 2 + 8 * n)
                ranges.append((top, first, bottom, last))
        elif kind == _ROW and body[12] & _ROW_HIDDEN:
            rows.append(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and body[8] & _COLUMN_HIDDEN:
            columns.append(struct.unpack_from("<2H", body))
    ranges = [(top, first - left, bottom, last - left) for top, first, bottom, last in ranges if top < bottom]
    return ranges, Unseen(set(rows), [(first - left, last - left) for first, last in columns]), left


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record from a place on, until the part that begins there ends."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _name(body: bytes) -> str:
    letters, wide = body[6], body[7] & 1
    return body[8 : 8 + letters * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
