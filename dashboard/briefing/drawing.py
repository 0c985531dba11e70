"""A briefing's pictures, each drawn once, as many at a time as there are processes that draw."""

import atexit
import base64
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from queue import SimpleQueue
from typing import TypeVar

from dashboard.briefing.pack import FIGURES, SHAPES, Exhibit, Shape, Shapes
from dashboard.charts.figure import Figure
from dashboard.language.words import Words
from dashboard.render import export
from dashboard.render.pool import RENDERER, WorkerProcess

DRAWERS = (RENDERER, WorkerProcess("dashboard.render.worker"))
"""The pages' own, and one beside it that starts with the first briefing; stopped at exit."""
atexit.register(DRAWERS[1].close)

FORMATS: dict[Shape, export.Format] = {"1x1": "png-square", "9x16": "png-story", "a4": "png-a4"}
PIXELS: dict[Shape, int] = {"1x1": 1080, "9x16": 1080, "a4": 1654}
"""How wide a picture in the ZIP is: as the networks take it, and A4 with 200 pixels an inch."""

Tell = Callable[[str], None]
"""Told the title of each figure when one of its pictures is drawn."""

_Answer = TypeVar("_Answer")
_Job = Callable[[WorkerProcess], _Answer]


@dataclass(frozen=True)
class Canvas:
    """What is drawn: the figures in a language, each with a stamp at its top, for the press or for the office alone."""

    words: Words
    stamp: str
    figures: tuple[Figure, ...]
    press: bool


def drawn(canvas: Canvas, exhibits: Sequence[Exhibit], tell: Tell) -> tuple[Exhibit, ...]:
    """The exhibits of the canvas's figures with the pictures that the documents need: for the press the first ones also
    as networks have them. Raises export.ExportError."""
    jobs = [(one.title, partial(_drawn, canvas, n, one)) for n, one in enumerate(exhibits)]
    return tuple(_at_once(jobs, tell))


def shapes(canvas: Canvas, exhibits: Sequence[Exhibit], tell: Tell) -> tuple[Shapes, ...]:
    """Each figure in its further shapes, none of what is for the office alone; a square that was drawn before is taken
    from the exhibit. Raises export.ExportError."""
    if not canvas.press:
        return ()
    ready: dict[tuple[int, Shape], bytes] = {
        (n, "1x1"): base64.b64decode(one.square) for n, one in enumerate(exhibits) if one.square
    }
    places = [place for place in product(range(len(exhibits)), SHAPES) if place not in ready]
    jobs = [(exhibits[n].title, partial(_shape, canvas, n, shape)) for n, shape in places]
    ready |= zip(places, _at_once(jobs, tell), strict=True)
    return tuple({shape: ready[n, shape] for shape in SHAPES} for n in range(len(exhibits)))


def _drawn(canvas: Canvas, number: int, one: Exhibit, using: WorkerProcess) -> Exhibit:
    figure, words = canvas.figures[number], canvas.words
    whole = export.pictures(figure, words, canvas.stamp, using=using)
    png = base64.b64encode(whole.png).decode()
    one = replace(one, svg=whole.svg.decode(), chart=whole.chart.decode(), png=png)
    if not canvas.press or number >= FIGURES:
        return one
    square = base64.b64encode(_shape(canvas, number, "1x1", using)).decode()
    return replace(one, square=square, narrow=export.narrow(figure, words, using=using).decode())


def _shape(canvas: Canvas, number: int, shape: Shape, using: WorkerProcess) -> bytes:
    figure, form, pixels = canvas.figures[number], FORMATS[shape], PIXELS[shape]
    return export.render(figure, canvas.words, form, stamp=canvas.stamp, pixels=pixels, using=using)


def _at_once(jobs: Sequence[tuple[str, _Job[_Answer]]], tell: Tell) -> list[_Answer]:
    """The answers of the jobs, each with its title, in their order; each is given a process to itself."""
    free: SimpleQueue[WorkerProcess] = SimpleQueue()
    for one in DRAWERS:
        free.put(one)

    def done(job: _Job[_Answer]) -> _Answer:
        using = free.get()
        try:
            return job(using)
        finally:
            free.put(using)

    answers: list[_Answer] = []
    with ThreadPoolExecutor(len(DRAWERS), thread_name_prefix="drawing") as beside:
        for (title, _), answer in zip(jobs, beside.map(done, [job for _, job in jobs]), strict=True):
            answers.append(answer)
            tell(title)
    return answers
