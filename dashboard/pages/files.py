"""Data: the files that were loaded, and loading more."""

from dashboard import components, frame, tables, upload
from queries.access import Permission

view = frame.current()

components.heading(view, "files")
if view.viewer.may(Permission.IMPORT):
    upload.form(view)
tables.imports(view)
