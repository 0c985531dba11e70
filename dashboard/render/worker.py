"""Draws pictures in a process of its own: drawing holds Python's lock, which would stall every page.

Started by pool.py by its path, so that it imports nothing but the renderer. Reads jobs from its input and answers
on its output, each a length of 8 bytes and a body; a job is JSON, an answer one byte (0: made, 1: failed) and the
picture or the reason. Ends when its input ends.
"""

import json
import os
import struct
import sys
from typing import Any, BinaryIO

import vl_convert

WARM = {
    "data": {"values": [{"a": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "a", "type": "quantitative"}},
}


def made(job: dict[str, Any]) -> bytes:
    """The picture of a job: `spec` drawn between the SVG `before` and `after`, as `format` svg, png or pdf.

    Of `pictures` both the chart alone as SVG, its length of 8 bytes before it, and the picture as PNG.
    """
    chart = vl_convert.vegalite_to_svg(job["spec"], vl_version=job["vega_lite"], allowed_base_urls=[])
    start = chart.index(">", chart.index("<svg")) + 1
    picture = job["before"] + chart[start : chart.rindex("</svg>")] + job["after"]
    if job["format"] == "pictures":
        alone = chart.encode()
        return struct.pack(">Q", len(alone)) + alone + vl_convert.svg_to_png(picture, scale=job["scale"])
    if job["format"] == "png":
        return vl_convert.svg_to_png(picture, scale=job["scale"])
    if job["format"] == "pdf":
        return vl_convert.svg_to_pdf(picture)
    return picture.encode()


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer jobs until there are no more."""
    while head := jobs.read(8):
        job = json.loads(jobs.read(struct.unpack(">Q", head)[0]))
        try:
            body = b"\0" + made(job)
        except Exception as error:
            body = b"\1" + str(error).encode()
        answers.write(struct.pack(">Q", len(body)) + body)
        answers.flush()


def main(fonts: str) -> None:
    """Register the fonts, draw something so that the first job finds everything loaded, then serve."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if hasattr(os, "nice"):
        os.nice(5)
    vl_convert.register_font_directory(fonts)
    vl_convert.svg_to_pdf(vl_convert.vegalite_to_svg(WARM))
    vl_convert.vegalite_to_png(WARM)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main(sys.argv[1])
