"""Persistensi: who is covered now, and how many of those who registered still are, by people and by rupiah."""

import streamlit as st

from dashboard.sections import components, figures
from dashboard.sections.persistency import active, apart, call_list, fund_list, stopped
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "persistency", sidebar.show_all)
figures.of_page(
    view,
    "persistency",
    before={"active_bridge_people": active, "persistency_cohort_people": apart, "stopped_by_office": stopped},
)
call_list(view)
fund_list(view)

if view.viewer.may(Permission.NAME_AGENTS):
    agents = st.expander(view.words("persistency.by_agent"), key="by_agent", on_change="rerun")
    if agents.open:
        with agents:
            figures.folded(view, "persistency")
