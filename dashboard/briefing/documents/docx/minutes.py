"""The minutes of a meeting as DOCX: what the one before decided and whether it moved, then what this one decided."""

import io
from dataclasses import replace

import polars as pl

from dashboard.briefing.brand import files
from dashboard.briefing.documents import prose, zip_file
from dashboard.briefing.documents.docx.letter import row, sheet_of, with_logo
from dashboard.briefing.documents.docx.letterhead import LetterSheet
from dashboard.briefing.documents.docx.styles import bordered
from dashboard.briefing.pack import LOGO, content_of
from dashboard.figures import meeting
from dashboard.figures.caption import Listing
from dashboard.figures.meeting import Meeting
from dashboard.view.view import View

_BEFORE = ("figure", "at_meeting", "by_now", "moved_by", "decision", "owner")
_DECIDED = ("figure", "at_meeting", "decision", "owner", "due")
_WIDTHS = {"figure": 36, "at_meeting": 29, "by_now": 29, "moved_by": 25, "decision": 49, "owner": 26, "due": 30}
_NARROW = {"figure": 28, "decision": 32, "owner": 27}
"""Columns in mm; the narrow ones where there are six."""


def minutes(view: View, one: Meeting, listing: Listing, before: Listing | None) -> bytes:
    """The DOCX. `listing`: the meeting's findings; `before`: those of the meeting before, None where there was none."""
    words, brand = view.words, files.read(view.templates, view.words).files
    sheet = sheet_of(brand, words.language)
    document, looks = sheet.document, sheet.looks
    if drawing := content_of(brand, LOGO) if sheet.own else b"":
        with_logo(sheet, drawing, view.holding.name)
    elif sheet.own:
        document.add_paragraph(prose.clean(view.holding.name), looks["letterhead"])
    document.add_paragraph(words("meeting.minutes.title", day=words.day(one.row["on_day"])), looks["title"])
    if before is not None:
        document.add_paragraph(words("meeting.minutes.before"), looks["heading"])
        document.add_paragraph(prose.clean(before.title), looks["body"])
        before = replace(before, table=before.table.with_columns(owner=_by_when(view, before)))
        _table(sheet, view, before, _BEFORE, _WIDTHS | _NARROW)
    document.add_paragraph(words("meeting.minutes.decided"), looks["heading"])
    document.add_paragraph(meeting.about(words, one), looks["body"])
    _table(sheet, view, listing, _DECIDED, _WIDTHS)
    document.add_paragraph(prose.clean(f"{listing.source} · {listing.as_of}"), looks["note"])
    document.add_paragraph(words("meeting.minutes.signed", by=prose.clean(one.row["written_by"])), looks["note"])
    out = io.BytesIO()
    sheet.closed().save(out)
    return zip_file.again(out.getvalue())


def _by_when(view: View, listing: Listing) -> pl.Series:
    """Who was to do it, and until when: a column of its own would leave the decisions too little room."""
    rows = listing.table.select("owner", "due").iter_rows()
    return pl.Series([view.words("meeting.minutes.owner", owner=who, day=view.words.day(due)) for who, due in rows])


def _table(sheet: LetterSheet, view: View, listing: Listing, columns: tuple[str, ...], widths: dict[str, int]) -> None:
    share = min(1.0, sheet.width / sum(widths[name] for name in columns))
    table, sizes = (
        sheet.document.add_table(rows=0, cols=len(columns)),
        tuple(int(widths[name] * share) for name in columns),
    )
    style = sheet.looks["cell"]
    table.autofit = False
    bordered(table)
    for cell, name in zip(row(table, "w:tblHeader", sizes, style), columns, strict=True):
        cell.paragraphs[0].add_run(listing.labels[name]).bold = True
    for line in listing.table.iter_rows(named=True):
        for cell, name in zip(row(table, "w:cantSplit", sizes, style), columns, strict=True):
            value = view.words.day(line[name]) if name == "due" else line[name]
            cell.paragraphs[0].add_run(prose.clean(value))
