"""Sample frames for every chart, as the queries give them, and what stands in a drawn SVG."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

import polars as pl

from dashboard.charts.acquisitions import acquired_by, acquired_by_month
from dashboard.charts.agents import STATUSES, agent_grid, agents_by_status, dormant_timeline
from dashboard.charts.contributions import cumulative_received, received_by, received_parts
from dashboard.charts.figure import Drawing, Figure
from dashboard.charts.one_agent import covered_people
from dashboard.charts.persistency import persistency_grid
from dashboard.charts.places import wilayah_map
from dashboard.fonts.typeface import typeface
from dashboard.language.words import Words
from queries.periods import shift
from tests.support import drawn_life

ACQUIRED = [208, 231, 232, 207, 234, 201]
RECEIVED = [15_709_600, 18_981_600, 19_338_400, 19_378_400, 21_264_000, 19_030_400]
FROM_NEW = [3_500_000, 8_900_000, 14_000_000, 18_000_000, 20_000_000, 17_416_800]
LONG = "Agen dengan nama yang sangat panjang sekali, S.Kom., M.M."
ALIKE, QUARTERS = "Kantor Perisai Kabupaten Pekalongan", ("Barat", "Utara", "Barat Daya", "Timur")
AREAS = [
    ("33.25", "Batang", "kabupaten", -7.0210, 109.8616, 310, 26_000_000),
    ("33.26", "Pekalongan", "kabupaten", -7.0570, 109.6205, 402, 34_500_000),
    ("33.27", "Pemalang", "kabupaten", -7.0368, 109.3952, 361, 31_202_400),
    ("33.75", "Pekalongan", "kota", -6.8934, 109.6772, 240, 22_000_000),
]


def months(count: int = 6, first: date = date(2019, 1, 1)) -> list[date]:
    return [shift(first, n) for n in range(count)]


def by_month(count: int = 6) -> pl.DataFrame:
    values = [ACQUIRED[n % 6] for n in range(count)]
    previous = [None if n == 2 else 190 - n * 10 % 90 for n in range(count)]
    running = [n == count - 1 and count > 6 for n in range(count)]
    data = {"month": months(count), "acquired": values, "previous": previous, "running": running}
    return pl.DataFrame(data, schema_overrides={"previous": pl.Int64})


def received(count: int = 6) -> pl.DataFrame:
    amounts = [RECEIVED[n % 6] for n in range(count)]
    frame = pl.DataFrame({"month": months(count), "received": amounts, "running": [False] * count})
    return frame.with_columns(pl.col("received").cum_sum().alias("cumulative"))


def covered(count: int = 6) -> pl.DataFrame:
    return pl.DataFrame({"month": months(count), "covered_people": [1_204 - n * 37 % 400 for n in range(count)]})


def year() -> pl.DataFrame:
    values = {"month": months(12, date(2018, 1, 1)), "value": [None, *RECEIVED, *RECEIVED[:5]]}
    return pl.DataFrame({**values, "withheld": [False] * 12})


def two_parts() -> pl.DataFrame:
    earlier = [all - new for all, new in zip(RECEIVED, FROM_NEW, strict=True)]
    data = {"month": months(), "received_from_new": FROM_NEW, "received_from_earlier": earlier}
    return pl.DataFrame({**data, "running": [False] * 5 + [True]})


def areas(words: Words) -> pl.DataFrame:
    names = ("code", "label", "kind", "latitude", "longitude", "acquired", "received")
    rows = [(code, words.wilayah(name, kind), kind, *rest) for code, name, kind, *rest in AREAS]
    return pl.DataFrame(rows, names, orient="row")


def outlines() -> dict:
    """Made, but as the real ones lie: the small Kota Pekalongan on the coast between three kabupaten."""
    coast = {
        "33.27": "2988 4085 5083 5295 5005 5515 4522 3520 2810 3200",
        "33.26": "5083 6284 6486 6493 7094 7298 7510 7820 6524 5515 5005 5295",
        "33.75": "6486 7286 7293 7094 6493",
        "33.25": "7286 8590 9890 9893 9802 9512 8522 7820 7510 7298 7094 7293",
    }

    def ring(points: str) -> list[list[float]]:
        ends = [[109 + int(p[:2]) / 100, -6 - int(p[2:]) / 100 - (int(p[2:]) < 50)] for p in points.split()]
        return [*ends, ends[0]]

    shapes = {code: {"type": "Polygon", "coordinates": [ring(points)]} for code, points in coast.items()}
    return {"features": [{"properties": {"code": code}, "geometry": shape} for code, shape in shapes.items()]}


def statuses(words: Words) -> pl.DataFrame:
    labels = [words.status(code) for code in STATUSES]
    return pl.DataFrame({"status": STATUSES, "label": labels, "agents": [22, 5, 5, 0, 3]})


def ranked(measure: str, count: int, each: int = 7) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "code": [f"K{n:03}" for n in range(count)],
            "label": [(LONG, "Siti Aminah", f"{ALIKE} {QUARTERS[n // 3 % 4]}")[n % 3] for n in range(count)],
            measure: [n * each for n in range(count)],
            "previous": [None if n == 1 else (n + 1) * each for n in range(count)],
        },
        schema_overrides={"previous": pl.Int64},
    )


def grid(agents: int, count: int = 6) -> pl.DataFrame:
    rows = [
        {
            "code": f"AB{a:04}",
            "label": LONG if a % 7 == 0 else f"Slamet {a}",
            "month": month,
            "acquired": 0 if a < 5 else (a * 7 + m * 5) % 14,
            "received": 168_000 * (a % 5),
            "runs": a % 3 != 1,
            "status": "dormant_retained" if a < 5 else "active",
            "uncertain": a == 2,
        }
        for a in range(agents)
        for m, month in enumerate(months(count))
    ]
    return pl.DataFrame(rows)


def dormant(count: int = 5) -> pl.DataFrame:
    last_run = [shift(date(2019, 6, 1), n * 3 % 11) for n in range(count)]
    return pl.DataFrame(
        {
            "code": [f"AB{n:04}" for n in range(count)],
            "label": [LONG if n == 3 else f"Budi {n}" for n in range(count)],
            "last_acquired_month": [None if n == 2 else shift(date(2018, 12, 1), -n % 6) for n in range(count)],
            "last_running_month": last_run,
            "due_on": [shift(month, 4) for month in last_run],
            "as_of": [date(2019, 6, 30)] * count,
        },
        schema_overrides={"last_acquired_month": pl.Date},
    )


REFERENCE = [{"value": 114_000_000, "wording": "sekitar Rp114 juta", "source": "ANTARA, Juli 2019"}]

DRAWN: dict[str, tuple[Callable[[Words], pl.DataFrame], Callable[[pl.DataFrame, Words], Drawing]]] = {
    "acquired_by_month": (lambda _: by_month(), lambda f, w: acquired_by_month(f, w, "semester II 2018")),
    "acquired_long": (lambda _: by_month(18), lambda f, w: acquired_by_month(f, w, "semester II 2018")),
    "cumulative": (lambda _: received(), lambda f, w: cumulative_received(f, w, REFERENCE)),
    "cumulative_target": (lambda _: received(), lambda f, w: cumulative_received(f, w, REFERENCE, 120_000_000)),
    "wilayah_map": (areas, wilayah_map),
    "wilayah_outlines": (areas, lambda f, w: wilayah_map(f, w, outlines())),
    "agents_by_status": (statuses, agents_by_status),
    "acquired_by": (lambda _: ranked("acquired", 32), lambda f, w: acquired_by(f, w, "semester I 2018")),
    "received_parts": (lambda _: two_parts(), received_parts),
    "received_by": (lambda _: ranked("received", 4, 9_300_000), lambda f, w: received_by(f, w, "semester I 2018")),
    "agent_grid": (lambda _: grid(32), agent_grid),
    "dormant_timeline": (lambda _: dormant(), dormant_timeline),
    "covered_people": (lambda _: covered(), covered_people),
    "persistency_grid": (lambda _: drawn_life.cohorts(), persistency_grid),
    "funnel": (drawn_life.agents, drawn_life.draw_funnel),
    "pace_people": (lambda _: drawn_life.semesters(1), drawn_life.draw_people),
    "pace_rupiah": (lambda _: drawn_life.semesters(70_000), drawn_life.draw_rupiah),
    "cumulative_month": (lambda _: received(1), lambda f, w: cumulative_received(f, w, (), 20_000_000, around=year())),
    "covered_long": (lambda _: covered(24), covered_people),
}
"""Each chart's sample frame and how it is drawn."""

