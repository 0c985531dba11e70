"""What was done with the branch's data: by whom, when, on what, from where. No figure is asked for, and so no scope."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

import sqlalchemy as sa

from queries.access import Permission, Viewer
from queries.db import schema as s
from queries.periods import JAKARTA

ACTS = (
    *("import", "undo", "issue", "correct", "withdraw", "briefing", "export", "code"),
    *("sign_in", "sign_out", "refused", "people", "seen_as"),
)
"""What is recorded, in the order in which it is offered. Who wrote notes, calls, meetings, rules and months is said in
tables of their own, and not twice."""


class AuditEntry(NamedTuple):
    """One thing that somebody did. `at`: UTC; `thing`: a number, code or file's name; `scope`: period and places, or
    empty; `address`: empty for this computer; `hash`: of this entry and of the one before."""

    number: int
    at: datetime
    who: str
    role: str
    act: str
    thing: str
    scope: str
    address: str
    hash: str


class Chain(NamedTuple):
    """Whether the audit is whole. `entries`: how many; `newest`: the last hash, to be compared with one noted earlier;
    `broken`: the first number that is missing or was changed; None where all follow each other."""

    entries: int
    newest: str
    broken: int | None


def entries(
    conn: sa.Connection,
    viewer: Viewer,
    act: str = "",
    who: str = "",
    days: tuple[date, date] | None = None,
    at_most: int = 1_000,
) -> list[AuditEntry]:
    """What was done in the viewer's branch, the newest first. `days`: first and last, in the branch's time.

    Raises AccessDenied for who may not read the audit.
    """
    viewer.require(Permission.AUDIT)
    a = s.audit.c
    wanted = _select(viewer.branch).order_by(a.id.desc()).limit(at_most)
    if act:
        wanted = wanted.where(a.act == act)
    if who:
        wanted = wanted.where(a.who == who)
    if days:
        first, last = (_utc(day, moment) for day, moment in zip(days, (time.min, time.max), strict=True))
        wanted = wanted.where(a.at.between(first, last))
    return [AuditEntry(*row) for row in conn.execute(wanted)]


def chain(conn: sa.Connection, viewer: Viewer) -> Chain:
    """Whether every entry follows the one before it. Raises AccessDenied for who may not read the audit."""
    viewer.require(Permission.AUDIT)
    rows = conn.execution_options(yield_per=1_000).execute(_select(viewer.branch).order_by(s.audit.c.id))
    return followed(viewer.branch, (AuditEntry(*row) for row in rows))


def followed(branch: str, every: Iterable[AuditEntry]) -> Chain:
    """Whether entries, in their order, are numbered without a gap and each has the hash that it was written with."""
    before, number = "", 0
    for number, entry in enumerate(every, start=1):
        if entry.number != number or entry.hash != hashed(branch, entry, before):
            return Chain(number - 1, before, number)
        before = entry.hash
    return Chain(number, before, None)


def hashed(branch: str, entry: AuditEntry, before: str) -> str:
    """The hash of an entry, whatever its own says, after the hash of the one before it (empty: the first)."""
    said = [before, branch, *entry[:1], entry.at.isoformat(timespec="microseconds"), *entry[2:-1]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _select(branch: str) -> sa.Select[Any]:
    a = s.audit.c
    return sa.select(a.id, a.at, a.who, a.role, a.act, a.thing, a.scope, a.address, a.hash).where(
        a.branch_code == branch
    )


def _utc(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, JAKARTA).astimezone(UTC).replace(tzinfo=None)
