"""Colours by meaning, sizes, and `dress`, the last thing done to a chart.

A chart asks for styles ("accent", "past", "running", "label" ...) and parameters ("colour_past" ...);
only here do they become colours. The hexadecimal colours of .streamlit/config.toml are the same ones (a test compares).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import polars as pl

from dashboard.charts import parts
from dashboard.charts.figure import Drawing, Figure
from dashboard.fonts.typeface import FONT
from dashboard.language.words import Words
from dashboard.render import names

Mode = Literal["light", "dark", "print"]


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean, on one ground. Text colours keep 4.5:1 against the ground, marks 3:1."""

    ground: str
    panel: str
    ink: str
    muted: str
    grid: str
    accent: str
    accent_soft: str
    on_accent: str
    on_soft: str
    past: str
    reference: str
    target: str
    heat: tuple[str, str]
    status: Mapping[str, str]


LIGHT = Palette(
    ground="#ffffff",
    panel="#f4f6f8",
    ink="#1b2630",
    muted="#55616d",
    grid="#e2e6ea",
    accent="#0f5f8f",
    accent_soft="#93c4e0",
    on_accent="#ffffff",
    on_soft="#1b2630",
    past="#7d8792",
    reference="#a8431b",
    target="#6a4b9c",
    heat=("#eef5fa", "#7fb8dc"),
    status={
        "active": "#0f6b8a",
        "slowing": "#bf8000",
        "dormant_retained": "#8468cc",
        "due_for_removal": "#9e2a1f",
        "removed": "#737d88",
    },
)
DARK = Palette(
    ground="#14191f",
    panel="#1d242c",
    ink="#e8ecf0",
    muted="#a9b4bf",
    grid="#2e3842",
    accent="#5fb3e0",
    accent_soft="#2f6287",
    on_accent="#14191f",
    on_soft="#ffffff",
    past="#8a95a1",
    reference="#f0946a",
    target="#b9a3ea",
    heat=("#1f2b36", "#1f628f"),
    status={
        "active": "#58b6d6",
        "slowing": "#f2c14e",
        "dormant_retained": "#a48ff0",
        "due_for_removal": "#ec7565",
        "removed": "#8a949e",
    },
)
PALETTES: Mapping[str, Palette] = {"light": LIGHT, "dark": DARK, "print": LIGHT}
"""Print is the light one: a picture goes onto paper and slides."""


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn, in px. On screen the container gives the width and the drawing the height.

    `label_limit`: how wide a row's name may be; `key_beside`: whether a key's entries stand in one line.
    """

    name: str
    width: int | None
    height: int | None
    font: int
    label_limit: int
    key_beside: bool = False


SCREEN = Size("screen", None, None, 13, 146)
PHONE_LABELS = f"windowSize()[0] < 600 ? {parts.NARROW} : windowSize()[0] < 1000 ? 146 : 230"
"""How wide an agent's name may be on screen beside months, which need the room on a phone."""
SCREEN_LABELS = f"windowSize()[0] < 600 ? {SCREEN.label_limit} : 166"
"""The same of another row's name."""


def dress(
    chart: Figure | Drawing, words: Words, mode: Mode, size: Size = SCREEN, rows: int | None = None
) -> dict[str, Any]:
    """The chart as Vega-Lite with data, colours, fonts, locale and size; goes to the screen and to the renderer alike.

    On screen the data stay Polars frames, which Streamlit sends without a detour; otherwise they are plain rows.
    `rows`: only the first so many of a chart with a row an agent.
    """
    drawing = chart.drawing if isinstance(chart, Figure) else chart
    on_screen = size.width is None
    on_this_screen = PHONE_LABELS if drawing.row_height else SCREEN_LABELS
    label_px = {"expr": on_this_screen} if on_screen else {"value": size.label_limit}
    thick = 2.2 if on_screen or size.key_beside else 3
    values = {
        "font_px": size.font,
        "bar_em": thick,
        "key_beside": size.key_beside,
        **_colours(PALETTES[mode]),
        **drawing.params,
    }
    data = {name: _data(all, on_screen, rows) for name, all in _named(drawing, size).items()}
    params = [{"name": "label_px", **label_px}, *({"name": name, "value": value} for name, value in values.items())]
    return {
        **drawing.plot.spec,
        "params": [*drawing.plot.spec.get("params", []), *params],
        "datasets": {"once": [{"n": 0}], **data},
        "width": "container" if on_screen else size.width,
        "height": size.height or drawing.height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": size.font * 0.5, "right": size.font * 0.8, "top": 4, "bottom": 4},
        "background": PALETTES[mode].ground,
        "config": _config(words, mode, size),
    }


