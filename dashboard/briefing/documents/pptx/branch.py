"""The branch's own deck: opened without its sample slides, its places filled as an office program would fill them."""

import io
from collections.abc import Sequence
from copy import deepcopy
from typing import cast
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.briefing.brand.fault import Unusable
from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.fit_text import unbroken
from dashboard.briefing.documents.pptx.frame import SlideFrame, places
from dashboard.briefing.documents.pptx.shapes import NUMBER_FIELD
from dashboard.briefing.documents.prose import printable

_OF_DECK = ("slideMaster", "theme", "tableStyles", "notesMaster", "font")
_OF_MASTER = ("slideMaster", "slideLayout", "theme", "image", "svg", "hyperlink", "notesMaster")
"""The ends of the kinds of relations that a deck, and a master or layout, is made of. The others belong to whoever made
the template (comments, printers, what was seen last), or to its sample slides."""

_OF_SAMPLES = tuple(
    f"p:{name}"
    for name in ("custShowLst", "extLst", "modifyVerifier", "custDataLst", "handoutMasterIdLst", "smartTags")
)
_OF_MAKER = ("tags", "customXml", "slide", "comments")
"""Kinds that a master or layout can do without: what was noted of it, and what its buttons lead to."""


def opened(template: bytes) -> Deck:
    """The template as a deck without slides, and without what only its own slides needed. Raises Unusable."""
    deck = Presentation(io.BytesIO(template))
    root = deck.part._element
    for one in list(root.sldIdLst if root.sldIdLst is not None else ()):
        root.sldIdLst.remove(one)
        deck.part.drop_rel(one.get(qn("r:id")))
    for tag in _OF_SAMPLES:
        for one in root.findall(qn(tag)):
            root.remove(one)
    for owner, kinds in ((deck.part, _OF_DECK), (deck.part.package, ("officeDocument", "core-properties"))):
        for name, relation in list(owner._rels.items()):
            if relation.reltype.rpartition("/")[2] not in kinds:
                owner._rels.pop(name)
    for master in deck.slide_masters:
        for one in (master, *master.slide_layouts):
            _without_slides(one)
    _with_notes(deck)
    _without_slides(deck.notes_master)
    return deck


def _without_slides(owner) -> None:
    """A master or layout whose buttons lead to no sample slide, and of which nothing is noted. Raises Unusable for one
    with a part in it that nothing here can read through."""
    for name, relation in list(owner.part._rels.items()):
        kind = relation.reltype.rpartition("/")[2]
        if kind in _OF_MAKER:
            for one in owner.element.xpath(f".//*[@r:id='{name}']"):
                one.getparent().remove(one)
            owner.part._rels.pop(name)
        elif kind not in _OF_MASTER:
            raise Unusable("foreign")


def _with_notes(deck: Deck) -> None:
    """See that notes have a place for their text: a master for notes without one is replaced."""
    if deck.part._element.xpath("./p:notesMasterIdLst"):
        types = {one.placeholder_format.type for one in places(deck.notes_master)}
        if PLACE.BODY in types:
            return
        for name, relation in list(deck.part._rels.items()):
            if relation.reltype == RT.NOTES_MASTER:
                deck.part._rels.pop(name)
        for one in deck.part._element.xpath("./p:notesMasterIdLst"):
            one.getparent().remove(one)
    assert deck.notes_master  # the library adds its own where there is none


def into(slide: Slide, shape, lines: Sequence[str], size: float = 0) -> None:
    """Write lines into a place of the layout, in its own look; `size`: of the letters where it does not fit so."""
    look = f' sz="{round(size * 100)}"' if size else ""
    body = "".join(
        f"<a:p><a:r><a:rPr{look}/><a:t>{escape(unbroken(printable(one)))}</a:t></a:r></a:p>" for one in lines
    )
    old = shape._element.txBody
    written = parse_xml(
        f"<p:txBody {nsdecls('p', 'a', 'r')}><a:bodyPr><a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</p:txBody>"
    )
    old.getparent().replace(old, written)


def second(slide: Slide):
    """The place for the text under the title of a first slide."""
    kinds = (PLACE.SUBTITLE, PLACE.BODY)
    return next(one for kind in kinds for one in slide.placeholders if one.placeholder_format.type == kind)


