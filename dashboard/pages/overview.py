"""Ringkasan: the period in one view."""

from functools import partial

import streamlit as st

from dashboard.figures import acquisitions, agents, contributions, kpis, places
from dashboard.language.markdown import plain
from dashboard.sections import components, overview
from dashboard.shell import sidebar
from dashboard.shell.routes import AGENTS

view = sidebar.current()

components.opening(view, "overview", sidebar.show_all)
st.markdown(plain(kpis.headline(view)))
overview.countdown_line(view)
overview.published_line(view)
components.numbers(view, kpis.overview(view))

left, right = st.columns(2)
with left:
    components.figure(view, acquisitions.by_month)
with right:
    components.figure(view, contributions.cumulative)

left, right = st.columns(2)
with left:
    components.figure(view, places.wilayah, partial(sidebar.toggle, "wilayah"), "wilayah")
with right:
    components.figure(view, agents.statuses, partial(sidebar.open_page, AGENTS, "status"), "status")

overview.dormant(view)
