"""Slides and workbook as LibreOffice shows them: every text whole, inside its own box, over no other."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import segno
from PIL import Image
from pptx import Presentation
from pptx.chart.chart import Chart

from dashboard.briefing.documents.pptx.slides import slides
from dashboard.briefing.documents.xlsx import workbook
from dashboard.briefing.pack import Pack
from dashboard.figures.table import Column, Native, Table
from dashboard.language.words import words_in
from tests.support import office
from tests.support.briefing_pack import grid, plain, sample
from tests.support.office import Box, Page

POINT = 12_700
"""A point in the unit of an office file."""

DPI = 100

LONG = "Kabupaten Pekalongan, Kabupaten Pemalang, Kabupaten Batang, dan Kota Pekalongan mengakuisisi Rp113,7 juta; "


def many(language: str) -> Pack:
    """Charts and texts as full as they come: three years, twelve sectors twice, titles and notes without end."""
    pack = sample(language)
    people = tuple(Column(name, name.title() * 3, "people", True) for name in ("acquired", "previous"))
    months = tuple((f"20{17 + n // 12}-{n % 12 + 1:02}", n * 37, None if n % 5 == 0 else n * 31) for n in range(36))
    sectors = tuple((f"{n} {LONG[: 12 + n * 6]}", 10_000 - n * 800, n * 700) for n in range(12))
    money = tuple((one[0], 987_654_321 * (n + 1)) for n, one in enumerate(months))
    month, label, amount = (
        Column("month", "Bulan", "month"),
        Column("label", "Nama", "text"),
        Column("r", "Rp", "rupiah"),
    )
    base = replace(pack.exhibits[0], subtitle=LONG * 2, note=LONG * 2)
    drawn = [
        ("column", Table((month, *people), months)),
        ("bar", Table((label, *people), sectors)),
        ("stacked_bar", Table((label, *people), sectors[:5])),
        ("line", Table((month, amount), money)),
        ("line", Table((month, *people), months[:4])),
        ("stacked_column", Table((month, amount), money[:9])),
        ("column", Table((month, amount), ((months[0][0], None),))),
    ]
    exhibits = tuple(
        replace(base, id=f"f{n}", title=LONG * (n % 4 + 1), table=table, native=_native(kind, table))
        for n, (kind, table) in enumerate(drawn)
    )
    numbers = tuple(replace(one, label=LONG[:50], beside=LONG[:70], value="Rp1.313,7 miliar") for one in pack.numbers)
    more = {"title": LONG * 2, "subtitle": LONG * 3, "cite": LONG * 3, "branch": LONG}
    return replace(pack, exhibits=exhibits, numbers=numbers[:5], **more)


def _native(kind: str, table: Table) -> Native:
    return Native(kind, table.columns[0].name, tuple(column.name for column in table.columns[1:]))


PACKS = {
    "id": replace(sample("id"), exhibits=(*sample("id").exhibits, grid("id", 20))),
    "en": sample("en"),
    "plain": plain("id"),
    "many": many("id"),
}

SHIPPED = ("id",)
"""Whose slides are opened where the shipped font is installed; the others' where a wider one stands in for it."""


@dataclass(frozen=True)
class Rendered:
    """A pack's slides: as python-pptx reads them, as pages and as a PDF."""

    pack: Pack
    slides: list
    pages: list[Page]
    pdf: Path


@cache
def deck(name: str) -> bytes:
    return slides(PACKS[name], words_in(PACKS[name].language))