TITLES = {
    "id": "Iuran semester I 2019 mencapai Rp113,7 juta, sesuai angka terbit sekitar Rp114 juta",
    "en": "Contributions in the first half of 2019 reached Rp113.7 million, in line with the published Rp114 million",
}


def figure(name: str, words: Words, rows: int | None = None) -> Figure:
    """A sample figure, of all its rows or of the first so many."""
    make, draw = DRAWN[name]
    frame = make(words)
    table = pl.DataFrame(
        {
            "month": months(),
            "received": RECEIVED,
            "share": [0.5, 0.25, None, 1.5, 2.0, 3.25],
            "late": [True, False, None, True, True, False],
            "label": ["=1+1", "Siti", "–", None, "é", "x"],
        }
    )
    return Figure(
        id=name,
        title=TITLES[words.language],
        subtitle="Semua wilayah · semester I 2019 · rupiah",
        source="Sumber: kantor cabang; angka terbit: ANTARA, 25 Juli 2019",
        as_of="Per 30 Juni 2019",
        alt="Satu garis naik",
        drawing=draw(frame if rows is None else frame.head(rows), words),
        table=table,
        labels={"month": "Bulan", "received": "Penerimaan iuran", "share": "Bagian", "late": "Telat", "label": "Nama"},
        stem=f"{name}_2019-S1_semua-wilayah_per-2019-06-30",
        demo=True,
    )


