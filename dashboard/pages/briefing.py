"""Taklimat: a briefing for the press, made of the same figures as the screen."""

from dashboard import components, delivery, drafting, frame

view = frame.current()

components.opening(view, "briefing")
delivery.documents(view, drafting.draft(view))
