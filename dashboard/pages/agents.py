"""Agen: the state of every agent, the dormant but retained first."""

import streamlit as st

from dashboard.figures import kpis
from dashboard.sections import agents, by_kind, components, figures
from dashboard.shell import sidebar
from queries.access import Permission
from queries.status import LISTED

view = sidebar.current()

components.opening(view, "agents", sidebar.show_all, by_kind.agents)
components.numbers(view, kpis.numbers(view, *(f"agents_{status.value}" for status in LISTED)))
if view.viewer.may(Permission.NAME_AGENTS):
    figures.of_page(view, "agents", before={"agent_grid": agents.standings})
    agents.next_worth(view)
else:
    figures.one(view, "agents_by_status")
    st.info(view.words("pages.agents.not_named"))
