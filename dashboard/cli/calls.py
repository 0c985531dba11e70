"""`python -m dashboard calls`: the call list as a file, or an outcome of a call. Its words are in calls.toml."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard.cli import inside
from dashboard.figures import calls, caption
from dashboard.language import days
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.shell import auth
from dashboard.view import cache
from queries.access import Permission, Viewer
from queries.db.engine import writing
from seed.writes.assigned import AssignedError
from seed.writes.calls import note_outcome


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Which week and form; or which call, and what came of it."""
    parser.add_argument("--week", metavar="2019-07-01", help=words("calls.command.week"))
    parser.add_argument("--format", choices=(*inside.WRITERS, "ics"), default="csv", help=words("calls.command.format"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=words("calls.command.out"))
    parser.add_argument("--outcome", nargs=2, metavar=("ID", "OUTCOME"), help=words("calls.command.record"))
    parser.add_argument("--by", help=words("calls.command.by"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, viewer: Viewer, words: Words) -> int:
    """Print or write the calls of the branch, or one outcome; 1 where it was refused, 2 where the words are off."""
    viewer.require(Permission.NAME_AGENTS)
    if asked.outcome:
        branch = cache.holding(chosen.url, viewer.branch).code
        return _record(asked, engine, auth.of_settings(chosen, branch), asked.by, words)
    week = days.parsed(asked.week) if asked.week else None
    if asked.week and week is None:
        print(words("calls.command.no_day", text=asked.week), file=sys.stderr)
        return 2
    if inside.needs_out(asked.format, asked.out, words):
        return 2
    view = inside.view(chosen, viewer, words)
    if view is None:
        return 1
    if asked.format == "ics":
        content = calls.calendar(view, week)
    else:
        listing = calls.table(caption.context(view), calls.ask(view), week)
        content = inside.WRITERS[asked.format](listing, words)
    inside.put(view, f"calls.{asked.format}", content, asked.out)
    return 0


def _record(asked: argparse.Namespace, engine: sa.Engine, viewer: Viewer, by: str, words: Words) -> int:
    viewer.require(Permission.NOTE)
    number, outcome = asked.outcome
    try:
        with writing(engine) as conn:
            note_outcome(conn, viewer.branch, int(number) if number.isdecimal() else 0, outcome, by, datetime.now(UTC))
    except AssignedError as refused:
        print(words(f"calls.refused.{refused.reason}"), file=sys.stderr)
        return 1
    print(words("calls.record.done", outcome=words(f"calls.outcome.{outcome}")))
    return 0
