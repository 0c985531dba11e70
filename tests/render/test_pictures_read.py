"""Every picture can be read: on each sample chart, in each size and language, by the geometry of its SVG."""

import dataclasses
import json
import re
from functools import cache

import polars as pl
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.figure import Figure
from dashboard.fonts.typeface import FOLDER, typeface
from dashboard.language.words import LANGUAGES, words_in
from dashboard.render import theme, worker
from dashboard.render.export import picture_job
from dashboard.render.frame import FORMS, PAGE
from dashboard.render.names import apart
from tests.render.test_theme import DEUTERANOPIA, contrast, lab, linear
from tests.support.drawn import DRAWN, LONG, Written, figure
from tests.support.drawn import texts as written
from tests.support.painted import boxes, inks

vl_convert.register_font_directory(str(FOLDER))

CODE = "K7QM2X4D-A5"
STAMP = "EMBARGO sampai 25 Juli 2019 pukul 10.00 WIB"
SLACK = 1.5
"""px by which two boxes may meet: they are as high as capitals and descenders, which seldom stand above each other."""

EVERY = pytest.mark.parametrize("name", DRAWN)
FORM = pytest.mark.parametrize("form", [*FORMS, "svg"])
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@cache
def traced(name: str, language: str) -> Figure:
    return dataclasses.replace(figure(name, words_in(language)), code=CODE)


@cache
def drawn(name: str, form: str, language: str) -> tuple[str, str, str]:
    """The picture, what stands before its chart, and the chart alone; each drawn once for all tests."""
    stamp = STAMP if name in ("cumulative", "funnel") else ""
    job = picture_job(traced(name, language), words_in(language), form, stamp)
    chart = charted(json.dumps(job["spec"]), job["vega_lite"])
    return job["before"] + chart + job["after"], job["before"], chart


@cache
def charted(spec: str, vega_lite: str) -> str:
    """The chart alone; where it does not grow, an SVG's is the PNG's."""
    job = {"spec": json.loads(spec), "vega_lite": vega_lite, "before": "", "after": "", "format": "svg"}
    return worker.draw(job).decode()


