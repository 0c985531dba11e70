"""Agen: the state of every agent, the dormant but retained first."""

import streamlit as st

from dashboard import agent_link, components, frame, tables
from dashboard.compose import agents, kpis
from queries.access import Permission
from queries.status import LISTED

view = frame.current()

components.opening(view, "agents")
components.numbers(view, [kpis.status(view, status.value) for status in LISTED])
if view.viewer.may(Permission.NAME_AGENTS):
    components.figure(view, agents.dormant, agent_link.opens)
    tables.agents(view)
    components.figure(view, agents.grid, agent_link.opens)
else:
    components.figure(view, agents.statuses)
    st.info(view.words("pages.agents.not_named"))
