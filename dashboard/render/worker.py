"""Draws pictures in a process of its own (see pool.py): drawing holds Python's lock, which would stall every page."""

import json
import struct
from collections.abc import Callable
from typing import Any

import vl_convert

from dashboard.fonts.typeface import FOLDER
from dashboard.render.serve import serve

WARM_UP = {
    "data": {"values": [{"a": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "a", "type": "quantitative"}},
}


def draw(job: dict[str, Any]) -> bytes:
    """The picture of a job: `spec` drawn between the SVG `before` and `after`, as `format` svg, png or pdf.

    Of `chart` the chart alone, as SVG. Of `pictures` both the chart alone as SVG, its length of 8 bytes before it, and
    the picture as PNG.
    """
    chart = vl_convert.vegalite_to_svg(job["spec"], vl_version=job["vega_lite"], allowed_base_urls=[])
    start = chart.index(">", chart.index("<svg")) + 1
    picture = job["before"] + chart[start : chart.rindex("</svg>")] + job["after"]
    if job["format"] == "pictures":
        alone = chart.encode()
        return struct.pack(">Q", len(alone)) + alone + vl_convert.svg_to_png(picture, scale=job["scale"])
    if job["format"] == "chart":
        return chart.encode()
    if job["format"] == "png":
        return vl_convert.svg_to_png(picture, scale=job["scale"])
    if job["format"] == "pdf":
        return vl_convert.svg_to_pdf(picture)
    return picture.encode()


def prepare() -> Callable[[str], bytes]:
    """Register the fonts and draw something, so that the first job finds everything loaded."""
    vl_convert.register_font_directory(str(FOLDER))
    vl_convert.svg_to_pdf(vl_convert.vegalite_to_svg(WARM_UP))
    vl_convert.vegalite_to_png(WARM_UP)
    return lambda job: draw(json.loads(job))


if __name__ == "__main__":
    serve(prepare)
