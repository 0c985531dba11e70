"""Who may look at a branch: added, changed, removed, each with who did it, when, and the row before and after."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from queries import people
from queries.access import ALLOWED, Permission, Role
from queries.db import schema as s
from queries.people import Colleague
from seed.writes import acts, audit

LONGEST_SUBJECT, LONGEST_NAME, LONGEST_PLACES = 255, 80, 400
"""Letters of what a sign-in knows somebody by, of their name, and of their places' codes, as the columns hold."""


class PeopleError(ValueError):
    """A person who cannot be kept so. `reason`: no_subject, no_name, too_long, known, unknown, no_wilayah,
    wilayah_of_another, import_of_some, no_import, days, last."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"nobody was changed: {reason}")
        self.reason = reason


def add(conn: sa.Connection, branch: str, one: Colleague, by: str, at: datetime, day: date) -> None:
    """Let a person look, in the caller's transaction. `day`: today in the branch. Raises PeopleError."""
    _wait_turn(conn, branch)
    if people.person(conn, branch, one.subject) is not None:
        raise PeopleError("known")
    _require(one)
    conn.execute(sa.insert(s.people).values(branch_code=branch, **_row(one)))
    _record(conn, branch, one.subject, "added", by, at, None, one)
    _require_manager(conn, branch, day, had=False)


def change(conn: sa.Connection, branch: str, one: Colleague, by: str, at: datetime, day: date) -> bool:
    """Put a person's row in the place of the one with the same subject; whether that changes anything. Likewise."""
    _wait_turn(conn, branch)
    before = people.person(conn, branch, one.subject)
    if before is None:
        raise PeopleError("unknown")
    _require(one)
    if one == before:
        return False
    had = bool(people.managers(conn, branch, day))
    p = s.people.c
    own = (p.branch_code == branch, p.subject == one.subject)
    conn.execute(sa.update(s.people).where(*own).values(_row(one)))
    _record(conn, branch, one.subject, "changed", by, at, before, one)
    _require_manager(conn, branch, day, had and before.manages)
    return True


def remove(conn: sa.Connection, branch: str, subject: str, by: str, at: datetime, day: date) -> None:
    """Let a person look no more; what was changed about them stays on record. Likewise."""
    _wait_turn(conn, branch)
    before = people.person(conn, branch, subject)
    if before is None:
        raise PeopleError("unknown")
    had = bool(people.managers(conn, branch, day))
    p = s.people.c
    conn.execute(sa.delete(s.people).where(p.branch_code == branch, p.subject == subject))
    _record(conn, branch, subject, "removed", by, at, before, None)
    _require_manager(conn, branch, day, had and before.manages)


def saw_as(conn: sa.Connection, branch: str, one: Colleague, by: str, at: datetime) -> None:
    """Record that somebody begins to look in a person's place, in the caller's transaction."""
    _wait_turn(conn, branch)
    _record(conn, branch, one.subject, "seen_as", by, at, one, one)


def _wait_turn(conn: sa.Connection, branch: str) -> None:
    """Lock the branch's people until the transaction ends: of two who remove each other one stays."""
    acts.wait_turn(conn, branch)
    conn.execute(sa.select(s.people.c.subject).where(s.people.c.branch_code == branch).with_for_update())


def _require(one: Colleague) -> None:
    """Raise PeopleError for a row that says nothing, or two things at once."""
    if not one.subject.strip():
        raise PeopleError("no_subject")
    if not one.name.strip():
        raise PeopleError("no_name")
    too_long = len(one.subject) > LONGEST_SUBJECT or len(one.name) > LONGEST_NAME
    if too_long or len(one.places or "") > LONGEST_PLACES:
        raise PeopleError("too_long")
    if one.wilayah is not None and one.role is not Role.STAFF:
        raise PeopleError("wilayah_of_another")
    if one.wilayah is not None and not one.wilayah:
        raise PeopleError("no_wilayah")
    if one.may_import and Permission.IMPORT not in ALLOWED[one.role]:
        raise PeopleError("no_import")
    if one.may_import and one.wilayah is not None:
        raise PeopleError("import_of_some")
    if one.until_day is not None and one.until_day < one.from_day:
        raise PeopleError("days")


def _require_manager(conn: sa.Connection, branch: str, day: date, had: bool) -> None:
    """Raise PeopleError where nobody is left who may let others look, today and from then on.

    `had`: whether there was somebody; the first person of a branch need not be one.
    """
    stay = [one for one in people.people(conn, branch) if one.manages and one.there(day) and one.until_day is None]
    if had and not stay:
        raise PeopleError("last")


def _row(one: Colleague) -> dict[str, Any]:
    return {**one._asdict(), "role": one.role.value, "wilayah": one.places}


def _record(
    conn: sa.Connection,
    branch: str,
    subject: str,
    act: str,
    by: str,
    at: datetime,
    before: Colleague | None,
    after: Colleague | None,
) -> None:
    both = {"before": before, "after": after}
    row = {
        "branch_code": branch,
        "id": acts.next_id(conn, branch, s.people_changes),
        "subject": subject,
        "act": act,
        "at": acts.utc(at),
        "by": by[: acts.LONGEST_NAME],
        **{name: _plain(one) if one else sa.null() for name, one in both.items()},
    }
    conn.execute(sa.insert(s.people_changes).values(row))
    audit.append(conn, branch, "seen_as" if act == "seen_as" else "people", f"#{row['id']} {act}", by)


def _plain(one: Colleague) -> dict[str, Any]:
    """A person's row as it is kept in the record."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in _row(one).items()}
