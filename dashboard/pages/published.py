"""Angka terbit: what was published, what it comes to now, and why that differs."""

from dashboard import components, frame, published

view = frame.current()

components.heading(view, "published")
published.everything(view)
published.explained(view)
