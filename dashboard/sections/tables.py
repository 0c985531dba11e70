"""A table on the page: its columns, and each cell as it is written, made once while its rows stay the same."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from dashboard.render import columns
from dashboard.sections import agent_link
from dashboard.view import captions
from dashboard.view.view import View


def table(
    view: View,
    name: str,
    frame: pl.DataFrame,
    written: Mapping[str, Callable] | None = None,
    clicked: Callable[[int], None] | None = None,
    part: str = "",
    aside: Sequence[str] = (),
) -> None:
    """A table whose columns are labelled by `tables.<column>`; `written` formats values and leaves their order.

    `clicked` gets the position of the row that was clicked. `part` tells two tables of one name apart. Where the rows
    are agents, each name leads to the agent's page. `aside`: columns that the table's own menu of columns brings in.
    """
    ready = styled(view, (name, part), frame, written or {}, clicked is not None, aside)
    key = f"table-{name}{part}"
    st.dataframe(
        ready.data,
        hide_index=True,
        key=key,
        alt=view.words(f"tables.alt.{name}"),
        row_height=ready.row_height,
        height=columns.height(frame.height, ready.row_height),  # the place is there before the table is drawn
        placeholder="–",  # Streamlit's own word for what is missing is None, in whatever language
        column_config=ready.config,
        column_order=ready.order,
        on_select="ignore" if clicked is None else lambda: _row_on(key, clicked),
        selection_mode="single-row",
    )


def _row_on(key: str, clicked: Callable[[int], None]) -> None:
    rows = st.session_state[key].get("selection", {}).get("rows") or []
    if rows:
        clicked(rows[0])


class Styled(NamedTuple):
    """What Streamlit draws. `frame`: the rows of which it was made; `data`: their Pandas style; `config`: by label;
    `order`: the labels of the columns that are in sight."""

    frame: pl.DataFrame
    data: Any
    config: dict[str, Any]
    order: list[str]
    row_height: int


def styled(
    view: View,
    table: tuple[str, str],
    frame: pl.DataFrame,
    written: Mapping[str, Callable],
    chosen: bool,
    aside: Sequence[str],
) -> Styled:
    """The rows of a table, by its name and part; see `table`.

    Kept by view, and so by viewer, scope, language and data version, and made anew where the rows are others: a note
    or a call changes them without a load. How a column is written is fixed by the view and the table.
    """
    place = _place(view, table, tuple(written), chosen, tuple(aside))
    for ready in place:
        if ready.frame is frame or (ready.frame.schema == frame.schema and ready.frame.equals(frame)):
            return ready
    ready = _written(view, frame, written, chosen, aside)
    place[:] = [ready]
    return ready


@lru_cache(maxsize=256)
def _place(*_key: object) -> list[Styled]:
    """The place of a table, empty until it is there."""
    return []


def _written(
    view: View, frame: pl.DataFrame, written: Mapping[str, Callable], chosen: bool, aside: Sequence[str]
) -> Styled:
    words, rows = view.words, frame
    fitted = columns.fitted(words, frame.drop(aside), written, chosen)
    labels = {column: words(f"tables.{column}") for column in frame.columns} | {"now": captions.now(view)}
    config: dict[str, Any] = {
        labels[column]: st.column_config.Column(label=brief, help=labels[column] if brief else None, width=width)
        for column, (width, brief) in fitted.columns.items()
    }
    if (linked := agent_link.links(view, frame)) is not frame:
        rows, written = linked, {**written, "name": agent_link.linked}
        config[labels["name"]] = st.column_config.LinkColumn(width=fitted.columns["name"][0])
    style = rows.to_pandas(use_pyarrow_extension_array=True).rename(columns=labels).style
    data = style.format({labels[column]: form for column, form in written.items()}, na_rep="–")
    return Styled(frame, data, config, [labels[column] for column in fitted.columns], fitted.row_height)
