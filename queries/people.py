"""Who may look at a branch, on which day, and what was changed about it. No figure, and so no scope, is asked for."""

from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from queries.access import ALLOWED, Permission, Role
from queries.db import schema as s


class Colleague(NamedTuple):
    """One person of a branch. `wilayah`: codes that staff see; None: all of the branch. `until_day`: the last day."""

    subject: str
    name: str
    role: Role
    wilayah: frozenset[str] | None
    may_import: bool
    from_day: date
    until_day: date | None = None

    def there(self, day: date) -> bool:
        """Whether they may look on a day."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)

    @property
    def manages(self) -> bool:
        """Whether they may change who looks."""
        return Permission.MANAGE in ALLOWED[self.role]

    @property
    def places(self) -> str | None:
        """`wilayah` as its column holds it."""
        return None if self.wilayah is None else ",".join(sorted(self.wilayah))


def known_by(subject: str) -> str:
    """What a sign-in knows somebody by, as it is compared: without spaces around it, in lower case."""
    return subject.strip().lower()


class PersonChange(NamedTuple):
    """One change of a person, or one look in their place. `at`: UTC; `before`, `after`: the row, None where none."""

    subject: str
    act: str
    at: datetime
    by: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def person(conn: sa.Connection, branch: str, subject: str) -> Colleague | None:
    """The person whom the sign-in knows by `subject`, whatever the day; None where there is none."""
    p = s.people.c
    row = conn.execute(sa.select(s.people).where(p.branch_code == branch, p.subject == known_by(subject))).first()
    return _person(row) if row else None


def people(conn: sa.Connection, branch: str) -> list[Colleague]:
    """Everybody of a branch, also of days past and to come, by name and then subject."""
    p = s.people.c
    rows = conn.execute(sa.select(s.people).where(p.branch_code == branch)).all()
    return sorted((_person(row) for row in rows), key=lambda one: (one.name.casefold(), one.subject))


def managers(conn: sa.Connection, branch: str, day: date) -> list[str]:
    """The names of whom to ask for a role on a day: the administrators, where there is none the heads; by name."""
    there = [one for one in people(conn, branch) if one.manages and one.there(day)]
    administrators = [one.name for one in there if one.role is Role.ADMINISTRATOR]
    return administrators or [one.name for one in there]


def changes(conn: sa.Connection, branch: str, at_most: int = 200) -> list[PersonChange]:
    """What was changed about people, and who looked in whose place: the newest first."""
    c = s.people_changes.c
    wanted = sa.select(c.subject, c.act, c.at, c.by, c.before, c.after).where(c.branch_code == branch)
    return [PersonChange(*row) for row in conn.execute(wanted.order_by(c.id.desc()).limit(at_most))]


def _person(row: sa.Row[Any]) -> Colleague:
    wilayah = None if row.wilayah is None else frozenset(filter(None, row.wilayah.split(",")))
    return Colleague(row.subject, row.name, Role(row.role), wilayah, row.may_import, row.from_day, row.until_day)
