"""Iuran: what was received, against what was published, and from whom."""

from dashboard.figures import kpis
from dashboard.sections import components, contributions, figures
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "contributions", sidebar.show_all)
components.numbers(
    view, kpis.numbers(view, "received", "received_from_new", "received_from_earlier", "received_target_reached")
)
figures.of_page(view, "contributions", before={"received_parts": contributions.references})
