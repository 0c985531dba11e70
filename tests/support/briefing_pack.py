"""A briefing as a pack, without a database: the article's figures, long titles, withheld cells, embargo, demo label."""

import base64
import struct
import zlib
from dataclasses import replace
from functools import cache
from typing import Any

from dashboard.briefing.pack import Confirmed, Exhibit, Meaning, Number, Pack, Withheld
from dashboard.figures.table import Column, Native, Table
from dashboard.language.words import words_in
from queries.metrics import catalogue
from tests.support import briefing_texts as texts

MONTHS = tuple(f"2019-{n:02}" for n in range(1, 7))
ACQUIRED = (208, 231, 232, 207, 234, 201)
PREVIOUS = (190, None, 205, 188, 199, 176)
RECEIVED = (15_709_600, 18_981_600, 19_338_400, 19_378_400, 21_264_000, 19_030_400)
FROM_NEW = (3_500_000, 8_900_000, 14_000_000, 18_000_000, 20_000_000, 17_416_800)
WILAYAH = (("Pekalongan", "kabupaten"), ("Pemalang", "kabupaten"), ("Batang", "kabupaten"), ("Pekalongan", "kota"))
LINK = "https://perisai.pekalongan.example/telusur?kode="


def sample(language: str, **changes: Any) -> Pack:
    """A press briefing of semester I 2019 in a language, 8 figures, 4 cells withheld; `changes`: fields of Pack."""
    return replace(_sample(language), **changes)


def plain(language: str) -> Pack:
    """The same without what may be missing: no embargo, no demo label, nothing withheld, nothing in the release."""
    one = _sample(language)
    exhibits = tuple(replace(each, table=replace(each.table, withheld=())) for each in one.exhibits[:2])
    return replace(one, stamp="", demo="", press=False, withheld=(), release=(), exhibits=exhibits)


def grid(language: str, rows: int = 40) -> Exhibit:
    """A figure with a long table of percentages and decimals, some without a value; no native kind."""
    table_rows = tuple(
        (
            f"{texts.SECTORS[language][n % 11]} {n // 11 + 1}",
            MONTHS[n % 6],
            f"2019-0{n % 6 + 1}-28",
            None if n == 4 else n * 3,
            None if n == 4 else round(0.31 + n / 100, 4),
            n / 7,
        )
        for n in range(rows)
    )
    kinds = ("text", "month", "day", "people", "percent", "decimal")
    table = _table(language, ("label", "month", "last_day", "cohort", "ratio", "pace"), kinds, table_rows)
    return _exhibit(language, "persistency_sector_people", "persistency_people", table, None)


@cache
def _sample(language: str) -> Pack:
    w = words_in(language)
    return Pack(
        language=language,
        title=texts.TITLE[language],
        subtitle=texts.SUBTITLE[language],
        branch=texts.BRANCH[language],
        demo=w("charts.demo"),
        stamp=texts.EMBARGO[language],
        press=True,
        as_of=texts.AS_OF[language],
        data_version=7,
        moment="2019-07-02T03:15:42+00:00",
        stem="taklimat_2019-S1_semua-wilayah_per-2019-06-30",
        filters=texts.FILTERS[language],
        cite=texts.CITE[language],
        numbers=tuple(_number(language, *one) for one in texts.NUMBERS),
        exhibits=tuple(_exhibits(language)),
        withheld=tuple(Withheld(what, why) for what, why in texts.WITHHELD[language]),
        release=texts.release(language),
        confirmed=(Confirmed("Ada 45 wartawan.", "45", "Daftar hadir", "Humas", "2019-07-25T02:00:00+00:00"),),
    )


def _number(language: str, metric: str, raw: float | None, beside: tuple[str, str], code: str) -> Number:
    w, unit = words_in(language), catalogue()[metric].unit
    value = w.rupiah_short(raw) if unit == "rupiah" else w.percent(raw) if unit == "percent" else w.number(raw)
    label = catalogue()[metric].label[language]
    return Number(
        metric,
        label,
        value,
        raw,
        beside[language == "en"],
        code,
        f"{LINK}{code}" if code else "",
        meaning(language, metric),
    )


def meaning(language: str, metric: str) -> Meaning:
    """A metric's definition, as the briefing tells it."""
    w, entry = words_in(language), catalogue()[metric]
    parts = ("definition", "formula", "leaves_out", "caveat")
    lines = ((w(f"base.catalogue.{part}"), getattr(entry, part)[language]) for part in parts)
    return Meaning(entry.label[language], (*lines, *texts.VERSION[language]))


