"""The databases of branches as they were known: few, in a private folder of this process, gone with it.

One is made when it is first asked for, and again where it was put away meanwhile: nothing but its rows depends on it.
"""

import atexit
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Lock

import sqlalchemy as sa

from queries.db.engine import connect
from queries.versions import Past
from seed.writes import snapshots

MOST = 4
"""Databases that stay when nobody reads them."""


@dataclass
class Snapshot:
    """One such database. `file`: None until it is asked for; `readers`: who reads it; `making`: taken meanwhile."""

    file: Path | None = None
    engine: sa.Engine | None = None
    readers: int = 0
    making: Lock = field(default_factory=Lock)


class Snapshots:
    """Those of one process, the one that was read last at the end."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock, self._numbers = most, Lock(), count(1)
        self._every: OrderedDict[tuple[str, Past], Snapshot] = OrderedDict()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @contextmanager
    def reading(self, source: sa.Engine, past: Past) -> Iterator[sa.Connection]:
        """A connection to the branch as it was known, made from `source` where it is not there."""
        key = (source.url.render_as_string(hide_password=False), past)
        with self._lock:
            snapshot = self._every.setdefault(key, Snapshot())
            self._every.move_to_end(key)
            snapshot.readers += 1
        try:
            with snapshot.making:
                engine = snapshot.engine = snapshot.engine or self._make(snapshot, source, past)
            with engine.connect() as conn:
                yield conn
        finally:
            with self._lock:
                snapshot.readers -= 1
                self._put_away(self._most)

    def close(self) -> None:
        """Put all of them away; nobody may be reading."""
        with self._lock:
            self._put_away(0)
            if self._folder:
                self._folder.cleanup()
            self._folder = None

    def _make(self, snapshot: Snapshot, source: sa.Engine, past: Past) -> sa.Engine:
        with self._lock:
            if self._folder is None:
                # For this user alone: agents are named in it.
                self._folder = tempfile.TemporaryDirectory(prefix="perisai-past-", ignore_cleanup_errors=True)
            snapshot.file = Path(self._folder.name) / f"{next(self._numbers)}.db"
        engine = connect(f"sqlite:///{snapshot.file.as_posix()}")
        try:
            with source.connect() as conn:
                snapshots.build(conn, past, engine)
        except BaseException:
            _remove(engine, snapshot.file)
            raise
        return engine

    def _put_away(self, most: int) -> None:
        idle = [key for key, snapshot in self._every.items() if not snapshot.readers]
        for key in idle[: max(len(self._every) - most, 0)]:
            snapshot = self._every.pop(key)
            if snapshot.engine and snapshot.file:
                _remove(snapshot.engine, snapshot.file)


def _remove(engine: sa.Engine, file: Path) -> None:
    engine.dispose()
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink(missing_ok=True)


PAST = Snapshots()
"""Those of this process."""

atexit.register(PAST.close)
