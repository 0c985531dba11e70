"""The minutes of a meeting as DOCX: what the one before decided and whether it moved, then what this one decided."""

import io

from docx import Document
from docx.document import Document as Doc

from dashboard.briefing.documents import prose, zip_file
from dashboard.briefing.documents.docx.letter import page, row
from dashboard.briefing.documents.docx.styles import STYLES, blank, bordered
from dashboard.figures.caption import Listing
from dashboard.figures.meeting import Meeting
from dashboard.view.view import View

_BEFORE = ("figure", "at_meeting", "by_now", "moved_by", "decision", "owner")
_DECIDED = ("figure", "at_meeting", "decision", "owner", "due")
_WIDTHS = {"figure": 38, "at_meeting": 24, "by_now": 24, "moved_by": 26, "decision": 56, "owner": 26, "due": 26}
_NARROW = {"figure": 36, "decision": 34}
"""Columns in mm; the narrow ones where there are six."""


def minutes(view: View, one: Meeting, listing: Listing, before: Listing | None) -> bytes:
    """The DOCX. `listing`: the meeting's findings; `before`: those of the meeting before, None where there was none."""
    words, document = view.words, Document(io.BytesIO(blank(view.words.language)))
    page(document)
    document.add_paragraph(prose.clean(view.holding.name), STYLES["letterhead"])
    document.add_paragraph(words("meeting.minutes.title", day=words.day(one.row["on_day"])), STYLES["title"])
    if before is not None:
        document.add_paragraph(words("meeting.minutes.before"), "Heading 1")
        document.add_paragraph(prose.clean(before.title))
        _table(document, view, before, _BEFORE, _WIDTHS | _NARROW)
    document.add_paragraph(words("meeting.minutes.decided"), "Heading 1")
    _table(document, view, listing, _DECIDED, _WIDTHS)
    document.add_paragraph(prose.clean(f"{listing.source} · {listing.as_of}"), STYLES["note"])
    document.add_paragraph(words("meeting.minutes.signed", by=prose.clean(one.row["written_by"])), STYLES["note"])
    out = io.BytesIO()
    document.save(out)
    return zip_file.again(out.getvalue())


def _table(document: Doc, view: View, listing: Listing, columns: tuple[str, ...], widths: dict[str, int]) -> None:
    table, sizes = document.add_table(rows=0, cols=len(columns)), tuple(widths[name] for name in columns)
    table.autofit = False
    bordered(table)
    for cell, name in zip(row(table, "w:tblHeader", sizes), columns, strict=True):
        cell.paragraphs[0].add_run(listing.labels[name]).bold = True
    for line in listing.table.iter_rows(named=True):
        for cell, name in zip(row(table, "w:cantSplit", sizes), columns, strict=True):
            value = view.words.day(line[name]) if name == "due" else line[name]
            cell.paragraphs[0].add_run(prose.clean(value))
