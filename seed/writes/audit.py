"""One more entry of the audit, in the transaction of the act itself: there is neither without the other.

Who acts is known where somebody comes in, at the page or on the command line, and not where rows are written: it is
asked of whoever said so there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from queries.audit import AuditEntry, hashed
from queries.db import schema as s
from seed.writes import acts

_LOCK = 0x5045_5249
"""Under which number PostgreSQL keeps a second writer of the audit waiting."""


REFUSED_AGAIN = timedelta(hours=1)
"""After how long a refusal is on record once more: whoever reloads a page would fill the audit."""


class Actor(NamedTuple):
    """Who does something. `who`: by what the sign-in knows them, or the settings' name; `address`: empty for here."""

    who: str
    role: str = ""
    address: str = ""


_ACTING: ContextVar[Actor | None] = ContextVar("acting", default=None)
_PRESENT: list[Callable[[], Actor | None]] = []


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """What is done within is this actor's."""
    token = _ACTING.set(actor)
    try:
        yield
    finally:
        _ACTING.reset(token)


def ask(present: Callable[[], Actor | None]) -> None:
    """Have whoever looks at a page be asked for from now on; None from it: nobody looks."""
    _PRESENT[:] = [present]


def actor(by: str = "") -> Actor:
    """Who acts now. `by`: the name under which the act itself is recorded, where nobody said who it is."""
    said = _ACTING.get() or next((one for one in (present() for present in _PRESENT) if one), None)
    return said or Actor(by)


def append(conn: sa.Connection, branch: str, act: str, thing: str, by: str = "", scope: str = "") -> int:
    """Append an entry, last in the caller's transaction, until whose end others wait for their turn; its number.

    `by`: who, where `acting` does not say. What is longer than its column is cut; what steers a terminal stands as "?".
    """
    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    a = s.audit.c
    newest = conn.execute(sa.select(a.id, a.hash).where(a.branch_code == branch).order_by(a.id.desc()).limit(1)).first()
    number, before = (newest.id + 1, newest.hash) if newest else (1, "")
    one = actor(by)
    entry = AuditEntry(
        number,
        acts.utc(datetime.now(UTC)),
        _fit("who", one.who),
        _fit("role", one.role),
        act,
        _fit("thing", thing),
        _fit("scope", scope),
        _fit("address", one.address),
        "",
    )
    row = dict(zip(_COLUMNS, entry, strict=True)) | {"branch_code": branch, "hash": hashed(branch, entry, before)}
    conn.execute(sa.insert(s.audit).values(row))
    return number


def was_refused(conn: sa.Connection, branch: str, thing: str) -> bool:
    """Whether it is on record that whoever acts now was refused this thing, and not too long ago to say it again."""
    a = s.audit.c
    theirs = (a.who == _fit("who", actor().who), a.act == "refused", a.thing == _fit("thing", thing))
    wanted = (
        sa.select(a.id)
        .where(a.branch_code == branch, *theirs, a.at >= acts.utc(datetime.now(UTC) - REFUSED_AGAIN))
        .limit(1)
    )
    return conn.execute(wanted).first() is not None


_COLUMNS = ("id", "at", "who", "role", "act", "thing", "scope", "address", "hash")


def _fit(column: str, text: str) -> str:
    longest: int = getattr(s.audit.c[column].type, "length", 0)
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:longest]
