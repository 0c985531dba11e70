"""What was asked of the newest data, noted so that it can be asked ahead of the next (`dashboard.view.ahead`)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, get_ident
from typing import Any

MOST = 3000
"""What is noted at a time: a page asks forty to four hundred questions."""


@dataclass(eq=False)
class Asked:
    """One thing that was asked. `view`: of whom and what; `again`: asks it of another view; `used`: when last, in
    seconds of the monotonic clock."""

    view: Any
    again: Callable[[Any], object]
    used: float


class Register:
    """What was asked in one process, the newest last; nothing while nobody asks ahead."""

    def __init__(self) -> None:
        self.noting = False
        self._lock, self._every = Lock(), list[Asked]()
        self._thread, self._carried = 0, 0.0

    def note(self, view: Any, again: Callable[[Any], object]) -> Asked | None:
        """Note that something was asked of a view now; None where nothing is noted."""
        if not self.noting:
            return None
        asked = Asked(view, again, self.now())
        with self._lock:
            self._every.append(asked)
            if len(self._every) > 2 * MOST:
                self._every = self._newest(self._every)
        return asked

    def now(self) -> float:
        """When something is asked: now; asked ahead, when a reader last asked it."""
        return self._carried if get_ident() == self._thread else time.monotonic()

    def carry(self, used: float) -> None:
        """What this thread asks from here on is asked ahead, of what a reader asked then."""
        self._thread, self._carried = get_ident(), used

    def carry_no_more(self) -> None:
        """What this thread asks is asked now, again."""
        self._thread = 0

    def taken(self) -> list[Asked]:
        """What was noted, what was asked last at first, and none of it is noted any more."""
        with self._lock:
            every, self._every = self._every, []
        return self._newest(every)[::-1]

    def put_back(self, every: list[Asked]) -> None:
        """Note again what was taken."""
        with self._lock:
            self._every = [*every, *self._every]

    def _newest(self, every: list[Asked]) -> list[Asked]:
        return sorted(every, key=lambda one: one.used)[-MOST:]


ASKED = Register()
"""That of this process."""
