"""Telusur: what a trace code leads to, as it was and as it is."""

from dashboard.sections import components, trace
from dashboard.shell import sidebar

view = sidebar.current()

components.heading(view, "trace")
opened = trace.enter(view)
trace.number(opened)
trace.picture(opened)
trace.facts(opened)
trace.definition(opened)
trace.rows(opened)
