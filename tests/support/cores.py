"""One core for a worker, test by test.

Polars hands each step to a thread of its own and waits for it. Where that thread wakes up on another core, a step on a
few rows takes three to five times as long, and most of that is the waking: a test that loads a file does hundreds.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ALL = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else frozenset()
_THREADS = Path("/proc/self/task")


class Core:
    """Where one worker's tests run; `folder` is shared by all workers, each of which writes down its core there."""

    def __init__(self, folder: Path, worker: str) -> None:
        self._folder, self._worker = folder, worker
        self._now: int | None = None
        folder.mkdir(exist_ok=True)

    def choose(self) -> None:
        """Take the core that the fewest others are on, where they are even the one that was not taken before: of three
        workers on two cores none then stays together with another for long."""
        if len(_ALL) > 1 and _THREADS.exists():
            others = [*self._others()]
            self._move(min(sorted(_ALL), key=lambda core: (others.count(core), core == self._now)))

    def leave(self) -> None:
        """Run on any: what waits for a browser shares no core with it."""
        if self._now is not None:
            (self._folder / self._worker).unlink(missing_ok=True)
            _set(_ALL)
            self._now = None

    def _others(self) -> Iterator[int]:
        for file in self._folder.iterdir():
            text = "" if file.name == self._worker else file.read_text() if file.exists() else ""
            if text:  # empty while the other writes it
                yield int(text)

    def _move(self, core: int) -> None:
        if core != self._now:
            (self._folder / self._worker).write_text(str(core))
            _set({core})
            self._now = core


@contextmanager
def every() -> Iterator[None]:
    """On all cores: for what is started within and outlives the test that needed it first."""
    here = os.sched_getaffinity(0) if _ALL else frozenset()
    if here:
        os.sched_setaffinity(0, _ALL)
    try:
        yield
    finally:
        if here:
            os.sched_setaffinity(0, here)


def _set(cores: frozenset[int] | set[int]) -> None:
    """Also for the threads that were there before; one that is started later runs where its starter does."""
    for thread in _THREADS.iterdir():
        try:
            os.sched_setaffinity(int(thread.name), cores)
        except ProcessLookupError:  # it has just ended
            continue
