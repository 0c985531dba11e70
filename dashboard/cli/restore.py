"""`python -m dashboard restore`: a backup in the place of the database. Words in backup.toml."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard.cli.backup import verified, versions
from dashboard.imports import backups
from dashboard.language.words import Words
from dashboard.settings import Settings
from queries.access import Viewer
from seed.backups.container import BackupError


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What may be said with the command."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--passphrase-file", default="", metavar="FILE", help=words("backup.command.passphrase_file"))
    parser.add_argument("--open", action="store_true", help=words("backup.command.open"))
    parser.add_argument("--replace", action="store_true", help=words("backup.command.replace"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, _viewer: Viewer, words: Words) -> int:
    """Put one back; 1 where it could not be, or where `verify` finds differences."""
    try:
        closed_by = backups.passphrase(chosen, asked.passphrase_file)
        done = backups.restore(engine, chosen, asked.file, closed_by, asked.replace, asked.open)
    except BackupError as error:
        print(backups.refusal(error, words), file=sys.stderr)
        return 1
    at = words.moment(datetime.fromisoformat(done.contents.taken_at).replace(tzinfo=None))
    print(words("backup.restored", at=at, versions=versions(done.contents.versions, words)))
    if not backups.fits_secret(engine, chosen):
        print(words("backup.other_secret", branch=chosen.branch_code))
    return verified(done.differences, words)
