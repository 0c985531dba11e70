"""`python -m dashboard meetings`: what the meetings decided, and whether each number moved since. Its words are in
meeting.toml.
"""

import argparse
import json
import sys
from pathlib import Path

import sqlalchemy as sa

from dashboard.briefing.documents.docx.minutes import minutes
from dashboard.cli import inside
from dashboard.cli.json.meetings import meetings_document
from dashboard.figures import meeting
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.view.view import View
from queries.access import Permission, Viewer


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Which meeting, and in which form."""
    parser.add_argument("--meeting", type=int, metavar="N", help=words("meeting.command.meeting"))
    forms = ("json", *inside.WRITERS, "docx")
    parser.add_argument("--format", choices=forms, default="json", help=words("meeting.command.format"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=words("meeting.command.out"))


def run(asked: argparse.Namespace, _engine: sa.Engine, chosen: Settings, viewer: Viewer, words: Words) -> int:
    """Print or write all meetings (JSON), or one, the newest unless told; 1 where there is none, 2 where the words are
    off."""
    viewer.require(Permission.NAME_AGENTS)
    if inside.needs_out(asked.format, asked.out, words):
        return 2
    view = inside.view(chosen, viewer, words)
    if view is None:
        return 1
    if view.scope.within is not None:
        print(words("meeting.of_the_branch"), file=sys.stderr)
        return 1
    every = meeting.every(view)
    rows = [row for row in every if asked.meeting in (None, row["id"])]
    if not rows and (every or asked.format != "json"):
        numbers = words.join([words.number(row["id"]) for row in every])
        print(words("meeting.command.unknown" if every else "meeting.none", numbers=numbers), file=sys.stderr)
        return 1
    inside.put(view, f"meetings.{asked.format}", _content(view, asked.format, every, rows), asked.out)
    return 0


def _content(view: View, form: str, every: list[dict], rows: list[dict]) -> bytes:
    if form == "json":
        document = meetings_document(meeting.meeting(view, row) for row in rows)
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    one = meeting.meeting(view, rows[0])
    listing = meeting.table(view, one)
    if form == "docx":
        earlier = [row for row in every if row["id"] < rows[0]["id"]]
        before = meeting.table(view, meeting.meeting(view, earlier[0])) if earlier else None
        return minutes(view, one, listing, before)
    return inside.WRITERS[form](listing, view.words)
