"""Satu agen: why the agent is in their state, what they did month by month, what staff noted."""

import streamlit as st

from dashboard import components, frame, notes, one_agent
from dashboard.compose import one_agent as figures
from queries.access import Permission

view = frame.current()

components.opening(view, "agent")
if view.viewer.may(Permission.NAME_AGENTS):
    one_agent.choose(view)
    one_agent.verdict(view)
    notes.of_agent(view)
    left, right = st.columns(2)
    with left:
        components.figure(view, figures.acquired(view))
    with right:
        components.figure(view, figures.covered(view))
    one_agent.months(view)
    left, right = st.columns(2)
    with left:
        components.figure(view, figures.sectors(view))
    with right:
        one_agent.persistency(view)
else:
    st.info(view.words("pages.agents.not_named"))
