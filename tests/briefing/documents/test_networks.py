"""What a briefing brings for networks, messages and machines: infographic, carousel, text, tidy table, terms."""

import base64
import csv
import io
from dataclasses import replace

import pytest
from PIL import Image

from dashboard.briefing.documents import data
from dashboard.briefing.documents.networks import files as networks
from dashboard.briefing.documents.networks.files import LONGEST, message
from dashboard.briefing.pack import Pack
from dashboard.language.words import LANGUAGES, words_in
from tests.support.briefing_pack import grid, plain, sample


def drawn(language: str, count: int = 4) -> Pack:
    """The sample whose first figures are drawn for networks too."""
    pack = sample(language)
    first = tuple(replace(one, square=one.png, narrow=one.chart) for one in pack.exhibits[:count])
    return replace(pack, exhibits=(*first, *pack.exhibits[count:]))


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest) -> tuple[Pack, dict[str, bytes]]:
    pack = drawn(request.param)
    return pack, networks.files(pack, words_in(pack.language))


def test_an_infographic_a_carousel_of_five_and_a_text(made) -> None:
    pack, files = made
    w = words_in(pack.language)
    graphic, carousel = w("report.networks.infographic"), w("report.networks.carousel")
    sizes = {name: Image.open(io.BytesIO(files[name])).size for name in files if name.endswith(".png")}
    assert sizes.pop(f"{graphic}-a4.png") == (1240, 1754)
    assert sizes.pop(f"{graphic}-story-1080x1920.png") == (1080, 1920)
    assert sizes.pop(f"{carousel}-1.png") == (1080, 1080)
    assert list(sizes) == [f"{carousel}-{n}.png" for n in range(2, 6)]
    assert [base64.b64encode(files[name]).decode() for name in sizes] == [one.square for one in pack.exhibits[:4]]
    described = files[f"{w('report.networks.alt')}.txt"].decode()
    assert all(one.alt in described for one in pack.exhibits[:4])
    assert all(f"{carousel}-{n}.png: " in described for n in range(1, 6))


def test_the_pages_bear_the_stamp_and_change_with_what_they_say(made) -> None:
    """The band of the embargo is the first thing at the top; without one there is none."""
    pack, files = made
    band = (168, 67, 27)
    words, name = words_in(pack.language), next(iter(files))
    assert Image.open(io.BytesIO(files[name])).convert("RGB").getpixel((4, 4)) == band
    without = networks.files(replace(pack, stamp=""), words)[name]
    assert Image.open(io.BytesIO(without)).convert("RGB").getpixel((4, 4)) == (255, 255, 255)


def test_what_is_not_for_the_press_or_not_drawn_has_none(made) -> None:
    pack, _ = made
    words = words_in(pack.language)
    assert networks.files(replace(pack, press=False), words) == {}
    assert networks.files(sample(pack.language), words) == {}


LONG = "Agen Perisai mengakuisisi peserta di seluruh wilayah kerja " * 9


@pytest.mark.parametrize(
    ("changes", "has", "lacks"),
    [
        ({}, ["*{headline}*", "1.313 (", "{cite}", "{branch}", "{stamp}"], ["…"]),
        ({"release": ()}, ["*{title}*"], []),
        ({"branch": LONG[:300]}, ["1.313\n", "{cite}"], ["1.313 ("]),
        ({"release": (), "title": LONG}, ["…", "{cite}"], []),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_has_700_letters_at_most_and_always_source_and_stamp(language, changes, has, lacks) -> None:
    pack = replace(sample(language), **changes)
    text = message(pack, words_in(language))
    assert len(text) <= LONGEST
    headline = next((one.text for one in pack.release if one.kind == "title"), "")
    values = {"headline": headline, "cite": pack.cite, "branch": pack.branch, "stamp": pack.stamp, "title": pack.title}
    one = words_in(language).number(1313)
    assert [part for part in has if part.replace("1.313", one).format(**values) not in text] == []
    assert [part for part in lacks if part.replace("1.313", one) in text] == []
    assert text.startswith(pack.stamp)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_an_observation_a_row_and_none_of_what_is_withheld(language) -> None:
    pack = replace(sample(language), exhibits=(*sample(language).exhibits, grid(language, 6)))
    words = words_in(language)
    files = data.files(pack, words, "taklimat")
    rows = list(csv.DictReader(io.StringIO(files["taklimat.csv"].decode())))
    assert [*rows[0]] == list(data.HEAD)
    months = [(row["month"], row["value"]) for row in rows if row["measure"] == "acquired" and row["month"]]
    assert months == [(row[0], str(row[1])) for row in pack.exhibits[0].table.rows]
    withheld = [row["value"] for row in rows if row["status"] == "withheld"]
    assert withheld == [""] * sum(len(one.table.withheld) for one in pack.exhibits)
    every = sum(len(one.table.rows) * sum(c.kind not in ("text", "month", "day") for c in one.table.columns)
                for one in pack.exhibits)  # fmt: skip
    assert len(rows) == every
    assert {row["unit"] for row in rows} == {"people", "IDR", "ratio", "count"}
    assert {row["trace_code"] for row in rows} == {one.code for one in pack.exhibits}
    terms = files[words("report.terms.file")].decode()
    assert all(text in terms for text in (pack.cite, pack.stamp, pack.demo, pack.branch))
    assert all(name in terms for name in data.HEAD)


def test_a_withheld_cell_leaves_no_number_and_a_name_no_formula() -> None:
    pack = plain("id")
    one = pack.exhibits[0]
    odd = replace(one.table, rows=((None, 7, 8), ("2019-02", 9, None)), withheld=((0, 1),))
    named = replace(odd, columns=(replace(odd.columns[0], kind="text"), *odd.columns[1:]), rows=(("=1+1", 7, 8),))
    text = data.files(replace(pack, exhibits=(replace(one, table=odd),)), words_in("id"), "t")["t.csv"].decode()
    assert ",7," not in text
    assert text.splitlines()[1].endswith("people,,withheld")
    assert text.splitlines()[4].endswith("people,,no_data")
    text = data.files(replace(pack, exhibits=(replace(one, table=named),)), words_in("id"), "t")["t.csv"].decode()
    assert ",'=1+1," in text
    assert data.files(replace(pack, exhibits=()), words_in("id"), "t") == {}
