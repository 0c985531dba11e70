"""A briefing for networks and messages: an infographic on one page, a carousel of five, a text of a few lines."""

import base64
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from dashboard.briefing.documents import prose
from dashboard.briefing.documents.pdf.context import COLOURS
from dashboard.briefing.pack import FIGURES, LOGO, Exhibit, Number, Pack
from dashboard.fonts.typeface import FAMILY, FOLDER
from dashboard.language.words import Words
from dashboard.render.theme import PALETTES

TEMPLATE = Path(__file__).with_name("infographic.typ")
LONGEST = 700
"""The most letters of the text for a message."""


def files(pack: Pack, words: Words) -> dict[str, bytes]:
    """The pictures and texts by name; none of a briefing that is not for the press, or of which nothing is drawn."""
    drawn = [one for one in pack.exhibits[:FIGURES] if one.square]
    if not pack.press or not drawn:
        return {}
    a4, story, first = _pages(pack, drawn, words)
    name = words("report.networks.carousel")
    squares = [first, *(base64.b64decode(one.square) for one in drawn)]
    return {
        f"{words('report.networks.infographic')}-a4.png": a4,
        f"{words('report.networks.infographic')}-story-1080x1920.png": story,
        **{f"{name}-{number}.png": content for number, content in enumerate(squares, start=1)},
        "whatsapp.txt": message(pack, words).encode(),
        f"{words('report.networks.alt')}.txt": _described(pack, drawn, words).encode(),
    }


def message(pack: Pack, words: Words) -> str:
    """The text for a message: headline, numbers, source, code and terms; what follows gives way to what is needed."""
    top = [pack.stamp, pack.demo.upper(), f"*{prose.headline(pack)}*"]
    numbers = [one for one in pack.main_numbers if one.raw is not None]
    brief = [f"• {one.label}: {one.value}" for one in numbers]
    said = [line + (f" ({one.beside})" if one.beside else "") for line, one in zip(brief, numbers, strict=True)]
    code = words("report.code", code=numbers[0].code) if numbers and numbers[0].code else ""
    end = [pack.branch, pack.cite, code]
    for lines in (said, [*said[:2], *brief[2:]], [*said[:1], *brief[1:]], brief):
        parts = ["\n".join(filter(None, part)) for part in (top, lines, end)]
        text = prose.clean("\n\n".join(filter(None, parts)))
        if len(text) <= LONGEST:
            return text
    room = LONGEST - len("\n\n…\n\n") - len(parts[2])
    return prose.clean(f"{parts[0][: max(room, 0)]}…\n\n{parts[2]}")[:LONGEST]


def _described(pack: Pack, drawn: list[Exhibit], words: Words) -> str:
    """What each picture is called where it cannot be seen, line by line."""
    name = words("report.networks.carousel")
    numbers = "; ".join(f"{one.label}: {one.value}" for one in pack.main_numbers)
    lines = [
        f"{name}-1.png: {prose.headline(pack)}. {numbers}.",
        *(f"{name}-{number}.png: {one.alt}" for number, one in enumerate(drawn, start=2)),
        f"{words('report.networks.infographic')}: {prose.headline(pack)}. {numbers}. "
        + " ".join(one.alt for one in drawn),
    ]
    return prose.clean("\n".join(lines)) + "\n"


def _pages(pack: Pack, drawn: list[Exhibit], words: Words) -> list[bytes]:
    """The infographic as A4 and as a story, and the carousel's first picture, as PNG."""
    # The library's annotation says bytes; of several pages it returns a list, as its text says.
    pages: Any = typst.compile(
        _template(),
        format="png",
        ppi=72.0,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_values(pack, drawn, words), ensure_ascii=False)},
    )
    return list(pages)


def _values(pack: Pack, drawn: list[Exhibit], words: Words) -> dict[str, Any]:
    palette = PALETTES["print"]
    texts = {
        "title": prose.whole(prose.headline(pack)),
        "lead": prose.whole(prose.lead(pack)),
        "branch": pack.branch,
        "stamp": pack.stamp,
        "demo": pack.demo,
        "cite": pack.cite,
    }
    return {
        "lang": pack.language,
        "font": FAMILY,
        "colours": {name: getattr(palette, name) for name in COLOURS},
        **{name: prose.printable(text) for name, text in texts.items()},
        "logo": pack.brand_file(LOGO).decode(),
        "numbers": [_number(one, words) for one in pack.main_numbers],
        "charts": [_chart(one, words) for one in drawn],
    }


def _number(one: Number, words: Words) -> dict[str, str]:
    code = words("report.code", code=one.code) if one.code else ""
    texts = {"label": one.label, "value": prose.whole(one.value), "beside": one.beside, "code": code}
    return {name: prose.printable(text) for name, text in texts.items()}


def _chart(one: Exhibit, words: Words) -> dict[str, str]:
    code = words("report.code", code=one.code) if one.code else ""
    texts = {"title": prose.whole(one.title), "subtitle": one.subtitle, "alt": one.alt or one.title, "code": code}
    return {**{name: prose.printable(text) for name, text in texts.items()}, "svg": prose.printable(one.narrow)}


@lru_cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


@lru_cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
