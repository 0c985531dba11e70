"""The parts of the page that opens a trace code: the field, what was looked at, then and now, the rows."""

import polars as pl
import streamlit as st

from dashboard.figures import kpis
from dashboard.language.markdown import plain
from dashboard.lineage import explain, proof
from dashboard.lineage.opened import NotOpened, Opened, open_code
from dashboard.lineage.proof import Table
from dashboard.shell import sidebar
from dashboard.shell.routes import ACQUISITIONS, AGENT, AGENTS, CONTRIBUTIONS, DIFFERENCE, OVERVIEW, PERSISTENCY, WATCH
from dashboard.view import codes
from dashboard.view.view import View
from queries.lineage import codes as tracing

_PAGES = {
    "acquired": ACQUISITIONS,
    "projected_acquired": ACQUISITIONS,
    "acquired_per_month": ACQUISITIONS,
    "acquired_target_reached": ACQUISITIONS,
    "received": CONTRIBUTIONS,
    "received_from_new": CONTRIBUTIONS,
    "received_from_earlier": CONTRIBUTIONS,
    "cumulative": CONTRIBUTIONS,
    "projected_received": CONTRIBUTIONS,
    "received_target_reached": CONTRIBUTIONS,
    "persistency_people": PERSISTENCY,
    "persistency_rupiah": PERSISTENCY,
    "agents_changing": WATCH,
}
"""The page on which a metric is shown; the others' is the agents'."""

_OWN = {"wilayah_map": OVERVIEW, "agents_by_status": OVERVIEW}
"""The page of a figure that stands elsewhere than its metric."""


def enter(view: View) -> Opened:
    """The field for a code or a link. Stops the run where none is entered, or it does not open, with the reason."""
    words = view.words
    field("code", words("tracing.enter"), words("tracing.example"))
    if not view.choice.code:
        st.info(words("tracing.empty"), icon=":material/tag:")
        st.stop()
    try:
        opened = open_code(view, view.choice.code)
    except NotOpened as wrong:
        st.warning(plain(str(wrong)), icon=":material/search_off:")
        st.stop()
    st.subheader(plain(explain.label(opened)), anchor=False)
    return opened


def field(part: str, label: str, example: str) -> None:
    """A field for a code or a link that stands in the page's address; what is entered is written as codes are."""
    st.text_input(
        label, key=part, placeholder=example, on_change=_tidy, args=(part,), max_chars=500, persist_state="session"
    )


def _tidy(part: str) -> None:
    given = codes.read(st.session_state[part] or "")
    try:
        st.session_state[part] = str(tracing.parse(given))
    except tracing.CodeError:
        st.session_state[part] = given


def facts(opened: Opened) -> None:
    """What was looked at, and the ways on: to the page with the same filters, and to the comparison."""
    with st.container(key="facts", gap="xxsmall"):
        for name, value in explain.facts(opened):
            st.markdown(f"{plain(name)}: **{plain(value)}**")
    words = opened.view.words
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            words("tracing.page"),
            icon=":material/open_in_new:",
            on_click=sidebar.open_choice,
            args=(_page(opened), opened.view.choice),
        )
        st.button(
            words("tracing.compare"),
            icon=":material/compare_arrows:",
            on_click=sidebar.open_page,
            args=(DIFFERENCE, "code_a", str(opened.code)),
        )


def _page(opened: Opened) -> str:
    if opened.name.startswith("one_agent"):
        return AGENT
    return _OWN.get(opened.name) or _PAGES.get(opened.metric.id, AGENTS)


def number(opened: Opened) -> None:
    """The number then and now, and what made the difference."""
    told, words = explain.values(opened), opened.view.words
    if told is None:
        return
    with st.container(key="numbers"):
        for column, name, value in zip(st.columns(2), ("then", "now"), (told.then, told.now), strict=True):
            with column.container(border=True, gap="xxsmall"):
                st.metric(words(f"tracing.{name}"), value)
    if told.verdict:
        st.markdown(plain(told.verdict))
    if told.causes:
        st.markdown(f"**{words('tracing.cause.title')}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in told.causes))


def picture(opened: Opened) -> None:
    """A picture's numbers, or those that stand together: then and now."""
    then, now = explain.tables(opened)
    if then is None and now is None:
        return
    words = opened.view.words
    verdict = explain.table_verdict(opened, then, now)
    if verdict:
        st.markdown(plain(verdict))
    shown = {"then": then, "now": now}
    for column, (name, table) in zip(st.columns(2), shown.items(), strict=True):
        if table is None:
            continue
        with column:
            st.markdown(f"**{words(f'tracing.{name}')}**")
            st.caption(plain(table.title))
            draw(table, f"table-{name}", table.title)


def draw(table: Table, key: str, alt: str) -> None:
    """A table of texts. `alt`: what it holds, for who cannot see it."""
    st.dataframe(frame_of(table), hide_index=True, key=key, alt=alt, row_height=36)


def frame_of(table: Table) -> pl.DataFrame:
    """Its rows under their labels; a label that is empty or given twice is numbered, as a column needs a name."""
    names = [label or " " * (n + 1) for n, label in enumerate(table.labels)]
    names = [name + " " * names[:n].count(name) for n, name in enumerate(names)]
    return pl.DataFrame([list(row) for row in table.rows], schema=names, orient="row", infer_schema_length=None)


def definition(opened: Opened) -> None:
    """What the metric means now, and then where that was another."""
    words = opened.view.words
    changed = explain.definition_changed(opened)
    if changed:
        st.warning(plain(changed), icon=":material/edit_note:")
    with st.expander(words("tracing.definition.title"), key="trace-definition"):
        st.markdown(kpis.definition(opened.view, opened.metric.id))


def rows(opened: Opened) -> None:
    """The SELECT of the rows behind the number, and, for who may see them, the rows and what they come to."""
    words, found = opened.view.words, proof.prove(opened)
    st.markdown(f"**{words('tracing.rows')}**")
    if found is None:
        st.caption(words("tracing.sql.none"))
        return
    st.markdown(plain(found.sentence))
    with st.expander(words("tracing.sql.title"), key="trace-sql"):
        st.caption(words("tracing.sql.about"))
        st.code(found.sql, language="sql", wrap_lines=True)
    if found.rows is None:
        return
    if found.first:
        st.caption(found.first)
    shown = proof.written_rows(opened.view, found.rows)
    draw(shown, "trace-rows", words("tracing.rows"))
