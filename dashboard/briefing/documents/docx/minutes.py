"""The minutes of a meeting as DOCX: what the one before decided and whether it moved, then what this one decided."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl
from docx.shared import Pt

from dashboard.briefing.brand import files
from dashboard.briefing.documents import fit_text, prose, zip_file
from dashboard.briefing.documents.docx import styles
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
_MOST, _WIDER, _MARGINS = 0.98, 1.2, 4.0
"""Of the text's width that the words above columns may need; how much wider another font may be; a cell's, in mm."""

_NARROW = {"figure": 28, "decision": 32, "owner": 27}
"""Columns in mm; the narrow ones where there are six."""


def minutes(view: View, one: Meeting, listing: Listing, before: Listing | None) -> bytes:
    """The DOCX. `listing`: the meeting's findings; `before`: those of the meeting before, None where there was none."""
    words, brand = view.words, files.read(view.templates, view.words).files
    sheet = sheet_of(brand, words.language)
    document, looks = sheet.document, sheet.looks
    _sized(sheet, [(listing, _DECIDED), *([(before, _BEFORE)] if before is not None else [])])
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
    source = document.add_paragraph(prose.clean(f"{listing.source} · {listing.as_of}"), looks["note"])
    source.paragraph_format.space_before = Pt(4)  # below the table's line
    document.add_paragraph(words("meeting.minutes.signed", by=prose.clean(one.row["written_by"])), looks["note"])
    out = io.BytesIO()
    sheet.closed().save(out)
    return zip_file.again(out.getvalue())


def _by_when(view: View, listing: Listing) -> pl.Series:
    """Who was to do it, and until when: a column of its own would leave the decisions too little room."""
    rows = listing.table.select("owner", "due").iter_rows()
    return pl.Series([view.words("meeting.minutes.owner", owner=who, day=view.words.day(due)) for who, due in rows])


def _sized(sheet: LetterSheet, listings: Iterable[tuple[Listing, tuple[str, ...]]]) -> None:
    """On a letterhead, the largest letters in which every column has room for the longest word above it."""
    for size in styles.sizes(sheet.document) if not sheet.own else ():
        styles.sized(sheet.document, size)
        least = [sum(_least(sheet, listing.labels[name]) for name in columns) for listing, columns in listings]
        if max(least) <= sheet.width * _MOST:
            return


def _least(sheet: LetterSheet, head: str) -> float:
    """How wide a column must be, in mm, for no word above it to be broken, in other fonts too."""
    size = sheet.document.styles[sheet.looks["cell"]].font.size.pt
    return max(fit_text.width(word, size * _WIDER, bold=True) for word in head.split()) * 25.4 / 72 + _MARGINS


def shared(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Columns of these widths, each at least as wide as it must be at the cost of those that are wider, as far as they
    are; all in one unit, and as wide together as before."""
    lack = sum(max(0.0, one - width) for width, one in zip(widths, least, strict=True))
    spare = sum(max(0.0, width - one) for width, one in zip(widths, least, strict=True))
    given = min(1.0, lack / spare) if spare else 0.0
    taken = min(1.0, spare / lack) if lack else 0.0
    pairs = zip(widths, least, strict=True)
    return [width + (one - width) * taken if one > width else width - (width - one) * given for width, one in pairs]


def _table(sheet: LetterSheet, view: View, listing: Listing, columns: tuple[str, ...], widths: dict[str, int]) -> None:
    share, style = min(1.0, sheet.width / sum(widths[name] for name in columns)), sheet.looks["cell"]
    table, own = sheet.document.add_table(rows=0, cols=len(columns)), [widths[name] * share for name in columns]
    least = [0.0 if sheet.own else _least(sheet, listing.labels[name]) for name in columns]
    sizes = tuple(int(one) for one in shared(own, least))
    table.autofit = False
    bordered(table)
    for cell, name in zip(row(table, "w:tblHeader", sizes, style), columns, strict=True):
        cell.paragraphs[0].add_run(listing.labels[name]).bold = True
    for line in listing.table.iter_rows(named=True):
        for cell, name in zip(row(table, "w:cantSplit", sizes, style), columns, strict=True):
            value = view.words.day(line[name]) if name == "due" else line[name]
            cell.paragraphs[0].add_run(prose.clean(value))
