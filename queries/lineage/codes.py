"""Trace codes: K7QM2X4D-FF60 leads back to one number, or one picture, of one view of the data.

Before the dash the view, made from what was looked at alone, so that the same view has the same code wherever it is
shown; after it the number or picture, and a last letter that tells a mistyped code from one that is not known here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O, U."""

SHORT, LONG = 8, 11
"""Letters of a view; LONG where another view has its first eight already."""

_PART = 3
_MISREAD = str.maketrans("OIL", "011")


class CodeError(ValueError):
    """A text that is no trace code. `reason`: letters (one that no code has), length, or mistyped (letters that do
    not belong together). `text`: what was given.
    """

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"no trace code: {text!r} ({reason}); write it as K7QM2X4D-FF60")
        self.reason, self.text = reason, text


@dataclass(frozen=True)
class Seen:
    """What was looked at: all that a number depends on. None in `wilayah`, `offices`, `sectors`: all of them.

    Places that the viewer is limited to stand in `wilayah`, as in a Scope. `as_of` None: no month was complete.
    `agent`: whom a figure on one agent is about, else empty. `definitions`: version of each metric's meaning, by id.
    `until`: metric and last day of each that is counted further than to the as-of day.
    """

    branch: str
    first_month: date
    last_month: date
    as_of: date | None
    wilayah: tuple[str, ...] | None
    offices: tuple[str, ...] | None
    sectors: tuple[str, ...] | None
    agent: str
    role: str
    press: bool
    data_version: int
    definitions: tuple[tuple[str, str], ...]
    until: tuple[tuple[str, date], ...] = ()

    def until_of(self, metric: str) -> date | None:
        """The day until which a metric counted."""
        return dict(self.until).get(metric, self.as_of)

    def digest(self) -> int:
        """The SHA-256 of its canonical JSON, without `until` where all is counted to the as-of day."""
        seen = asdict(self)
        if not self.until:
            del seen["until"]
        text = json.dumps(seen, sort_keys=True, separators=(",", ":"), default=date.isoformat)
        return int.from_bytes(sha256(text.encode()).digest())


@dataclass(frozen=True)
class Code:
    """A code that was read: `view` finds the trace, `part` the number or picture (see `part_of`)."""

    view: str
    part: str

    def __str__(self) -> str:
        return f"{self.view}-{self.part}{_check(self.view + self.part)}"


def view_of(seen: Seen, letters: int = SHORT) -> str:
    """The part of a code before its dash."""
    return _letters(seen.digest(), 256, letters)


def part_of(name: str) -> str:
    """The letters of a metric or of a figure, from its id."""
    return _letters(int.from_bytes(sha256(name.encode()).digest()), 256, _PART)


def code_of(seen: Seen, name: str, letters: int = SHORT) -> str:
    """The code of one metric or figure, by its id, in what was looked at."""
    return str(Code(view_of(seen, letters), part_of(name)))


def parse(text: str) -> Code:
    """Read a code as people type it: small letters, spaces, O for 0, I or L for 1, no dash. Raises CodeError."""
    plain = "".join(letter for letter in text.upper() if not letter.isspace() and letter not in "-\u2010\u2011–—_")
    plain = plain.translate(_MISREAD)
    if not plain or set(plain) - set(ALPHABET):
        raise CodeError("letters", text)
    view, part, check = plain[: -_PART - 1], plain[-_PART - 1 : -1], plain[-1]
    if len(view) not in (SHORT, LONG):
        raise CodeError("length", text)
    if _check(view + part) != check:
        raise CodeError("mistyped", text)
    return Code(view, part)


def named(code: Code, names: Iterable[str]) -> str | None:
    """Which of these ids of metrics and figures the code is about; None for none of them."""
    return next((name for name in names if part_of(name) == code.part), None)


def _letters(number: int, bits: int, count: int) -> str:
    return "".join(ALPHABET[number >> (bits - 5 * place) & 31] for place in range(1, count + 1))


def _check(plain: str) -> str:
    """Luhn's check letter modulo 32: no single wrong letter, and hardly two that changed places, pass it."""
    total = 0
    for place, letter in enumerate(reversed(plain)):
        value = ALPHABET.index(letter) * (2 - place % 2)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


@dataclass(frozen=True)
class Trace:
    """What was kept of a view. `figures`: value (null: not one number, or withheld), definition (version) and, where it
    is not the as-of day, `until` of each metric, by its id. `created_at`: UTC.
    """

    code: str
    created_at: datetime
    seen: Seen
    figures: Mapping[str, Mapping[str, object]]


def find(conn: sa.Connection, branch: str, view: str) -> Trace | None:
    """The trace of a view's code in a branch; None where none was kept here."""
    t = s.traces.c
    query = sa.select(s.traces).where(t.branch_code == branch, t.code == view)
    row = conn.execute(query).mappings().first()
    if row is None:
        return None
    plain = ("first_month", "last_month", "as_of", "agent", "role", "press", "data_version")
    parts: dict[str, Any] = {name: row[name] for name in plain}
    parts |= {one: None if row[one] is None else tuple(row[one]) for one in ("wilayah", "offices", "sectors")}
    versions = tuple((name, one["definition"]) for name, one in sorted(row["figures"].items()))
    days = [(name, one["until"]) for name, one in sorted(row["figures"].items()) if "until" in one]
    until = tuple((name, date.fromisoformat(day)) for name, day in days)
    seen = Seen(branch=branch, definitions=versions, until=until, **parts)
    return Trace(view, row["made_at"], seen, row["figures"])


def table(conn: sa.Connection, branch: str, view: str, figure: str) -> dict[str, Any] | None:
    """The numbers of a picture as they left: see `seed.writes.traces.keep_table`; None where it never did."""
    t = s.trace_tables.c
    query = sa.select(t.table).where(t.branch_code == branch, t.code == view, t.figure == figure)
    table: dict[str, Any] | None = conn.scalar(query)
    return table
