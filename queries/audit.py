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
    *("backup", "restore"),
)
"""What is recorded, in the order in which it is offered. Who wrote notes, calls, meetings, rules, months and hand-overs
is said in tables of their own, and not twice."""


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


def chain(conn: sa.Connection, viewer: Viewer, newest: int | None = None) -> Chain:
    """Whether every entry follows the one before it. `newest`: so many of the last alone, where a page asks at each
    run; None: all. Raises AccessDenied for who may not read the audit.
    """
    viewer.require(Permission.AUDIT)
    a, rows = s.audit.c, _select(viewer.branch)
    last = conn.scalar(sa.select(sa.func.max(a.id)).where(a.branch_code == viewer.branch)) or 0
    first = 1 if newest is None else max(1, last - newest + 1)
    before = conn.scalar(sa.select(a.hash).where(a.branch_code == viewer.branch, a.id == first - 1)) or ""
    since = conn.execution_options(yield_per=1_000).execute(rows.where(a.id >= first).order_by(a.id))
    return followed(viewer.branch, (AuditEntry(*row) for row in since), first, before)


def followed(branch: str, every: Iterable[AuditEntry], first: int = 1, before: str = "") -> Chain:
    """Whether entries, in their order, are numbered from `first` on without a gap, and each has the hash that it was
    written with, after `before`: the hash of the one that came ahead of them, empty where there is none.
    """
    number = first - 1
    for number, entry in enumerate(every, start=first):
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
