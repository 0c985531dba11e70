"""Reads files in a process of its own (see reader.py), so that none can take the server's memory or end it.

Jobs come on its input and answers go to its output, each a length of 8 bytes and a pickle. A job is what `read_file`
takes, an answer what it gives. The process ends when its input ends.
"""

import ctypes
import os
import pickle
import secrets
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from seed.checks.parse import Source, read_file, unread
from seed.files.rules import FileError, FileRule

Read = Callable[..., list[Source]]

_ARENAS = -8


def serve(read: Read, megabytes: int) -> None:
    """Answer jobs until there are no more, with so much memory besides what the program itself takes."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to answer
    if hasattr(os, "nice"):
        os.nice(5)
    _limit_memory(megabytes)
    jobs: BinaryIO = sys.stdin.buffer
    while head := jobs.read(8):
        job = pickle.loads(jobs.read(struct.unpack(">Q", head)[0]))
        body = pickle.dumps(_answer(read, job, megabytes), protocol=5)
        answers.write(struct.pack(">Q", len(body)))
        answers.write(body)
        answers.flush()
        del job, body


def _answer(read: Read, job: dict[str, object], megabytes: int) -> list[Source]:
    try:
        return read(**job)
    except MemoryError:
        error = FileError(FileRule.READING_TOO_LARGE, megabytes=megabytes)
    except BaseException:  # what a library in Rust raises when it breaks is no Exception
        code = secrets.token_hex(4)
        print(f"reading failed, code {code}", file=sys.stderr)
        traceback.print_exc()
        error = FileError(FileRule.READING_FAILED, code=code)
    return [unread(str(job["name"]), error)]


def _limit_memory(megabytes: int) -> None:
    """Limit the address space where the system can: what the process has now, and so much more."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENAS, 2)  # address space that each thread reserves and does not use counts as well
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    serve(read_file, int(sys.argv[1]))
