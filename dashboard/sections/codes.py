"""What the pages that open trace codes share: the field for a code, and a table of texts."""

import polars as pl
import streamlit as st

from dashboard.lineage.proof import PictureTable
from dashboard.view import codes
from queries.lineage.codes import CodeError, parse


def field(part: str, label: str, example: str) -> None:
    """A field for a code or a link that stands in the page's address; what is entered is written as codes are."""
    st.text_input(
        label, key=part, placeholder=example, on_change=_tidy, args=(part,), max_chars=500, persist_state="session"
    )


def _tidy(part: str) -> None:
    given = codes.read(st.session_state[part] or "")
    try:
        st.session_state[part] = str(parse(given))
    except CodeError:
        st.session_state[part] = given


def table(texts: PictureTable, key: str, alt: str) -> None:
    """A table of texts. `alt`: what it holds, for who cannot see it."""
    st.dataframe(_frame(texts), hide_index=True, key=key, alt=alt, row_height=36)


def _frame(table: PictureTable) -> pl.DataFrame:
    """Its rows under their labels; a label that is empty or given twice is numbered, as a column needs a name."""
    names = [label or " " * (n + 1) for n, label in enumerate(table.labels)]
    names = [name + " " * names[:n].count(name) for n, name in enumerate(names)]
    return pl.DataFrame([list(row) for row in table.rows], schema=names, orient="row", infer_schema_length=None)
