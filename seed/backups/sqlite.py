"""SQLite's own copy of a database while it is in use, and back in one transaction."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from queries.db.engine import BUSY_TIMEOUT_MS
from seed.backups.container import BackupError


def copy(engine: sa.Engine, file: Path) -> None:
    """Write one state of the database into a new file that only its owner opens. Raises BackupError."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    raw = engine.raw_connection()
    try:
        with closing(sqlite3.connect(file)) as to:
            _all(cast(sqlite3.Connection, raw.driver_connection), to)
            to.execute("PRAGMA journal_mode=DELETE")
    finally:
        raw.close()


def put(file: Path, engine: sa.Engine) -> None:
    """Put a copy in the place of all that the database has: whoever reads meanwhile reads the old state to their end.

    Raises BackupError where another writes for longer than writers wait, or the disk is full; then all is as it was.
    """
    raw = engine.raw_connection()
    try:
        with closing(sqlite3.connect(file)) as source:
            _all(source, cast(sqlite3.Connection, raw.driver_connection))
    finally:
        raw.close()


def sound(conn: sa.Connection) -> bool:
    """Whether the file's pages, its indexes and its keys are whole."""
    whole = conn.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
    return whole and not conn.exec_driver_sql("PRAGMA foreign_key_check").all()


def _all(source: sqlite3.Connection, to: sqlite3.Connection) -> None:
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000

    def step(status: int, _left: int, _pages: int) -> None:
        if status != sqlite3.SQLITE_DONE and time.monotonic() > until:
            raise BackupError("busy")

    try:
        # All pages in one step: one state, however much is written meanwhile.
        source.backup(to, progress=step, sleep=0.1)
    except sqlite3.Error as error:
        raise BackupError("database", why=str(error)) from error
