"""Angka terbit dan telusur: what was published and whether it holds; what a code leads to; two codes side by side."""

from dashboard.sections import components
from dashboard.sections.trace import beside, entered, one, published, register
from dashboard.shell import sidebar

view = sidebar.current()

components.heading(view, "trace")
opened = entered.enter(view)
if not opened:
    entered.examples(view)
    published.everything(view)
    published.explained(view)
    register.issued(view)
elif len(opened) == 1:
    one.number(opened[0])
    one.picture(opened[0])
    one.facts(opened[0])
    one.definition(opened[0])
    one.rows(opened[0])
else:
    beside.values(opened)
    beside.filters(opened)
    beside.rows(opened)
