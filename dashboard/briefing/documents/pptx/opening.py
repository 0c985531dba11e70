"""The first slide: what the briefing says, in the house's look or on the layout that the branch has for it."""

from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide

from dashboard.briefing.brand import logo
from dashboard.briefing.documents import fit_text, prose
from dashboard.briefing.documents.fit_text import Box
from dashboard.briefing.documents.pptx import branch, layout
from dashboard.briefing.documents.pptx.layout import SMALL, Stage
from dashboard.briefing.documents.pptx.shapes import ACCENT, MUTED, Look, SlideText, fill_in, picture, place, write
from dashboard.briefing.pack import LOGO


def title(to: Stage) -> None:
    """The answer: the press release's headline and what its lead says; else what the briefing is about."""
    pack, words = to.pack, (prose.headline(to.pack), prose.lead(to.pack))
    headline, lead = words
    about = " · ".join((pack.title, pack.subtitle) if headline != pack.title else (pack.subtitle,))
    if to.frame.own:
        slide = _opening(to, headline, lead, about)
    elif to.frame.opening is not None and to.frame.opening_title and to.frame.subtitle:
        by = f"{pack.branch} · {pack.as_of}"
        slide = _opening_of_branch(to, headline, [by, lead, about, pack.cite])
    else:
        slide, top = layout.opened(to, headline)
        foot = layout.foot(to, slide, [pack.cite])
        area = Box(to.frame.area.left, top, to.frame.area.width, foot - 10 - top)
        text, size = fit_text.fitted("\n".join(filter(None, (lead, pack.branch, about, pack.as_of))),
                                     (20, 18, 16, 14, 13, 12), area)  # fmt: skip
        write(slide, area, [SlideText(one, size, above=6) for one in text.split("\n")], "Subtitle")
    layout.notes(to, slide, [headline, pack.title, pack.subtitle, pack.branch])


def _opening(to: Stage, headline: str, lead: str, about: str) -> Slide:
    """The first slide of the house's own deck."""
    pack, area = to.pack, to.frame.area
    left, across = area.left + 24, area.width - 24
    slide = to.deck.slides.add_slide(to.deck.slide_layouts[0])
    top = 84.0
    for shape, text, sizes, high, bold in (
        (slide.shapes.title, headline, (36, 32, 28, 24, 20), 130, True),
        (slide.placeholders[1], lead or about, (20, 18, 16, 14, 12), 130, False),
    ):
        text, size = fit_text.fitted(text, sizes, Box(0, 0, across, high), bold)
        box = Box(left, top, across, fit_text.height(text, size, across, bold))
        place(shape, box)
        fill_in(slide, shape, [SlideText(text, size, bold=bold, colour="tx1" if bold else MUTED)])
        top = box.bottom + 14
    lines = [(pack.branch, 18.0), (about if lead else "", 16.0), (pack.as_of, 16.0)]
    for number, (text, size) in enumerate(one for one in lines if one[0]):
        text, size = fit_text.fitted(text, (size, 14, 12), Box(0, 0, across, 40), bold=number == 0)
        box = Box(left, top + 6, across, fit_text.height(text, size, across, number == 0))
        write(slide, box, [SlideText(text, size, bold=number == 0)], f"About {number + 1}")
        top = box.bottom
    write(slide, Box(area.left, 86, 6, top - 86), [SlideText("", SMALL)], "Accent", Look(fill=ACCENT))
    if drawing := pack.brand_file(LOGO):
        sides = logo.shape(drawing)
        wide, tall = (side * min(200 / sides[0], 40 / sides[1]) for side in sides)
        box = Box(area.right - wide, 38, wide, tall)
        picture(slide, logo.png(drawing), box, "Logo", pack.branch)
    layout.stamp(to, slide)
    layout.foot(to, slide, [pack.cite])
    return slide


def _opening_of_branch(to: Stage, headline: str, lines: Sequence[str]) -> Slide:
    """The first slide of the branch's template: title and subtitle in its places, what has no room left out, last
    things first; in the subtitle's place the stamp takes the upper edge and the demonstration label the lower one."""
    heading, subtitle, pack = to.frame.opening_title, to.frame.subtitle, to.pack
    assert to.frame.opening is not None
    assert heading is not None
    assert subtitle is not None
    slide = to.deck.slides.add_slide(to.frame.opening)
    text, size = heading.fitted(headline)
    branch.into(slide, slide.shapes.title, [text], size)
    box, band = subtitle.box, min(subtitle.box, heading.box, key=lambda one: -one.width)
    high = layout.band_height(to, band.width)
    top, bottom = box.top + (high + 6 if pack.stamp else 0), box.bottom - (28 if pack.demo else 0)
    room = replace(subtitle, box=Box(box.left, top, box.width, bottom - top), size=min(subtitle.size, 20.0))
    offered = [one for one in lines if one]
    for count in range(len(offered), 0, -1):
        text, size = room.fitted("\n".join(offered[:count]), SMALL)
        if not text.endswith("…"):
            break
    shape = branch.second(slide)
    branch.into(slide, shape, text.split("\n"), size or room.size)
    place(shape, room.box)
    layout.stamp(to, slide, Box(band.left, box.top, band.width, 0), Box(box.left, box.bottom - 22, box.width, 22))
    return slide
