"""Rapat: what the last meeting decided and whether it moved, the next one, the minutes."""

from dashboard.sections import components, meeting
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "meeting", sidebar.show_all)
meeting.last(view)
meeting.form(view)