@dataclass(frozen=True)
class Written:
    """One line of text in a drawn SVG, with its box in px."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Written", slack: float = 1.5) -> bool:
        """Whether the two boxes cover each other by more than the slack."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack


def texts(svg: str) -> list[Written]:
    """Every visible line of text, its transforms added up. Heights are those of capitals and descenders."""
    found: list[Written] = []
    _walk(ElementTree.fromstring(svg), 0.0, 0.0, found)
    return found


def _walk(element: ElementTree.Element, x: float, y: float, found: list[Written]) -> None:
    if "rotate" in (moved := element.get("transform", "")):
        raise AssertionError(f"turned text is hard to read: {moved}")
    if shift := re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)", moved):
        x, y = x + float(shift[1]), y + float(shift[2])
    if element.tag.endswith("}text") and element.get("opacity") != "0":
        _read(element, x + float(element.get("x", 0)), y + float(element.get("y", 0)), found)
        return
    for child in element:
        _walk(child, x, y, found)


def _read(element: ElementTree.Element, x: float, y: float, found: list[Written]) -> None:
    size = float(element.get("font-size", "0").removesuffix("px"))
    weight = 600 if element.get("font-weight") in ("600", "bold") else 400
    spans = list(element) or [element]
    for span in spans:
        y += float(span.get("dy", 0))
        text = span.text or ""
        width = typeface(weight).width(text, size)
        left = x - {"middle": width / 2, "end": width}.get(element.get("text-anchor", "start"), 0)
        if text.strip():
            found.append(Written(text, size, left, y - 0.73 * size, left + width, y + 0.2 * size))
