"""The figures of a page, as the registry declares them: which, where they stand, and what a click on one chooses."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from dashboard.figures import registry
from dashboard.figures.declaration import Declaration, Place, Side
from dashboard.sections import agent_link, components
from dashboard.shell import sidebar
from dashboard.shell.routes import AGENTS
from dashboard.view.view import View

Section = Callable[[View], None]

_CLICKS: Mapping[str, Callable[[str], None] | None] = {
    "": None,
    "agent": agent_link.opens,
    "status": partial(sidebar.open_page, AGENTS, "status"),
    **{part: partial(sidebar.toggle, part) for part in ("wilayah", "offices", "sectors")},
}


def of_page(
    view: View,
    page: str,
    before: Mapping[str, Section] | None = None,
    beside: Mapping[str, Section] | None = None,
) -> None:
    """The page's figures from the top, but those that are folded away or drawn by a section.

    `before`, `beside`: by a figure's id, what stands above its row, and in the column that its row leaves free.
    """
    before, beside = before or {}, beside or {}
    for row in _rows([pair for pair in registry.on_page(view, page) if pair[1].side not in ("folded", "section")]):
        for declared, _ in row:
            before.get(declared.id, _nothing)(view)
        if row[0][1].side == "wide":
            _draw(view, *row[0])
        else:
            _two_columns(view, row, beside)


def folded(view: View, page: str) -> None:
    """The page's figures that are folded away; composed only where this is called."""
    for declared, place in registry.on_page(view, page):
        if place.side == "folded":
            _draw(view, declared, place)


def of_section(view: View, page: str, name: str) -> None:
    """A figure that a section of its page draws; nothing where the view does not have it."""
    for declared, place in registry.on_page(view, page):
        if declared.id == name:
            _draw(view, declared, place)


def one(view: View, name: str) -> None:
    """One figure on a page that is not its own; a click on it chooses nothing."""
    components.figure(view, partial(registry.figure, name=name))


Row = list[tuple[Declaration, Place]]


def _rows(figures: Row) -> list[Row]:
    """The figures of each row: a wide one alone, else those of the left column and then those of the right one."""
    rows: list[Row] = []
    last: Side = "wide"
    for figure in figures:
        side = figure[1].side
        if side == "wide" or last == "wide" or (side, last) == ("left", "right"):
            rows.append([])
        rows[-1].append(figure)
        last = side
    return rows


def _two_columns(view: View, row: Row, beside: Mapping[str, Section]) -> None:
    for column, side in zip(st.columns(2), ("left", "right"), strict=True):
        with column:
            for declared, place in row:
                if place.side == side:
                    _draw(view, declared, place)
                else:
                    beside.get(declared.id, _nothing)(view)


def _draw(view: View, declared: Declaration, place: Place) -> None:
    components.figure(view, partial(registry.figure, name=declared.id), _CLICKS[place.picks])


def _nothing(_: View) -> None:
    """No section."""
