"""Persistensi: who is covered now, and how many of those who registered still are, by people and by rupiah."""

import streamlit as st

from dashboard.figures import persistency
from dashboard.language.markdown import plain
from dashboard.sections import components, figures
from dashboard.sections.persistency import active, call_list, stopped
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "persistency", sidebar.show_all)
active(view)
st.subheader(view.words("pages.persistency.title"), anchor=False)
st.markdown(plain(view.words("persistency.about")))
components.numbers(view, persistency.numbers(view))
figures.of_page(view, "persistency", before={"stopped_by_office": stopped})
call_list(view)

if view.viewer.may(Permission.NAME_AGENTS):
    agents = st.expander(view.words("persistency.by_agent"), key="by_agent", on_change="rerun")
    if agents.open:
        with agents:
            figures.folded(view, "persistency")
