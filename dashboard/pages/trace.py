"""Telusur: what a trace code leads to, as it was and as it is."""

from dashboard import components, frame, traced

view = frame.current()

components.heading(view, "trace")
opened = traced.enter(view)
traced.number(opened)
traced.picture(opened)
traced.facts(opened)
traced.definition(opened)
traced.rows(opened)
