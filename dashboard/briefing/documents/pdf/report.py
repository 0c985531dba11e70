"""A briefing as PDF, A4, for reading and printing: bookmarks, alternative texts, selectable text, tagged (PDF/UA-1).

Typst sets it. Everything goes in as data, as one JSON document that report.typ reads: no text of a briefing is ever
part of Typst's code, so that a title or a name cannot be a command.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from dashboard.briefing.documents.pdf import context
from dashboard.briefing.pack import Pack
from dashboard.fonts.typeface import FOLDER
from dashboard.language.words import Words

TEMPLATE = Path(__file__).with_suffix(".typ")
STANDARD: Final = "ua-1"
"""Tagged, with a title, a language and an alternative text for every picture; Typst refuses to write anything less."""


def report(pack: Pack, words: Words) -> bytes:
    """The PDF. The same pack gives the same bytes; the only fonts in it are the shipped ones."""
    return set_by(TEMPLATE, context.printed_values(pack, words), pack)


def set_by(template: Path, values: dict[str, Any], pack: Pack) -> bytes:
    """What a template makes of these values."""
    return typst.compile(
        _read(template),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=STANDARD,
        timestamp=int(pack.loaded_at.timestamp()),
    )


@lru_cache
def _read(template: Path) -> bytes:
    return template.read_bytes()


@lru_cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
