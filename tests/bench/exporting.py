"""Each chart in each format, beside vl-convert alone on the same chart in the same warm process."""

import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.charts.figure import Figure
from dashboard.language.words import Words, words_in
from dashboard.render import export
from dashboard.render.pool import Renderer, by_path
from tests.bench.report import Line
from tests.bench.timing import Sample, in_turns, middle, timed

GOAL = 1.2
WORKER = Path(__file__).with_name("bare_worker.py")
NUMBERS = ("csv", "xlsx")


def measure(figures: list[Figure], rounds: int) -> Iterator[Line]:
    """A line a chart and format, then for each drawn format two of all charts together, which have the goal."""
    told = words_in("id")
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])  # so that the worker finds the dashboard
    using = Renderer(by_path(WORKER))
    sums: dict[str, list[Sample]] = {format: [Sample(0, 0)] * 3 for format in export.FORMATS if format not in NUMBERS}
    try:
        for figure in {figure.id: figure for figure in figures}.values():
            for format in export.FORMATS:
                if format in NUMBERS:
                    yield _written(figure, told, format, rounds)
                    continue
                taken = _drawn(figure, told, format, using, rounds)
                sums[format] = [
                    Sample(a.wall + b.wall, a.cpu + b.cpu) for a, b in zip(sums[format], taken, strict=True)
                ]
                yield _line(f"{figure.id} {format}", *taken[:2], None, "the chart alone, as large")
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


def _drawn(figure: Figure, told: Words, format: export.Format, using: Renderer, rounds: int) -> list[Sample]:
    """The export, and vl-convert alone without and with the figure's words."""
    alone = bare_job(figure, told, format)
    title = {"text": figure.title, "subtitle": [figure.subtitle, figure.source, figure.as_of], "anchor": "start"}
    titled = {**alone, "spec": {**alone["spec"], "title": title}}

    def ours() -> Sample:
        before = _times(using, {}).cpu
        taken = timed(lambda: export.render(figure, told, format, using=using))
        return Sample(taken.wall, taken.cpu + _times(using, {}).cpu - before)

    actions = (ours, lambda: _times(using, alone), lambda: _times(using, titled))
    in_turns(1, *actions)
    return [middle(samples) for samples in in_turns(rounds, *actions)]


def _times(using: Renderer, job: dict[str, Any]) -> Sample:
    return Sample(*struct.unpack(">dd", using.render(job)))


def _written(figure: Figure, told: Words, format: export.Format, rounds: int) -> Line:
    taken = middle(in_turns(rounds, lambda: timed(lambda: export.render(figure, told, format)))[0])
    return Line(part="export", what=f"{figure.id} {format}", wall=taken.wall * 1e3, cpu=taken.cpu * 1e3)


def bare_job(figure: Figure, told: Words, format: export.Format) -> dict[str, Any]:
    """The same chart drawn as large as the whole picture, with no words around it."""
    job = export.picture_job(figure, told, format)
    width, height = (float(side) for side in _OUTER.match(job["before"]).groups())
    options = {"scale": job["scale"]} if job["format"] == "png" else {}
    spec = {**job["spec"], "width": width, "height": height}
    return {"bare": job["format"], "spec": spec, "vega_lite": job["vega_lite"], "options": options}


_OUTER = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
