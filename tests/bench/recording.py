"""A page of constants: the Streamlit calls of one run of a page, kept with their arguments, to be made again.

What remains is what Streamlit itself takes for the same elements. Composing, asking and translating are gone: charts
come dressed, tables made, and the labels that a widget asks of a `format_func` are looked up.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import get_dg_singleton_instance

from dashboard.charts.figure import Figure
from dashboard.sections import figures
from dashboard.view.press import NotForPress


@dataclass(frozen=True)
class Call:
    """One call: the number of the container it is made on, and the number of the first that it returns."""

    method: str
    target: int
    args: tuple
    options: Mapping[str, Any]
    first: int


@dataclass
class Recording:
    """The calls of one run, in order, and the figures that it showed."""

    calls: list[Call] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    _alive: list[DeltaGenerator] = field(default_factory=list)

    def __post_init__(self) -> None:
        for container in _roots():
            self._number(container)

    def note(self, method: str, target: DeltaGenerator, args: tuple, options: Mapping[str, Any], answer: Any) -> None:
        """Keep a call that was just made."""
        # An element's own generator, which a call returns too, is asked for nothing more.
        first = len(self._alive)
        for one in _containers(answer):
            self._number(one)
        self.calls.append(Call(method, self._numbers[id(target)], args, _constant(args, options), first))

    def _number(self, container: DeltaGenerator) -> None:
        self._numbers[id(container)] = len(self._alive)
        self._alive.append(container)  # so that no other gets its id

    def replay(self) -> None:
        """Make the calls again, in the app that runs."""
        containers = dict(enumerate(_roots()))
        for call in self.calls:
            answer = getattr(containers[call.target], call.method)(*call.args, **call.options)
            containers.update(enumerate(_containers(answer), call.first))


def _roots() -> list[DeltaGenerator]:
    there = get_dg_singleton_instance()
    return [there.main_dg, there.sidebar_dg]


def _containers(answer: Any) -> list[DeltaGenerator]:
    several = answer if isinstance(answer, list | tuple) else [answer]
    return [one for one in several if isinstance(one, DeltaGenerator)]


def _constant(args: tuple, options: Mapping[str, Any]) -> Mapping[str, Any]:
    written = options.get("format_func")
    if written is None:
        return options
    labels = {option: written(option) for option in args[1]}
    return {**options, "format_func": labels.__getitem__}


@contextmanager
def recorded() -> Iterator[Recording]:
    """The recording of the runs made meanwhile: make one."""
    recording, depth = Recording(), 0

    def noted(method: str, call: Callable) -> Callable:
        def through(self: DeltaGenerator, *args: Any, **options: Any) -> Any:
            nonlocal depth
            target = self._active_dg
            depth += 1
            try:
                answer = call(self, *args, **options)
            finally:
                depth -= 1
            if depth == 0:
                recording.note(method, target, args, options, answer)
            return answer

        return through

    shows: Callable[..., None] = figures.figure

    def figure_noted(view: Any, figure: Figure | Callable[[Any], Figure], *more: Any, **named: Any) -> None:
        with suppress(NotForPress):
            figure = figure if isinstance(figure, Figure) else figure(view)
            recording.figures.append(figure)
        shows(view, figure, *more, **named)

    with ExitStack() as stack:
        stack.enter_context(patch.object(figures, "figure", figure_noted))
        for method in _methods():
            replaced = noted(method, getattr(DeltaGenerator, method))
            stack.enter_context(patch.object(DeltaGenerator, method, replaced))
            stack.enter_context(patch.object(st, method, replaced.__get__(_roots()[0])))
        yield recording


def _methods() -> list[str]:
    """The element methods: those that Streamlit offers both as `st.x` and on a container."""
    return [
        name
        for name in dir(DeltaGenerator)
        if not name.startswith("_") and getattr(getattr(st, name, None), "__self__", None) is _roots()[0]
    ]


showing = Recording()
"""What the page of constants shows now."""


def show(recording: Recording) -> None:
    """Let the page of constants show a recording from its next run on."""
    global showing
    showing = recording
