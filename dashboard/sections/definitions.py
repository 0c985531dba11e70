"""The catalogue of metrics, for the page of definitions."""

import streamlit as st

from dashboard.figures.meaning import meaning
from dashboard.view.view import View
from queries import metrics


def catalogue(view: View) -> None:
    """Every metric with its definition, and over what it adds up."""
    words, language = view.words, view.words.language
    for name, entry in metrics.catalogue().items():
        st.subheader(entry.label[language], anchor=name)
        st.caption(words(f"base.unit.{entry.unit.value}"))
        st.markdown(meaning(view, name))
        for over, adds in entry.adds_over.items():
            answer = words(f"base.catalogue.{'yes' if adds.adds else 'no'}")
            st.markdown(f"- {words(f'base.catalogue.{over}')}: **{answer}**. {adds.reason[language]}")
