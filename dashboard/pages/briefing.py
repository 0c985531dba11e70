"""Taklimat: a briefing for the press, made of the same figures as the screen."""

from dashboard.sections import components
from dashboard.sections.briefing import delivery, draft
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "briefing", sidebar.show_all)
delivery.documents(view, draft.draft(view))
