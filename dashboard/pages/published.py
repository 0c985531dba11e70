"""Angka terbit: what was published, what it comes to now, and why that differs."""

from dashboard.sections import components, published
from dashboard.shell import sidebar

view = sidebar.current()

components.heading(view, "published")
published.everything(view)
published.explained(view)
