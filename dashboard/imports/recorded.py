"""Backups and restores in the audit: of which file, and how far the record went that a restore puts away."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from dashboard.settings import Settings
from queries import branches
from queries.db.engine import writing
from queries.db.schema import audit as table
from seed.backups.container import Contents
from seed.writes import audit

_DIGITS = 16
"""How much of a hash is recorded: as much as the page of the audit says of its newest."""

_log = logging.getLogger(__name__)


def backed_up(engine: sa.Engine, settings: Settings, file: Path) -> None:
    """Record a backup that is written, for each branch in it; where the database cannot be written, the log says so."""
    try:
        thing = f"{_sha256(file)} {file.name}"
        with writing(engine) as conn:
            for code in _codes(conn, settings):
                audit.append(conn, code, "backup", thing)
    except (OSError, sa.exc.DBAPIError) as error:
        _log.warning("not in the audit: backup %r: %s", file.name, type(error).__name__)


def restored(engine: sa.Engine, settings: Settings, file: Path) -> Callable[[sa.Connection, Contents], None]:
    """What records a restore in what is restored: when that was taken, the file, entries and newest hash until now."""
    with engine.connect() as conn:
        until_now = {code: _chain(conn, code) for code in _codes(conn, settings)}

    def note(conn: sa.Connection, contents: Contents) -> None:
        for code in sorted({*until_now, *_codes(conn, settings)}):
            thing = f"{contents.taken_at} {_sha256(file)} {until_now.get(code, '0:')}"
            audit.append(conn, code, "restore", thing)

    return note


def _codes(conn: sa.Connection, settings: Settings) -> list[str]:
    return sorted(
        {settings.branch_code, *branches.every(conn), *conn.scalars(sa.select(table.c.branch_code).distinct())}
    )


def _chain(conn: sa.Connection, code: str) -> str:
    a = table.c
    own = sa.select(a.hash).where(a.branch_code == code).order_by(a.id.desc())
    newest = conn.scalars(own).all()
    return f"{len(newest)}:{newest[0][:_DIGITS] if newest else ''}"


def _sha256(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()[:_DIGITS]
