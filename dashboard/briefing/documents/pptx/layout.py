"""What every slide of a briefing has: title, stamp, demonstration label, foot and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx.shapes import ALARM, GROUND, MUTED, Look, SlideText, fill_in, place, write
from dashboard.briefing.documents.pptx.template import HEIGHT, MARGIN, TITLE_ONLY, WIDTH
from dashboard.briefing.documents.prose import printable
from dashboard.briefing.pack import Pack
from dashboard.language.words import Words

SMALL = 11.5
"""The smallest letters on a slide, in points: 14 px where a slide is 1.200 px wide."""

INNER = WIDTH - 2 * MARGIN
FOOT = Box(MARGIN, 502, INNER, 20)
_BAND = Box(0, 0, WIDTH, 26)
_P14, _SECTIONS = "http://schemas.microsoft.com/office/powerpoint/2010/main", "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_TITLES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)


@dataclass(frozen=True)
class Stage:
    """A deck that is being made, of which pack, in which words."""

    deck: Deck
    pack: Pack
    words: Words


def opened(stage: Stage, title: str, subtitle: str = "") -> tuple[Slide, float]:
    """A new slide with its title and subtitle; returns where its content may begin."""
    slide = stage.deck.slides.add_slide(stage.deck.slide_layouts[TITLE_ONLY])
    heads = _heads(stage, title, subtitle)
    for number, (text, size, box) in enumerate(heads):
        if number:
            write(slide, box, [SlideText(text, size, colour=MUTED)], "Subtitle")
        else:
            place(slide.shapes.title, box)
            fill_in(slide, slide.shapes.title, [SlideText(text, size, bold=True)], Look(anchor="b"))
    stamp(stage, slide)
    return slide, heads[-1][2].bottom + 10


def begins(stage: Stage, title: str, subtitle: str = "") -> float:
    """Where the content of a slide with this title and subtitle may begin."""
    return _heads(stage, title, subtitle)[-1][2].bottom + 10


def _heads(stage: Stage, title: str, subtitle: str) -> list[tuple[str, float, Box]]:
    """Title and subtitle, each as it is set, how large and where."""
    top, heads = _BAND.height + 16 if stage.pack.stamp else 28.0, []
    for text, sizes, high, bold in ((title, _TITLES, 68, True), (subtitle, (14, 13, 12, SMALL), 34, False)):
        if text:
            fit, size = fit_text.fitted(text, sizes, Box(MARGIN, top, INNER, high), bold)
            heads.append((fit, size, Box(MARGIN, top, INNER, fit_text.height(fit, size, INNER, bold))))
            top = heads[-1][2].bottom + 4
    return heads


def stamp(stage: Stage, slide: Slide) -> None:
    """The stamp in a band at the top, and at the foot the demonstration label and the slide's number."""
    pack, right = stage.pack, WIDTH - MARGIN
    if pack.stamp:
        text, size = fit_text.fitted(pack.stamp, (14, 13, 12, SMALL), Box(0, 0, INNER, 20), bold=True)
        line = SlideText(text, size, bold=True, colour=GROUND, align="ctr")
        write(slide, _BAND, [line], "Stamp", Look(fill=ALARM, inset=(MARGIN, 2), anchor="ctr"))
    number = str(len(stage.deck.slides))
    write(
        slide,
        Box(right - 36, FOOT.top, 36, 20),
        [SlideText(number, SMALL, align="r", colour=MUTED, number=True)],
        "Number",
    )
    if pack.demo:
        write(slide, _badge(pack), [SlideText(pack.demo, SMALL, bold=True, colour=ALARM, align="ctr")], "Demo",
              Look(line=ALARM, inset=(4, 1), anchor="ctr"))  # fmt: skip


def _badge(pack: Pack) -> Box:
    wide = fit_text.width(pack.demo, SMALL, bold=True) + 20
    return Box(WIDTH - MARGIN - 44 - wide, FOOT.top - 2, wide, 22)


