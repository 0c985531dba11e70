"""Akuisisi: who was acquired when, where, in which sector and by whom."""

from dashboard.figures import kpis
from dashboard.sections import acquisitions, components, figures
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.opening(view, "acquisitions", sidebar.show_all)
components.numbers(view, kpis.numbers(view, "acquired", "acquired_target_reached", "agents_listed"))
components.numbers(view, kpis.numbers(view, "acquired_new", "acquired_returning", "returned_by_paying"), "returns")
figures.of_page(view, "acquisitions")
if view.viewer.may(Permission.NAME_AGENTS):
    acquisitions.funnel(view)
