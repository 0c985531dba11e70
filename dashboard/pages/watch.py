"""Daftar agen: who stays on the list, who leaves it and when, and what another rule would change."""

from dashboard import components, frame, watch
from dashboard.compose import countdown

view = frame.current()

components.opening(view, "watch")
components.numbers(view, countdown.numbers(view))
watch.coming(view)
watch.checked(view)
watch.supposed(view)
watch.left_behind(view)
