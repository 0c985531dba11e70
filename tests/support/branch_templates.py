"""Small templates as a branch may have them: decks of several shapes, a letterhead, a logo."""

import base64
import hashlib
import io
import zipfile

from docx import Document
from docx.document import Document as Doc
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml as parse_docx
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Mm
from pptx import Presentation
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlidePackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from dashboard.briefing.brand import logo
from dashboard.briefing.pack import BrandFile, Use
from tests.support.briefing_pack import _png

SAMPLE = "Contoh yang tidak boleh ikut"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ART = (
    f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Art"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="190500"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    '</a:prstGeom><a:solidFill><a:schemeClr val="accent3"/></a:solidFill></p:spPr></p:sp>'
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path fill="#0a7d3b" d="M0 0h60v20H0z"/></svg>'


def brand_file(use: Use, name: str, content: bytes) -> BrandFile:
    """A file as a pack has it."""
    written = logo.of_svg(content) if use == "logo" else content
    return BrandFile(use, name, hashlib.sha256(content).hexdigest(), base64.b64encode(written).decode())


def deck(wide: float = 720, high: float = 540, dark: bool = False, renamed: bool = False) -> bytes:
    """A deck with two sample slides, one of which leads to the other, and a bar across its master.

    `renamed`: layouts have names of their own, and before the master is another one that has no room for content.
    """
    made_of = Presentation()
    made_of.slide_width, made_of.slide_height = Pt(wide), Pt(high)
    for owner in (made_of.slide_master, *made_of.slide_layouts):
        for place in owner.placeholders:
            if place._element.xpath(".//a:xfrm"):
                place.left, place.width = (int(side * wide / 720) for side in (place.left, place.width))
                place.top, place.height = (int(side * high / 540) for side in (place.top, place.height))
    made_of.slide_master.shapes._spTree.insert(2, parse_xml(ART))
    if dark:
        for slot, other in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
            made_of.slide_master.element.find(qn("p:clrMap")).set(slot, other)
    if renamed:
        for number, layout in enumerate(made_of.slide_layouts):
            layout.name = f"Tata letak {number}"
    first, second = (made_of.slides.add_slide(made_of.slide_layouts[n]) for n in (0, 1))
    for slide in (first, second):
        slide.shapes.title.text = SAMPLE
        slide.notes_slide.notes_text_frame.text = SAMPLE
    box = first.shapes.add_textbox(0, 0, Pt(50), Pt(20))
    box.click_action.target_slide = second
    return saved(made_of)


def saved(document: Deck | Doc) -> bytes:
    """The file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letterhead(mark: str = "", header: bool = True, font: str = "Georgia") -> bytes:
    """A letterhead with a sample text, or one that says where the letter goes."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(30)
    document.styles["Normal"].font.name = font
    if header:
        section.header.paragraphs[0].text = "BPJS Ketenagakerjaan, Jalan Contoh 1"
        section.footer.paragraphs[0].text = "kepatuhan@contoh.example"
    for text in (SAMPLE, mark, "Tembusan: Kantor Wilayah") if mark else (SAMPLE,):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(document: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """An office file with one of its parts changed; a part that is not there is added."""
    out, seen = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(document)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.namelist():
            content = before.read(one)
            if one == name:
                seen = True
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(one, content)
        if not seen:
            after.writestr(name, new)
    return out.getvalue()


def floating_letterhead() -> bytes:
    """A letterhead over whose header a picture floats."""
    document = Document(io.BytesIO(letterhead()))
    drawn = document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(_png()), width=Mm(25))
    spaces = nsdecls("wp", "a", "pic", "r")
    anchor = parse_docx(
        f'<wp:anchor {spaces} behindDoc="1" distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page">'
        '<wp:posOffset>300000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page">'
        '<wp:posOffset>200000</wp:posOffset></wp:positionV><wp:extent cx="900000" cy="600000"/>'
        "<wp:wrapNone/></wp:anchor>"
    )
    anchor.extend([one for one in drawn._inline if not one.tag.endswith("}extent")])
    drawn._inline.getparent().replace(drawn._inline, anchor)
    return saved(document)


def annotated_letterhead() -> bytes:
    """A letterhead whose sample text has a comment and a footnote of its own, with a first page's header that no page
    has, a tracked change of a font, and what a mail merge leaves."""
    document = Document(io.BytesIO(letterhead()))
    document.core_properties.author = document.core_properties.last_modified_by = "Siti Aminah"
    document.add_comment(document.paragraphs[0].runs, text=SAMPLE, author="Siti Aminah")
    document.sections[0].first_page_header.paragraphs[0].text = SAMPLE
    document.sections[0].even_page_footer.paragraphs[0].text = SAMPLE
    run = document.sections[0].header.paragraphs[0].runs[0]
    run._r.get_or_add_rPr().append(parse_word('<w:rPrChange w:id="7" w:author="Siti Aminah"><w:rPr/></w:rPrChange>'))
    document.settings.element.append(parse_word(f'<w:docVars><w:docVar w:name="a" w:val="{SAMPLE}"/></w:docVars>'))
    notes = "".join(
        f'<w:footnote {kind}w:id="{n}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for n, kind, text in ((0, 'w:type="separator" ', ""), (2, "", SAMPLE))
    )
    written = serialize_for_reading(parse_word(f"<w:footnotes>{notes}</w:footnotes>")).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, written, document.part.package)
    document.part.relate_to(part, f"{RELATIONS}/footnotes")
    return saved(document)


def parse_word(xml: str):
    """An element of a letter, its prefix w."""
    head, _, rest = xml.partition(">")
    name, _, attributes = head.partition(" ")
    return parse_docx(f"{name} {nsdecls('w')} {attributes}>{rest}")


def annotated_deck() -> bytes:
    """A deck with a master for handouts and a note of its maker's on a layout."""
    made_of = Presentation(io.BytesIO(deck()))
    told = f"<a>{SAMPLE}</a>".encode()
    for owner, kind in (
        (made_of.part, "handoutMaster"),
        (made_of.part, "viewProps"),
        (made_of.slide_layouts[1].part, "tags"),
    ):
        name = SlidePackURI(f"/ppt/{kind}/one.xml")
        owner.relate_to(SlidePart(name, "application/xml", owner.package, told), f"{RELATIONS}/{kind}")
    return saved(made_of)
