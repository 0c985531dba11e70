"""Backups of this installation: by a command, or once a day by the server; what is to be said of the last one."""

import json
import logging
import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from dashboard.imports import recorded
from dashboard.imports.lock import exclusive
from dashboard.imports.secret import of_branch
from dashboard.language.words import Words
from dashboard.settings import Settings
from queries.db import schema
from queries.db.engine import connect
from queries.periods import JAKARTA
from seed.backups import backup, container
from seed.backups.container import SECRETS, TEMPLATES, BackupError
from seed.values.hashing import secret_check
from seed.writes.audit import Actor, acting

LOOKS_S = 600.0
"""Seconds between two looks whether the day has its backup."""

_NAME = re.compile(r"perisai-(\d{4}-\d\d-\d\d)-\d{4}\.zip(\.kunci)?")
_STATE = "backup.json"
_SERVER = Actor("(server)")  # no account's name: nobody asked for the day's backup
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Last:
    """The newest daily backup, if any, and why the try after it failed: a text's name and its values; else empty."""

    at: datetime | None
    file: str
    size: int
    failure: str
    values: Mapping[str, str]


def named(at: datetime, closed: bool) -> str:
    """The file's name: the branch's day and minute. `at`: UTC."""
    return f"perisai-{at.astimezone(JAKARTA):%Y-%m-%d-%H%M}.zip{'.kunci' if closed else ''}"


def passphrase(settings: Settings, file: str = "") -> str:
    """The first line of the file that is named, or of the settings'; empty where neither is. Raises BackupError."""
    where = file or settings.backup_passphrase_file
    if not where:
        return ""
    try:
        line = Path(where).read_text(encoding="utf-8").splitlines()[:1]
    except (OSError, ValueError) as error:
        raise BackupError("passphrase_file", file=where, why=getattr(error, "strerror", None) or "UTF-8") from error
    if not line or not line[0].strip():
        raise BackupError("passphrase_file", file=where, why="–")
    return line[0].strip()


def make(engine: sa.Engine, settings: Settings, to: Path, closed_by: str, with_secret: bool = False) -> backup.Proven:
    """Write a backup: the database and the branch's templates; the secrets only where asked for, and never unclosed.

    Of two at once, one waits for the other. Raises BackupError.
    """
    if with_secret and not closed_by:
        raise BackupError("secret_open")
    beside = {f"{TEMPLATES}/{path.name}": path for path in _files(Path(settings.templates), "*")}
    if with_secret:
        beside |= {f"{SECRETS}/{path.name}": path for path in _files(settings.folder, "secret-*.txt")}
    with _alone(settings):
        done = backup.make(engine, to, beside, closed_by, datetime.now(UTC), settings.folder)
        recorded.backed_up(engine, settings, to)
        return done


def restore(
    engine: sa.Engine, settings: Settings, file: Path, closed_by: str, replace: bool, may_be_open: bool = False
) -> backup.Proven:
    """Put a backup in the place of the database and of templates of the same names; a secret only where none is.

    Raises BackupError: among others where a branch's rows are there and nobody said that they may go (`replace`), or
    where there is a passphrase and the backup is open, and nobody said that it may be (`may_be_open`).
    """
    if not replace and not backup.is_empty(engine):
        raise BackupError("not_empty")
    with _alone(settings):
        note = recorded.restored(engine, settings, file)
        restored = backup.restore(engine, file, closed_by, settings.folder, may_be_open, note)
        try:
            for name, content in restored.files.items():
                folder, _, name = name.partition("/")
                to = (Path(settings.templates) if folder == TEMPLATES else settings.folder) / name
                to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if folder == TEMPLATES or not to.exists():
                    container.whole(to, partial(_put, content))
        except OSError as error:
            raise BackupError("beside", why=error.strerror or str(error)) from error
    return restored


def fits_secret(engine: sa.Engine, settings: Settings) -> bool:
    """Whether the secret at hand is the one that the branch's numbers are hashed with; True without a branch."""
    codes = schema.branches.c
    with engine.connect() as conn:
        wanted = conn.scalar(sa.select(codes.secret_check).where(codes.code == settings.branch_code, ~codes.is_demo))
    if wanted is None:
        return True
    at_hand = settings.branch_secret or (settings.folder / f"secret-{settings.branch_code}.txt").exists()
    return bool(at_hand) and secret_check(settings.branch_code, of_branch(settings)) == wanted


