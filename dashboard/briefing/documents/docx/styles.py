"""How a press release in DOCX looks: its styles in the shipped font and the house's colours."""

import io
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table

from dashboard.fonts.typeface import FAMILY
from dashboard.render.theme import PALETTES

Looks = Mapping[str, str]
"""The style of each kind of paragraph; the others are in that of `body`."""

STYLES: Looks = MappingProxyType(
    {
        "letterhead": "Letterhead",
        "number": "Subtitle",
        "release": "Release",
        "title": "Title",
        "about": "Small",
        "contact": "Small",
        "note": "Small",
        "cell": "Cell",
        "heading": "Heading 1",
        "body": "Normal",
    }
)
"""Those of the house's own letter."""

_UNUSED = ("numbering", "stylesWithEffects", "customXml")
_LANGUAGES = {"id": "id-ID", "en": "en-US"}
_MIDDLE = WD_ALIGN_PARAGRAPH.CENTER
_LOOKS = (
    # style, size, bold, colour, alignment, space before and after in points
    ("Normal", 9.5, None, "ink", None, 0, 4),
    ("Header", 8, None, "muted", None, 0, 0),
    ("Footer", 8, None, "muted", None, 0, 0),
    ("Letterhead", 12, True, "ink", _MIDDLE, 0, 5),
    ("Subtitle", 9.5, True, "ink", _MIDDLE, 0, 3),
    ("Release", 9, True, "ink", None, 0, 3),
    ("Title", 13, True, "ink", _MIDDLE, 2, 5),
    ("Heading 1", 9.5, True, "ink", None, 3, 2),
    ("Small", 8.5, None, "muted", None, 0, 3),
    ("Cell", 8.5, None, "ink", None, 0.5, 0.5),
)


def colour(name: str) -> RGBColor:
    """A colour of the printed palette by its meaning."""
    return RGBColor.from_string(getattr(PALETTES["print"], name).removeprefix("#").upper())


@lru_cache
def blank(code: str) -> bytes:
    """An empty letter in a language, with the letter's styles and no others, of which the library's template has
    so many that it is slow. Made once."""
    document = Document()
    _without_others(document)
    _language(document, code)
    _dressed(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _without_others(document: Doc) -> None:
    """Take out of the template its other styles, what belongs to them, and its small picture of another page."""
    known = {one.style_id: one for one in document.styles}
    used: set[str] = set()
    wanted = {one.style_id for one in document.styles if one.name in {look[0] for look in _LOOKS}}
    wanted |= {
        document.styles.default(kind).style_id for kind in WD_STYLE_TYPE if document.styles.default(kind) is not None
    }
    while wanted - used:
        style = wanted.difference(used).pop()
        used.add(style)
        element = known[style].element
        wanted |= {one.get(qn("w:val")) for one in element if one.tag in (qn("w:basedOn"), qn("w:link"), qn("w:next"))}
    for name, style in known.items():
        if name not in used:
            style.element.getparent().remove(style.element)
    for owner, unused in ((document.part, _UNUSED), (document.part.package, ("thumbnail",))):
        for key in [key for key, one in owner.rels.items() if one.reltype.rpartition("/")[2] in unused]:
            owner.rels.pop(key)


def _dressed(document: Doc) -> None:
    """Give every style that the letter uses its look; those that the template lacks are added."""
    known = {style.name for style in document.styles}
    for name, size, bold, ink, alignment, before, after in _LOOKS:
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        style = document.styles[name]
        _plain(style)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour(ink)
        form = style.paragraph_format
        form.alignment, form.space_before, form.space_after, form.line_spacing = alignment, Pt(before), Pt(after), 1.1
        form.keep_with_next = name in ("Title", "Heading 1")
    _ruled(document.styles["Letterhead"])


_OF_BRANCH = "Perisai "
_SIZE = 9.5
"""The letter's own; all others are in proportion."""

BRANCH_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
"""Those that a letter on the branch's letterhead may have, so that it stays on a page."""


def of_branch(document: Doc, language: str) -> Looks:
    """Add the letter's styles to a template of the branch's, by names of their own, in the font and colour of its
    Normal; its own styles stay as they are."""
    normal = document.styles["Normal"]
    for name, _, bold, _ink, alignment, before, after in _LOOKS:
        if name in ("Header", "Footer"):
            continue
        style = document.styles.add_style(f"{_OF_BRANCH}{name}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.bold = normal, bold
        form = style.paragraph_format
        form.alignment, form.space_before, form.space_after, form.line_spacing = alignment, Pt(before), Pt(after), 1.1
        form.left_indent = form.right_indent = form.first_line_indent = Pt(0)
        form.keep_with_next = name in ("Title", "Heading 1")
        if name in ("Title", "Heading 1"):
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), "0" if name == "Title" else "1")
            style.element.get_or_add_pPr().append(level)
    for tag in document.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), _LANGUAGES[language])
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), _LANGUAGES[language])
    sized(document, sizes(document)[0])
    return MappingProxyType({kind: f"{_OF_BRANCH}{name}" for kind, name in STYLES.items()})


def sizes(document: Doc) -> list[float]:
    """What a letter on a template may be set in, the largest first: no larger than the template's own text."""
    own = document.styles["Normal"].font.size
    return [one for one in BRANCH_SIZES if not own or one <= own.pt] or [BRANCH_SIZES[-1]]


def sized(document: Doc, size: float) -> None:
    """Give the letter's styles on a template their sizes."""
    for name, points, *_ in _LOOKS:
        if name not in ("Header", "Footer"):
            document.styles[f"{_OF_BRANCH}{name}"].font.size = Pt(round(points * size / _SIZE * 2) / 2)


def _plain(style: ParagraphStyle) -> None:
    """Take away the template's look and set the shipped font for every script."""
    for part in (style.element.pPr, style.element.rPr):
        for one in list(part) if part is not None else ():
            if one.tag != qn("w:outlineLvl"):
                part.remove(one)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FAMILY)


def _ruled(style: ParagraphStyle) -> None:
    """A line under the paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.append(_rule("w:bottom", "accent", 12))
    borders[0].set(qn("w:space"), "4")
    style.element.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")


def bordered(table: Table) -> None:
    """Thin lines between the rows, as in the PDF; the first column begins where the text does."""
    borders = OxmlElement("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        borders.append(_rule(side, "grid" if side == "w:insideH" else "muted", 4))
    margins = OxmlElement("w:tblCellMar")
    for side, twentieths in (("w:left", "0"), ("w:right", "240")):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), twentieths)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    form = table._tbl.tblPr
    look = form.find(qn("w:tblLook"))
    for part in (borders, form.find(qn("w:tblLayout")), margins):
        look.addprevious(part)


def ruled(table: Table) -> None:
    """A line under the table, as under the letterhead without a logo."""
    borders = OxmlElement("w:tblBorders")
    borders.append(_rule("w:bottom", "accent", 12))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(borders)


def _rule(side: str, name: str, eighths: int) -> BaseOxmlElement:
    line = OxmlElement(side)
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", str(colour(name)))):
        line.set(qn(f"w:{key}"), value)
    return line


def _language(document: Doc, code: str) -> None:
    """The language in which a program checks the spelling: id-ID or en-US."""
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), _LANGUAGES[code])
    for tag in document.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), _LANGUAGES[code])
