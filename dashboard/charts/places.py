"""The kabupaten/kota: a schematic map of tiles, or their outlines where a branch has them."""

from collections.abc import Mapping
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Plot
from dashboard.charts.outline_rooms import NAME, NUMBER, rooms
from dashboard.fonts.typeface import typeface
from dashboard.language.words import Words


class OutlineError(ValueError):
    """The branch's GeoJSON does not fit; the message says what to change in it."""


def wilayah_map(
    frame: pl.DataFrame,
    words: Words,
    geojson: Mapping[str, Any] | None = None,
    height: int = 250,
    around: pl.DataFrame | None = None,
) -> Drawing:
    """Each wilayah where it lies, with its name, participants acquired and rupiah received; darker with more acquired.

    `frame`: code, label, kind (String), latitude, longitude (Float64, null: put last), acquired, received (Int64, null:
    withheld). `geojson`: a FeatureCollection whose features have the property `code` ("33.25"); then outlines instead
    of tiles. Raises OutlineError when it lacks one of the frame's wilayah. A click gives the code under `wilayah`.
    `around`: the wilayah beside those that are chosen, of the same columns, dimmed.
    """
    frame = frame.with_columns(around=pl.lit(False))
    if around is not None:
        frame = pl.concat([frame, around.with_columns(around=pl.lit(True))], how="vertical_relaxed")
    rows = frame.select(
        "code",
        "around",
        "label",
        "latitude",
        "longitude",
        "acquired",
        pl.col("label").str.replace(" ", "\n").alias("name"),
        parts.or_withheld(parts.text("acquired", words.number)),
        parts.or_withheld(parts.text("received", words.rupiah_short)),
    )
    params = parts.top(parts.largest(frame, "acquired"), 0)
    if geojson is None:
        spots = slots(frame)
        rows = rows.join(spots, on="code", how="left", maintain_order="left")
        east, south = spots.select(pl.max("x", "y")).row(0)
        size = {"columns": (east or 0) + 1, "lines": (south or 0) + 1}
        return Drawing(_tiles(words), {"rows": rows}, height, params={**params, **size})
    features = _features(rows, geojson)
    return Drawing(_outlines(words), {"rows": _placed(rows, features), "outlines": features}, height, params=params)


