"""A reading process in which files do odd things: what stands in a file says which."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from dashboard.imports.read_worker import serve
from seed.checks.parse import Source, read_file


def read(given: bytes | Path, **others: Any) -> list[Source]:
    """Read a file, or hang, eat memory, break, or end, as it says."""
    if given == b"hang":
        time.sleep(60)
    if given == b"eat":
        eaten = [bytearray(2**24) for _ in range(10_000)]
        assert eaten
    if given == b"break":
        raise SystemError("inside")
    if given == b"abort":
        os.abort()
    if given == b"end":
        os._exit(3)
    return read_file(given=given, **others)


if __name__ == "__main__":
    serve(read, int(sys.argv[1]))
