"""Akuisisi: who was acquired when, where, in which sector and by whom."""

from functools import partial

import streamlit as st

from dashboard import agent_link, components, frame, tables
from dashboard.compose import acquisitions, fairness, kpis, pace
from queries.access import Permission

view = frame.current()

components.opening(view, "acquisitions")
components.numbers(view, [kpis.acquired(view), kpis.reached(view, "acquired"), kpis.listed(view)])
components.figure(view, acquisitions.by_month)
if pace.runs(view):
    components.figure(view, partial(pace.figure, measure="acquired"))

left, right = st.columns(2)
with left:
    components.figure(view, acquisitions.by_wilayah, partial(frame.toggle, "wilayah"))
    components.figure(view, acquisitions.by_office, partial(frame.toggle, "offices"))
with right:
    components.figure(view, acquisitions.by_sector, partial(frame.toggle, "sectors"))

if view.viewer.may(Permission.NAME_AGENTS):
    components.figure(view, fairness.funnel(view), agent_link.opens)
    tables.funnel(view)
