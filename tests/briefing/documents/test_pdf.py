"""The briefing as PDF: what it says, what a screen reader finds in it, and that no text is cut off."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from dashboard.briefing.documents import cells
from dashboard.briefing.documents.pdf.context import ROWS
from dashboard.briefing.documents.pdf.report import report
from dashboard.briefing.pack import Pack
from dashboard.figures.table import Column, Table
from dashboard.language.words import LANGUAGES, words_in
from tests.support import office
from tests.support.briefing_pack import grid, plain, sample

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1112" height="{height}" viewBox="0 0 1112 {height}" '
    'font-family="Inter, sans-serif"><text x="20" y="40" font-size="18">Tulisan di grafik {n}</text></svg>'
)
MARGIN = 40
"""Points at each side of the page that stay white."""


def drawn(pack: Pack, height: int = 425) -> Pack:
    """The pack with charts that have a text."""
    exhibits = (replace(one, chart=CHART.format(n=n, height=height)) for n, one in enumerate(pack.exhibits))
    return replace(pack, exhibits=tuple(exhibits))


def full(language: str) -> Pack:
    """All there is, with a table that is longer than what the PDF shows of it."""
    pack = sample(language)
    return drawn(replace(pack, exhibits=(*pack.exhibits, grid(language, ROWS + 30))))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module", params=LANGUAGES)
def pdf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, bytes, Path]:
    """The pack, its PDF and where it lies."""
    pack = full(request.param)
    content = report(pack, words_in(request.param))
    file = tmp_path_factory.mktemp("report") / "report.pdf"
    file.write_bytes(content)
    return pack, content, file


def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


@cache
def text(content: bytes) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader(content).pages))


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure tree, itself first."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def headings(outline: list[Any]) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from headings(one)
        else:
            yield squeezed(one.title)


def test_every_heading_is_a_bookmark_in_order(pdf):
    pack, content, _ = pdf
    w = words_in(pack.language)
    expected = [w("report.filters"), w("report.numbers"), *(one.title for one in pack.exhibits), w("report.withheld")]
    expected += [w("report.release"), w("report.meanings"), *(one.label for one in pack.meanings), w("report.cite")]
    assert list(headings(reader(content).outline)) == list(map(squeezed, expected))


def test_the_text_has_every_title_number_code_and_reason(pdf):
    pack, content, _ = pdf
    said = text(content)
    wanted = [pack.title, pack.subtitle, pack.branch, pack.cite, *(value for row in pack.filters for value in row)]
    wanted += [part for one in pack.numbers for part in (one.label, one.value, one.beside, one.code)]
    wanted += [part for one in pack.exhibits for part in (one.title, one.note, one.source, one.as_of, one.code)]
    wanted += [part for one in pack.withheld for part in (one.what, one.reason)]
    wanted += [one.text for one in pack.release]
    wanted += [part for one in pack.meanings for line in one.lines for part in line]
    assert [one for one in wanted if squeezed(one) not in said] == []


def test_every_cell_stands_as_the_language_writes_it(pdf):
    pack, content, _ = pdf
    w, said = words_in(pack.language), text(content)
    for one in pack.exhibits:
        for row in cells.rows(one.table, w, w("report.withheld_cell"), ROWS):
            assert [cell for cell in row if squeezed(cell) not in said] == []
    assert {"id": "Rp19.030.400", "en": "Rp19,030,400"}[pack.language] in said


def test_withheld_cells_say_so_and_a_table_cut_short_says_how_much_it_shows(pdf):
    pack, content, _ = pdf
    w = words_in(pack.language)
    count = sum(len(one.table.withheld) for one in pack.exhibits)
    assert count > 2
    assert text(content).count(w("report.withheld_cell")) >= count
    assert {"id": "60 dari 90 baris", "en": "60 of 90 rows"}[pack.language] in text(content)


def test_the_charts_text_can_be_selected(pdf):
    pack, content, _ = pdf
    for n in range(len(pack.exhibits)):
        assert f"Tulisan di grafik {n}" in text(content)


def test_every_page_says_whose_it_is_how_old_and_until_when_it_waits(pdf):
    pack, content, _ = pdf
    pages = reader(content).pages
    version = words_in(pack.language)("report.version", version="7")
    for number, page in enumerate(pages, start=1):
        said = squeezed(page.extract_text())
        for wanted in (pack.stamp, pack.demo, pack.branch, pack.as_of, version, pack.stem, f"{number}/{len(pages)}"):
            assert wanted in said


def test_a_screen_reader_finds_language_title_headings_tables_and_alternative_texts(pdf):
    pack, content, _ = pdf
    catalog = reader(content).trailer["/Root"]
    assert catalog["/Lang"] == pack.language
    assert catalog["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in catalog["/Metadata"].get_object().get_data()
    tags = list(elements(catalog["/StructTreeRoot"]))
    kinds = [one["/S"] for one in tags]
    alts = {one["/Alt"] for one in tags if "/Alt" in one}
    assert {one.alt for one in pack.exhibits} <= alts
    assert all("/Alt" in one for one in tags if one["/S"] == "/Figure")
    assert kinds.count("/H1") == len(pack.exhibits) + 6
    assert kinds.count("/Table") == len(pack.exhibits) + 2
    assert kinds.count("/TH") > len(pack.exhibits)


def test_the_description_has_the_title_and_the_datas_own_time(pdf):
    pack, content, _ = pdf
    metadata = reader(content).metadata
    assert (metadata.title, metadata.author, metadata.subject) == (pack.title, pack.branch, pack.subtitle)
    assert f"{metadata.creation_date:%Y-%m-%d %H:%M:%S}" == "2019-07-02 03:15:42"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2019-07-02T10:15:42+07:00", "2019-07-02T03:15:42+00:00"),
        ("2019-07-02T03:15:42", "2019-07-02T03:15:42+00:00"),
        ("", "2000-01-01T00:00:00+00:00"),
    ],
)
def test_a_moment_does_not_depend_on_the_machines_clock(moment, expected):
    assert sample("id", moment=moment).loaded_at.isoformat() == expected


def test_only_the_shipped_font_is_in_it(pdf):
    assert office.fonts(pdf[2]) == {"Inter-Regular", "Inter-SemiBold"}


def test_no_text_leaves_the_margins_or_covers_another(pdf):
    office.required()
    pages = office.pages(pdf[2])
    assert len(pages) >= 6
    for page in pages:
        assert [word.text for word in page.words if not (word.left > MARGIN and word.right < page.width - MARGIN)] == []
        assert [word.text for word in page.words if not (word.top > 25 and word.bottom < page.height - 25)] == []
        assert overlapping(page.words) == []


def overlapping(boxes: tuple[office.Box, ...]) -> list[str]:
    """Pairs that cover each other by more than a tenth of a line, which a font's tall boxes do not."""
    pairs = ((a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    return [
        f"{a.text} x {b.text}"
        for a, b in pairs
        if min(a.right, b.right) - max(a.left, b.left) > 1
        and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.35 * (a.bottom - a.top)
    ]


def test_a_heading_stands_on_the_page_of_its_picture(pdf):
    pack, content, _ = pdf
    texts = [squeezed(page.extract_text()) for page in reader(content).pages]
    for n, one in enumerate(pack.exhibits):
        assert [one.title in said for said in texts] == [f"Tulisan di grafik {n}" in said for said in texts]


def test_overlapping_boxes_would_be_found():
    box = office.Box("a", 0, 0, 10, 10)
    assert overlapping((box, office.Box("b", 5, 2, 15, 12))) == ["a x b"]
    assert overlapping((box, office.Box("b", 0, 9, 10, 19), office.Box("c", 10, 0, 20, 10))) == []


def test_the_same_pack_gives_the_same_bytes(pdf):
    pack, content, _ = pdf
    assert report(pack, words_in(pack.language)) == content


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_missing_leaves_no_trace(language):
    w = words_in(language)
    content = report(drawn(plain(language)), w)
    said, marks = text(content), list(headings(reader(content).outline))
    assert "EMBARGO" not in said
    pack = sample(language)
    assert w("charts.demo") not in said.replace(pack.cite, "").replace(pack.exhibits[0].source, "")
    assert w("report.withheld") not in marks
    assert w("report.release") not in marks


def test_nothing_to_show_is_a_document_all_the_same():
    empty = replace(plain("id"), exhibits=(), numbers=(), moment="", filters=())
    assert reader(report(empty, words_in("id"))).metadata.creation_date.year == 2000


@pytest.mark.parametrize(
    "odd",
    ['#panic("x") $x^2$ *a* _b_ \\', "a <b> & c // d /* e */ @f", '"); #read("/etc/passwd")', "], [ ${x} `raw`"],
)
def test_a_text_is_never_a_command(odd):
    pack = sample("id")
    one = replace(pack.exhibits[0], title=odd, alt=odd, source=odd)
    content = report(replace(pack, title=odd, exhibits=(one,), cite=odd), words_in("id"))
    assert text(content).count(squeezed(odd)) >= 3
    assert reader(content).metadata.title == odd


def test_letters_that_the_font_lacks_become_boxes_and_stop_nothing():
    content = report(sample("id", title="Taklimat 🎉 \u0000\u0007peserta\tbaru", exhibits=()), words_in("id"))
    assert "Taklimat □ peserta baru" in text(content)
    one = replace(sample("id").exhibits[0], chart=CHART.format(n="🎉 汉 م", height=90), title="")
    assert "Tulisan di grafik □ □ □" in text(report(sample("id", exhibits=(one,)), words_in("id")))


def test_a_figure_that_was_not_drawn_has_its_table():
    one = replace(sample("id").exhibits[0], chart="", svg="", png="")
    assert "1.313 peserta" in text(report(sample("id", exhibits=(one,)), words_in("id")))


def test_only_links_that_lead_somewhere_are_links():
    pack = sample("id")
    number, exhibit = (replace(one, link="javascript:alert(1)") for one in (pack.numbers[0], pack.exhibits[0]))
    content = report(replace(pack, numbers=(number,), exhibits=(exhibit,)), words_in("id"))
    assert [note for page in reader(content).pages for note in page.get("/Annots", [])] == []
    whole = report(pack, words_in("id"))
    targets = {note.get_object()["/A"]["/URI"] for page in reader(whole).pages for note in page.get("/Annots", [])}
    assert targets == {one.link for one in (*pack.numbers, *pack.exhibits) if one.code}


def test_a_tall_picture_and_a_wide_table_stay_on_the_page(tmp_path):
    office.required()
    pack = drawn(sample("id"), height=4000)
    columns = tuple(Column(f"c{n}", f"Bulan ke-{n}", "rupiah") for n in range(7))
    wide = Table((Column("label", "Nama", "text"), *columns), tuple((f"Agen {n}", *[10**8] * 7) for n in range(3)))
    one = replace(pack.exhibits[0], table=wide)
    file = tmp_path / "tall.pdf"
    file.write_bytes(report(replace(pack, exhibits=(one,)), words_in("id")))
    pages = office.pages(file)
    assert any("Rp100.000.000" in page.text for page in pages)
    for page in pages:
        assert page.outside() == []
        assert overlapping(page.words) == []
        assert [word.text for word in page.words if word.right > page.width - MARGIN] == []


def test_a_table_that_no_letters_fit_is_left_to_the_workbook():
    columns = tuple(Column(f"c{n}", f"Bulan ke-{n}", "rupiah") for n in range(14))
    one = replace(sample("id").exhibits[0], table=Table(columns, ((10**9,) * 14,) * 3))
    said = text(report(sample("id", exhibits=(one,)), words_in("id")))
    assert "terlalu lebar untuk A4" in said
    assert "Rp1.000.000.000" not in said
