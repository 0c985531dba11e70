"""Code made ready once for all workers: where bytecode may not be written, or is not there yet, each made all of it."""

import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]


def write() -> None:
    """Before the workers start: compile what no assertion is rewritten in, and let them write the rest.

    Every program that a test starts finds it, too.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folders = [ROOT / name for name in ("queries", "seed", "dashboard", "tests/support")]
    subprocess.run([sys.executable, "-m", "compileall", "-qq", "-j", "0", *folders], check=False)


def share(nth: int, workers: int) -> None:
    """Import a part of the tests before the others, so that each worker writes down what it rewrote of another part."""
    files = sorted(ROOT.glob("tests/**/test_*.py"))
    for file in files[nth::workers]:
        with suppress(Exception):  # collected, it fails again and is reported
            import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
