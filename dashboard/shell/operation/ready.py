"""Whether the server can do its work: the database answers and is of this version, the folder takes files, it draws."""

import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from dashboard.render.pool import RENDERER
from dashboard.settings import Settings
from dashboard.view import cache
from queries.db.engine import DatabaseUrlError
from seed.migrate import is_at_newest

FRESH_S = 1.0
"""For how long an answer is given again: whoever asks every millisecond costs no more."""


class Readiness:
    """What is asked of the parts, one asker at a time. Each answers with one word; `ok` is the good one."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._asking = settings, threading.Lock()
        self._at, self._parts = float("-inf"), dict[str, str]()

    def parts(self) -> Mapping[str, str]:
        """By part its word: database (ok, away), migration (ok, other, unknown), folder (ok, closed), drawing (ok,
        starting)."""
        # Who comes while another asks is given the last answer: a database that hangs must not take every thread.
        if not self._asking.acquire(blocking=not self._parts):
            return self._parts
        try:
            if time.monotonic() - self._at > FRESH_S:
                database, migration = _database(self._settings.url)
                folder, drawing = _folder(self._settings.folder), _drawing()
                self._parts = {"database": database, "migration": migration, "folder": folder, "drawing": drawing}
                self._at = time.monotonic()
            return self._parts
        finally:
            self._asking.release()


def _database(url: str) -> tuple[str, str]:
    try:
        with cache.engine(url).connect() as conn:
            return "ok", "ok" if is_at_newest(conn) else "other"
    except (sa.exc.SQLAlchemyError, DatabaseUrlError):
        return "away", "unknown"


def _folder(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"full?" * 1000)
            file.flush()
    except OSError:
        return "closed"
    return "ok"


def _drawing() -> str:
    if RENDERER.is_alive:
        return "ok"
    RENDERER.start()  # it has not been needed yet, or died: by the next time it runs
    return "starting"
