"""The figures of a page, as the registry declares them: which, where they stand, and what a click on one chooses.

A figure has tabs: its chart, its numbers, its definition, its files. What an open tab holds is made, and nothing else.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

import polars as pl
import streamlit as st

from dashboard.briefing.documents import cells
from dashboard.charts.figure import Figure
from dashboard.figures import meaning as definitions
from dashboard.figures import registry
from dashboard.figures.declaration import Declaration, Place, Side
from dashboard.figures.table import Cell, Column
from dashboard.language.formats import DASH
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.render import export, theme
from dashboard.sections import agent_link, components
from dashboard.shell import sidebar
from dashboard.shell.routes import AGENTS
from dashboard.view import audited, captions, codes
from dashboard.view.asked import ASKED
from dashboard.view.edition import Edition, leaving
from dashboard.view.press import withheld_cells
from dashboard.view.view import View
from queries.press.protected import NotForPress

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
    figure(view, partial(registry.figure, name=name))


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
    figure(view, partial(registry.figure, name=declared.id), _CLICKS[place.picks])


def _nothing(_: View) -> None:
    """No section."""


TABS = ("chart", "numbers", "definition", "download")
"""A figure's tabs, each under `pages.<tab>`."""


def figure(
    view: View,
    figure: Figure | Callable[[View], Figure],
    clicked: Callable[[str], None] | None = None,
    edition: Edition | None = None,
) -> None:
    """A figure with its words above and below. `clicked` gets the code of what was clicked, before the next run;
    `edition`: that of its files, None for the one of a picture that leaves from a page.

    Where it is given by who composes it, the reason stands in its place when it is not for the press.
    """
    try:
        figure = figure if isinstance(figure, Figure) else figure(view)
    except NotForPress as refused:
        components.not_for_press(view, refused)
        return
    codes.keep_numbers(view, figure.id)
    draw: Callable[[View, Figure], None] = partial(_chart, clicked=clicked)
    files: Callable[[View, Figure], None] = partial(_files, edition=edition)
    fill = {"chart": draw, "numbers": _numbers, "definition": _defined, "download": files}
    with st.container(key=f"figure-{figure.id}", gap="xsmall"):
        st.subheader(plain(figure.title), anchor=False)
        st.caption(plain(figure.subtitle))
        tabs = st.tabs(
            [view.words(f"pages.{name}") for name in TABS], key=f"tabs-{figure.id}", on_change="rerun", height="content"
        )
        for name, tab in zip(TABS, tabs, strict=True):
            if tab.open:
                with tab:
                    fill[name](view, figure)
        if figure.note:
            st.caption(plain(figure.note))
        code = figure.code.replace("-", "\u2011")  # one that does not break: the half of a code would open nothing
        st.caption(plain(captions.SEPARATOR.join(part for part in (figure.source, figure.as_of, code) if part)))


@lru_cache(maxsize=256)
def _dressed(view: View, figure: Figure) -> dict:
    if figure.id in registry.FIGURES and not view.past:
        _noted(view, figure.id)
    return theme.dress(figure, view.words, "dark" if view.mode == "dark" else "light")


@lru_cache(maxsize=256)
def _noted(view: View, name: str) -> None:
    """Noted once: a figure with a headline that somebody wrote is another one at every run."""
    ASKED.note(view, partial(_dressed_ahead, name=name))


def _dressed_ahead(view: View, name: str) -> None:
    _dressed(view, registry.figure(view, name))


def _chart(view: View, figure: Figure, clicked: Callable[[str], None] | None) -> None:
    # One each for a scope and what is chosen in it: what was clicked before would keep a second click from counting.
    key = "-".join(["chart", figure.id, figure.stem, *figure.drawing.params.get("chosen", ())])
    spec = _dressed(view, figure)
    st.vega_lite_chart(
        spec=spec,
        theme=None,
        height=spec["height"],  # its place is there before Vega is: what stands below would jump
        key=key,
        alt=figure.alt,
        on_select="ignore" if clicked is None else lambda: _pass_on(key, clicked),
    )


def _pass_on(key: str, clicked: Callable[[str], None]) -> None:
    points = [point for picked in st.session_state[key].get("selection", {}).values() for point in picked]
    clicked_codes = [point.get("code") or point.get("status") for point in points]
    if clicked_codes and clicked_codes[0]:
        clicked(clicked_codes[0])


def _numbers(view: View, figure: Figure) -> None:
    """The figure's table, as its documents have it: for the press without what is withheld."""
    table = registry.table(figure, withheld_cells(figure) if view.press else ())
    names = [column.name for column in table.columns]
    rows = pl.DataFrame(table.rows, schema=names, orient="row", infer_schema_length=None)
    written = {column.name: partial(_written, column, view.words) for column in table.columns}
    st.dataframe(
        rows.to_pandas(use_pyarrow_extension_array=True).style.format(written, na_rep=DASH),
        hide_index=True,
        key=f"table-{figure.id}",
        alt=figure.title,
        placeholder=DASH,
        column_config={column.name: st.column_config.Column(column.label) for column in table.columns},
    )


def _written(column: Column, words: Words, cell: Cell) -> str:
    return cells.text(column, cell, words)


def _defined(view: View, figure: Figure) -> None:
    metric = registry.metric(figure.id)
    traced = components.traced(view, figure.code)
    st.markdown(definitions.meaning(view, metric) + traced + components.own_page(view, metric))


def _files(view: View, figure: Figure, edition: Edition | None) -> None:
    """A button a format; its file is made when it is clicked, away from the page's own run."""
    edition = edition or leaving(view)
    if edition.stamp:
        st.caption(plain(edition.stamp))
    with st.container(horizontal=True, gap="xsmall"):
        for form in export.FORMATS:
            name = edition.prefix + export.file_name(figure, form)
            st.download_button(
                view.words(f"pages.format.{form}"),
                data=audited.leaving(view, name, partial(_leaving, view, figure, form, edition)),
                file_name=name,
                mime=export.MEDIA_TYPES[form],
                key=f"download-{figure.id}-{form}",
                on_click="ignore",
            )


def _leaving(view: View, figure: Figure, form: export.Format, edition: Edition) -> bytes:
    """The file, its numbers kept under its code first."""
    codes.keep_picture(view, figure)
    return export.render(figure, view.words, form, stamp=edition.stamp)
