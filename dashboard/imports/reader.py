"""Files read in processes beside the server: limited in memory and time, warm, started again when one ends."""

import atexit
import logging
import pickle
import secrets
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.settings import ROOT
from seed.checks.parse import File, Source, unread
from seed.files.rules import FileError, FileRule

SECONDS = 300
"""How long one file may take; a million rows take about a minute."""

MEGABYTES = 4096
"""Memory for one file besides what the program itself takes; a million rows take about 1.500."""

_LARGE = 64 * 2**20
_MEMORY = (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9))
"""How a process ends that asks for more memory than it gets: by its own hand, or by the system's."""

_LOG = logging.getLogger(__name__)


class Reader:
    """Up to `at_once` processes, which run a module that calls read_worker.serve. Threads share them."""

    def __init__(
        self,
        module: str = "dashboard.imports.read_worker",
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        at_once: int = 2,
    ) -> None:
        self._module = module
        self._seconds, self._megabytes = seconds, megabytes
        self._turns = threading.Semaphore(at_once)
        self._idle: list[subprocess.Popen[bytes]] = []

    def take_in(self, files: Sequence[File], today: date) -> list[Source]:
        """What seed.checks.parse.take_in answers. A file over which a process ended, or was stopped, is an error."""
        sources: list[Source] = []
        for name, given in files:
            job = {
                "name": Path(name).name,
                "given": given.absolute() if isinstance(given, Path) else given,
                "today": today,
                "position": len(sources),
            }
            sources.extend(self._read(job))
        return sources

    def close(self) -> None:
        """Stop the processes that wait for work."""
        while self._idle:
            _stop(self._idle.pop())

    def _read(self, job: dict[str, Any]) -> list[Source]:
        with self._turns:
            process = self._ready()
            late = threading.Event()
            body = _exchange(process, pickle.dumps(job, protocol=5), self._seconds, late)
            if body and len(body) <= _LARGE:
                self._idle.append(process)
            else:  # it ended, or holds on to much memory
                _stop(process)
        if body and not late.is_set():
            return list(pickle.loads(body))
        return [unread(job["name"], self._cause(process.returncode, late.is_set()))]

    def _ready(self) -> subprocess.Popen[bytes]:
        with suppress(IndexError):
            while True:
                process = self._idle.pop()
                if process.poll() is None:
                    return process
                _stop(process)
        command = [sys.executable, "-m", self._module, str(self._megabytes)]
        return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _cause(self, ended: int, late: bool) -> FileError:
        if late:
            return FileError(FileRule.READING_TOO_SLOW, seconds=int(self._seconds))
        if ended in _MEMORY:
            return FileError(FileRule.READING_TOO_LARGE, megabytes=self._megabytes)
        code = secrets.token_hex(4)
        _LOG.error("reading failed, code %s: the process ended with %s", code, ended)
        return FileError(FileRule.READING_FAILED, code=code)


def _exchange(process: subprocess.Popen[bytes], job: bytes, seconds: float, late: threading.Event) -> bytes:
    """The answer to a job; empty when the process ended over it, which it does after so many seconds."""
    assert process.stdin is not None
    assert process.stdout is not None

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        process.stdin.write(struct.pack(">Q", len(job)))
        process.stdin.write(job)
        process.stdin.flush()
        head = process.stdout.read(8)
        size = struct.unpack(">Q", head)[0] if len(head) == 8 else 0
        body = process.stdout.read(size)
        return body if len(body) == size else b""
    except OSError:
        return b""  # it ended before it had read the job
    finally:
        timer.cancel()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process, unless it ended itself."""
    with suppress(subprocess.TimeoutExpired):
        for pipe in filter(None, (process.stdin, process.stdout)):
            with suppress(OSError):  # what was not sent any more
                pipe.close()
        process.wait(1)
    process.kill()
    process.wait()


READER = Reader()
"""The application's own; its processes are stopped at exit."""
atexit.register(READER.close)
