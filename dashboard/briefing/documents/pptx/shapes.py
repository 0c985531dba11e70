"""What stands on a slide: texts, tables and pictures, each with its place, measured so that nothing is cut.

Colours are slots of the deck's theme: a deck that is given another theme follows it.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.briefing.documents.fit_text import Box, unbroken
from dashboard.briefing.documents.prose import printable

INK, MUTED, GROUND, PANEL, ACCENT, ALARM, GRID = "tx1", "tx2", "bg1", "bg2", "accent1", "accent5", "accent6"
"""Slots of the theme, by what they mean here (see deck.THEME)."""

NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""The kind of field that says the slide's number; office programs know it by this name."""


@dataclass(frozen=True)
class SlideText:
    """One paragraph. `link`: where a click leads; `number`: it says the slide's number. `above`: room before it."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK
    align: str = "l"
    link: str = ""
    number: bool = False
    above: float = 0


@dataclass(frozen=True)
class Look:
    """How a text's box looks: its fill and outline as slots, its inner margins in points, where its text stands."""

    fill: str = ""
    line: str = ""
    inset: tuple[float, float] = (0, 0)
    anchor: str = "t"


PLAIN = Look()


def place(shape, box: Box) -> None:
    """Put a shape into a box."""
    shape.left, shape.top, shape.width, shape.height = (Pt(n) for n in (box.left, box.top, box.width, box.height))


def write(slide: Slide, box: Box, texts: Sequence[SlideText], name: str, look: Look = PLAIN) -> None:
    """A text box. Its texts are measured before: an office program neither shrinks nor grows it."""
    shape = slide.shapes.add_textbox(*(Pt(0) for _ in range(4)))
    shape.name = name
    place(shape, box)
    properties = shape._element.spPr
    for old in properties.findall("{*}noFill"):
        properties.remove(old)
    fill = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="{look.fill}"/></a:solidFill>'
    properties.append(parse_xml(fill if look.fill else f"<a:noFill {nsdecls('a')}/>"))
    if look.line:
        inner = f'<a:solidFill><a:schemeClr val="{look.line}"/></a:solidFill>'
        properties.append(parse_xml(f'<a:ln {nsdecls("a")} w="15875">{inner}</a:ln>'))
    fill_in(slide, shape, texts, look)


def fill_in(slide: Slide, shape, texts: Sequence[SlideText], look: Look = PLAIN) -> None:
    """Write the texts into a shape that is there, such as a placeholder."""
    x, y = (Pt(n) for n in look.inset)
    body = f'<a:bodyPr wrap="square" lIns="{x}" tIns="{y}" rIns="{x}" bIns="{y}" anchor="{look.anchor}"><a:noAutofit/>'
    inner = "".join(_paragraph(slide, text) for text in texts)
    old = shape._element.txBody
    old.getparent().replace(
        old, parse_xml(f"<p:txBody {nsdecls('p', 'a', 'r')}>{body}</a:bodyPr><a:lstStyle/>{inner}</p:txBody>")
    )


def _paragraph(slide: Slide, paragraph: SlideText) -> str:
    before = f'<a:spcBef><a:spcPts val="{round(paragraph.above * 100)}"/></a:spcBef>'
    click = f'<a:hlinkClick r:id="{_relation(slide, paragraph.link)}"/>' if paragraph.link else ""
    look = _run(paragraph.size, paragraph.bold, paragraph.colour, click)
    text = escape(unbroken(printable(paragraph.text)))
    run = f"<a:r>{look}<a:t>{text}</a:t></a:r>"
    if paragraph.number:
        run = f'<a:fld id="{NUMBER_FIELD}" type="slidenum">{look}<a:t>{text}</a:t></a:fld>'
    return f'<a:p><a:pPr algn="{paragraph.align}" marL="0" indent="0">{before}<a:buNone/></a:pPr>{run}</a:p>'


