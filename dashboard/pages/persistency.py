"""Persistensi: how many of those who registered are still covered, by people and by rupiah."""

import streamlit as st

from dashboard.figures import persistency
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, components
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "persistency", sidebar.show_all)
st.markdown(plain(view.words("persistency.about")))
components.numbers(view, persistency.numbers(view))

for part in (persistency.by_cohort, persistency.by_wilayah, persistency.by_sector):
    left, right = st.columns(2)
    with left:
        components.figure(view, part(view, "people"))
    with right:
        components.figure(view, part(view, "rupiah"))

if view.viewer.may(Permission.NAME_AGENTS):
    agents = st.expander(view.words("persistency.by_agent"), key="by_agent", on_change="rerun")
    if agents.open:
        with agents:
            components.figure(view, persistency.by_agent(view, "people"), agent_link.opens)
            components.figure(view, persistency.by_agent(view, "rupiah"), agent_link.opens)
