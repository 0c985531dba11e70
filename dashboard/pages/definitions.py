"""Definisi: what every number means."""

from dashboard.sections import components, definitions
from dashboard.shell import sidebar

view = sidebar.current()

components.heading(view, "definitions")
definitions.catalogue(view)