def _named(drawing: Drawing, size: Size) -> Mapping[str, pl.DataFrame | list[dict[str, Any]]]:
    """The data, in which the rows that bear names have them as the chart writes them, and as it does on a phone."""
    name = "names" if "names" in drawing.rows else "rows"
    frame = drawing.rows.get(name)
    if not isinstance(frame, pl.DataFrame) or not {"label", "position"} <= {*frame.columns}:
        return drawing.rows
    labels = frame["label"].fill_null("").to_list()
    codes = frame["code"].to_list() if "code" in frame.columns else [None] * frame.height
    narrow = parts.NARROW if size.width is None and drawing.row_height else size.label_limit
    written = {
        "label_short": names.apart(labels, codes, size.font, size.label_limit),
        "label_narrow": names.apart(labels, codes, size.font, narrow),
    }
    return {**drawing.rows, name: frame.with_columns(pl.Series(column, all) for column, all in written.items())}


def _data(all: pl.DataFrame | list[dict[str, Any]], on_screen: bool, rows: int | None) -> Any:
    if not isinstance(all, pl.DataFrame):
        return all
    if rows is not None and "position" in all.columns:
        all = all.filter(pl.col("position") < rows)
    return all if on_screen else all.to_dicts()


def _colours(palette: Palette) -> dict[str, str]:
    named = {"ink": palette.ink, "past": palette.past, "accent": palette.accent, "accent_soft": palette.accent_soft}
    heat = {"heat_low": palette.heat[0], "heat_high": palette.heat[1]}
    return {f"colour_{name}": colour for name, colour in {**named, **heat, **palette.status}.items()}


@lru_cache
def _config(words: Words, mode: Mode, size: Size) -> dict[str, Any]:
    palette, font = PALETTES[mode], size.font
    text = {"font": FONT, "fontSize": font, "color": palette.ink, "fontWeight": 400}
    return {
        "font": FONT,
        "locale": words.vega_locale,
        "view": {"stroke": None},
        "mark": {"aria": False},  # the chart has one description and a table; a label a mark would be read out as noise
        "axis": {
            "aria": False,
            "labelFont": FONT, "labelFontSize": font, "labelColor": palette.muted, "labelLimit": size.label_limit,
            "titleFont": FONT, "titleFontSize": font, "titleColor": palette.muted, "titleFontWeight": 400,
            "domain": False, "ticks": False, "grid": False, "gridColor": palette.grid, "labelPadding": font * 0.4,
        },
        "text": text,
        "bar": {"discreteBandSize": {"band": 0.72}},
        "tick": {"thickness": font * 0.3, "bandSize": font},
        "style": _styles(palette, font),
    }  # fmt: skip


def _styles(palette: Palette, font: int) -> dict[str, dict[str, Any]]:
    strong = {"fontWeight": "bold"}
    texts = {
        "label": {"color": palette.ink, **strong},
        "name": {"color": palette.ink},
        "note": {"color": palette.muted},
        "reference-label": {"color": palette.reference},
        "target-label": {"color": palette.target},
        "on-accent": {"color": palette.on_accent, **strong},
        "on-soft": {"color": palette.on_soft, **strong},
    }
    return {**texts, **_lines(palette, font), **_shapes(palette, font)}


def _lines(palette: Palette, font: int) -> dict[str, dict[str, Any]]:
    thin = max(1.5, font / 9)
    accent, past = ({"color": colour, "stroke": colour, "opacity": 1} for colour in (palette.accent, palette.past))
    return {
        "accent-line": {"color": palette.accent, "strokeWidth": thin * 1.6, "strokeCap": "round"},
        "accent-dashed": {"color": palette.accent, "strokeWidth": thin * 1.6, "strokeDash": [5, 5]},
        "reference": {"color": palette.reference, "strokeWidth": thin},
        "target": {"color": palette.target, "strokeWidth": thin, "strokeDash": [6, 4]},
        "runs": {**accent, "strokeWidth": thin * 2},
        "retained": {**past, "strokeWidth": thin * 1.4, "strokeDash": [3, 3]},
        "as-of": {"color": palette.ink, "strokeWidth": 1},
    }


def _shapes(palette: Palette, font: int) -> dict[str, dict[str, Any]]:
    thin, solid = max(1.5, font / 9), {"filled": True, "opacity": 1}
    dashed = {"strokeWidth": thin, "strokeDash": [4, 3], **solid}
    point = {"size": font * font * 0.5, **solid}
    return {
        "accent": {"color": palette.accent, **solid},
        "soft": {"color": palette.accent_soft, **solid},
        "accent-area": {"color": palette.accent, "opacity": 0.12, "line": False},
        "point": {"color": palette.accent, "stroke": palette.ground, **point},
        "hollow": {"color": palette.ground, "stroke": palette.accent, "strokeWidth": thin, **point},
        "running": {"color": palette.ground, "stroke": palette.accent, **dashed},
        "running-outline": {"color": "transparent", "stroke": palette.ink, **dashed},
        "past": {"color": palette.past, "stroke": palette.ground, "strokeWidth": font / 12, **solid},
        "part": {"stroke": palette.ground, "strokeWidth": 1},
        "dot": {"color": palette.ink, **solid},
        "cell": {"stroke": palette.ground, "strokeWidth": 2},
        "blank": {"color": palette.panel, "stroke": palette.ground, "strokeWidth": 2},
    }
