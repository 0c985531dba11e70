"""Data: loading files, undoing the newest load, the files that were loaded."""

from dashboard import components, frame, tables, undoing, upload
from queries.access import Permission

view = frame.current()

components.heading(view, "files")
if view.viewer.may(Permission.IMPORT):
    upload.form(view)
    undoing.form(view)
tables.imports(view)
