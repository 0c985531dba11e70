"""Daftar agen: who stays on the list, who leaves it and when, and what another rule would change."""

from dashboard.figures import countdown
from dashboard.sections import components
from dashboard.sections.watch import calls, hand_over, lists, questions
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "watch", sidebar.show_all)
components.numbers(view, countdown.numbers(view))
lists.coming(view)
calls.call_list(view)
lists.checked(view)
lists.supposed(view)
lists.left_behind(view)
hand_over.form(view)
lists.handed_over(view)
questions.of_registrations(view)
