"""`python -m dashboard undo`: takes the newest load back. Its words are in undoing.toml."""

import argparse
import sys

import sqlalchemy as sa

from dashboard.imports import imports
from dashboard.language.words import Words
from dashboard.settings import Settings
from seed.writes.undo import UndoError


def options(parser: argparse.ArgumentParser, told: Words) -> None:
    """What may be said with the command."""
    parser.add_argument("--by", help=told("undoing.command.by"))
    parser.add_argument("--load", type=int, metavar="N", help=told("undoing.command.load"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, told: Words) -> int:
    """Undo, and say what was undone; 1 where nothing could be."""
    try:
        done = imports.undo(engine, chosen, asked.by or chosen.viewer_name, asked.load)
    except UndoError as refused:
        print(refusal(refused, told), file=sys.stderr)
        return 1
    print(told("undoing.done", load=told.number(done.undid), rows=told.count("row", done.changed)))
    return 0


def refusal(refused: UndoError, told: Words) -> str:
    """Why nothing was undone, and what to do."""
    return told(f"undoing.refused.{refused.reason}", agents=told.join(refused.agents))
