"""Ringkasan: the period in one view."""

from functools import partial

import streamlit as st

from dashboard import components, frame, published, tables, watch
from dashboard.compose import acquisitions, agents, contributions, kpis, places
from dashboard.pages import AGENTS

view = frame.current()

components.opening(view, "overview")
st.markdown(components.plain(kpis.headline(view)))
watch.line(view)
published.line(view)
components.numbers(view, kpis.overview(view))

left, right = st.columns(2)
with left:
    components.figure(view, acquisitions.by_month)
with right:
    components.figure(view, contributions.cumulative)

left, right = st.columns(2)
with left:
    components.figure(view, places.wilayah, partial(frame.toggle, "wilayah"), "wilayah")
with right:
    components.figure(view, agents.statuses, partial(frame.open_page, AGENTS, "status"), "status")

tables.dormant(view)
