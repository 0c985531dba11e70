"""A recap by month and agent told apart from the application's list, which would replace the one that is there."""

import re

import polars as pl

from seed.files.headings import key
from seed.files.rules import FileError, FileRule
from seed.files.tables import FileTable

_SUMMED = re.compile(
    r"akuisisi|target|realisasi|capaian|^jml|^total|rekap|persen|selisih|pertumbuhan|ratarata|insentif|rupiah|"
    r"acquired|achievement|actual|sisa|kumulatif|ytd|count|amount|sum$"
)
_NUMBERED = re.compile(
    r"^(no|nomor)($|urut|hp|telp|wa|rek|ktp|kartu|nik|npwp|induk|agen|perisai)|"
    r"^(id|kd|code|urut|hp|wa|nik|npwp|rek|tgl|thn|tahun|bln|date|year)|kode|hp$|telp"
)
_AMOUNT = r"^-?\(?(?:[Rr]p\.?\s*)?[0-9]{1,3}(?:[.,]?[0-9]{3}){0,3}(?:[.,][0-9]{1,2})?\)?\s*%?$"


def as_recap(table: FileTable) -> FileError | None:
    """Why a table that has the columns of the application's list is a recap; None for a list, or another kind."""
    if table.kind.name != "roster":
        return None
    read = {f"c{position}" for position in table.match.positions.values()}
    unread = {name: heading for name, heading in table.headings.items() if name not in read and heading}
    summed = tuple(heading for name, heading in unread.items() if _is_summed(table, name, key(heading)))
    return FileError(FileRule.RECAP, columns=summed) if summed else None


def _is_summed(table: FileTable, name: str, letters: str) -> bool:
    """Whether a column holds what was counted or summed: by its heading, or numbers that are no numbering."""
    if _SUMMED.search(letters):
        return True
    cells = table.raw.filter(pl.col("row").is_in(table.cells["row"].implode()))[name].str.strip_chars()
    filled = cells.filter(cells.is_not_null() & (cells != ""))
    if _NUMBERED.search(letters) or filled.is_empty() or not filled.str.contains(_AMOUNT).all():
        return False
    return filled.to_list() != [str(number) for number in range(1, len(filled) + 1)]