def furniture(slide: Slide, frame: SlideFrame, name: str, number: int) -> None:
    """The layout's own places for the slide's number and the foot, which say what they are for; not the date, which
    would be that of writing."""
    inner = {
        PLACE.SLIDE_NUMBER: (
            "Number",
            f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr/><a:t>{number}</a:t></a:fld>',
        ),
        PLACE.FOOTER: ("Footer", f"<a:r><a:rPr/><a:t>{escape(printable(name))}</a:t></a:r>"),
    }
    ids = [int(one) for one in slide.element.xpath(".//p:cNvPr/@id")]
    for place in places(slide.slide_layout):
        kind = place.placeholder_format.type
        if kind not in inner or (kind == PLACE.FOOTER and not _in_a_line(place, name, frame.scale)):
            continue
        label, run = inner[kind]
        ids.append(max(ids, default=1) + 1)
        shape = parse_xml(
            f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="{ids[-1]}" name="{label}"/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr/></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{run}</a:p></p:txBody></p:sp>"
        )
        shape.find(f".//{qn('p:nvPr')}").append(deepcopy(place._element.xpath(".//p:ph")[0]))
        slide.shapes._spTree.append(shape)


def _in_a_line(place, text: str, scale: float) -> bool:
    size = next((int(one) / 100 for one in place._element.xpath(".//a:lvl1pPr/a:defRPr/@sz")), 12.0)
    return place.width is not None and fit_text.width(text, size / scale) <= place.width / Pt(1) / scale - 14.4


def finished(deck: Deck, frame: SlideFrame) -> None:
    """Give each slide's content the layout's place for it, take away the places that stay empty, write in its size."""
    for slide in deck.slides:
        for place in list(slide.placeholders):
            if place.has_text_frame and not place.text_frame.text.strip():
                _claim(slide, place)
        if abs(frame.scale - 1) > 0.005:
            _scale(slide, frame.scale)


_ROOMY = {PLACE.OBJECT: "crt", PLACE.CHART: "c", PLACE.TABLE: "t", PLACE.PICTURE: "r"}
"""What a place takes besides texts: charts, tables, pictures."""


def _claim(slide: Slide, place) -> None:
    """An empty place goes to the slide's chart, table or picture, else to its subtitle, else it goes."""
    kind, takes = place.placeholder_format.type, ""
    takes = _ROOMY.get(kind, "")
    content = [one for one in slide.shapes if not one.is_placeholder and _letter(one) and _letter(one) in takes]
    texts = [one for one in slide.shapes if one.name == "Subtitle" and kind in (PLACE.OBJECT, PLACE.BODY)]
    chosen = next((one for one in (*content, *texts) if not one.is_placeholder), None)
    if chosen is not None and not place._element.xpath("boolean(.//p:ph[@orient='vert'])"):
        (properties,) = chosen._element.xpath("./*/p:nvPr")
        properties.insert(0, deepcopy(place._element.xpath(".//p:ph")[0]))
        for one in chosen._element.xpath("./p:nvSpPr/p:cNvSpPr"):
            one.attrib.pop("txBox", None)
    place._element.getparent().remove(place._element)


def _letter(shape) -> str:
    if shape.name == "QR":
        return ""
    return "c" if shape.has_chart else "t" if shape.has_table else "r" if shape._element.tag == qn("p:pic") else ""


_LENGTHS = {
    "off": ("x", "y"),
    "ext": ("cx", "cy"),
    "gridCol": ("w",),
    "tr": ("h",),
    "tcPr": ("marL", "marR", "marT", "marB"),
    "bodyPr": ("lIns", "tIns", "rIns", "bIns"),
    "rPr": ("sz",),
    "endParaRPr": ("sz",),
    "defRPr": ("sz",),
    "spcPts": ("val",),
    **{f"ln{side}": ("w",) for side in ("", "L", "R", "T", "B")},
}


def _scale(slide: Slide, scale: float) -> None:
    """Everything that was written here so much larger."""
    charts = [cast(GraphicFrame, one).chart._chartSpace for one in slide.shapes if one.has_chart]
    for root in (slide.element, *charts):
        for element in root.iter():
            for name in _LENGTHS.get(str(element.tag).rpartition("}")[2], ()):
                if (value := element.get(name)) is not None:
                    element.set(name, str(round(int(value) * scale)))
