"""Data: loading files, undoing the newest load, the files that were loaded."""

from dashboard.sections import components, tables, undo, upload
from dashboard.shell import sidebar
from queries.access import Permission

view = sidebar.current()

components.heading(view, "files")
if view.viewer.may(Permission.IMPORT):
    upload.form(view)
    undo.form(view)
tables.imports(view)
