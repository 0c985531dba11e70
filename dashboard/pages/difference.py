"""Mengapa berbeda: two numbers side by side, down to the rows that only one of them has."""

from dashboard import compared, components, frame

view = frame.current()

components.heading(view, "difference")
both = compared.enter(view)
compared.values(both)
compared.filters(both)
compared.rows(both)
