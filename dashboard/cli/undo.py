"""`python -m dashboard undo`: takes a load back. Its words are in undo.toml."""

import argparse
import sys

import sqlalchemy as sa

from dashboard.imports import imports, report
from dashboard.language.words import Words
from dashboard.settings import Settings
from queries.access import Viewer
from seed.writes.undo import UndoError


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What may be said with the command."""
    parser.add_argument("--by", help=words("undo.command.by"))
    parser.add_argument("--load", type=int, metavar="N", help=words("undo.command.load"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, _viewer: Viewer, words: Words) -> int:
    """Undo, and say what was undone; 1 where nothing could be."""
    try:
        done = imports.undo(engine, chosen, asked.by, asked.load)
    except UndoError as refused:
        print(report.undo_refusal(refused, words), file=sys.stderr)
        return 1
    print(words("undo.done", load=words.number(done.undid), rows=words.count("row", done.changed)))
    return 0
