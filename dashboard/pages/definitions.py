"""Definisi: what every number means."""

from dashboard.sections import components
from dashboard.shell import sidebar

view = sidebar.current()

components.heading(view, "definitions")
components.catalogue(view)
