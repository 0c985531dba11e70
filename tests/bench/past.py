"""What it takes to open a branch as it was known: its database is made, at each size."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from queries import branches, versions
from queries.db.engine import connect
from seed.writes import snapshots
from tests.bench import branch
from tests.bench.report import Line
from tests.bench.timing import Action, Sample, in_turns, middle, ratio, timed


def measure(databases: dict[int, Path], rounds: int) -> Iterator[Line]:
    """A line a size; the floor is SQLite's own copy of the whole database, summaries and all."""
    for size, file in databases.items():
        ours, bare = in_turns(rounds, _made_from(file), _copied(file))
        yield Line(
            part="past",
            what=f"a branch as it was known, {size}x",
            wall=middle(ours).wall * 1e3,
            cpu=middle(ours).cpu * 1e3,
            floor=middle(bare).cpu * 1e3,
            ratio=ratio(ours, bare),
        )


def _made_from(file: Path) -> Action:
    def run(folder: str) -> None:
        source, target = connect(f"sqlite:///{file}"), connect(f"sqlite:///{folder}/past.db")
        with source.connect() as conn:
            newest = branches.data_version(conn, branch.CODE)
            snapshots.build(conn, versions.past(conn, branch.CODE, str(newest), date.max), target)
        source.dispose()
        target.dispose()

    return lambda: _in_a_folder(run)


def _copied(file: Path) -> Action:
    def run(folder: str) -> None:
        with closing(sqlite3.connect(file)) as source:
            source.execute("VACUUM INTO ?", (f"{folder}/copy.db",))

    return lambda: _in_a_folder(run)


def _in_a_folder(run: Callable[[str], None]) -> Sample:
    with tempfile.TemporaryDirectory(prefix="perisai-bench-") as folder:
        return timed(lambda: run(folder))
