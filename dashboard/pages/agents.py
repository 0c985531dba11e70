"""Agen: the state of every agent, the dormant but retained first."""

import streamlit as st

from dashboard.figures import agents as figures
from dashboard.figures import kpis
from dashboard.sections import agent_link, agents, components
from dashboard.shell import sidebar
from queries.access import Permission
from queries.status import LISTED

view = sidebar.current()

components.opening(view, "agents", sidebar.show_all)
components.numbers(view, [kpis.status(view, status.value) for status in LISTED])
if view.viewer.may(Permission.NAME_AGENTS):
    components.figure(view, figures.dormant, agent_link.opens)
    agents.standings(view)
    components.figure(view, figures.grid, agent_link.opens)
else:
    components.figure(view, figures.statuses)
    st.info(view.words("pages.agents.not_named"))
