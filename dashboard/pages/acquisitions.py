"""Akuisisi: who was acquired when, where, in which sector and by whom."""

from functools import partial

import streamlit as st

from dashboard.figures import acquisitions as figures
from dashboard.figures import fairness, kpis, pace
from dashboard.sections import acquisitions, agent_link, components
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "acquisitions", sidebar.show_all)
components.numbers(view, [kpis.acquired(view), kpis.reached(view, "acquired"), kpis.listed(view)])
components.figure(view, figures.by_month)
if pace.runs(view):
    components.figure(view, partial(pace.figure, measure="acquired"))

left, right = st.columns(2)
with left:
    components.figure(view, figures.by_wilayah, partial(sidebar.toggle, "wilayah"))
    components.figure(view, figures.by_office, partial(sidebar.toggle, "offices"))
with right:
    components.figure(view, figures.by_sector, partial(sidebar.toggle, "sectors"))

if view.viewer.may(Permission.NAME_AGENTS):
    components.figure(view, fairness.funnel(view), agent_link.opens)
    acquisitions.funnel(view)
