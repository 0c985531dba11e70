"""Satu agen: why the agent is in their state, what they did month by month, what staff noted."""

import streamlit as st

from dashboard.figures import one_agent
from dashboard.sections import components
from dashboard.sections.agent import history, notes, verdict
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "agent", sidebar.show_all)
if view.viewer.may(Permission.NAME_AGENTS):
    verdict.choose(view)
    verdict.verdict(view)
    notes.of_agent(view)
    left, right = st.columns(2)
    with left:
        components.figure(view, one_agent.acquired(view))
    with right:
        components.figure(view, one_agent.covered(view))
    history.months(view)
    left, right = st.columns(2)
    with left:
        components.figure(view, one_agent.sectors(view))
    with right:
        history.persistency(view)
else:
    st.info(view.words("pages.agents.not_named"))