@cache
def book(name: str) -> bytes:
    return workbook(PACKS[name], words_in(PACKS[name].language))


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All documents as PDF, in two starts of LibreOffice: with the shipped font, and without."""
    folder = tmp_path_factory.mktemp("slides")
    files = {f"{name}.pptx": deck(name) for name in SHIPPED} | {f"{name}-book.xlsx": book(name) for name in PACKS}
    without = {f"{name}.pptx": deck(name) for name in PACKS if name not in SHIPPED}
    return office.convert(files, folder) | office.convert(without, folder / "without", shipped=False)


@pytest.fixture(scope="module", params=PACKS)
def rendered(request: pytest.FixtureRequest, converted: dict[str, Path]) -> Rendered:
    pack, pdf = PACKS[request.param], converted[f"{request.param}.pptx"]
    opened = Presentation(io.BytesIO(deck(request.param)))
    return Rendered(pack, list(opened.slides), office.pages(pdf), pdf)


def bare(text: str) -> str:
    """A text without blanks and line breaks."""
    return "".join(text.split())


def boxes(slide) -> Iterator[tuple[str, Box]]:
    """Each text of a slide and the box that it must stay in: of a shape, or of a table's cell."""
    for shape in slide.shapes:
        left, top = shape.left / POINT, shape.top / POINT
        if shape.has_text_frame and shape.text_frame.text:
            text = shape.text_frame.text
            yield text, Box(shape.name, left, top, left + shape.width / POINT, top + shape.height / POINT)
        elif shape.has_table:
            y = top
            for row in shape.table.rows:
                x = left
                for column, cell in zip(shape.table.columns, row.cells, strict=True):
                    if cell.text:
                        yield cell.text, Box("cell", x, y, x + column.width / POINT, y + row.height / POINT)
                    x += column.width / POINT
                y += row.height / POINT


def inside(word: Box, box: Box, slack: float = 1.5) -> bool:
    """Whether a word is in a box; a line's box is higher than its letters, by a fifth above and below."""
    empty = 0.2 * (word.bottom - word.top)
    return (
        word.left >= box.left - slack
        and word.right <= box.right + slack
        and word.top + empty >= box.top - slack
        and word.bottom - empty <= box.bottom + slack
    )


def test_every_slide_is_a_page(rendered: Rendered) -> None:
    assert len(rendered.pages) == len(rendered.slides)
    assert {(round(page.width), round(page.height)) for page in rendered.pages} == {(960, 540)}


def test_every_text_is_whole_inside_its_box(rendered: Rendered) -> None:
    cut = []
    for number, (slide, page) in enumerate(zip(rendered.slides, rendered.pages, strict=True), start=1):
        for text, box in boxes(slide):
            words = [word for word in page.words if inside(word, box)]
            there = bare("".join(word.text for word in words))
            lines = bare("".join(one.text for one in sorted(words, key=lambda one: (round(one.bottom), one.left))))
            if bare(text) not in there and bare(text) not in lines:  # a large number is read in another order
                cut.append((number, box, text, there))
    assert cut == []


def test_nothing_reaches_over_the_edge(rendered: Rendered) -> None:
    assert [word for page in rendered.pages for word in page.outside()] == []


def test_no_two_texts_overlap(rendered: Rendered) -> None:
    over = [
        (number, one, other)
        for number, page in enumerate(rendered.pages, start=1)
        for n, one in enumerate(page.words)
        for other in page.words[n + 1 :]
        if overlap(one, other)
    ]
    assert over == []


