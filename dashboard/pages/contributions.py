"""Iuran: what was received, against what was published, and from whom."""

from functools import partial

import streamlit as st

from dashboard.figures import contributions as figures
from dashboard.figures import kpis, pace
from dashboard.sections import components, contributions
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "contributions", sidebar.show_all)
received = [kpis.received(view), kpis.part(view, "received_from_new"), kpis.part(view, "received_from_earlier")]
components.numbers(view, [*received, kpis.reached(view, "received")])
components.figure(view, figures.cumulative)
if pace.runs(view):
    components.figure(view, partial(pace.figure, measure="received"))
contributions.references(view)

left, right = st.columns(2)
with left:
    components.figure(view, figures.parts)
with right:
    components.figure(view, figures.by_wilayah, partial(sidebar.toggle, "wilayah"))
