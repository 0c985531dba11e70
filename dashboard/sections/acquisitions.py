"""The table below the figure of agents' acquisitions."""

import streamlit as st

from dashboard.figures import fairness
from dashboard.sections import agent_link, components
from dashboard.view.view import View


def funnel(view: View) -> None:
    """Every agent's total beside their months in service, and what to make of it in words."""
    words = view.words
    agents = fairness.places(words, fairness.ask(view))
    with st.expander(words("fairness.places")):
        written = {"acquired": words.number, **dict.fromkeys(("expected", "rate"), lambda n: words.decimal(n, 1))}
        codes = agents["code"].to_list()
        components.table(view, "funnel", agents, written, lambda row: agent_link.opens(codes[row]))
