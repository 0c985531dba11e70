"""Data: which months are whole, loading files, undo of a load, every load with its files or the act that it was."""

from dashboard import settings
from dashboard.sections import backups, components
from dashboard.sections.files import loads, months, undo, upload
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.heading(view, "files")
months.table(view)
if view.viewer.may(Permission.IMPORT):
    upload.form(view)
    undo.form(view)
elif view.past:
    components.only_now(view, "files")
loads.listing(view)
if view.viewer.may(Permission.KEEP):
    backups.line(view.words, settings.read())
