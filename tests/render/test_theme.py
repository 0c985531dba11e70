import tomllib
from itertools import combinations
from pathlib import Path

import altair as alt
import pytest

from dashboard.charts.acquisitions import acquired_by_month
from dashboard.fonts.typeface import FAMILY, WEIGHTS, typeface
from dashboard.language.words import LANGUAGES, texts, words_in
from dashboard.render import theme
from dashboard.settings import ROOT
from tests.support.drawn import by_month

GROUNDS = [theme.LIGHT, theme.DARK]
PRODUCTIVE = "▲▼–—…≥≤·−“”‘’½×±→←↑↓•●○ RpÀéñ\u00a0"


def linear(colour: str) -> list[float]:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]


def contrast(one: str, other: str) -> float:
    light = sorted(sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))


def lab(shares: list[float]) -> tuple[float, float, float]:
    weights = ((0.4124, 0.3576, 0.1805, 0.95047), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.08883))
    x, y, z = (max(0.0, sum(w * s for w, s in zip(row, shares, strict=False))) / row[3] for row in weights)
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen_by_a_deuteranope(colour: str) -> tuple[float, float, float]:
    shares = linear(colour)
    return lab([sum(w * s for w, s in zip(row, shares, strict=True)) for row in DEUTERANOPIA])


@pytest.mark.parametrize("palette", GROUNDS)
def test_text_can_be_read_on_whatever_it_stands(palette):
    pairs = [(c, palette.ground) for c in (palette.ink, palette.muted, palette.reference, palette.target)]
    pairs += [(palette.ink, tone) for tone in palette.heat] + [(palette.ink, palette.panel)]
    pairs += [(palette.muted, palette.panel), (palette.accent, palette.ground), (palette.accent, palette.panel)]
    pairs += [(palette.on_accent, palette.accent), (palette.on_soft, palette.accent_soft)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("palette", GROUNDS)
def test_marks_stand_out_from_the_ground(palette):
    marks = [palette.accent, palette.past, palette.reference, palette.target, *palette.status.values()]
    assert [mark for mark in marks if contrast(mark, palette.ground) < 3] == []


@pytest.mark.parametrize("palette", GROUNDS)
def test_statuses_differ_for_a_deuteranope_and_the_two_parts_in_greyscale(palette):
    for one, other in combinations(palette.status.values(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(*map(seen_by_a_deuteranope, (one, other)), strict=True)) ** 0.5
        assert distance > 15, (one, other)
    assert abs(lab(linear(palette.accent))[0] - lab(linear(palette.accent_soft))[0]) > 25


@pytest.mark.parametrize(("name", "palette"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_streamlit_has_the_same_colours(name, palette):
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][name]
    assert settings["primaryColor"] == settings["linkColor"] == palette.accent
    assert (settings["backgroundColor"], settings["textColor"]) == (palette.ground, palette.ink)
    assert settings["secondaryBackgroundColor"] == settings["sidebar"]["backgroundColor"] == palette.panel


def test_streamlit_serves_the_shipped_font():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["enableStaticServing"] is True
    faces = {int(face["weight"]): face for face in settings["theme"]["fontFaces"]}
    assert set(faces) == set(WEIGHTS)
    for weight, face in faces.items():
        assert face["family"] == FAMILY
        file = ROOT / "static" / Path(face["url"]).relative_to("app/static")
        assert (file.stem, file.read_bytes()[:4]) == (WEIGHTS[weight], b"wOF2")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_font_has_every_letter_that_is_written_in_a_picture(weight):
    written = PRODUCTIVE + "".join(t for language in LANGUAGES for t in texts(language).values())
    assert typeface(weight).lacks(written) == set()


def test_the_font_says_so_where_it_lacks_a_letter():
    assert typeface().lacks("Peserta 参") == {"参"}


def test_a_semibold_line_is_wider_and_width_grows_with_size():
    assert typeface(600).width("Akuisisi", 20) > typeface(400).width("Akuisisi", 20)
    assert typeface().width("Akuisisi", 40) == pytest.approx(2 * typeface().width("Akuisisi", 20))


def test_lines_fit_keep_every_word_and_do_not_part_an_amount():
    text = "Iuran semester I 2019 mencapai Rp113,7 juta, sesuai angka terbit sekitar Rp114 juta"
    for width in range(180, 900, 60):
        for broken in (typeface(600).lines(text, 20, width), typeface(600).balanced(text, 20, width)):
            assert " ".join(broken) == text
            assert all(typeface(600).width(line, 20) <= width for line in broken)
            assert not any(line.startswith("juta") for line in broken)


def test_a_word_that_is_too_long_is_cut_with_an_ellipsis():
    assert typeface().lines("Abdurrahmansyahputra", 20, 80)[0].endswith("…")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dress_leaves_the_plot_and_altairs_theme_alone(language):
    before = alt.theme.active
    drawing = acquired_by_month(by_month(), words_in(language), "semester II 2018")
    undressed = repr(drawing.plot.spec)
    dressed = theme.dress(drawing, words_in(language), "dark")
    assert repr(drawing.plot.spec) == undressed
    assert "config" not in drawing.plot.spec
    assert alt.theme.active == before
    assert dressed["config"]["locale"] == words_in(language).vega_locale
    assert dressed["background"] == theme.DARK.ground
    assert (dressed["width"], dressed["height"]) == ("container", drawing.height)
