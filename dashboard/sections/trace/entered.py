"""The codes that are entered: their fields, examples, a way back; and a table of texts."""

import polars as pl
import streamlit as st

from dashboard.figures import kpis
from dashboard.language.markdown import plain
from dashboard.lineage import explain
from dashboard.lineage.opened import NotOpened, Opened, open_code
from dashboard.lineage.proof import PictureTable
from dashboard.view import audited, codes
from dashboard.view.view import View
from queries.lineage.codes import CodeError, parse


def enter(view: View) -> list[Opened]:
    """Two fields for codes or links, and what they open: nothing, one, or two to set side by side.

    Stops the run where one does not open, with the reason.
    """
    words, opened, refused = view.words, [], False
    for column, part in zip(st.columns(2), ("code", "code_b"), strict=True):
        with column:
            _field(part, words(f"trace.enter.{part}"), words("trace.example"))
            if not (given := getattr(view.choice, part)):
                continue
            try:
                opened.append(open_code(view, given))
                _record(view, "code", given)
            except NotOpened as wrong:
                refused = True
                _record(view, "refused", given)
                st.warning(plain(str(wrong)), icon=":material/search_off:")
    if refused:
        st.stop()
    if len(opened) == 1:
        st.subheader(plain(explain.label(opened[0])), anchor=False)
    return opened


def _record(view: View, act: str, given: str) -> None:
    """That a code was opened, or that what was entered opened none, once while it stays there. What opened none is not
    repeated: it may be anything.
    """
    recorded: set[tuple[str, str]] = st.session_state.setdefault("codes-entered", set())
    if (act, given) not in recorded:
        recorded.add((act, given))
        audited.record(view, act, codes.read(given) if act == "code" else "code")


def examples(view: View) -> None:
    """Where nothing is entered: what a code opens, tried on a number of this period and on that of a year before."""
    words = view.words
    st.info(words("trace.empty"), icon=":material/tag:")
    if view.scope.as_of is None:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for part in ("code", "code_b"):
            st.button(
                words(f"trace.try.{part}"),
                key=f"trace-try-{part}",
                icon=":material/lightbulb:",
                on_click=_try,
                args=(view, part == "code_b"),
            )


def _try(view: View, beside: bool) -> None:
    """Open the acquisitions of the period, alone or beside those of a year before; a callback."""
    before = view.during(view.scope.during(view.scope.period.year_before()))
    pair = [kpis.number(one, "acquired").code for one in (view, before)[: 1 + beside] if codes.keep_numbers(one)]
    _open(*pair, *[""] * (2 - len(pair)))


def back(view: View) -> None:
    """The way from what is opened back to all that was published."""
    st.button(view.words("trace.back"), icon=":material/arrow_back:", on_click=_open, args=("", ""), key="trace-back")


def _open(code: str, beside: str) -> None:
    """Enter two codes, empty for none; a callback."""
    st.session_state["code"], st.session_state["code_b"] = code, beside


def _field(part: str, label: str, example: str) -> None:
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