def _placed(rows: pl.DataFrame, features: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows with the place of each name in its outline, or of its number alone: what room there is (degrees) and
    wanted (font sizes); and the line over the map on which the name stands where it has too little."""
    schema = ("longitude", "latitude", "room")
    places = pl.DataFrame(rooms(features, NAME), schema, orient="row")
    small = pl.DataFrame(rooms(features, NUMBER), [f"number_{column}" for column in schema], orient="row")
    texts = [(number, [rupiah, *name.split("\n")]) for number, rupiah, name in rows.select(_TEXTS).iter_rows()]
    return rows.drop("longitude", "latitude").with_columns(
        *places.cast(pl.Float64).get_columns(),
        *small.cast(pl.Float64).get_columns(),
        wide=pl.Series([max(typeface().width(line, 1) for line in lines) for _, lines in texts], dtype=pl.Float64),
        number_wide=pl.Series([1.6 * typeface(600).width(number, 1) for number, _ in texts], dtype=pl.Float64),
        said=pl.format("{}: {} · {}", "label", "acquired_text", "received_text"),
        line=places["room"].rank("ordinal").cast(pl.Int64),
    )


_TEXTS = ("acquired_text", "received_text", "name")


def slots(frame: pl.DataFrame) -> pl.DataFrame:
    """Where each tile stands: code, x (from west, in tiles), y (from north, in rows). No two overlap.

    Rows of latitude are parted at the widest gaps, none longer than four; the longest fills the width, the tiles of
    a shorter one stand at their longitude between those of the longest.
    """
    places = frame.select("code", "latitude", "longitude").sort("latitude", descending=True, nulls_last=True).rows()
    lines = _lines(places)
    widest = max(lines, key=len, default=[])
    spots = []
    for y, line in enumerate(lines):
        x = -1.0
        for n, (code, _, longitude) in enumerate(line):
            wish = float(n) if len(line) == len(widest) else _between(longitude, widest, n)
            x = min(max(wish, x + 1), len(widest) - len(line) + n)
            spots.append((code, x, float(y)))
    return pl.DataFrame(spots, {"code": pl.String, "x": pl.Float64, "y": pl.Float64}, orient="row")


def _lines(places: list[tuple]) -> list[list[tuple]]:
    wanted = max(1, round((len(places) / 1.5) ** 0.5)) if len(places) > 2 else 1
    gaps = sorted(range(1, len(places)), key=lambda n: (places[n][1] or 0) - (places[n - 1][1] or 0))
    cuts = [0, *sorted(gaps[: wanted - 1]), len(places)]
    lines = [places[a:b] for a, b in pairwise(cuts) if b > a]
    if any(len(line) > 4 for line in lines):
        lines = [places[n : n + 4] for n in range(0, len(places), 4)]
    return [sorted(line, key=lambda place: (place[2] is None, place[2] or 0, place[0])) for line in lines]


def _between(longitude: float | None, widest: list[tuple], n: int) -> float:
    if longitude is None or any(place[2] is None for place in widest):
        return float(n)
    for slot in range(len(widest) - 1):
        west, east = widest[slot][2], widest[slot + 1][2]
        if longitude <= east:
            return slot + max(0.0, (longitude - west) / (east - west or 1))
    return float(len(widest) - 1)


def _features(rows: pl.DataFrame, geojson: Mapping[str, Any]) -> list[dict[str, Any]]:
    known = {one.get("properties", {}).get("code"): one for one in geojson.get("features", [])}
    missing = [code for code in rows["code"] if code not in known]
    if missing:
        raise OutlineError(
            f"the outlines lack {', '.join(missing)}: give each feature the property code, such as 33.25, "
            "or leave the setting PERISAI_GEOJSON empty"
        )
    return [{"type": "Feature", "geometry": known[row["code"]]["geometry"], **row} for row in rows.to_dicts()]


def _tips(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(field="label", type="nominal", title=words("charts.column.wilayah")),
        *parts.tooltip(words, "acquired", "received"),
    ]


@lru_cache
def _tiles(words: Words) -> Plot:
    x, y = (partial(_along, channel, end) for channel, end in ((alt.X, "columns"), (alt.Y, "lines")))
    base = alt.Chart().transform_calculate(x2="datum.x + 1", y2="datum.y + 1", cx="datum.x + 0.5", cy="datum.y + 0.5")
    click = parts.picked("wilayah", "code")
    tile = base.properties(name="tiles").mark_rect(style="cell", cornerRadius=4, cursor="pointer").add_params(click)
    tile = tile.encode(x=x("x"), x2=alt.X2(field="x2"), y=y("y"), y2=alt.Y2(field="y2"), tooltip=_tips(words))
    tile = tile.encode(fill=parts.heat("acquired"), opacity=parts.strength(click, "datum.around"))
    room = "width / columns - 8"
    centre = base.encode(x=x("cx"), y=y("cy"), tooltip=_tips(words))
    return parts.plot(tile, *_names(centre, room))


def _along(channel: type, end: str, field: str) -> Any:
    scale = alt.Scale(domain=alt.ExprRef(f"[0, {end}]"), nice=False, zero=False, reverse=channel is alt.Y)
    return channel(field=field, type="quantitative", axis=None, scale=scale)


def _names(centre: alt.Chart, room: str, fits: str = "true") -> list[alt.Chart]:
    number = {"fontSize": alt.ExprRef("1.6 * font_px")}
    return [
        _line(centre, "name", "name", "-2.4", room, fits, lineBreak="\n", lineHeight=alt.ExprRef("1.2 * font_px")),
        _line(centre, "label", "acquired_text", "0.4", room, fits, **number),
        _line(centre, "name", "received_text", "2.1", room, fits),
    ]


def _line(
    centre: alt.Chart, style: str, column: str, dy: str, room: str, fits: str = "true", **options: Any
) -> alt.Chart:
    shift = alt.ExprRef(f"{dy} * font_px")
    mark = centre.mark_text(
        style=style, align="center", baseline="middle", limit=alt.ExprRef(room), dy=shift, **options
    )
    return mark.encode(text=alt.TextValue(alt.ExprRef(f"{fits} ? datum.{column} : ''")))


@lru_cache
def _outlines(words: Words) -> Plot:
    shapes = alt.Chart(alt.NamedData("outlines"), name="outlines")
    click = parts.picked("wilayah", "code")
    land = shapes.mark_geoshape(style="cell", cursor="pointer").add_params(click)
    land = land.encode(fill=parts.heat("acquired"), opacity=parts.strength(click, "datum.around"), tooltip=_tips(words))
    fits = f"(datum.wide * font_px < {_DEGREE} * datum.room)"
    surely = f"(datum.wide * font_px < 0.7 * {_DEGREE} * datum.room)"  # also once such lines have made the map smaller
    number_fits = f"!{fits} && datum.number_wide * font_px < {_DEGREE} * datum.number_room"
    centre, small = (
        alt.Chart().encode(
            longitude=alt.Longitude(field=f"{of}longitude", type="quantitative"),
            latitude=alt.Latitude(field=f"{of}latitude", type="quantitative"),
            tooltip=_tips(words),
        )
        for of in ("", "number_")
    )
    number = _line(small, "label", "acquired_text", "0", "width", number_fits, fontSize=alt.ExprRef("1.6 * font_px"))
    # What has no room in its outline stands over the map, and its number alone where it belongs.
    over = alt.Chart().mark_text(style="name", align="left", baseline="middle")
    over = over.encode(
        x=alt.XValue(0),
        y=alt.YValue(alt.ExprRef(f"{surely} ? 0 : -1.4 * datum.line * font_px")),
        text=alt.TextValue(alt.ExprRef(f"{fits} ? '' : datum.said")),
    )
    return Plot(parts.plot(land, *_names(centre, "width", fits), number, over).chart.project(type="mercator"))


_DEGREE = "geoScale('projection') * PI / 180"
"""Pixels of a degree of longitude."""
