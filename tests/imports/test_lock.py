"""One process at a time."""

import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.imports.lock import exclusive
from dashboard.settings import ROOT

HOLD = """
import sys
from pathlib import Path
from dashboard.imports.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def take(path: Path) -> str:
    with exclusive(path):
        return "taken"


def waits(attempt: Future) -> bool:
    with pytest.raises(TimeoutError):
        attempt.result(timeout=0.3)
    return True


def test_a_second_waits_until_the_first_lets_go(tmp_path: Path) -> None:
    lock = tmp_path / "new" / "lock"
    with ThreadPoolExecutor(1) as pool:
        with exclusive(lock):
            second = pool.submit(take, lock)
            assert waits(second)
        assert second.result(timeout=10) == "taken"


def test_another_process_that_dies_lets_go(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"locked\n"
        with ThreadPoolExecutor(1) as pool:
            here = pool.submit(take, lock)
            assert waits(here)
            holder.kill()
            assert here.result(timeout=10) == "taken"
