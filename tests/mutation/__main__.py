"""Draws a sample of faults, runs the tests that can notice each, and lists those that none notices."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

# What takes long to import is imported once, before the processes fork; nothing of the house is.
import altair  # noqa: F401
import polars  # noqa: F401
import sqlalchemy  # noqa: F401

from tests.mutation import faults, running, selection


def main(words: list[str]) -> int:
    """Run the sample and print what became of it; 0 whatever lives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="how many faults (200)")
    parser.add_argument("--seed", type=int, default=1, help="which of all samples (1)")
    parser.add_argument("--minutes", type=float, default=0, help="begin no further fault after so long (0: all)")
    parser.add_argument("--skip", type=int, default=0, help="begin after so many of the sample (0)")
    parser.add_argument("--only", default="", help="files whose path begins so")
    given = parser.parse_args(words)
    started, counted, sound = time.monotonic(), Counter(), {}
    every = [fault for path in faults.files() if path.startswith(given.only) for fault in faults.faults(path)]
    sample = random.Random(given.seed).sample(every, min(given.sample, len(every)))
    print(f"{len(every)} faults, {len(sample)} of them by seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="perisai-mutation-") as folder:
        running.copy(Path(folder))
        for number, fault in enumerate(sample[given.skip :], given.skip + 1):
            if given.minutes and time.monotonic() - started > given.minutes * 60:
                break
            became, tests = _became(Path(folder), fault, sound)
            counted[became] += 1
            print(f"{number:4} {became:9} {fault.path} {fault.diff()}", flush=True)
            if became != "killed":
                print("     noticed by none of", *tests, flush=True)
    ran = sum(counted.values())
    print(f"{ran} faults by seed {given.seed}: {dict(counted)}; {counted['killed'] / (ran or 1):.1%} killed")
    return 0


def _became(folder: Path, fault: faults.Fault, sound: dict[str, bool]) -> tuple[str, list[str]]:
    """What became of a fault, and the tests that it had. `sound`: test files that pass without any, filled here."""
    while tests := [file for file in selection.chosen(fault.path) if sound.get(file, True)]:
        became, failed = running.outcome(folder, fault, tests)
        if not failed or _sound(folder, failed, sound):
            return became, tests
        print(f"     left out, since it fails without a fault: {failed}", flush=True)
    return "untested", []


def _sound(folder: Path, file: str, sound: dict[str, bool]) -> bool:
    if file not in sound:
        sound[file] = running.run(folder, [file]) == 0
    return sound[file]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
