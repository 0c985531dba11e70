"""Pages while somebody exports: the same run with and without a picture being drawn."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from dashboard.charts.figure import Figure
from dashboard.language.words import words_in
from dashboard.render import export
from dashboard.shell.routes import OVERVIEW
from tests.bench.pages import Filter, opened
from tests.bench.recording import recorded
from tests.bench.report import Line
from tests.bench.timing import Sample, in_turns, middle, ratio

GOAL = 1.5
"""Ours: the issue says "quick" and no number. On two cores the drawing has one, and Polars would use both."""


def measure(database: Path, rounds: int) -> Iterator[Line]:
    """A line for a rerun of the overview, and one for a changed filter with nothing remembered."""
    reader = opened(OVERVIEW, database)
    with recorded() as seen:
        reader.run()
    export.render(seen.figures[0], words_in("id"), "png")
    for what, act in (("rerun", reader.run), ("filter changed after a load", Filter(reader).change_after_a_load)):
        during, alone = in_turns(rounds, partial(_while_exporting, seen.figures, act), act)
        mine = middle(during)
        yield Line(
            part="busy",
            what=f"overview while exporting, {what}",
            wall=mine.wall * 1e3,
            floor=middle(alone).wall * 1e3,
            ratio=ratio(during, alone, "wall"),
            goal=GOAL,
            note="of time; floor: the same with no export",
        )


def _while_exporting(figures: list[Figure], act: Callable[[], Sample]) -> Sample:
    with _exporting(figures):
        return act()


@contextmanager
def _exporting(figures: list[Figure]) -> Iterator[None]:
    """Somebody who downloads one PNG after another, from a thread of the server as Streamlit's own are."""
    ended, begun = threading.Event(), threading.Event()

    def export_all() -> None:
        while True:
            for figure in figures:
                begun.set()
                export.render(figure, words_in("id"), "png")
                if ended.is_set():
                    return

    thread = threading.Thread(target=export_all)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        ended.set()
        thread.join()
