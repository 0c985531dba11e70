"""Keeps one process that draws pictures: warm, one job at a time, started again when it dies, stopped when it hangs."""

import atexit
import json
import re
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.fonts.typeface import FOLDER
from dashboard.render.turns import Turns

WORKER = Path(__file__).with_name("worker.py")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold: one of them in a name would end the process that draws it."""


class RenderError(RuntimeError):
    """The picture could not be drawn; the message is the renderer's reason."""


class RenderTimeout(RenderError):
    """Drawing, or waiting for a turn, took longer than allowed; the process was stopped."""


def by_path(worker: Path) -> list[str]:
    """The command that starts a worker that imports nothing of the dashboard; it is told the fonts' folder."""
    return [sys.executable, "-P", str(worker), str(FOLDER)]


class Renderer:
    """One process that is started by a command. Threads share it; first come, first served."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command or by_path(WORKER))
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Turns()

    def start(self) -> None:
        """Start the process unless it runs; returns at once, while the process warms up, or works."""
        if self._turn.acquire(blocking=False):
            try:
                self._started()
            finally:
                self._turn.release()

    def render(self, job: dict[str, Any], timeout: float = 30) -> bytes:
        """The picture of a job (see worker.py). A process that died is started again and the job tried once more.

        Raises RenderTimeout after so many seconds, RenderError when the job cannot be drawn.
        """
        body = json.dumps(_writable(job)).encode()
        if not self._turn.acquire(timeout=timeout):
            raise RenderTimeout(f"no turn within {timeout:g} s")
        try:
            for _ in range(2):
                answer = self._asked(body, timeout)
                if answer is not None:
                    return answer
            raise RenderError("the drawing process ended twice")
        finally:
            self._turn.release()

    def close(self) -> None:
        """Stop the process; the next job starts a new one."""
        with self._turn:
            self._stop()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _asked(self, body: bytes, timeout: float) -> bytes | None:
        """The answer to a job; None when the process died over it."""
        process, late = self._started(), threading.Event()
        timer = threading.Timer(timeout, lambda: (late.set(), process.kill()))
        timer.daemon = True
        timer.start()
        answer = b""
        try:
            process.stdin.write(struct.pack(">Q", len(body)) + body)
            process.stdin.flush()
            head = process.stdout.read(8)
            answer = process.stdout.read(struct.unpack(">Q", head)[0]) if len(head) == 8 else b""
        except (BrokenPipeError, OSError):
            answer = b""
        finally:
            timer.cancel()
        if late.is_set() or not answer:
            self._stop()
        if late.is_set():
            raise RenderTimeout(f"stopped after {timeout:g} s")
        if answer[:1] == b"\1":
            raise RenderError(answer[1:].decode().strip().splitlines()[0])
        return answer[1:] or None

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()
            except OSError:
                continue
        self._process = None


def _writable(told: Any) -> Any:
    """A job without the letters that no picture or document can hold."""
    if isinstance(told, str):
        return _NOT_XML.sub("", told)
    if isinstance(told, dict):
        return {name: _writable(value) for name, value in told.items()}
    return [_writable(value) for value in told] if isinstance(told, list | tuple) else told


@lru_cache
def renderer() -> Renderer:
    """The application's own; stopped at exit."""
    made = Renderer()
    atexit.register(made.close)
    return made
