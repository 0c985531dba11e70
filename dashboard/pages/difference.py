"""Mengapa berbeda: two numbers side by side, down to the rows that only one of them has."""

from dashboard.sections import components, difference
from dashboard.shell import sidebar

view = sidebar.current()

components.heading(view, "difference")
both = difference.enter(view)
difference.values(both)
difference.filters(both)
difference.rows(both)