def overlap(one: Box, other: Box) -> bool:
    """Whether two words cover each other by more than their lines' empty edges."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1 and down > 0.3 * min(one.bottom - one.top, other.bottom - other.top)


def test_the_letters_are_the_shipped_ones_where_they_are_installed(converted: dict[str, Path]) -> None:
    for name in PACKS:
        assert (office.fonts(converted[f"{name}.pptx"]) == {"Inter-Regular"}) == (name in SHIPPED), name


def charts(rendered: Rendered) -> Iterator[tuple[Chart, Page]]:
    for slide, page in zip(rendered.slides, rendered.pages, strict=True):
        yield from ((shape.chart, page) for shape in slide.shapes if shape.has_chart)


@pytest.mark.parametrize("language", ["id", "en"])
def test_charts_show_their_names_and_numbers_in_the_language(language: str, converted: dict[str, Path]) -> None:
    pages = office.pages(converted[f"{language}.pptx"])
    text = {n: bare(page.text) for n, page in enumerate(pages)}
    expected = {
        "id": ["208", "Jan2019", "Rp113,7juta", "Rp20juta", "Rp34,5juta", "Kabupaten", "dorman,tetapterdaftar"],
        "en": ["208", "Jan2019", "Rp113.7million", "Rp20million", "Rp34.5million", "Regency", "dormantbutretained"],
    }[language]
    whole = "".join(text.values())
    assert [one for one in expected[:6] if one not in whole] == []
    months = text[2]
    assert [one for one in ("208", "231", "232", "190", "205") if one not in months] == []


def test_no_name_under_or_beside_a_chart_is_left_out_or_broken(rendered: Rendered) -> None:
    lost = []
    for number, (chart, page) in enumerate(charts(rendered)):
        whole = bare(page.text)
        lost += [(number, str(name)) for name in chart.plots[0].categories if bare(str(name)) not in whole]
    assert lost == []


def test_qr_codes_can_be_read_from_the_slide(converted: dict[str, Path]) -> None:
    opened = Presentation(io.BytesIO(deck("id")))
    shapes = [[shape.name for shape in slide.shapes] for slide in opened.slides]
    last = max(number for number, names in enumerate(shapes, start=1) if "QR" in names)
    drawn = office.pictures(converted["id.pptx"], DPI, last)
    by_title = {one.title: one for one in PACKS["id"].exhibits}
    read = 0
    for slide, file in zip(list(opened.slides)[:last], drawn, strict=True):
        for shape in slide.shapes:
            if shape.name == "QR":
                link = by_title[slide.shapes.title.text_frame.text.replace("\xa0", " ")].link
                assert modules(file, shape) == [list(map(bool, row)) for row in segno.make(link, error="m").matrix]
                read += 1
    assert read == len(PACKS["id"].exhibits)


def modules(file: Path, shape) -> list[list[bool]]:
    """Which modules are dark, seen at each one's middle; around them the quiet zone of four is white."""
    picture, scale = Image.open(file).convert("L"), DPI / 72 / POINT
    count = segno.make("x" * 10, error="m")  # the size is found by what is drawn
    left, top, size = (n * scale for n in (shape.left, shape.top, shape.width))
    for version in range(1, 12):
        across = 17 + 4 * version
        step = size / (across + 8)
        seen = [
            [picture.getpixel((left + (x + 0.5) * step, top + (y + 0.5) * step)) < 128 for x in range(across + 8)]
            for y in range(across + 8)
        ]
        inner = [row[4:-4] for row in seen[4:-4]]
        finder = [row[:7] for row in inner[:7]]
        if finder == [list(map(bool, row[:7])) for row in count.matrix[:7]]:
            assert not any(any(row) for row in (*seen[:4], *seen[-4:]))
            return inner
    return []


def test_libreoffice_sums_up_to_what_the_workbook_says(tmp_path: Path) -> None:
    files = {f"{name}.xlsx": book(name) for name in ("id", "en")}
    again = office.convert(files, tmp_path, "xlsx")
    for name, content in files.items():
        written, formulas = (
            openpyxl.load_workbook(io.BytesIO(content), data_only=True),
            openpyxl.load_workbook(io.BytesIO(content)),
        )
        computed = openpyxl.load_workbook(again[name], data_only=True)
        sums = [
            (sheet.title, cell.coordinate)
            for sheet in formulas
            for row in sheet
            for cell in row
            if cell.data_type == "f"
        ]
        assert len(sums) >= 9
        assert [written[sheet][at].value for sheet, at in sums] == [computed[sheet][at].value for sheet, at in sums]


@pytest.mark.parametrize("name", PACKS)
def test_a_printed_sheet_has_its_title_and_no_column_is_too_narrow(name: str, converted: dict[str, Path]) -> None:
    pages = office.pages(converted[f"{name}-book.xlsx"])
    pack = PACKS[name]
    whole = bare(" ".join(page.text for page in pages))
    assert [one.title for one in pack.exhibits if bare(one.title) not in whole] == []
    assert "###" not in whole
    if pack.stamp:
        assert [page for page in pages if bare(pack.stamp) not in bare(page.text)] == []
    assert [word for page in pages for word in page.outside()] == []
