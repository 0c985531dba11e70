"""What every slide of a briefing has: title, stamp, demonstration label, foot and notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx import branch
from dashboard.briefing.documents.pptx.branch import into
from dashboard.briefing.documents.pptx.frame import SlideFrame
from dashboard.briefing.documents.pptx.shapes import ALARM, GROUND, MUTED, Look, SlideText, fill_in, place, write
from dashboard.briefing.documents.prose import printable
from dashboard.briefing.pack import Pack
from dashboard.language.words import Words

SMALL = 11.5
"""The smallest letters on a slide, in points: 14 px where a slide is 1.200 px wide."""

_BAND = 26.0
"""How high the stamp's band is."""

_P14, _SECTIONS = "http://schemas.microsoft.com/office/powerpoint/2010/main", "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_TITLES, _ONE_LINE = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0), 22.0
"""A title's sizes, and the smallest that it is set in so as to stand in one line: by the widest font, two lines of the
largest would often be one, and stand low in their box."""


@dataclass(frozen=True)
class Stage:
    """A deck that is being made, of which pack, in which words, and where things stand on its slides."""

    deck: Deck
    pack: Pack
    words: Words
    frame: SlideFrame


def opened(stage: Stage, title: str, subtitle: str = "") -> tuple[Slide, float]:
    """A new slide with its title and subtitle; returns where its content may begin."""
    slide = stage.deck.slides.add_slide(stage.frame.content)
    for text, size, box, name in _heads(stage, title, subtitle):
        if name == "Subtitle":
            write(slide, box, [SlideText(text, size, colour=MUTED)], name)
        elif stage.frame.own:
            place(slide.shapes.title, box)
            fill_in(slide, slide.shapes.title, [SlideText(text, size, bold=True)], Look(anchor="b"))
        else:
            into(slide, slide.shapes.title, [text], size)
    stamp(stage, slide)
    return slide, begins(stage, title, subtitle)


def begins(stage: Stage, title: str, subtitle: str = "") -> float:
    """Where the content of a slide with this title and subtitle may begin."""
    lowest = [box.bottom for _, _, box, name in _heads(stage, title, subtitle) if stage.frame.own or name == "Subtitle"]
    return (lowest[-1] if lowest else _beneath_stamp(stage)) + (10 if lowest else 0)


def _beneath_stamp(stage: Stage) -> float:
    return stage.frame.area.top + (band_height(stage, stage.frame.area.width) + 8 if stage.pack.stamp else 0)


def _heads(stage: Stage, title: str, subtitle: str) -> list[tuple[str, float, Box, str]]:
    """Title and subtitle, each as it is set, how large, where and its name; size 0: as a template sets it."""
    frame, heads = stage.frame, []
    left, across = frame.area.left, frame.area.width
    if not frame.own:
        fit, size = frame.title.fitted(title)
        heads.append((fit, size, frame.title.box, "Title"))
        top = _beneath_stamp(stage)
    else:
        top = _BAND + 16 if stage.pack.stamp else 28.0
        in_one_line = [size for size in _TITLES if size >= _ONE_LINE and fit_text.lines(title, size, across, True) == 1]
        fit, size = fit_text.fitted(title, tuple(in_one_line[:1]) or _TITLES, Box(left, top, across, 68), True)
        heads.append((fit, size, Box(left, top, across, fit_text.height(fit, size, across, True)), "Title"))
        top = heads[-1][2].bottom + 4
    if subtitle:
        fit, size = fit_text.fitted(subtitle, (14, 13, 12, SMALL), Box(left, top, across, 34))
        heads.append((fit, size, Box(left, top, across, fit_text.height(fit, size, across)), "Subtitle"))
    return heads


def band_height(stage: Stage, across: float) -> float:
    """How high the stamp's band is so wide: two lines where one has no room."""
    return _BAND if stage.frame.own else max(_BAND, fit_text.height(stage.pack.stamp, SMALL, across - 12, True) + 6)


