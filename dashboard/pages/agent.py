"""Satu agen: why the agent is in their state, what they did month by month, what staff noted."""

import streamlit as st

from dashboard.figures import one_agent as figures
from dashboard.sections import agent, components, notes
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "agent", sidebar.show_all)
if view.viewer.may(Permission.NAME_AGENTS):
    agent.choose(view)
    agent.verdict(view)
    notes.of_agent(view)
    left, right = st.columns(2)
    with left:
        components.figure(view, figures.acquired(view))
    with right:
        components.figure(view, figures.covered(view))
    agent.months(view)
    left, right = st.columns(2)
    with left:
        components.figure(view, figures.sectors(view))
    with right:
        agent.persistency(view)
else:
    st.info(view.words("pages.agents.not_named"))