def _run(size: float, bold: bool, colour: str, click: str = "") -> str:
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    return f'<a:rPr sz="{round(size * 100)}" b="{int(bold)}">{fill}{click}</a:rPr>'


def _relation(slide: Slide, link: str) -> str:
    return slide.part.relate_to(link, RT.HYPERLINK, is_external=True)


def web(link: str) -> str:
    """The link, if it is one that leads somewhere."""
    return link if link.startswith(("https://", "http://")) else ""


def picture(
    slide: Slide, image: bytes, box: Box, name: str, alt: str, link: str = "", crop: tuple[float, ...] = (0, 0, 0, 0)
) -> None:
    """A PNG that fills the box; `crop`: the shares cut off at left, top, right and bottom."""
    shape = slide.shapes.add_picture(io.BytesIO(image), Pt(0), Pt(0), Pt(box.width), Pt(box.height))
    place(shape, box)
    shape.name = name
    shape.crop_left, shape.crop_top, shape.crop_right, shape.crop_bottom = crop
    (properties,) = shape._element.xpath("./p:nvPicPr/p:cNvPr")
    described(properties, alt)
    if link:
        click = f'<a:hlinkClick {nsdecls("a", "r")} r:id="{_relation(slide, link)}"/>'
        properties.append(parse_xml(click))


def described(element, alt: str) -> None:
    """Give a shape the text that stands for it where it cannot be seen."""
    element.set("descr", printable(alt))


@dataclass(frozen=True)
class Row:
    """A table's row: its cells' texts and its height. `strong`: a head or a total."""

    cells: tuple[str, ...]
    height: float
    strong: bool = False


def table(
    slide: Slide, box: Box, widths: Sequence[float], rows: Sequence[Row], right: Sequence[bool], size: float, alt: str
) -> None:
    """A native table whose first row is its head. `right`: the columns whose cells stand at the right."""
    frame = slide.shapes.add_table(1, 1, Pt(box.left), Pt(box.top), Pt(box.width), Pt(sum(row.height for row in rows)))
    frame.name = "Table"
    described(frame._element.nvGraphicFramePr.cNvPr, alt)
    grid = "".join(f'<a:gridCol w="{Pt(width)}"/>' for width in widths)
    body = "".join(_row(row, right, size, n == 0) for n, row in enumerate(rows))
    element = f'<a:tbl {nsdecls("a")}><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>'
    (old,) = frame._element.xpath(".//a:tbl")
    old.getparent().replace(old, parse_xml(element))


PAD = (6.0, 3.0)
"""A cell's inner margins in points, at its sides and above and below."""


def _row(row: Row, right: Sequence[bool], size: float, head: bool) -> str:
    cells = "".join(
        _cell(text, row.strong, at_right, size, head) for text, at_right in zip(row.cells, right, strict=True)
    )
    return f'<a:tr h="{Pt(row.height)}">{cells}</a:tr>'


def _cell(text: str, strong: bool, at_right: bool, size: float, head: bool) -> str:
    look = _run(size, strong, INK)
    side, end = "r" if at_right else "l", look.replace("a:rPr", "a:endParaRPr")
    lines = (escape(unbroken(printable(part))) for part in text.split("\n"))
    runs = (f"<a:r>{look}<a:t>{line}</a:t></a:r>" if line else end for line in lines)
    paragraphs = "".join(f'<a:p><a:pPr algn="{side}"/>{run}</a:p>' for run in runs)
    none = "".join(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>' for side in ("L", "R", "T"))
    under = f'<a:lnB w="{19050 if head else 6350}"><a:solidFill><a:schemeClr val="{ACCENT if head else GRID}"/>'
    fill = f'<a:solidFill><a:schemeClr val="{PANEL}"/></a:solidFill>' if head else "<a:noFill/>"
    x, y = (Pt(n) for n in PAD)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr marL="{x}" marR="{x}" marT="{y}" marB="{y}" anchor="{"b" if head else "t"}">{none}{under}'
        f"</a:solidFill></a:lnB>{fill}</a:tcPr></a:tc>"
    )
