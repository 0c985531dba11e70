"""The data versions of a branch, and the one that was known at a version or on a day that somebody names."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from queries import loads
from queries.db import schema as s
from queries.periods import JAKARTA, local_day
from queries.scope import Scope


class Version(NamedTuple):
    """One data version. `loaded_at`: UTC, when its load (or undo) was made; `by`: who made it."""

    number: int
    loaded_at: datetime
    by: str


@dataclass(frozen=True)
class Past:
    """A branch as it was known: its rows at a data version.

    `day`: the one that was asked for, else the one on which the version was loaded, Jakarta. `until`: UTC; what was
    written without a load (notes, briefings) counts when it was written before. None: the version is the newest.
    """

    branch: str
    version: int
    day: date
    until: datetime | None


class NotOnRecord(LookupError):
    """A version or day at which nothing can be said to have been known.

    `reason`: unreadable (neither a number nor a day), unknown (no data version has the number), before (the first
    load), future (the day has not come), unrecorded (rows of then are not kept). `asked`: what was asked for, as far as
    it was read. `day`: of `before` and `unrecorded`, the first day that can be asked for, `version` the first data
    version; both None where there is none.
    """

    def __init__(self, reason: str, asked: int | date | str, first: Version | None = None) -> None:
        super().__init__(f"not on record: {asked} ({reason})")
        self.reason, self.asked = reason, asked
        self.day = local_day(first.loaded_at) if first else None
        self.version = first.number if first else None


def versions(conn: sa.Connection, scope: Scope) -> tuple[Version, ...]:
    """The data versions of the scope's branch whose rows are on record, the newest first."""
    recorded = loads.unrecorded(conn, scope.branch)
    return tuple(one for one in reversed(_every(conn, scope.branch)) if one.number >= recorded)


def known_at(conn: sa.Connection, scope: Scope, moment: datetime) -> Version | None:
    """The data version of the scope's branch that was the newest at a moment (UTC); None where none is on record."""
    return next((one for one in versions(conn, scope) if one.loaded_at <= moment), None)


def past(conn: sa.Connection, branch: str, text: str, today: date) -> Past:
    """What was known at a data version ("3") or by the end of a day ("2019-07-04", Jakarta). Raises NotOnRecord."""
    asked = _read(text)
    every, recorded = _every(conn, branch), loads.unrecorded(conn, branch)
    first = next((one for one in every if one.number >= recorded), None)
    if isinstance(asked, date):
        if asked > today:
            raise NotOnRecord("future", asked)
        until = _end_of(asked)
        known = [one for one in every if one.loaded_at < until]
    else:
        known = [one for one in every if one.number <= asked]
    if not known:
        raise NotOnRecord("before", asked, first)
    version = known[-1]
    if version.number < recorded:
        raise NotOnRecord("unrecorded", asked, first)
    if isinstance(asked, date):
        return Past(branch, version.number, asked, until)
    if version.number != asked:
        raise NotOnRecord("unknown", asked)
    later = next((one.loaded_at for one in every if one.number > asked), None)
    return Past(branch, version.number, local_day(version.loaded_at), later)


def _end_of(day: date) -> datetime:
    """The moment at which a day of Jakarta is over, UTC."""
    return datetime.combine(day + timedelta(days=1), time(), JAKARTA).astimezone(UTC).replace(tzinfo=None)


def _read(text: str) -> int | date:
    if re.fullmatch("0|[1-9][0-9]{0,8}", text):  # one way to write a number: the select of versions has that alone
        return int(text)
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise NotOnRecord("unreadable", text) from None


def _every(conn: sa.Connection, branch: str) -> list[Version]:
    """Every data version of a branch, in order."""
    i = s.imports.c
    query = sa.select(i.id, i.imported_at, i.imported_by).where(i.branch_code == branch, i.changed > 0).order_by(i.id)
    return [Version(*row) for row in conn.execute(query)]
