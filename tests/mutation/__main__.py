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
import streamlit.testing.v1  # noqa: F401

from tests.mutation import faults, running, selection
from tests.mutation.reach import Reach

LOOKED_AT = 3
"""How many times more files are looked at, for tests that enter the function, than a fault gets."""


def main(words: list[str]) -> int:
    """Run the sample and print what became of it; 0 whatever lives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="how many faults (200)")
    parser.add_argument("--seed", type=int, default=1, help="which of all samples (1)")
    parser.add_argument("--minutes", type=float, default=0, help="begin no further fault after so long (0: all)")
    parser.add_argument("--skip", type=int, default=0, help="begin after so many of the sample (0)")
    parser.add_argument("--numbers", default="", help="only these of the sample: 3,17")
    parser.add_argument("--files", type=int, default=4, help="test files that a fault gets (4)")
    parser.add_argument("--seconds", type=float, default=30.0, help="of tests that a fault gets at most (30)")
    parser.add_argument("--only", default="", help="faults of files whose path begins so")
    given = parser.parse_args(words)
    started, counted = time.monotonic(), Counter()
    every = [fault for path in faults.files() if path.startswith(given.only) for fault in faults.faults(path)]
    sample = random.Random(given.seed).sample(every, min(given.sample, len(every)))
    print(f"{len(every)} faults, {len(sample)} of them by seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as house, tempfile.TemporaryDirectory() as reporting:
        running.copy(Path(house))
        running.copy(Path(reporting))
        reach = Reach(Path(reporting))
        numbers = [int(one) for one in given.numbers.split(",") if one] or range(given.skip + 1, len(sample) + 1)
        for number in numbers:
            if given.minutes and time.monotonic() - started > given.minutes * 60:
                break
            became, by = _became(Path(house), sample[number - 1], reach, given)
            counted[became] += 1
            fault = sample[number - 1]
            print(f"{number:4} {became:9} {fault.path} {fault.function}\n     {by}\n{fault.diff()}", flush=True)
    ran = sum(counted.values())
    print(f"{ran} faults by seed {given.seed}: {dict(counted)}; {counted['killed'] / (ran or 1):.1%} killed")
    return 0


def _became(folder: Path, fault: faults.Fault, reach: Reach, given: argparse.Namespace) -> tuple[str, str]:
    """What became of a fault, and the test that noticed it, or the files of those that did not."""
    spent, had = 0.0, []
    for file in selection.chosen(fault.path)[: LOOKED_AT * given.files]:
        tests = {test: cost for test, cost in reach.entering(file, fault).items() if spent + cost <= given.seconds}
        if tests:
            spent += sum(tests.values())
            became, failed = running.outcome(folder, fault, list(tests), int(3 * sum(tests.values())) + 30)
            if became != "survived":
                return became, failed or file
            had.append(f"{file} ({len(tests)})")
        if len(had) == given.files:
            break
    return ("survived" if had else "untested"), " ".join(had)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