def stamp(stage: Stage, slide: Slide, at: Box | None = None, below: Box | None = None) -> None:
    """The stamp in a band at the top, and at the foot the demonstration label and the slide's number. `at`: another
    place for the stamp, `below` for the label."""
    pack, foot_line = stage.pack, stage.frame.foot
    if pack.stamp:
        area, own = stage.frame.area, stage.frame.own
        # At the slide's top; of a template, which may have its logo there, at the top of what it leaves free.
        band = at or (Box(0, 0, stage.frame.width, _BAND) if own else Box(area.left, area.top, area.width, 0))
        band, inset = replace(band, height=band_height(stage, band.width)), area.left if own else 6.0
        room = Box(0, 0, band.width - 2 * inset, band.height - 6)
        text, size = fit_text.fitted(pack.stamp, (14, 13, 12, SMALL), room, bold=True)
        line = SlideText(text, size, bold=True, colour=GROUND, align="ctr")
        write(slide, band, [line], "Stamp", Look(fill=ALARM, inset=(inset, 2), anchor="ctr"))
    if stage.frame.own:
        number = SlideText(str(len(stage.deck.slides)), SMALL, align="r", colour=MUTED, number=True)
        write(slide, Box(foot_line.right - 36, foot_line.top, 36, 20), [number], "Number")
    else:
        branch.furniture(slide, stage.frame, pack.branch, len(stage.deck.slides))
    if pack.demo:
        write(slide, _badge(stage, below), [SlideText(pack.demo, SMALL, bold=True, colour=ALARM, align="ctr")], "Demo",
              Look(line=ALARM, inset=(4, 1), anchor="ctr"))  # fmt: skip


def _badge(stage: Stage, below: Box | None = None) -> Box:
    wide = fit_text.width(stage.pack.demo, SMALL, bold=True) + 20
    if below:
        return Box(below.left, below.top, wide, below.height)
    return Box(_right_of_foot(stage) - wide, stage.frame.foot.top - 2, wide, 22)


def _right_of_foot(stage: Stage) -> float:
    """Where the foot ends: before the slide's number, where that stands in it."""
    return stage.frame.foot.right - (44 if stage.frame.own else 0)


def foot(stage: Stage, slide: Slide, texts: Sequence[str], beside: float = 0) -> float:
    """Lines of source and notes at the foot, the last beside the demonstration label; returns their upper edge.

    `beside`: the room that something at the right of the lines over the last takes.
    """
    line = stage.frame.foot
    last = (_badge(stage).left if stage.pack.demo else _right_of_foot(stage)) - 12 - line.left
    top = line.top
    for number, text in enumerate(reversed([text for text in texts if text])):
        across = last if number == 0 else line.width - beside
        fit, size = fit_text.fitted(text, (12, SMALL), Box(0, 0, across, 3 * SMALL * fit_text.LEADING))
        high = fit_text.height(fit, size, across)
        top = line.top + 16 - high if number == 0 else top - high - 2
        write(slide, Box(line.left, top, across, high), [SlideText(fit, size, colour=MUTED)], f"Foot {number + 1}")
    return top


def notes(stage: Stage, slide: Slide, lines: Sequence[str]) -> None:
    """The notes under a slide: what is given, then what the briefing is narrowed to, its date and its stamp."""
    pack = stage.pack
    chosen = [f"{label}: {value}" for label, value in pack.filters]
    texts = [*lines, "", *chosen, pack.as_of, pack.cite, pack.demo, pack.stamp]
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None, "the template's notes have a place for their text"
    frame.text = printable("\n".join(texts)).strip()


_LAST = ("Logo", "Foot", "Trace code", "QR", "Demo", "Number")
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
    late = [n for n, name in enumerate(_LAST) if shape.name.startswith(name)]
    if shape.name in first:
        return first.index(shape.name)
    if shape.is_placeholder and shape.has_text_frame and not late:
        return 1 + min(shape.placeholder_format.idx, 1)
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