def _exhibits(language: str) -> list[Exhibit]:
    everywhere = tuple(zip(MONTHS, ACQUIRED, PREVIOUS, strict=True))
    running = tuple(zip(MONTHS, RECEIVED, (sum(RECEIVED[: n + 1]) for n in range(6)), strict=True))
    parts = tuple((month, new, all - new) for month, new, all in zip(MONTHS, FROM_NEW, RECEIVED, strict=True))
    sectors = texts.SECTORS[language]
    sized = tuple(zip(sectors, (402, 311, 228, 141, 96, 61, 40, 21, 13, None, None), strict=True))
    w = words_in(language)
    names = tuple(map(w.status, ("active", "slowing", "dormant_retained", "due_for_removal", "removed")))
    wilayah = tuple(w.wilayah(name, kind) for name, kind in WILAYAH)
    places = tuple(zip(wilayah, (402, 361, 310, 240), (380, 355, None, None), strict=True))
    rupiah = tuple(zip(wilayah, (34_500_000, 31_202_400, 26_000_000, 22_000_000), strict=True))
    mapped = tuple((name, people, amount) for (name, people, _), (_, amount) in zip(places, rupiah, strict=True))
    people, money = ("text", "people", "people"), ("text", "rupiah")

    def exhibit(
        name: str, metric: str, columns: tuple, kinds: tuple, rows: tuple, kind: str | None, **more: Any
    ) -> Exhibit:
        series = more.pop("series", columns[1:])
        native = kind and Native(kind, columns[0], series)
        return _exhibit(language, name, metric, _table(language, columns, kinds, rows, **more), native)

    return [
        exhibit("acquired_by_month", "acquired", ("month", "acquired", "previous"), ("month", "people", "people"),
             everywhere, "column", withheld=((1, 2),)),
        exhibit("cumulative_received", "received", ("month", "received", "cumulative"), ("month", "rupiah", "rupiah"),
             running, "line", series=("cumulative",)),
        exhibit("received_parts", "received", ("month", "received_from_new", "received_from_earlier"),
             ("month", "rupiah", "rupiah"), parts, "stacked_column"),
        exhibit("acquired_by_wilayah", "acquired", ("label", "acquired", "previous"), people, places, "bar",
             withheld=((2, 2), (3, 2))),
        exhibit("received_by_wilayah", "received", ("label", "received"), money, rupiah, "bar"),
        exhibit("acquired_by_sector", "acquired", ("label", "acquired"), ("text", "people"), sized, "bar",
             withheld=((9, 1), (10, 1))),
        exhibit("agents_by_status", "agents_listed", ("label", "agents"), ("text", "people"),
             tuple(zip(names, (22, 5, 5, 0, 3), strict=True)), "bar"),
        exhibit("wilayah_map", "acquired", ("label", "acquired", "received"), ("text", "people", "rupiah"),
                mapped, None),
    ]  # fmt: skip


def _table(language: str, names: tuple, kinds: tuple, rows: tuple, withheld: tuple = ()) -> Table:
    adding = {"acquired", "previous", "received", "received_from_new", "received_from_earlier", "agents"}
    columns = (
        Column(name, texts.COLUMNS[language][name], kind, name in adding)
        for name, kind in zip(names, kinds, strict=True)
    )
    return Table(tuple(columns), rows, withheld)


def _exhibit(language: str, name: str, metric: str, table: Table, native: Native | None) -> Exhibit:
    title, code = texts.TITLES[language][name], f"7K2M-QX4D-{name[:1].upper()}{len(name)}"
    svg = _svg(title)
    return Exhibit(
        id=name,
        title=title,
        subtitle=texts.SUBTITLE[language],
        note=texts.NOTE[language] if metric == "received" else "",
        source=texts.SOURCE[language],
        as_of=texts.AS_OF[language],
        alt=f"{texts.KIND[language]}. {title}.",
        code=code,
        link=LINK + code,
        stem=f"{name}_2019-S1_semua-wilayah_per-2019-06-30",
        meaning=meaning(language, metric),
        table=table,
        native=native,
        svg=svg,
        chart=_svg(""),
        png=base64.b64encode(_png()).decode(),
    )


FRAMED = (100, 330, 970, 230)
"""Where the bars are in the picture: left, top, width and height in px."""


def _svg(title: str) -> str:
    """Six bars, alone or, 1200 px wide, in a frame with a title as dashboard/render/frame.py draws it."""
    left, top, width, height = FRAMED
    bars = "".join(
        f'<rect x="{170 * n}" y="{230 - value}" width="120" height="{value}" fill="rgb(15,95,143)"/>'
        for n, value in enumerate(ACQUIRED)
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">'
    if not title:
        return f"{head.format(width, height)}{bars}</svg>"
    return (
        head.format(1200, 675).replace(">", ' font-family="Inter, sans-serif">')
        + f'<rect width="100%" height="100%" fill="white"/><text x="44" y="60" font-size="31">{title}</text>'
        + f'<g transform="translate(0,640)"></g><g transform="translate({left},{top})">{bars}</g></svg>'
    )


@cache
def _png(width: int = 1200, height: int = 675) -> bytes:
    """The same bars as a grey picture."""
    line = bytearray(b"\xff" * width)
    for n in range(6):
        line[100 + 170 * n : 220 + 170 * n] = b"\x50" * 120
    blank, barred = b"\0" + b"\xff" * width, b"\0" + bytes(line)
    rows = b"".join(barred if 330 <= y < 560 else blank for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
