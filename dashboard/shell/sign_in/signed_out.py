"""When each person signed out last: a cookie of before is refused, in whichever browser it lies.

A file of the data folder, so that it holds after a restart. Whoever it is about stands there by a hash alone, and goes
once no cookie of theirs can be good any more.
"""

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.imports.lock import exclusive

_LONGEST = timedelta(hours=25)
"""Longer than any sign-in lasts."""


class SignedOut:
    """The moments in a file, in whole seconds as a cookie's own."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "signed-out.json"
        self._seen = -1
        self._moments: dict[str, int] = {}

    def record(self, subject: str, now: datetime) -> None:
        """End every sign-in of a person that began until now. Raises OSError where it cannot be written."""
        with exclusive(self._file.with_suffix(".lock")):
            moments = {of: at for of, at in self._read().items() if at > (now - _LONGEST).timestamp()}
            moments[_key(subject)] = int(now.timestamp())
            part = self._file.with_suffix(".part")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(moments, file)
            part.replace(self._file)

    def is_over(self, subject: str, since: datetime) -> bool:
        """Whether a person signed out after they signed in at `since`. Raises OSError where that cannot be known."""
        at = self._read().get(_key(subject))
        return at is not None and since <= datetime.fromtimestamp(at, UTC)

    def _read(self) -> dict[str, int]:
        try:
            changed = self._file.stat().st_mtime_ns
        except FileNotFoundError:
            return {}
        if changed != self._seen:
            self._moments = json.loads(self._file.read_text())
            self._seen = changed
        return self._moments


def _key(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()
