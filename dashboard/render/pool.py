"""A process that works beside the pages: warm, one job at a time, started again when it dies, stopped when it hangs."""

import atexit
import json
import re
import struct
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from dashboard.settings import ROOT

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold: one of them in a name would end the process that draws it."""


class WorkError(RuntimeError):
    """The job could not be done; the message is the process's reason."""


class WorkTimeout(WorkError):
    """The job, or waiting for its turn, took longer than allowed; a process that hung was stopped."""


_ALL: "WeakSet[WorkerProcess]" = WeakSet()


def jobs() -> dict[str, int]:
    """How many jobs wait, or are worked on, by the module that does them."""
    return {one._module: one._jobs for one in [*_ALL]}


class WorkerProcess:
    """One process, which runs a module that calls dashboard.render.serve. Threads share it, first come, first served.

    `folder`: where the module is imported from. The process imports what the module does, and nothing of Streamlit.
    """

    def __init__(self, module: str, folder: Path = ROOT) -> None:
        self._module = module
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._queue = ThreadPoolExecutor(1, thread_name_prefix=module)
        self._jobs, self._counting = 0, threading.Lock()
        _ALL.add(self)

    @property
    def is_alive(self) -> bool:
        """Whether the process runs; it may still warm up."""
        process = self._process
        return process is not None and process.poll() is None

    def start(self) -> None:
        """Start the process unless it runs; returns at once, while the process warms up, or works."""
        self._queue.submit(self._started)

    def work(self, job: dict[str, Any], timeout: float = 30) -> bytes:
        """The answer to a job. A process that died over it is started again, and the job tried once more.

        Raises WorkTimeout after so many seconds, of waiting or of work, WorkError when the job cannot be done.
        """
        self._count(1)
        try:
            return self._in_turn(json.dumps(_writable(job)).encode(), timeout)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._counting:
            self._jobs += more

    def _in_turn(self, body: bytes, timeout: float) -> bytes:
        turn = self._queue.submit(self._tried_twice, body, timeout)
        try:
            return turn.result(timeout)
        except TimeoutError:
            if turn.cancel():
                raise WorkTimeout(f"no turn within {timeout:g} s") from None
        return turn.result()  # its turn came late, and lasts as long as any

    def close(self) -> None:
        """Stop the process for good, after the job that it works on."""
        self._queue.shutdown(cancel_futures=True)
        self._stop()

    def _tried_twice(self, body: bytes, timeout: float) -> bytes:
        answer = self._answer(body, timeout) or self._answer(body, timeout)
        if not answer:
            raise WorkError("the process ended twice")
        if answer[:1] == b"\1":
            raise WorkError(answer[1:].decode().strip().splitlines()[0])
        return answer[1:]

    def _answer(self, body: bytes, timeout: float) -> bytes:
        """What the process answers to a job; empty when it died over it."""
        process, late = self._started(), threading.Event()
        assert process.stdin is not None
        assert process.stdout is not None

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(timeout, stop)
        timer.daemon = True
        timer.start()
        answer = b""
        try:
            process.stdin.write(struct.pack(">Q", len(body)) + body)
            process.stdin.flush()
            head = process.stdout.read(8)
            answer = process.stdout.read(struct.unpack(">Q", head)[0]) if len(head) == 8 else b""
        except OSError:
            pass  # it had died before it read the job
        finally:
            timer.cancel()
        if late.is_set() or not answer:
            self._stop()
        if late.is_set():
            raise WorkTimeout(f"stopped after {timeout:g} s")
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            command = [sys.executable, "-m", self._module]
            self._process = subprocess.Popen(command, cwd=self._folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            with suppress(OSError):  # what was not sent any more
                pipe.close()
        self._process = None


def _writable(part: Any) -> Any:
    """A job without the letters that no picture or document can hold."""
    if isinstance(part, str):
        return _NOT_XML.sub("", part)
    if isinstance(part, dict):
        return {name: _writable(value) for name, value in part.items()}
    return [_writable(value) for value in part] if isinstance(part, list | tuple) else part


RENDERER = WorkerProcess("dashboard.render.worker")
"""The application's own, which draws pictures; stopped at exit."""
atexit.register(RENDERER.close)
