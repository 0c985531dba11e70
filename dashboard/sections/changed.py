"""The parts of the page of changes: since when, the numbers, the figures, the offices and agents."""

from functools import partial

import streamlit as st

from dashboard.charts.figure import Figure
from dashboard.figures import changed, registry
from dashboard.figures.caption import Listing
from dashboard.figures.changed import Changes
from dashboard.language.markdown import plain
from dashboard.sections import components, listings
from dashboard.shell import known_at
from dashboard.view import captions
from dashboard.view.view import View
from queries.versions import NotOnRecord, versions

_KEY, _FIELD, _FIGURE = "since", "since_version", "since_figure"


def choose(view: View) -> View:
    """The data version since which changes are shown, the one before the newest at first. Stops where there is none."""
    words, chosen = view.words, view.choice.since or changed.before_newest(view)
    st.markdown(words("changed.about"))
    if not chosen:
        st.info(words("changed.nothing_before"), icon=":material/history:")
        st.stop()
    every = {str(one.number): one for one in view.ask(versions) if one.number < view.holding.data_version}
    st.session_state[_FIELD] = chosen
    st.selectbox(
        words("changed.since"),
        [*every, *([] if chosen in every else [chosen])],
        key=_FIELD,
        format_func=partial(_label, view, every),
        on_change=_take,
        help=words("changed.help"),
    )
    try:
        with st.spinner(words("frame.known_at.opening")):
            return changed.since(view, chosen)
    except NotOnRecord as wrong:
        st.error(plain(captions.not_on_record(words, wrong)), icon=":material/history:")
    st.button(words("changed.usual"), on_click=_forget, type="primary")
    st.stop()


def _label(view: View, every: dict, code: str) -> str:
    try:
        return known_at.label(view.words, every, code)
    except ValueError:
        return code


def _take() -> None:
    st.session_state[_KEY] = st.session_state[_FIELD]


def _forget() -> None:
    st.session_state[_KEY] = ""


def worked_out(view: View, then: View) -> Changes:
    """What is another than it was."""
    return changed.changes(then, view)


def numbers(view: View, changes: Changes) -> None:
    """The numbers that are others."""
    _listed(view, view.words("changed.numbers"), changes.numbers)


def figures(view: View, changes: Changes) -> None:
    """The figures that are others, and of one that is chosen each number."""
    words = view.words
    _listed(view, words("changed.figures_title"), changes.figures)
    if not changes.pairs:
        return
    with st.expander(words("changed.cells"), key="changed-cells", on_change="rerun") as panel:
        if panel.open:
            labels = {one: changed.label(words, registry.FIGURES[one]) for one in changes.pairs}
            name = st.selectbox(words("changed.figure"), list(labels), key=_FIGURE, format_func=labels.__getitem__)
            _cells(view, *changes.pairs[name])


def _cells(view: View, was: Figure | None, figure: Figure) -> None:
    words = view.words

    def written(number: float) -> str:
        return words.number(int(number)) if number == int(number) else words.decimal(number, 2)

    rows = changed.named(figure, changed.differing(was, figure))
    components.table(view, "changed_values", rows, dict.fromkeys(("before", "after"), written))


def people(view: View, changes: Changes) -> None:
    """The offices and agents to whom more or less is counted."""
    words = view.words
    counts = dict.fromkeys(("acquired_before", "acquired_after"), words.number)
    money = dict.fromkeys(("received_before", "received_after"), words.rupiah)
    _listed(view, words("changed.people_title"), changes.people, counts | money)


def _listed(view: View, title: str, listing: Listing, written: dict | None = None) -> None:
    st.subheader(title, anchor=False)
    st.markdown(plain(listing.title))
    if listing.table.is_empty():
        return
    listings.show(view, listing, written)
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)
