"""`python -m dashboard backup`: the branch in one file. Words in backup.toml."""

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard.imports import backups
from dashboard.language.words import Words
from dashboard.settings import Settings
from queries.access import Viewer
from seed.backups.container import BackupError


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What may be said with the command."""
    parser.add_argument("--out", type=Path, metavar="FILE", help=words("backup.command.out"))
    parser.add_argument("--passphrase-file", default="", metavar="FILE", help=words("backup.command.passphrase_file"))
    parser.add_argument("--with-secret", action="store_true", help=words("backup.command.with_secret"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, _viewer: Viewer, words: Words) -> int:
    """Make one; 1 where it could not be made, or where `verify` finds differences in what it has."""
    try:
        closed_by = backups.passphrase(chosen, asked.passphrase_file)
        to = asked.out or Path(backups.named(datetime.now(UTC), bool(closed_by)))
        done = backups.make(engine, chosen, to, closed_by, asked.with_secret)
    except BackupError as error:
        print(backups.refusal(error, words), file=sys.stderr)
        return 1
    size = words.number(to.stat().st_size // 1024)
    print(words("backup.done", file=str(to), size=size, versions=versions(done.contents.versions, words)))
    print(words("backup.closed" if closed_by else "backup.open"))
    print(words("backup.secret_in" if asked.with_secret else "backup.secret_apart"))
    return verified(done.differences, words)


def versions(by_branch: Mapping[str, int], words: Words) -> str:
    """Each branch with its data version."""
    each = [
        words("backup.version", branch=code, version=words.number(last)) for code, last in sorted(by_branch.items())
    ]
    return words.join(each) or words("backup.nothing")


def verified(number: int, words: Words) -> int:
    """Say how many differences `verify` finds; 1 where there are some."""
    print(words("backup.differs", n=words.number(number)) if number else words("backup.verified"))
    return 1 if number else 0
