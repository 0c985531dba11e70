"""`python -m dashboard people`: who may look at the branch, given, changed and taken. Its words are in people.toml."""

import argparse
import sys
from datetime import UTC, date, datetime

import sqlalchemy as sa

from dashboard.cli.who import printed
from dashboard.imports import imports
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.view.persons import described, refusal
from queries import people
from queries.access import Permission, Role, Viewer
from queries.db.engine import writing
from queries.people import Colleague, known_by
from seed.writes import people as writes
from seed.writes.people import PeopleError

ALL = ("all", "semua")
"""What stands for every wilayah of the branch."""


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What may be done, to whom, and what they are."""
    parser.add_argument("act", choices=("list", "add", "change", "remove"), help=words("people.command.act"))
    parser.add_argument("subject", nargs="?", default="", help=words("people.command.subject"))
    parser.add_argument("--name", help=words("people.command.name"))
    parser.add_argument("--role", choices=[role.value for role in Role], help=words("people.command.role"))
    parser.add_argument("--wilayah", nargs="+", metavar="33.25", help=words("people.command.wilayah"))
    loads = parser.add_mutually_exclusive_group()
    loads.add_argument(
        "--import", dest="imports", action="store_true", default=None, help=words("people.command.loads")
    )
    loads.add_argument("--no-import", dest="imports", action="store_false", help=words("people.command.no_loads"))
    for option, name in (("--from", "begins"), ("--until", "ends")):
        text = words(f"people.command.{name}")
        parser.add_argument(option, dest=name, type=date.fromisoformat, metavar="2019-07-01", help=text)
    parser.add_argument("--by", help=words("people.command.by"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, viewer: Viewer, words: Words) -> int:
    """Do it, and list everybody; 1 where it was refused, 2 where the words are off."""
    viewer.require(Permission.MANAGE)
    if asked.act != "list":
        if not asked.subject.strip():
            print(words("people.refused.no_subject"), file=sys.stderr)
            return 2
        try:
            with writing(engine) as conn:
                _do(conn, asked, chosen.branch_code)
        except PeopleError as refused:
            print(refusal(words, refused.reason, printed(asked.subject)), file=sys.stderr)
            return 1
        print(words(f"people.done.{asked.act}", subject=printed(asked.subject.strip())))
    with engine.connect() as conn:
        every = people.people(conn, chosen.branch_code)
    today = imports.today()
    for one in every:
        print(printed(described(words, one, today)))
    if not every:
        print(words("people.nobody"))
    return 0


def _do(conn: sa.Connection, asked: argparse.Namespace, branch: str) -> None:
    at, day, subject = datetime.now(UTC), imports.today(), known_by(asked.subject)
    if asked.act == "remove":
        writes.remove(conn, branch, subject, asked.by, at, day)
        return
    there = people.person(conn, branch, subject)
    if asked.act == "change" and there is None:
        raise PeopleError("unknown")
    act = writes.add if there is None or asked.act == "add" else writes.change
    act(conn, branch, _asked_for(asked, subject, there, day), asked.by, at, day)


def _asked_for(asked: argparse.Namespace, subject: str, there: Colleague | None, day: date) -> Colleague:
    """The person as asked for; what was not named stays as it is. Raises PeopleError."""
    if there is None and asked.role is None:
        raise PeopleError("no_role")
    before = there or Colleague(subject, subject, Role(asked.role), frozenset(), False, day)
    role = Role(asked.role) if asked.role else before.role
    wilayah = before.wilayah if role is before.role or role is not Role.STAFF else frozenset()
    if asked.wilayah:
        wilayah = None if {*asked.wilayah} & {*ALL} else frozenset(asked.wilayah)
    elif role is not Role.STAFF:
        wilayah = None
    loads = role is Role.HEAD or (before.may_import and role is before.role)
    return Colleague(
        subject,
        before.name if asked.name is None else " ".join(asked.name.split()),
        role,
        wilayah,
        loads if asked.imports is None else asked.imports,
        asked.begins or before.from_day,
        asked.ends or before.until_day,
    )
