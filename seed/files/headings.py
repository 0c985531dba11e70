"""Which kind of file a row of headings belongs to: blind to case, spaces, punctuation and common abbreviations."""

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from seed.files.contract import KINDS, FileKind, Notation
from seed.files.heading_names import AMOUNT
from seed.files.rules import FileError, FileRule

_SHORTER = (
    *(("tanggal", "tgl"), ("nomor", "no"), ("nomer", "no"), ("jumlah", "jml"), ("jlh", "jml"), ("bulan", "bln")),
    *(("pembayaran", "bayar"), ("dibayarkan", "bayar"), ("dibayar", "bayar"), ("kabupaten", "kab")),
    *(("pendaftaran", "daftar"), ("registrasi", "daftar"), ("terdaftar", "daftar"), ("didaftarkan", "daftar")),
)

_PROSE = frozenset({Notation.TEXT, Notation.REMARK})


def key(heading: str) -> str:
    """What is left of a heading for comparison: `Tanggal Pendaftaran `, `TGL_DAFTAR` and `tgl. daftar` are one."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain)  # a unit or a format: Nominal (Rp), Tgl Bayar (dd-mm-yyyy)
    letters = re.sub(r"[^a-z0-9]", "", outside) or re.sub(r"[^a-z0-9]", "", plain)
    for long, short in _SHORTER:
        letters = letters.replace(long, short)
    return letters


@cache
def _accepted(kind: FileKind) -> dict[str, tuple[str, ...]]:
    """The keys by which each column of a kind goes, best first, each once."""
    return {column.name: tuple(dict.fromkeys(key(name) for name in column.headings)) for column in kind.columns}


@cache
def _never(kind: FileKind) -> frozenset[str]:
    """The keys that keep a row of headings from being of a kind."""
    return frozenset(key(name) for name in kind.never)


def _possible(kind: FileKind, headings: Sequence[str | None]) -> bool:
    return not any(heading and key(heading) in _never(kind) for heading in headings)


@dataclass(frozen=True)
class HeadingMatch:
    """How a row of headings fits a kind. `positions`: where each column stands; `doubled`: a heading seen twice."""

    kind: FileKind
    positions: dict[str, int]
    doubled: str | None

    @property
    def missing(self) -> tuple[str, ...]:
        """The required columns that the row does not have."""
        return tuple(name for name in self.kind.required if name not in self.positions)


def matched(kind: FileKind, headings: Sequence[str | None]) -> HeadingMatch:
    """The columns of a kind that a row of headings has; the better heading wins, and none serves twice."""
    places: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        if heading and (letters := key(heading)):
            places.setdefault(letters, []).append(position)
    positions: dict[str, int] = {}
    doubled = None
    for column in _accepted(kind):
        names = _names(kind, column, places.keys())
        at = next(
            (places[name] for name in names if name in places and places[name][0] not in positions.values()), None
        )
        if at:
            positions[column] = at[0]
            read = kind.column(column).required or kind.column(column).notation not in _PROSE
            doubled = headings[at[0]] if len(at) > 1 and read else doubled
    return HeadingMatch(kind, positions, doubled)


def _names(kind: FileKind, column: str, there: Set[str]) -> tuple[str, ...]:
    """The keys by which a column may go in a file that has these."""
    names, of = _accepted(kind)[column], kind.column(column)
    if of.beside and there.isdisjoint(_accepted(kind)[of.beside]):
        return ()
    if of.rather and not there.isdisjoint(_accepted(kind)[of.rather[0]]):
        return (*map(key, of.rather[1]), *names)
    return names


def alternatives(chosen: HeadingMatch, headings: Sequence[str | None]) -> dict[int, str]:
    """Positions that go unused though they could be one of the columns found: position to column's name."""
    used = set(chosen.positions.values())
    unused = {}
    for position, heading in enumerate(headings):
        if heading and position not in used:
            letters = key(heading)
            owner = next((name for name, keys in _accepted(chosen.kind).items() if letters in keys), None)
            if owner in chosen.positions:
                unused[position] = owner
    return unused


def best(rows: Sequence[Sequence[str | None]]) -> tuple[int, HeadingMatch]:
    """The row that holds the headings, and the kind that they fit.

    Of two kinds that fit whole, the one whose rows are finer wins (an iuran file may name each participant's agent).
    Raises FileError: MISSING_COLUMNS with the nearest kind and what it lacks, NOT_RECOGNISED where none is near,
    AMBIGUOUS_KIND, DOUBLED_COLUMN.
    """
    nearest: tuple[float, int, HeadingMatch] | None = None
    for number, row in enumerate(rows):
        candidates = [matched(kind, row) for kind in KINDS.values() if _possible(kind, row)]
        if whole := [one for one in candidates if not one.missing]:
            return number, _finest(whole)
        for one in candidates:
            share = 1 - len(one.missing) / len(one.kind.required)
            if share and (nearest is None or share > nearest[0]):
                nearest = share, number, one
    if nearest is None:
        raise FileError(FileRule.NOT_RECOGNISED)
    if summed := _summed(rows[nearest[1]]):
        raise FileError(FileRule.RECAP, columns=summed)
    raise FileError(FileRule.MISSING_COLUMNS, kind=nearest[2].kind.name, missing=nearest[2].missing, row=nearest[1] + 1)


def _summed(headings: Sequence[str | None]) -> tuple[str, ...]:
    """The headings of rupiah in a row that has the columns of the application's list and nothing of a single person."""
    there = {key(heading): heading for heading in headings if heading}
    sums = {key(name) for name in AMOUNT}
    if matched(KINDS["roster"], headings).missing or there.keys() & (_never(KINDS["roster"]) - sums):
        return ()
    return tuple(heading for letters, heading in there.items() if letters in sums)


def _finest(whole: list[HeadingMatch]) -> HeadingMatch:
    coarser = {name for one in whole for name in one.kind.inside}
    left = [one for one in whole if one.kind.name not in coarser]
    if len(left) > 1:
        raise FileError(FileRule.AMBIGUOUS_KIND, kinds=tuple(one.kind.name for one in left))
    if left[0].doubled:
        raise FileError(FileRule.DOUBLED_COLUMN, column=left[0].doubled.strip())
    return left[0]
