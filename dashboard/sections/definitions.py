"""The catalogue of metrics, for the page of definitions: one of them, or all with a search and an index."""

from dataclasses import replace

import streamlit as st

from dashboard.figures.meaning import meaning
from dashboard.language.markdown import plain
from dashboard.view import address
from dashboard.view.view import View
from queries import metrics
from queries.metrics import Metric


def catalogue(view: View) -> None:
    """The definition that the address names, or every one that has the words searched for, an index above them."""
    words, every = view.words, metrics.catalogue()
    if view.choice.definition:
        _entry(view, every[view.choice.definition])
        st.button(words("pages.definitions.all"), key="all-definitions", icon=":material/arrow_back:", on_click=_all)
        return
    searched = st.text_input(
        words("pages.definitions.search"), key="searched", placeholder=words("pages.definitions.example")
    )
    having = [entry for entry in every.values() if _has(view, entry, searched.casefold().split())]
    if not having:
        st.info(words("pages.definitions.none", searched=plain(searched)), icon=":material/search_off:")
        return
    language = words.language
    links = [f"[{plain(one.label[language])}]({_link(view, one.id)})" for one in having]
    st.markdown(" · ".join(sorted(links, key=str.casefold)))
    for entry in having:
        _entry(view, entry)


def _has(view: View, entry: Metric, searched: list[str]) -> bool:
    """Whether a metric's name or definition has every word."""
    language = view.words.language
    text = " ".join((entry.label[language], entry.definition[language], entry.formula[language])).casefold()
    return all(word in text for word in searched)


def _link(view: View, metric: str) -> str:
    return address.link("", replace(view.choice, definition=metric))


def _all() -> None:
    st.session_state["definition"] = ""


def _entry(view: View, entry: Metric) -> None:
    words, language = view.words, view.words.language
    st.subheader(entry.label[language], anchor=entry.id)
    st.caption(words(f"base.unit.{entry.unit.value}"))
    st.markdown(meaning(view, entry.id))
    for over, adds in entry.adds_over.items():
        answer = words(f"base.catalogue.{'yes' if adds.adds else 'no'}")
        st.markdown(f"- {words(f'base.catalogue.{over}')}: **{answer}**. {adds.reason[language]}")
