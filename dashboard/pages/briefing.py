"""Taklimat: a briefing for the press, made of the same figures as the screen."""

from dashboard.sections import briefing_delivery, briefing_draft, components
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "briefing", sidebar.show_all)
briefing_delivery.documents(view, briefing_draft.draft(view))
