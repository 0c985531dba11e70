"""Each chart in each format, beside vl-convert alone on the same chart in the same warm process."""

import re
import struct
from collections.abc import Iterator
from typing import Any

from dashboard.charts.figure import Figure
from dashboard.language.words import Words, words_in
from dashboard.render import export
from dashboard.render.pool import WorkerProcess
from tests.bench.report import Line
from tests.bench.timing import Sample, in_turns, middle, timed

GOAL = 1.2
WORKER = "tests.bench.bare_worker"
NUMBERS = ("csv", "xlsx")


def measure(figures: list[Figure], rounds: int) -> Iterator[Line]:
    """A line a chart and format, then for each drawn format two of all charts together, which have the goal."""
    words = words_in("id")
    using = WorkerProcess(WORKER)
    sums: dict[export.Format, list[Sample]] = {
        format: [Sample(0, 0)] * 3 for format in export.FORMATS if format not in NUMBERS
    }
    try:
        for figure in {figure.id: figure for figure in figures}.values():
            for format in export.FORMATS:
                if format in NUMBERS:
                    yield _written(figure, words, format, rounds)
                    continue
                taken = _drawn(figure, words, format, using, rounds)
                sums[format] = [
                    Sample(a.wall + b.wall, a.cpu + b.cpu) for a, b in zip(sums[format], taken, strict=True)
                ]
                yield _line(f"{figure.id} {format}", taken[0], taken[1], None, "the chart alone, as large")
    finally:
        using.close()
    for format, (ours, alone, titled) in sums.items():
        yield _line(f"all charts, {format}", ours, alone, GOAL, "the charts alone, as large, without a word")
        yield _line(f"all charts, {format}", ours, titled, GOAL, "as large, with the words as Vega's own title")


def _line(what: str, ours: Sample, floor: Sample, goal: float | None, beside: str) -> Line:
    return Line(
        part="export",
        what=what,
        wall=ours.wall * 1e3,
        cpu=ours.cpu * 1e3,
        floor=floor.cpu * 1e3,
        ratio=ours.cpu / floor.cpu,
        goal=goal,
        note=f"of CPU; floor: bare vl-convert, {beside}",
    )


def _drawn(figure: Figure, words: Words, format: export.Format, using: WorkerProcess, rounds: int) -> list[Sample]:
    """The export, and vl-convert alone without and with the figure's words."""
    alone = bare_job(figure, words, format)
    title = {"text": figure.title, "subtitle": [figure.subtitle, figure.source, figure.as_of], "anchor": "start"}
    titled = {**alone, "spec": {**alone["spec"], "title": title}}

    def ours() -> Sample:
        before = _times(using, {}).cpu
        taken = timed(lambda: export.render(figure, words, format, using=using))
        return Sample(taken.wall, taken.cpu + _times(using, {}).cpu - before)

    actions = (ours, lambda: _times(using, alone), lambda: _times(using, titled))
    in_turns(1, *actions)
    return [middle(samples) for samples in in_turns(rounds, *actions)]


def _times(using: WorkerProcess, job: dict[str, Any]) -> Sample:
    return Sample(*struct.unpack(">dd", using.work(job)))


def _written(figure: Figure, words: Words, format: export.Format, rounds: int) -> Line:
    taken = middle(in_turns(rounds, lambda: timed(lambda: export.render(figure, words, format)))[0])
    return Line(part="export", what=f"{figure.id} {format}", wall=taken.wall * 1e3, cpu=taken.cpu * 1e3)


def bare_job(figure: Figure, words: Words, format: export.Format) -> dict[str, Any]:
    """The same chart drawn as large as the whole picture, with no words around it."""
    job = export.picture_job(figure, words, format)
    outer = _OUTER.match(job["before"])
    assert outer is not None
    width, height = (float(side) for side in outer.groups())
    options = {"scale": job["scale"]} if job["format"] == "png" else {}
    spec = {**job["spec"], "width": width, "height": height}
    return {"bare": job["format"], "spec": spec, "vega_lite": job["vega_lite"], "options": options}


_OUTER = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
