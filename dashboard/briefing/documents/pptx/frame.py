"""Where things stand on a deck's slides: as the house has it, or as a layout of the branch's template leaves room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.fit_text import Box

WIDE = 960.0
"""How wide a slide is here, in points of its own; a template of another width is written larger or smaller after."""

_SMALLEST = 0.87
"""The least that it is written smaller: letters of 11.5 points stay 10."""

_LEAST, _LEAST_SHARE = (460.0, 230.0), (0.55, 0.4)
"""The least room that a slide's content needs, in points and as shares of the slide."""

_TITLE = (PLACE.TITLE, PLACE.CENTER_TITLE)
_CONTENT = (PLACE.OBJECT, PLACE.CHART, PLACE.TABLE, PLACE.PICTURE, PLACE.BODY)
FURNITURE = (PLACE.FOOTER, PLACE.SLIDE_NUMBER, PLACE.DATE)
_INSET = (7.2, 3.6)


class NoLayout(ValueError):
    """No layout of a template has a title and enough room below or beside it."""


@dataclass(frozen=True)
class TextPlace:
    """A layout's place for a text: where, how large its letters are, whether in bold or in capitals."""

    box: Box
    size: float
    bold: bool = False
    capitals: bool = False

    def fitted(self, text: str, least: float = 13) -> tuple[str, float]:
        """The text and its size: 0 where it fits as the layout sets it, else the largest at which it does."""
        sizes = (self.size * step / 20 for step in range(19, 0, -1))
        steps = (self.size, *(size for size in sizes if size >= min(least, self.size)))
        room = Box(0, 0, self.box.width - 2 * _INSET[0], self.box.height - 2 * _INSET[1])
        fit, size = fit_text.fitted(text.upper() if self.capitals else text, steps, room, self.bold)
        cut = fit.endswith("…") and not text.endswith("…")
        return (f"{text[: len(fit) - 1]}…" if cut else text), 0.0 if size == self.size and not cut else size


@dataclass(frozen=True)
class SlideFrame:
    """`opening`, `content`: the layouts of the first slide, None without one, and of the others. `area`: where content
    may stand; `foot`: its last line. `title`: the place of the title; of the house's own deck it is measured anew for
    each. `subtitle`: likewise on the first slide. `scale`: how much larger than here all is written."""

    own: bool
    width: float
    opening: SlideLayout | None
    content: SlideLayout
    area: Box
    foot: Box
    title: TextPlace
    opening_title: TextPlace | None = None
    subtitle: TextPlace | None = None
    scale: float = 1.0


def of_template(deck: Deck) -> SlideFrame:
    """Where the branch's template leaves room: the layout with the largest place under a title, of the first master
    that has one. Raises NoLayout."""
    scale = max((deck.slide_width or 0) / Pt(WIDE), _SMALLEST)
    wide, high = ((one or 0) / Pt(1) / scale for one in (deck.slide_width, deck.slide_height))
    for master in deck.slide_masters:
        rooms = [(_ranked(layout, area), layout, area) for layout in master.slide_layouts
                 if (area := _area(layout, scale, wide, high))]  # fmt: skip
        if rooms:
            _, layout, area = max(rooms, key=lambda one: one[0])
            opening = next((one for one in master.slide_layouts if _opens(one, scale, wide)), None)
            titles = [_text(one, _title(one), scale) for one in (layout, opening) if one is not None]
            return SlideFrame(
                own=False,
                width=wide,
                opening=opening,
                content=layout,
                area=area,
                foot=Box(area.left, area.bottom - 18, area.width, 18),
                title=titles[0],
                opening_title=titles[-1] if opening is not None else None,
                subtitle=_text(opening, _subtitle(opening), scale) if opening is not None else None,
                scale=scale,
            )
    raise NoLayout


def _ranked(layout: SlideLayout, area: Box) -> tuple[bool, float]:
    """Layouts with a place for any content first, then the larger."""
    types = {one.placeholder_format.type for one in places(layout)}
    return PLACE.OBJECT in types or not types & set(_CONTENT), round(area.width * area.height)


