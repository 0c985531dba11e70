"""Definisi: what every number means."""

from dashboard import components, frame

view = frame.current()

components.heading(view, "definitions")
components.catalogue(view)
