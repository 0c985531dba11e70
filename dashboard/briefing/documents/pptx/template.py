"""An empty deck: 16:9, the branch's colours and font as its theme, two layouts, from the template of python-pptx."""

import io
import re
import zipfile
from functools import lru_cache

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from dashboard.briefing.documents import zip_file
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx import branch
from dashboard.briefing.documents.pptx.frame import SlideFrame, TextPlace, of_template
from dashboard.briefing.documents.prose import printable
from dashboard.briefing.pack import DECK, Pack
from dashboard.fonts.typeface import FAMILY
from dashboard.render.theme import PALETTES

WIDTH, HEIGHT, MARGIN = 960, 540, 44
"""A slide in points."""

_LAYOUTS = ("Title Slide", "Title Only")
_PALETTE = PALETTES["print"]
THEME = {
    "dk1": _PALETTE.ink,
    "lt1": _PALETTE.ground,
    "dk2": _PALETTE.muted,
    "lt2": _PALETTE.panel,
    "accent1": _PALETTE.accent,
    "accent2": _PALETTE.past,
    "accent3": _PALETTE.accent_soft,
    "accent4": _PALETTE.target,
    "accent5": _PALETTE.reference,
    "accent6": _PALETTE.grid,
    "hlink": _PALETTE.accent,
    "folHlink": _PALETTE.target,
}
"""The deck's theme colours: what an office program offers first, and what every shape here is coloured with."""


def empty(pack: Pack) -> tuple[Deck, SlideFrame]:
    """A deck without slides, the branch's own or the house's, with the pack's title, language and time; and where
    things stand on its slides."""
    own = pack.brand_file(DECK)
    deck = branch.opened(own) if own else Presentation(io.BytesIO(_template()))
    about = deck.core_properties
    properties = {"title": pack.title, "subject": pack.subtitle, "author": pack.branch, "comments": pack.cite}
    for name, text in {**properties, "last_modified_by": pack.branch, "language": pack.language}.items():
        setattr(about, name, printable(text)[:255])
    about.created = about.modified = pack.loaded_at.replace(tzinfo=None)
    about.revision = 1
    return deck, of_template(deck) if own else _house(deck)


def _house(deck: Deck) -> SlideFrame:
    opening, content = deck.slide_layouts
    inner = WIDTH - 2 * MARGIN
    area = Box(MARGIN, 0, inner, HEIGHT)
    return SlideFrame(True, WIDTH, opening, content, area, Box(MARGIN, 502, inner, 20), TextPlace(area, 26, bold=True))


def saved(deck: Deck) -> bytes:
    """The deck as a file; the same deck gives the same bytes."""
    out = io.BytesIO()
    deck.save(out)
    return zip_file.again(out.getvalue())


@lru_cache
def _template() -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in _LAYOUTS:
            deck.slide_layouts.remove(layout)
    for owner, unwanted in ((deck.part, RT.PRINTER_SETTINGS), (deck.part.package, RT.THUMBNAIL)):
        for name, relation in list(owner._rels.items()):
            if relation.reltype == unwanted:
                owner._rels.pop(name)
    for shapes in (deck.slide_master.placeholders, *(layout.placeholders for layout in deck.slide_layouts)):
        for place in list(shapes):
            _place(place)
    for kind in ("title", "body"):
        style = deck.slide_master.element.find(f".//{qn(f'p:{kind}Style')}/{qn('a:lvl1pPr')}")
        style.set("algn", "l")
    style = deck.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    style.set("sz", "2600")
    style.set("b", "1")
    assert deck.notes_master  # python-pptx adds it, with a theme of its own, when it is first asked for
    return _themed(saved(deck))


_PLACES = {
    "TITLE": (Box(MARGIN, 44, WIDTH - 2 * MARGIN, 66), 26),
    "CENTER_TITLE": (Box(MARGIN + 20, 120, WIDTH - 2 * MARGIN - 40, 110), 40),
    "SUBTITLE": (Box(MARGIN + 20, 240, WIDTH - 2 * MARGIN - 40, 70), 18),
    "BODY": (Box(MARGIN, 120, WIDTH - 2 * MARGIN, 360), 18),
}


def _place(place) -> None:
    """Put a placeholder where a wide slide has it; those for date, footer and number go, the foot here says more."""
    kind = place.placeholder_format.type.name
    if kind not in _PLACES:
        place._element.getparent().remove(place._element)
        return
    box, size = _PLACES[kind]
    place.left, place.top, place.width, place.height = map(Pt, (box.left, box.top, box.width, box.height))
    place.text_frame.paragraphs[0].font.size = Pt(size)


def _themed(document: bytes) -> bytes:
    """The template with the branch's colours and font in each of its themes."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in [name for name in parts if name.startswith("ppt/theme/theme")]:
        text = parts[name].decode("utf-8")
        for slot, colour in THEME.items():
            filled = f'<a:{slot}><a:srgbClr val="{colour[1:].upper()}"/></a:{slot}>'
            text = re.sub(rf"<a:{slot}>.*?</a:{slot}>", filled, text, flags=re.S)
        text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*"', rf'\g<1>{FAMILY}"', text)
        text = re.sub(r'(<a:(?:theme|clrScheme|fontScheme)\b[^>]*? name=")[^"]*"', r'\g<1>Perisai"', text)
        parts[name] = text.encode("utf-8")
    return zip_file.packed(parts)