def foot(stage: Stage, slide: Slide, texts: Sequence[str], above: float = INNER) -> float:
    """Lines of source and notes at the foot, the last beside the demonstration label; returns their upper edge.

    `above`: how wide the lines over the last may be.
    """
    last = (_badge(stage.pack).left if stage.pack.demo else WIDTH - MARGIN - 44) - 12 - MARGIN
    top = FOOT.top
    lines = [text for text in texts if text]
    for number, text in enumerate(reversed(lines)):
        across = last if number == 0 else above
        fit, size = fit_text.fitted(text, (12, SMALL), Box(0, 0, across, 3 * SMALL * fit_text.LEADING))
        high = fit_text.height(fit, size, across)
        top = HEIGHT - 22 - high if number == 0 else top - high - 2
        write(slide, Box(MARGIN, top, across, high), [SlideText(fit, size, colour=MUTED)], f"Foot {number + 1}")
    return top


def notes(stage: Stage, slide: Slide, lines: Sequence[str]) -> None:
    """The notes under a slide: what is given, then what the briefing is narrowed to, its date and its stamp."""
    pack = stage.pack
    chosen = [f"{label}: {value}" for label, value in pack.filters]
    texts = [*lines, "", *chosen, pack.as_of, pack.cite, pack.demo, pack.stamp]
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None, "the template's notes have a place for their text"
    frame.text = printable("\n".join(texts)).strip()


_LAST = ("Foot", "Trace code", "QR", "Demo", "Number")
"""What is read after a slide's content, in this order; a name's beginning."""

_DECORATION = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def read_aloud(deck: Deck, language: str) -> None:
    """Say of every text in which language it is, and put a slide's shapes in the order in which they are read: title,
    subtitle, embargo, content from the top, then foot, trace code, demonstration label and number."""
    tag = {"id": "id-ID", "en": "en-GB"}[language]
    for slide in deck.slides:
        shapes = sorted(slide.shapes, key=lambda one: (_rank(one), one.top, one.left))
        for shape in shapes:
            slide.shapes._spTree.append(shape._element)
            if shape.name == "Accent":
                (properties,) = shape._element.xpath("./p:nvSpPr/p:cNvPr")
                properties.append(parse_xml(_DECORATION))
        for root in (slide.element, slide.notes_slide.element):
            for run in root.iter(qn("a:rPr"), qn("a:endParaRPr")):
                run.set("lang", tag)


def _rank(shape) -> int:
    """How late a shape is read."""
    first = ("Accent", "Title", "Subtitle", "Stamp")
    if shape.is_placeholder or shape.name in first:
        return first.index(shape.name) if shape.name in first else 1 + min(shape.placeholder_format.idx, 1)
    late = [n for n, name in enumerate(_LAST) if shape.name.startswith(name)]
    return len(first) + 1 + (late[0] + 1 if late else 0)


def sections(deck: Deck, parts: Sequence[tuple[str, int]]) -> None:
    """Divide the deck into parts, each with its name and how many slides it has, as office programs list them."""
    ids, at, inner = [one.get("id") for one in deck.part._element.sldIdLst], 0, ""
    for number, (name, count) in enumerate(parts, start=1):
        listed = "".join(f'<p14:sldId id="{one}"/>' for one in ids[at : at + count])
        guid = f"{{{number:08X}-0000-4000-8000-000000000000}}"
        inner += f'<p14:section name="{escape(name)}" id="{guid}"><p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>'
        at += count
    whole = f'<p14:sectionLst xmlns:p14="{_P14}">{inner}</p14:sectionLst>'
    extension = f'<p:extLst {nsdecls("p")}><p:ext uri="{_SECTIONS}">{whole}</p:ext></p:extLst>'
    for old in deck.part._element.findall(qn("p:extLst")):
        deck.part._element.remove(old)
    deck.part._element.append(parse_xml(extension))
