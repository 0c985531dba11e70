"""Daftar agen: who stays on the list, who leaves it and when, and what another rule would change."""

from dashboard.figures import countdown
from dashboard.sections import components, watch
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "watch", sidebar.show_all)
components.numbers(view, countdown.numbers(view))
watch.coming(view)
watch.checked(view)
watch.supposed(view)
watch.left_behind(view)
