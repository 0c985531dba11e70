"""Yang berubah: what a load, or all since a day, changed in every number and figure."""

from dashboard.sections import changed, components
from dashboard.shell import sidebar

view = sidebar.current()

components.opening(view, "changed", sidebar.show_all)
then = changed.choose(view)
every = changed.worked_out(view, then)
changed.numbers(view, every)
changed.figures(view, every)
changed.people(view, every)
