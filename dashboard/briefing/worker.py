"""Makes briefings in a process of its own, which process.py starts by its path and tells where the dashboard is.

Reads jobs from its input and answers on its output, each a length of 8 bytes and a body: a job is a pack as JSON, an
answer one byte (0: made, 1: failed) and the ZIP or the reason. Ends when its input ends.
"""

import os
import struct
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO


def serve(jobs: BinaryIO, answers: BinaryIO, make: Callable[[str], bytes]) -> None:
    """Answer jobs until there are no more. Why one failed is written to the log as well."""
    while head := jobs.read(8):
        job = jobs.read(struct.unpack(">Q", head)[0]).decode()
        try:
            body = b"\0" + make(job)
        except Exception as error:
            traceback.print_exc()
            body = b"\1" + f"{type(error).__name__}: {error}".encode()
        answers.write(struct.pack(">Q", len(body)) + body)
        answers.flush()


def main(root: str) -> None:
    """Import everything and make a small briefing, so that the first job finds all loaded; then serve."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if hasattr(os, "nice"):
        os.nice(5)
    sys.path.insert(0, root)
    from dashboard.briefing.documents.archive import archive
    from dashboard.briefing.pack import from_json
    from dashboard.briefing.warmup import SMALLEST
    from dashboard.language.words import LANGUAGES, words_in

    for language in LANGUAGES:
        archive(SMALLEST, words_in(language))

    def make(job: str) -> bytes:
        pack = from_json(job)
        return archive(pack, words_in(pack.language))

    serve(sys.stdin.buffer, answers, make)


if __name__ == "__main__":
    main(sys.argv[1])
