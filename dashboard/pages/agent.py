"""Satu agen: why the agent is in their state, what they did month by month, what staff noted."""

import streamlit as st

from dashboard.sections import components, figures
from dashboard.sections.agent import history, notes, stays, verdict
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "agent", sidebar.show_all)
if view.viewer.may(Permission.NAME_AGENTS):
    verdict.choose(view)
    verdict.verdict(view)
    stays.of_agent(view)
    notes.of_agent(view)
    figures.of_page(
        view, "agent", {"one_agent_sectors": history.months}, beside={"one_agent_sectors": history.persistency}
    )
else:
    st.info(view.words("pages.agents.not_named"))
