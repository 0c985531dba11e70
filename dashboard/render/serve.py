"""The other side of pool.py: what a process does that works beside the pages. Imports nothing of the dashboard.

Jobs come on its input and answers go to its output, each a length of 8 bytes and a body; a job is JSON, an answer one
byte (0: done, 1: failed) and what was asked for, or the reason. The process ends when its input ends.
"""

import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

Answer = Callable[[str], bytes]
"""What is asked for by a job's JSON."""


def serve(prepare: Callable[[], Answer]) -> None:
    """Load what jobs need, then answer them. The pages go first, and what the process prints goes to the log."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to answer: it finishes its pages, then stops this
    if hasattr(os, "nice"):
        os.nice(5)
    answer_all(sys.stdin.buffer, answers, prepare())


def answer_all(jobs: BinaryIO, answers: BinaryIO, answer: Answer) -> None:
    """Answer jobs until there are no more. Why one failed is written to the log as well."""
    while head := jobs.read(8):
        job = jobs.read(struct.unpack(">Q", head)[0]).decode()
        try:
            body = b"\0" + answer(job)
        except Exception as error:
            traceback.print_exc()
            body = b"\1" + f"{type(error).__name__}: {error}".encode()
        answers.write(struct.pack(">Q", len(body)) + body)
        answers.flush()