def _area(layout: SlideLayout, scale: float, wide: float, high: float) -> Box | None:
    """What a layout leaves free for content; None where it has no title or too little room."""
    title = _title(layout)
    if title is None:
        return None
    contents = [one for one in places(layout) if one.placeholder_format.type in _CONTENT and not _upright(one)]
    if not contents:  # a title alone: content stands where the master has its text
        contents = [one for one in places(layout.slide_master) if one.placeholder_format.type == PLACE.BODY]
    boxes = [one for one in (_box(each, scale) for each in contents) if one]
    if not boxes or (heading := _box(title, scale)) is None:
        return None
    area = max(boxes, key=lambda one: one.width * one.height)
    others = [_box(one, scale) for one in places(layout) if one.placeholder_format.type in FURNITURE]
    area = _without(area, [heading, *others])
    area = Box(max(area.left, 0), max(area.top, 0), min(area.right, wide) - max(area.left, 0),
               min(area.bottom, high) - max(area.top, 0))  # fmt: skip
    if area.width < max(_LEAST[0], wide * _LEAST_SHARE[0]) or area.height < max(_LEAST[1], high * _LEAST_SHARE[1]):
        return None
    return None if any(_touch(area, one) for one in boxes if not _inside(one, area)) and len(boxes) > 1 else area


def _without(area: Box, others: Iterable[Box | None]) -> Box:
    """The area without what others take of it above or below."""
    top, bottom = area.top, area.bottom
    for one in others:
        if one and _touch(Box(area.left, top, area.width, bottom - top), one):
            if one.top + one.height / 2 < (area.top + area.bottom) / 2:
                top = max(top, one.bottom + 2)
            else:
                bottom = min(bottom, one.top - 2)
    return Box(area.left, top, area.width, bottom - top)


def _touch(a: Box, b: Box) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def _inside(a: Box, b: Box) -> bool:
    return a.left >= b.left - 1 and a.right <= b.right + 1 and a.top >= b.top - 80 and a.bottom <= b.bottom + 80


def _opens(layout: SlideLayout, scale: float, wide: float) -> bool:
    """Whether a layout is one for the first slide: a title and a place for the text under it."""
    if layout.element.get("type") not in (None, "title", "cust") and not _centred(layout):
        return False
    title, subtitle = _title(layout), _subtitle(layout)
    boxes = [_box(one, scale) if one is not None else None for one in (title, subtitle)]
    return all(one and one.width > wide * 0.4 and one.height > 60 for one in boxes) and (
        layout.element.get("type") == "title" or _centred(layout)
    )


def _centred(layout: SlideLayout) -> bool:
    return any(one.placeholder_format.type == PLACE.CENTER_TITLE for one in places(layout))


def places(owner: Any) -> list[Any]:
    """All places of a layout or master."""
    # The library's annotation of their iterator lacks itself.
    return list(cast(Any, owner.placeholders))


def _title(layout: SlideLayout):
    return next((one for one in places(layout) if one.placeholder_format.type in _TITLE), None)


def _subtitle(layout: SlideLayout):
    kinds = (PLACE.SUBTITLE, PLACE.BODY)
    return next((one for kind in kinds for one in places(layout) if one.placeholder_format.type == kind), None)


def _upright(place) -> bool:
    return place._element.xpath("boolean(.//p:nvPr/p:ph[@orient='vert'])")


def _box(place, scale: float) -> Box | None:
    sides = (place.left, place.top, place.width, place.height)
    return None if None in sides else Box(*(side / Pt(1) / scale for side in sides))


def _text(layout: SlideLayout, place, scale: float) -> TextPlace:
    """A layout's place for a text, with the look that it, its master's place or the master's style gives it."""
    kind = "title" if place.placeholder_format.type in _TITLE else "body"
    looks = [*_levels(place._element), *_of_master(layout, kind)]

    def first(name: str) -> str | None:
        return next((one.get(name) for one in looks if one.get(name)), None)

    box = _box(place, scale)
    assert box, "a place without a size is none that is chosen"
    size = int(first("sz") or 1800) / 100 / scale
    return TextPlace(box, size, first("b") in ("1", "true"), first("cap") == "all")


def _levels(element) -> Iterator:
    yield from element.iterfind(f"{qn('p:txBody')}/{qn('a:lstStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}")


def _of_master(layout: SlideLayout, kind: str) -> Iterator:
    for one in places(layout.slide_master):
        if one.placeholder_format.type == (PLACE.TITLE if kind == "title" else PLACE.BODY):
            yield from _levels(one._element)
    master = layout.slide_master.element
    yield from master.iterfind(f"{qn('p:txStyles')}/{qn(f'p:{kind}Style')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
