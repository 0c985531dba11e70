"""`python -m tests.bench`: prints a line a measurement, and which goals are kept."""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from run import SMALL_SUMS

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("page", "size", "busy", "query", "past", "export", "briefing", "import", "reading", "opening")


def options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="make bench ARGS='...'", description="Measure, each thing beside its floor.")
    parser.add_argument("--sizes", default="1,10,100", help="times the demonstration's contributions, smallest first")
    parser.add_argument(
        "--rows", type=int, default=100_000, help="rows of the import, about, and of a file that is read"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is measured")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measurements there too")
    chosen = parser.parse_args()
    chosen.sizes = sorted({int(size) for size in chosen.sizes.split(",")})
    chosen.only = chosen.only or PARTS
    return chosen


def main() -> None:
    """Measure in a temporary folder, and report."""
    chosen = options()
    os.chdir(ROOT)  # where Streamlit's settings are
    with tempfile.TemporaryDirectory(prefix="perisai-bench-") as folder:
        os.environ |= SMALL_SUMS  # as the server has it
        os.environ |= {"PERISAI_DATA_FOLDER": folder, "PERISAI_BRANCH_CODE": "DEMO", "PERISAI_LANGUAGE": "id"}
        os.environ["PERISAI_ASK_AHEAD"] = "no"  # but where it is measured
        os.environ["STREAMLIT_LOGGER_LEVEL"] = "error"
        # Only now: Streamlit and the dashboard read the environment as they are imported.
        from tests.bench import report

        started = time.monotonic()
        report.head()
        lines = []
        for line in measured(chosen, Path(folder)):
            report.say(line)
            lines.append(line)
        print(f"\n{report.summary(lines)}\n{time.monotonic() - started:.0f} s")
        if chosen.json:
            report.write(chosen.json, lines, {"sizes": chosen.sizes, "rows": chosen.rows, "rounds": chosen.rounds})


def measured(chosen: argparse.Namespace, folder: Path) -> Iterator[Any]:
    """The lines of all parts that were asked for."""
    from tests.bench import (
        branch,
        briefings,
        busy,
        exporting,
        loading,
        opening,
        pages,
        past,
        questions,
        reading,
        session,
    )

    wanted = set(chosen.only)
    if wanted - {"import", "reading"}:
        databases = branch.databases(folder, chosen.sizes if wanted & {"size", "query", "past"} else chosen.sizes[:1])
        smallest = next(iter(databases.values()))
        session.install()
    figures = []
    if wanted & {"page", "export"}:
        for lines, of_page in pages.measure(smallest, chosen.rounds if "page" in wanted else 1):
            figures += of_page
            yield from lines if "page" in wanted else ()
    if "size" in wanted:
        yield from pages.measure_sizes(databases, chosen.rounds)
    if "busy" in wanted:
        yield from busy.measure(smallest, chosen.rounds)
    if "query" in wanted:
        yield from questions.measure(databases, chosen.rounds)
    if "past" in wanted:
        yield from past.measure(databases, max(1, chosen.rounds // 2))
    if "export" in wanted:
        yield from exporting.measure(figures, max(1, chosen.rounds // 4))
    if "briefing" in wanted:
        yield from briefings.measure(smallest, max(1, chosen.rounds // 2))
    if "opening" in wanted:
        yield from opening.measure(smallest, folder, max(1, chosen.rounds // 2))
    if "import" in wanted:
        with loading.server() as server:
            yield from loading.measure(folder, branch.factor_for(folder, chosen.rows), 2, server)
    if "reading" in wanted:
        yield from reading.measure(folder, chosen.rows)


if __name__ == "__main__":
    main()
