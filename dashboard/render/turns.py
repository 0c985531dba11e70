"""Who comes first is served first: a lock that threads get in the order in which they asked."""

import threading
from collections import deque
from types import TracebackType


class Turns:
    """As threading.Lock, which lets the system choose among those who wait: one could wait for ever beside eight."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the turn, waiting up to so many seconds, -1 for ever; False when it did not come."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            if not blocking:
                return False
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=timeout):
            return True
        with self._guard:
            if mine not in self._waiting:  # it came between the end of the wait and here
                return True
            self._waiting.remove(mine)
            return False

    def release(self) -> None:
        """Hand the turn to who has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()