def last(settings: Settings) -> Last:
    """What the folder of daily backups has, and why the last try failed."""
    newest = max(_files(Path(settings.backup_folder), "perisai-*"), default=None, key=lambda path: path.name)
    try:
        state = json.loads((settings.folder / _STATE).read_text(encoding="utf-8"))
        failure, values = str(state["failure"]), {str(key): str(value) for key, value in state["values"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        failure, values = "", {}
    if newest is None:
        return Last(None, "", 0, failure, values)
    there = newest.stat()
    at = datetime.fromtimestamp(there.st_mtime, UTC).replace(tzinfo=None)
    return Last(at, newest.name, there.st_size, failure, values)


def daily(engine: sa.Engine, settings: Settings, now: datetime) -> Path | None:
    """Make the day's backup where it is not there yet, and take away those above the number to keep; the file made.

    `now`: UTC. What goes wrong is left in the data folder for `last`, and raised again: BackupError. So is that
    `verify` finds differences: what is in the new one may be spoilt, and the older ones, perhaps whole, all stay.
    """
    folder, state = Path(settings.backup_folder), settings.folder / _STATE
    day = f"{now.astimezone(JAKARTA):%Y-%m-%d}"
    try:
        if any(_day(path) == day for path in _files(folder, "perisai-*")):
            return None
        closed_by = passphrase(settings)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        to = folder / named(now, bool(closed_by))
        if differences := make(engine, settings, to, closed_by).differences:
            raise BackupError("differs", n=str(differences))
        for old in sorted(_files(folder, "perisai-*"), reverse=True)[int(settings.backup_keep) :]:
            old.unlink(missing_ok=True)
        state.unlink(missing_ok=True)
    except OSError as error:
        raise _noted(state, BackupError("disk", why=error.strerror or str(error))) from error
    except BackupError as error:
        raise _noted(state, error) from None
    except Exception as error:  # whatever it is: a backup that is not made must not stay unsaid
        raise _noted(state, BackupError("unforeseen", why=type(error).__name__)) from error
    return to


def refusal(error: BackupError, words: Words) -> str:
    """The sentence that says why, and what to do."""
    return said(error.reason, error.values, words)


def said(reason: str, values: Mapping[str, str], words: Words) -> str:
    """The same of what was left in the data folder."""
    return words(f"backup.refused.{reason}", **values)


class Daily:
    """The thread of a server that sees to the day's backup."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._ended = settings, threading.Event()
        self._thread = threading.Thread(target=self._watch, name="backup", daemon=True)

    def start(self) -> None:
        """Look from now on, in the background, until the process ends."""
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join(10)

    def _watch(self) -> None:
        engine = connect(self._settings.url)
        while True:
            try:
                with acting(_SERVER):
                    daily(engine, self._settings, datetime.now(UTC))
            except (
                Exception
            ) as error:  # said on the pages of files and of people; the next look may find a disk with room
                _log.warning("no backup was made: %r", error)
            if self._ended.wait(LOOKS_S):
                return engine.dispose()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One backup or restore at a time. The private folders that are there then are of one that was killed, and go."""
    with exclusive(settings.folder / "backup.lock"):
        for left in settings.folder.glob(f"{backup.WORKPLACE}*"):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
        yield


def _noted(state: Path, error: BackupError) -> BackupError:
    with suppress(OSError):  # on a full disk not even this is written; the log has it
        container.whole(state, partial(_put, json.dumps({"failure": error.reason, "values": error.values}).encode()))
    return error


def _put(content: bytes, out: IO[bytes]) -> None:
    out.write(content)


def _files(folder: Path, pattern: str) -> list[Path]:
    if not str(folder) or not folder.is_dir():
        return []
    right = _NAME if pattern == "perisai-*" else None
    there = [path for path in folder.glob(pattern) if path.is_file() and not path.name.startswith(".")]
    return sorted(path for path in there if right is None or right.fullmatch(path.name))


def _day(path: Path) -> str:
    match = _NAME.fullmatch(path.name)
    return match[1] if match else os.sep
