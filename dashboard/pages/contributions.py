"""Iuran: what was received, against what was published, and from whom."""

from functools import partial

import streamlit as st

from dashboard.figures import contributions, kpis, pace
from dashboard.sections import components, tables
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "contributions", sidebar.show_all)
shown = [kpis.received(view), kpis.part(view, "received_from_new"), kpis.part(view, "received_from_earlier")]
components.numbers(view, [*shown, kpis.reached(view, "received")])
components.figure(view, contributions.cumulative)
if pace.runs(view):
    components.figure(view, partial(pace.figure, measure="received"))
tables.references(view)

left, right = st.columns(2)
with left:
    components.figure(view, contributions.parts)
with right:
    components.figure(view, contributions.by_wilayah, partial(sidebar.toggle, "wilayah"))
