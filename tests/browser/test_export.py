"""A figure leaves by its menu: each format has the right name, opens again and holds the title or the numbers."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Download, expect
from pypdf import PdfReader

from dashboard.language.words import words_in
from dashboard.render.export import FORMATS
from tests.browser.conftest import Visitor
from tests.browser.reader import Reader
from tests.support.demonstration import half_year
from tests.support.worlds import World

STEM = "akuisisi_2019-S1_semua-wilayah_per-2019-06-30"


def open_menu(reader: Reader, figure: str) -> None:
    reader.tab(figure, "download")


def downloaded(reader: Reader, form: str, language: str) -> Download:
    with reader.page.expect_download() as coming:
        reader.page.get_by_role("button", name=words_in(language)(f"pages.format.{form}"), exact=True).click()
    return coming.value


def test_every_format_of_a_figure_opens_again(
    visitor: Visitor, demonstration_address: str, world: World, tmp_path: Path
) -> None:
    reader = visitor(demonstration_address).open()
    title = reader.figure("acquired_by_month").get_by_role("heading").inner_text()
    open_menu(reader, "acquired_by_month")
    files = {}
    for form in FORMATS:
        came = downloaded(reader, form, "id")
        files[form] = tmp_path / came.suggested_filename
        came.save_as(files[form])
    assert [file.name for file in files.values()] == [
        f"{STEM}.png",
        f"{STEM}_1x1.png",
        f"{STEM}_9x16.png",
        f"{STEM}_a4.png",
        f"{STEM}.svg",
        f"{STEM}.pdf",
        f"{STEM}_a4.pdf",
        f"{STEM}.csv",
        f"{STEM}.xlsx",
    ]
    sizes = []
    for form in ("png", "png-square", "png-story", "png-a4"):
        with Image.open(files[form]) as picture:
            sizes.append(picture.size)
            assert len(picture.convert("RGB").getcolors(2**24)) > 20
    assert sizes == [(2400, 1350), (2400, 2400), (1080, 1920), (2480, 3508)]
    for text in (files["svg"].read_text(encoding="utf-8"), PdfReader(files["pdf"]).pages[0].extract_text()):
        # A title may break into lines.
        assert all(word in text for word in title.split())
        assert "30 Juni 2019" in text
        assert "demonstrasi" in text
    _months(files["csv"], files["xlsx"], world)


def _months(sheet: Path, workbook: Path, world: World) -> None:
    oracle = half_year(world)
    expected = [oracle.acquired(month, month) for month in range(oracle.first, oracle.last + 1)]
    raw = sheet.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert [line[:2] for line in lines if line and line[0].startswith("2019-")] == [
        [f"2019-{n:02}", str(number)] for n, number in enumerate(expected, 1)
    ]
    book = openpyxl.load_workbook(workbook)
    cells = [row for page in book for row in page.iter_rows(values_only=True)]
    assert set(expected) <= {cell for row in cells for cell in row}


@pytest.mark.parametrize(("language", "separator"), [("id", ";"), ("en", ",")])
def test_numbers_are_separated_as_the_language_does(
    visitor: Visitor, demonstration_address: str, language: str, separator: str
) -> None:
    reader = visitor(demonstration_address).open("iuran", bahasa=language)
    open_menu(reader, "received_by_wilayah")
    text = Path(downloaded(reader, "csv", language).path()).read_text(encoding="utf-8-sig")
    assert any(line.count(separator) >= 2 for line in text.splitlines())


def test_pages_answer_while_a_picture_is_drawn(visitor: Visitor, demonstration_address: str) -> None:
    reader = visitor(demonstration_address).open("agen")
    open_menu(reader, "agent_grid")
    with reader.page.expect_download() as coming:
        reader.page.get_by_role("button", name=words_in("id")("pages.format.pdf"), exact=True).click()
        other = visitor(demonstration_address).open("akuisisi")
        expect(other.number("acquired")).to_have_text("1.313")
    assert coming.value.suggested_filename.endswith(".pdf")
