"""What the sample text of a letterhead leaves behind, and what tells of whoever wrote it: taken out, or refused."""

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as Doc
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from dashboard.briefing.brand.fault import Unusable

_CHANGES = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
"""Tracked changes of what is written; of how it looks, the tag ends in Change."""

_WORD = qn("w:p").removesuffix("p")
_REMARKS = tuple(qn(f"w:{name}") for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_SETTINGS = tuple(qn(f"w:{name}") for name in ("docVars", "rsids", "mailMerge", "trackRevisions", "docVar"))
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_OF_LETTER = ("styles", "numbering", "fontTable", "theme", "settings", "webSettings", "stylesWithEffects")
_NAMED = ("header", "footer", "image", "hyperlink", "svg")
"""Kinds of parts that a letterhead consists of: those that are always there, and those that its text names."""


def removed(document: Doc, after: Sequence[etree._Element]) -> None:
    """Leave in the document only what its header, footer and kept text need. `after`: what will stand below the letter.

    Raises Unusable for changes that nobody has accepted or rejected, and for parts of a kind that nothing here can
    read through.
    """
    _without_unused_heads(document)
    roots = [document.element, *after]
    _cleaned(roots)
    _without_notes(document, roots)
    _related(document.part, roots, _OF_LETTER)
    for one in document.part.rels.values():
        if one.reltype.rpartition("/")[2] in ("header", "footer"):
            _cleaned([one.target_part.element])
            _related(one.target_part, [one.target_part.element], ())
    _without_names(document)
    settings = document.settings.element
    for child in [one for one in settings if one.tag in _SETTINGS]:
        settings.remove(child)
    for name, one in list(document.part.package.rels.items()):
        if one.reltype.rpartition("/")[2] not in ("officeDocument", "core-properties"):
            document.part.package.rels.pop(name)


def _without_names(document: Doc) -> None:
    """Who wrote the letterhead, and what its file says of itself: the letter's own takes its place where it has any."""
    about = document.core_properties
    about.author = about.last_modified_by = about.title = about.subject = ""
    about.comments = about.keywords = about.category = about.content_status = ""
    about.created = about.modified = about.last_printed = datetime(2000, 1, 1)
    about.revision = 1


def _without_unused_heads(document: Doc) -> None:
    """Headers and footers for first and even pages that no page has stay in the file, where anybody can read them."""
    section = document.sections[0]
    unused = set() if section.different_first_page_header_footer else {"first"}
    if not document.settings.odd_and_even_pages_header_footer:
        unused.add("even")
    for one in list(section._sectPr):
        if one.tag in (qn("w:headerReference"), qn("w:footerReference")) and one.get(qn("w:type")) in unused:
            section._sectPr.remove(one)


def _cleaned(roots: Sequence[etree._Element]) -> None:
    for root in roots:
        for one in list(root.iter(etree.Element)):
            tag = str(one.tag)
            if tag in _CHANGES:
                raise Unusable("tracked")
            if tag in _REMARKS or (tag.startswith(_WORD) and tag.endswith("Change")):
                one.getparent().remove(one)


def _without_notes(document: Doc, roots: Sequence[etree._Element]) -> None:
    """Footnotes and endnotes of the sample text: all but the lines that part them from a text."""
    for relation in document.part.rels.values():
        kind = _NOTES.get(relation.reltype.rpartition("/")[2])
        if not kind:
            continue
        named = {one.get(qn("w:id")) for root in roots for one in root.iter(qn(f"w:{kind}Reference"))}
        part = relation.target_part
        notes = parse_xml(part.blob)
        for one in list(notes):
            ordinary = one.get(qn("w:type"), "normal") == "normal"
            if ordinary and one.get(qn("w:id")) not in named:
                notes.remove(one)
        _cleaned([notes])
        _related(part, [notes], ())
        part._blob = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)


def _related(part: Part, roots: Sequence[etree._Element], always: Sequence[str]) -> None:
    """Take away what nothing names; raise Unusable for what is named and is of a kind that a letterhead has not."""
    named = {value for root in roots for one in root.iter(etree.Element) for value in _names(one)}
    for name, one in list(part.rels.items()):
        kind = one.reltype.rpartition("/")[2]
        if kind in always or (kind in _NOTES and part.partname == "/word/document.xml"):
            continue
        if name not in named:
            part.rels.pop(name)
        elif kind not in _NAMED:
            raise Unusable("foreign")


def _names(one: etree._Element) -> list[str]:
    related = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    return [str(value) for key, value in one.attrib.items() if str(key).startswith(related)]
