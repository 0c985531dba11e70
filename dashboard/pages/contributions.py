"""Iuran: what was received, against what was published, and from whom."""

from functools import partial

import streamlit as st

from dashboard import components, frame, tables
from dashboard.compose import contributions, kpis, pace

view = frame.current()

components.opening(view, "contributions")
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
    components.figure(view, contributions.by_wilayah, partial(frame.toggle, "wilayah"))
