"""A whole briefing beside the bare renderings of its pictures, and the pages while eight people make one each."""

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path

from dashboard.briefing import assemble, build, drawing
from dashboard.briefing.pack import FIGURES, SHAPES
from dashboard.figures import registry
from dashboard.render import export
from dashboard.render.frame import FORMS
from dashboard.render.pool import WorkerProcess
from dashboard.settings import read
from dashboard.shell.routes import OVERVIEW
from dashboard.view.view import View
from queries.periods import Period
from tests.bench.exporting import WORKER, bare_job
from tests.bench.pages import opened
from tests.bench.report import Line
from tests.bench.timing import Action, Sample, in_turns, middle, ratio, timed

WHOLE, BUSY = 1.5, 1.5
"""The issue's: a whole briefing of 8 figures at most 1.5 times its bare renderings; and ours, for "do not stall"."""

PEOPLE, RUNS = 8, 15
PERIOD = Period.parse("2019-S1")


def measure(database: Path, rounds: int) -> Iterator[Line]:
    """A line for the whole, one for the overview's rerun while eight briefings are being made."""
    settings = replace(read(), database_url=f"sqlite:///{database}")
    view = build.open_view(settings, PERIOD, None, "id", press=True)
    using = WorkerProcess(WORKER)
    try:
        whole, bare = in_turns(rounds + 1, lambda: timed(lambda: _made(view)), lambda: _bare(view, using))
    finally:
        using.close()
    yield _line("8 figures, whole", whole[1:], bare[1:], WHOLE, "its pictures by bare vl-convert, all that leave")
    reader = opened(OVERVIEW, database)
    reader.run()
    during, alone = in_turns(rounds, lambda: _while_made(view, reader.run), lambda: _several(reader.run))
    yield _line(f"overview rerun, {PEOPLE} making one", during, alone, BUSY, "the same with nobody making one")


def _line(what: str, ours: list[Sample], floor: list[Sample], goal: float, beside: str) -> Line:
    return Line(
        part="briefing",
        what=what,
        wall=middle(ours).wall * 1e3,
        floor=middle(floor).wall * 1e3,
        ratio=ratio(ours, floor, "wall"),
        goal=goal,
        note=f"of time; floor: {beside}",
    )


def _made(view: View) -> build.BuiltBriefing:
    return build.make(view, registry.usual(), None)


def _bare(view: View, using: WorkerProcess) -> Sample:
    """Each figure's chart as large as its picture, as SVG and as PNG, by vl-convert alone; the first also as for
    networks, narrow, and each in every further shape, as wide as in the ZIP."""
    figures = assemble.choose(view, registry.usual()).figures
    jobs = [bare_job(figure, view.words, format) for figure in figures for format in ("svg", "png")]
    for figure in figures[:FIGURES]:
        narrow = bare_job(figure, view.words, "svg")
        narrow["spec"] |= {"width": export.NARROW.width, "height": export.NARROW.height}
        jobs.append(narrow)
    for figure, shape in product(figures, SHAPES):
        upright = bare_job(figure, view.words, drawing.FORMATS[shape])
        upright["options"]["scale"] = drawing.PIXELS[shape] / FORMS[drawing.FORMATS[shape]].width
        jobs.append(upright)
    taken = [Sample(*struct.unpack(">dd", using.work(job))) for job in jobs]
    return Sample(sum(one.wall for one in taken), sum(one.cpu for one in taken))


def _while_made(view: View, act: Action) -> Sample:
    """The middle of several runs: the first falls into the moment in which all of them begin."""
    with _making(view):
        return _several(act)


def _several(act: Action) -> Sample:
    return middle([act() for _ in range(RUNS)])


@contextmanager
def _making(view: View) -> Iterator[None]:
    """Eight people who make a briefing each, from threads as Streamlit's own are, again until told to stop."""
    ended, begun = threading.Event(), threading.Barrier(PEOPLE + 1)

    def make_all() -> None:
        begun.wait()
        while not ended.is_set():
            _made(view)

    threads = [threading.Thread(target=make_all) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    begun.wait()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()
