"""What a briefing holds, as plain values: everything that its documents need, so that a process of its own makes them.

Texts are whole and in the briefing's language; `as_json` and `from_json` carry a pack to the process and back.
"""

import base64
import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from dashboard.figures.table import Column, Native, Table


@dataclass(frozen=True)
class Meaning:
    """A metric's definition as pairs of label and text, in the order of reading."""

    label: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Number:
    """One number, written as on screen. `raw`: in the unit, None where it is withheld; `code`, `link`: its trace."""

    metric: str
    label: str
    value: str
    raw: int | float | None
    beside: str
    code: str
    link: str
    meaning: Meaning


@dataclass(frozen=True)
class Exhibit:
    """One figure of the briefing. `svg`: the whole picture; `chart`: the chart alone, as SVG; `png`: base64.

    `square`: the whole picture 1:1, base64; `narrow`: the chart alone for a place as narrow as a phone, as SVG; both of
    the first figures of a briefing for the press. `native` is None for a chart that an office program has no kind for:
    its picture stands there.
    """

    id: str
    title: str
    subtitle: str
    note: str
    source: str
    as_of: str
    alt: str
    code: str
    link: str
    stem: str
    meaning: Meaning
    table: Table
    native: Native | None
    svg: str = ""
    chart: str = ""
    png: str = ""
    square: str = ""
    narrow: str = ""


FIGURES = 4
"""How many figures, the first of those chosen, tell a briefing: on six slides, a carousel of five, an infographic."""

Shape = Literal["1x1", "9x16", "a4"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
"""What each figure of a briefing for the press is drawn as besides: square, as a story, on A4."""

Shapes = Mapping[Shape, bytes]
"""A figure's pictures in further shapes, as PNG."""

_MAIN = ("acquired", "received", "agents_listed", "acquired_target_reached")

ParagraphKind = Literal[
    "letterhead", "number", "release", "title", "lead", "figures", "quotation", "context", "about", "contact", "note"
]
KINDS: tuple[ParagraphKind, ...] = get_args(ParagraphKind)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the press release, in the order of domain.md, section 5. `number`: within its kind from 0,
    counted over those too that are left out."""

    kind: ParagraphKind
    text: str
    number: int = 0


@dataclass(frozen=True)
class Withheld:
    """What a press briefing does not show, and why."""

    what: str
    reason: str


@dataclass(frozen=True)
class Confirmed:
    """An unknown figure of the press release that somebody confirmed. `at`: ISO, UTC."""

    sentence: str
    figure: str
    reason: str
    by: str
    at: str


Use = Literal["logo", "letterhead", "deck"]
LOGO: Use = "logo"
LETTERHEAD: Use = "letterhead"
DECK: Use = "deck"


@dataclass(frozen=True)
class BrandFile:
    """A file of the branch's own that documents are made with. `content`: base64; of a logo, the SVG that draws it."""

    use: Use
    name: str
    sha256: str
    content: str


def content_of(brand: Sequence[BrandFile], use: Use) -> bytes:
    """The file for a use; empty without one."""
    return next((base64.b64decode(one.content) for one in brand if one.use == use), b"")


@dataclass(frozen=True)
class Pack:
    """One briefing. `stamp`: the line that stands on every page, empty for none; `demo`: the demonstration label.

    `moment`: when the newest data was loaded, ISO, UTC: the only time in the documents, so that the same input gives
    the same bytes. `filters`: label and value of period, places and everything else that narrows it.
    """

    language: str
    title: str
    subtitle: str
    branch: str
    demo: str
    stamp: str
    press: bool
    as_of: str
    data_version: int
    moment: str
    stem: str
    filters: tuple[tuple[str, str], ...]
    cite: str
    numbers: tuple[Number, ...]
    exhibits: tuple[Exhibit, ...]
    withheld: tuple[Withheld, ...]
    release: tuple[Paragraph, ...]
    confirmed: tuple[Confirmed, ...] = ()
    brand: tuple[BrandFile, ...] = ()

    def brand_file(self, use: Use) -> bytes:
        """The branch's own file for a use; empty without one."""
        return content_of(self.brand, use)

    @property
    def loaded_at(self) -> datetime:
        """`moment` in UTC, with its zone; without one, the first hour of 2000."""
        loaded = datetime.fromisoformat(self.moment or "2000-01-01")
        return loaded.astimezone(UTC) if loaded.tzinfo else loaded.replace(tzinfo=UTC)

    @property
    def main_numbers(self) -> list[Number]:
        """Those that are asked for first, four where there are so many, in their order; a withheld one gives way."""
        ranked = sorted(self.numbers, key=lambda one: (one.raw is None, one.metric not in _MAIN))[: len(_MAIN)]
        return [one for one in self.numbers if one in ranked]

    @property
    def meanings(self) -> list[Meaning]:
        """Each definition that the numbers and figures rest on, once, in the order of their first use."""
        entries: list[Number | Exhibit] = [*self.numbers, *self.exhibits]
        return list({one.meaning.label: one.meaning for one in entries}.values())


def as_json(pack: Pack) -> str:
    """The pack as JSON."""
    return json.dumps(dataclasses.asdict(pack), ensure_ascii=False)


def from_json(text: str) -> Pack:
    """The pack that `as_json` wrote."""
    fields = json.loads(text)
    return Pack(
        **fields
        | {
            "filters": tuple((label, value) for label, value in fields["filters"]),
            "numbers": tuple(Number(**one | {"meaning": _meaning(one["meaning"])}) for one in fields["numbers"]),
            "exhibits": tuple(map(_exhibit, fields["exhibits"])),
            "withheld": tuple(Withheld(**one) for one in fields["withheld"]),
            "release": tuple(Paragraph(**one) for one in fields["release"]),
            "confirmed": tuple(Confirmed(**one) for one in fields["confirmed"]),
            "brand": tuple(BrandFile(**one) for one in fields["brand"]),
        }
    )


def _meaning(fields: dict[str, Any]) -> Meaning:
    return Meaning(fields["label"], tuple((label, text) for label, text in fields["lines"]))


def _exhibit(fields: dict[str, Any]) -> Exhibit:
    table, native = fields["table"], fields["native"]
    return Exhibit(
        **fields
        | {
            "meaning": _meaning(fields["meaning"]),
            "table": Table(
                tuple(Column(**one) for one in table["columns"]),
                tuple(map(tuple, table["rows"])),
                tuple((row, column) for row, column in table["withheld"]),
            ),
            "native": native and Native(native["kind"], native["category"], tuple(native["series"])),
        }
    )