def sides(before: str) -> tuple[float, float]:
    width, height = re.match(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', before).groups()
    return float(width), float(height)


def beyond(lines: list[Written], left: float, top: float, right: float, bottom: float) -> list[str]:
    return [
        f"{one.text} at {one.left:.0f}-{one.right:.0f}, {one.top:.0f}-{one.bottom:.0f}"
        for one in lines
        if one.left < left - 1 or one.top < top - 1 or one.right > right + 1 or one.bottom > bottom + 1
    ]


@LANGUAGE
@FORM
@EVERY
def test_texts_are_large_inside_and_apart(name, form, language):
    svg, before, chart = drawn(name, form, language)
    width, height = sides(before)
    lines = written(svg)
    assert min(one.size for one in lines) >= 14 * width / 1200
    assert beyond(lines, 0, 0, width, height) == []
    assert [(a.text, b.text) for n, a in enumerate(lines) for b in lines[n + 1 :] if a.meets(b, SLACK)] == []
    assert typeface().lacks("".join(one.text for one in lines)) == set()
    # The chart alone is cut at its own edges where a document places it.
    ground = re.search(r'<rect width="([\d.]+)" height="([\d.]+)"', chart)
    alone = written(f'<svg xmlns="http://www.w3.org/2000/svg">{chart}</svg>')
    assert beyond(alone, 0, 0, float(ground[1]), float(ground[2])) == []
    assert "clip-path" not in chart


@LANGUAGE
@FORM
@EVERY
def test_no_two_names_are_cut_to_the_same_text_and_no_number_is_struck_through(name, form, language):
    svg, rows = drawn(name, form, language)[2], traced(name, language).drawing.rows
    lines = written(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')
    named = rows.get("names", rows.get("rows"))
    if isinstance(named, pl.DataFrame) and {"label", "position"} <= {*named.columns}:
        beginnings = tuple({label[:4] for label in named["label"]})
        names = [one.text for one in lines if one.text.startswith(beginnings)]
        assert len(names) == len({*names}) >= min(named.height, 4)
    marks = boxes(svg, theme.LIGHT.past)
    assert [(one.text, mark) for one in lines for mark in marks if one.meets(mark, 0)] == []


@pytest.mark.parametrize(("form", "language"), [("png", "id"), ("png-story", "en")])
@EVERY
def test_texts_stand_out_from_what_lies_behind_them(name, form, language):
    painted = inks(drawn(name, form, language)[0])
    assert len(painted) > 5
    weak = [
        (one.text, one.shade, behind) for one in painted for behind in one.behind if against(one.shade, behind) < 4.5
    ]
    assert weak == []


def against(one: tuple, other: tuple) -> float:
    return contrast(*("#" + "".join(f"{round(part):02x}" for part in shade) for shade in (one, other)))


@LANGUAGE
@FORM
def test_title_foot_code_and_embargo_stand_in_every_picture(form, language):
    lines = " ".join(one.text for one in written(drawn("cumulative", form, language)[0]))
    for wanted in (
        words_in(language)("charts.code", code=CODE),
        STAMP,
        "Per 30 Juni 2019",
        words_in(language)("charts.demo"),
    ):
        assert wanted in lines
    assert STAMP not in drawn("received_parts", form, language)[1]


@LANGUAGE
@pytest.mark.parametrize("form", ["png-story", "png-a4"])
def test_an_upright_picture_writes_a_status_out(form, language):
    lines = [one.text for one in written(drawn("agents_by_status", form, language)[0])]
    assert {words_in(language).status(code) for code in theme.LIGHT.status} <= set(lines)


def test_a_row_says_its_status_in_words_beside_the_colour():
    rows = figure("agents_by_status", words_in("id")).drawing.rows["rows"]
    assert rows["label"].n_unique() == rows.height == len(theme.LIGHT.status)


def distance(one: str, other: str) -> float:
    """The distance in CIE Lab as a deuteranope sees them: Machado, Oliveira and Fernandes 2009, severity 1."""
    seen = [
        lab([min(1, max(0, sum(w * s for w, s in zip(row, linear(colour), strict=True)))) for row in DEUTERANOPIA])
        for colour in (one, other)
    ]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def lightness(colour: str) -> float:
    return lab(linear(colour))[0]


GROUNDS = pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


@GROUNDS
def test_neighbouring_series_differ_in_greyscale_and_for_a_deuteranope(palette):
    """25 of lightness is a quarter of the way from black to white; 15 of distance is six just noticeable steps."""
    parts = (palette.accent, palette.accent_soft)
    assert abs(lightness(parts[0]) - lightness(parts[1])) >= 25
    assert distance(*parts) >= 15
    for edge in (palette.accent, palette.past, palette.reference, palette.target):
        assert abs(lightness(edge) - lightness(palette.ground)) >= 25


@GROUNDS
def test_lines_that_are_alike_in_greyscale_differ_in_stroke(palette):
    styles = theme._lines(palette, 18)
    for one, other in (("reference", "target"), ("runs", "retained"), ("accent-line", "accent-dashed")):
        assert styles[one].get("strokeDash") != styles[other].get("strokeDash"), (one, other)
    assert styles["accent-line"]["strokeWidth"] > styles["retained"]["strokeWidth"]


@GROUNDS
def test_a_tick_on_a_bar_has_an_edge_of_its_own(palette):
    assert theme._shapes(palette, 18)["past"]["stroke"] == palette.ground
    assert contrast(palette.ground, palette.accent) >= 3


@GROUNDS
def test_more_is_always_darker_or_always_lighter(palette):
    low, high = (linear(tone) for tone in palette.heat)
    steps = [lab([a + (b - a) * n / 10 for a, b in zip(low, high, strict=True)])[0] for n in range(11)]
    ordered = sorted(steps, reverse=steps[0] > steps[-1])
    assert steps == ordered
    assert abs(steps[0] - steps[-1]) >= 20
    assert distance(*palette.heat) >= 15


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("José – 3 × ≥ …", "José – 3 × ≥ …"),
        ("Nguyễn Ạnh", "Nguyen Anh"),
        ("Jose\u0301", "José"),
        ("参 Budi", "? Budi"),
        ("Ｂudi\u200d", "Budi"),
        ("\uff02x\uff1c", "?x?"),
        ("a\u2028b", "a?b"),
    ],
)
def test_a_letter_outside_the_font_becomes_its_plain_letter_or_a_question_mark(given, plain):
    assert typeface().writable(given) == plain


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_name_outside_the_font_is_drawn_with_letters_of_the_font(form):
    odd = traced("acquired_by", "id")
    first = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit('Nguyễn "参" \\ <b>')).otherwise("label")
    rows = {"rows": odd.drawing.rows["rows"].with_columns(label=first)}
    odd = dataclasses.replace(odd, title="Nguyễn 参", drawing=dataclasses.replace(odd.drawing, rows=rows))
    svg = worker.draw({**picture_job(odd, words_in("id"), form), "format": "svg"}).decode()
    lines = [one.text for one in written(svg)]
    assert "Nguyen ?" in lines
    assert 'Nguyen "?" \\ <b>' in lines


@LANGUAGE
def test_a_long_name_is_cut_with_an_ellipsis_and_never_in_silence(language):
    for form in FORMS:
        lines = [one.text for one in written(drawn("acquired_by", form, language)[0])]
        cut = [text for text in lines if text.startswith("Agen dengan") and text != LONG]
        assert all("…" in text for text in cut)


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        (["Kantor Pekalongan Barat", "Kantor Pekalongan Utara"], ["Kantor Pek… Barat", "Kantor Pek… Utara"]),
        (["Siti Nurhaliza Rahmawati"] * 2, ["Siti Nurhaliz… (A0)", "Siti Nurhaliz… (A1)"]),
        (["Siti"] * 2, ["Siti (A0)", "Siti (A1)"]),
        (["Dorman, tetap terdaftar", "Jatuh nonaktif"], ["Dorman, tetap terdaftar", "Jatuh nonaktif"]),
        (["Pekalonganbaratlautdaya", "Pekalonganbaratlautlaut"], ["Pekalonganbar…ya", "Pekalonganbar…ut"]),
    ],
)
def test_only_names_that_would_look_alike_are_cut_before_their_end(names, answer):
    assert apart(names, ["A0", "A1"], 13, 118) == answer


@given(st.lists(st.text("ab ", min_size=1, max_size=40).map(str.strip), min_size=1, max_size=8), st.integers(60, 200))
def test_no_two_names_look_alike_and_none_needs_more_room(names, width):
    codes = [f"A{n}" for n in range(len(names))]
    answer = apart(names, codes, 13, width)
    cut = [typeface().cut(name, 13, width) for name in names]
    for name, one, before in zip(names, answer, cut, strict=True):
        assert cut.count(before) == 1 or typeface().width(one, 13) <= width
        assert cut.count(before) > 1 or one == name
    assert len({typeface().cut(one, 13, width) for one in answer}) == len(names)


def test_a_page_is_as_wide_as_the_16_9_picture():
    assert (PAGE.width, PAGE.font) == (FORMS["png"].width, FORMS["png"].font)
