"""The colours of the branch's template, each where it can be read: what is written in the house's slots is moved to
those of the template that do the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

READABLE, VISIBLE, APART = 4.5, 2.0, 1.08
"""The least contrast of a text, of a chart's mark, and of a fine line with its ground."""

_ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
_TEXTS = ("rPr", "endParaRPr", "defRPr")


@dataclass(frozen=True)
class Inks:
    """By the house's slot, the template's: of texts, of fills and lines on a slide, of marks in a chart. `links`:
    whether its colour of links, in which an office program sets them whatever a text says, can be read."""

    colours: Mapping[str, str]
    text: Mapping[str, str]
    fill: Mapping[str, str]
    marks: Mapping[str, str]
    links: bool


def dipped(deck: Deck) -> None:
    """Give all slides the template's colours, each where it can be read."""
    by_layout: dict[str, Inks] = {}
    for slide in deck.slides:
        layout = slide.slide_layout
        if layout.part.partname not in by_layout:
            by_layout[layout.part.partname] = of_layout(layout)
        inks = by_layout[layout.part.partname]
        _replace(slide.element, inks.text, inks.fill)
        for shape in slide.shapes:
            if not inks.links:
                _unlinked(shape)
            if shape.has_chart:
                space = shape.chart._chartSpace
                _replace(space, inks.text, inks.marks)
                _label_stacks(space, inks)


def of_layout(layout: SlideLayout) -> Inks:
    """The inks of what stands on a layout."""
    colours = _colours(layout)
    ground = _ground(layout, colours)

    def first(names: Iterable[str], on: Iterable[str], least: float) -> str | None:
        return next((name for name in names if all(contrast(colours[name], one) >= least for one in on)), None)

    plain = ("tx1", "bg1", "tx2", "bg2")
    ink = first(("tx1",), (ground,), READABLE) or max(plain, key=lambda name: contrast(colours[name], ground))
    muted = first(("tx2",), (ground,), READABLE) or ink
    panel = first(("bg2",), (colours[ink], colours[muted]), READABLE)
    grounds = (ground, colours[panel]) if panel else (ground,)
    accent = first((*_ACCENTS, "hlink"), grounds, READABLE) or ink
    stamped = max(plain, key=lambda name: contrast(colours[name], colours[ink]))
    grid = first(("bg2", "tx2"), (ground,), APART) or ink
    links = all(contrast(colours.get("hlink", colours[ink]), one) >= READABLE for one in grounds)
    seen: dict[str, str] = {}
    for name in (*_ACCENTS, "tx2", "tx1"):
        if contrast(colours[name], ground) >= VISIBLE and colours[name] not in seen.values():
            seen[name] = colours[name]
    marks = dict(zip(_ACCENTS[:5], [*seen, *[ink] * 5], strict=False))
    return Inks(
        colours,
        text={"tx1": ink, "tx2": muted, "bg1": stamped, "accent1": accent, "accent5": ink},
        fill={"bg2": panel or "bg1", "accent1": marks["accent1"], "accent5": ink, "accent6": grid},
        marks={**marks, "accent6": grid},
        links=links,
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG computes it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _colours(layout: SlideLayout) -> dict[str, str]:
    """Every slot's colour on a layout: the theme's, by the master's map or the layout's own."""
    master = layout.slide_master
    theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob, _PARSER)
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    by_slot = {one.tag.rpartition("}")[2]: one[0].get("lastClr") or one[0].get("val") for one in scheme}
    override = layout.element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    mapping = override if override is not None else master.element.find(qn("p:clrMap"))
    return {name: by_slot[slot] for name, slot in mapping.attrib.items() if slot in by_slot} | {
        slot: colour for slot, colour in by_slot.items() if slot in ("dk1", "lt1", "dk2", "lt2")
    }


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def _ground(layout: SlideLayout, colours: Mapping[str, str]) -> str:
    """The colour behind a slide's content; where it is a picture or runs, the theme's own."""
    for owner in (layout, layout.slide_master):
        ground = owner.element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if ground is None:
            continue
        plain = ground.find(f"{qn('p:bgPr')}/{qn('a:solidFill')}")
        inner = plain if plain is not None else ground.find(qn("p:bgRef"))
        if inner is not None and len(inner) and not len(inner[0]):
            colour = inner[0].get("val", "")
            return colours.get(colour, colour if len(colour) == 6 else colours["bg1"])
        break
    return colours["bg1"]


def _replace(root, text: Mapping[str, str], fill: Mapping[str, str]) -> None:
    for one in root.iter(qn("a:schemeClr")):
        of_text = any(up.tag.rpartition("}")[2] in _TEXTS for up in one.iterancestors())
        inks = text if of_text else fill
        one.set("val", inks.get(one.get("val"), one.get("val")))


def _unlinked(shape) -> None:
    """Links in texts become one of their box, which keeps the text's colour; where there are several, none."""
    clicks = shape._element.xpath(".//a:rPr/a:hlinkClick")
    for one in clicks:
        one.getparent().remove(one)
    if len(clicks) == 1:
        (properties,) = shape._element.xpath("./*/p:cNvPr")
        properties.insert(0, clicks[0])


def _label_stacks(space, inks: Inks) -> None:
    """The numbers inside a stack's parts in what is read best on each."""
    if not any(one.get("val") == "stacked" for one in space.iter(qn("c:grouping"))):
        return
    for series in space.iter(qn("c:ser")):
        filled = series.find(f"{qn('c:spPr')}/{qn('a:solidFill')}/{qn('a:schemeClr')}")
        if filled is None:
            continue
        under = inks.colours[filled.get("val")]
        best = max(("bg1", "tx1"), key=lambda name: contrast(inks.colours[name], under))
        for one in series.xpath("./c:dLbls//a:defRPr//a:schemeClr"):
            one.set("val", best)
