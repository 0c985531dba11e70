"""The branch's own letterhead: its header, footer, margins and styles stay, the letter is written between them."""

import io
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Doc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph as Line

from dashboard.briefing.brand.fault import Unusable
from dashboard.briefing.documents.docx import sample_text, styles

MARKS = ("{isi}", "{content}")
"""A paragraph that says where the letter goes; without one, all of the template's text gives way."""

_LEAST = 100
"""The least width of the text, in mm."""

MARK = 16.0
"""How high the line of stamp and demonstration label is, in points."""


@dataclass(frozen=True)
class LetterSheet:
    """A letter that is being written. `width`: of its text, in mm; `looks`: the style of each kind of paragraph;
    `after`: what stands below the letter; `own`: whether it is the house's, without a letterhead of the branch's."""

    document: Doc
    width: int
    looks: styles.Looks
    own: bool = True
    after: tuple = ()

    def closed(self) -> Doc:
        """The document with what stands below the letter."""
        body = self.document.element.body
        for one in self.after:
            body.insert(list(body).index(body.sectPr), one)
        return self.document


def opened(template: bytes, language: str) -> LetterSheet:
    """The letterhead without its sample text. Raises Unusable."""
    document = Document(io.BytesIO(template))
    body = document.element.body
    _of_first_section(document)
    blocks = [one for one in body if one.tag != qn("w:sectPr")]
    texts = ["".join(part.text or "" for part in one.iter(qn("w:t"))).strip().lower() for one in blocks]
    at = next((n for n, text in enumerate(texts) if text in MARKS), None)
    if at is None and not any(_filled(part._element) for part in parts(document)):
        raise Unusable("empty_letterhead")
    for one in blocks if at is None else blocks[at:]:
        body.remove(one)
    section = document.sections[0]
    wide = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    if Emu(wide).mm < _LEAST:
        raise Unusable("narrow")
    sample_text.removed(document, () if at is None else blocks[at + 1 :])
    looks = styles.of_branch(document, language)
    return LetterSheet(document, int(Emu(wide).mm), looks, False, () if at is None else tuple(blocks[at + 1 :]))


def parts(document: Doc) -> list:
    """The headers and footers that are seen."""
    section = document.sections[0]
    seen = [section.header, section.footer]
    if section.different_first_page_header_footer:
        seen += [section.first_page_header, section.first_page_footer]
    if document.settings.odd_and_even_pages_header_footer:
        seen += [section.even_page_header, section.even_page_footer]
    return [one for one in seen if not one.is_linked_to_previous]


def mark(sheet: LetterSheet, text: str) -> list[Line]:
    """Write a line at the end of every header, under the letterhead. Where pictures float there nothing tells what they
    leave free but the letter's own place: the line stands in a frame at its upper edge, on every page, and the letter
    begins below it."""
    section = sheet.document.sections[0]
    seen = [section.header]
    if section.different_first_page_header_footer:
        seen.append(section.first_page_header)
    if sheet.document.settings.odd_and_even_pages_header_footer:
        seen.append(section.even_page_header)
    floats, edge = any(_floats(one._element) for one in seen), above(section)
    lines = [one.add_paragraph() for one in seen]
    for one, line in zip(seen, lines, strict=True):
        line.add_run(text)
        if floats:
            line._p.get_or_add_pPr().append(_frame(sheet.width, edge))
            one._element.insert(0, line._p)  # a frame stands before the paragraph that it is anchored at
    if floats:
        section.top_margin = Pt(edge + MARK)
    return lines


def _frame(width: int, edge: float) -> BaseOxmlElement:
    """A frame as wide as the text, at a distance in points from the page's upper edge."""
    frame = OxmlElement("w:framePr")
    sides = {"w": round(Mm(width).twips), "h": round(MARK * 20), "hRule": "exact", "y": round(edge * 20)}
    placed = {"wrap": "notBeside", "vAnchor": "page", "hAnchor": "margin", "xAlign": "center"}
    for name, value in (sides | placed).items():
        frame.set(qn(f"w:{name}"), str(value))
    return frame


def above(section: Section) -> float:
    """Where the text begins, in points from the page's upper edge, by what its header holds."""
    return max((section.top_margin or 0) / 12700, (section.header_distance or 0) / 12700 + _high(section.header))


def below(section: Section) -> float:
    """How much of the page the foot takes, likewise."""
    return max((section.bottom_margin or 0) / 12700, (section.footer_distance or 0) / 12700 + _high(section.footer))


def _high(part) -> float:
    rows = [*part.paragraphs, *(row.cells[0].paragraphs[0] for table in part.tables for row in table.rows)]
    pictures = [int(one.get("cy")) / 12700 for one in part._element.iter(qn("wp:extent")) if _inline(one)]
    return sum(pictures) + 15 * len([one for one in rows if one.text.strip()])


def _inline(extent) -> bool:
    return extent.getparent().tag == qn("wp:inline")


def _filled(element) -> bool:
    text = "".join(one.text or "" for one in element.iter(qn("w:t"))).strip()
    return bool(text) or any(True for _ in element.iter(qn("w:drawing"), qn("w:pict")))


def _floats(element) -> bool:
    return any(True for _ in element.iter(qn("wp:anchor"), qn("w:pict"), qn("w:framePr")))


def _of_first_section(document: Doc) -> None:
    """A template of several sections is taken as its first: there the letterhead stands."""
    body = document.element.body
    inner = body.findall(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:sectPr')}")
    if inner:
        body.replace(body.sectPr, inner[0])
        for one in inner[1:]:
            one.getparent().remove(one)
