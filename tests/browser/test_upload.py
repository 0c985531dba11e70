"""A branch's files are chosen, checked, confirmed and loaded on the page; then the pages show them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from dashboard.language.words import words_in
from seed.demo import write
from tests.browser.conftest import Visitor, served
from tests.browser.reader import Reader
from tests.support import demonstration
from tests.support.demonstration import half_year

ID = words_in("id")
BLTH = "06-2019"


@pytest.fixture
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("empty")) as address:
        yield address


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A small branch's files, of whose contributions one is of a participant whom nobody knows."""
    written = write.write(tmp_path, agents=5, months=6)[0].files
    iuran = next(file for file in written if file.stem == "iuran")
    lines = iuran.read_bytes().splitlines(keepends=True)
    lines.insert(4, f"19999999999;{BLTH};1;05-06-2019;16.800;Mandiri\r\n".encode())
    iuran.write_bytes(b"".join(lines))
    return list(written)


# The address comes before the visitor, so that the pages are closed before the server ends.


def test_files_are_checked_confirmed_loaded_and_known_again(
    empty_address: str, visitor: Visitor, files: list[Path]
) -> None:
    reader = visitor(empty_address).open()
    expect(reader.page.get_by_test_id("stAlert")).to_contain_text(ID("pages.no_data"))
    reader.follow(ID("menu.data"))
    page, load = reader.page, loading(reader)
    page.locator("input[type=file]").set_input_files(files)
    expect(load).to_be_disabled()

    with page.expect_download() as coming:
        page.get_by_role("button", name=ID("upload.refused_file")).click()
    assert coming.value.suggested_filename == ID("upload.refused_name", name="iuran")
    refused = Path(coming.value.path()).read_text(encoding="utf-8-sig").strip().splitlines()
    assert len(refused) == 2
    assert BLTH in refused[1]

    page.get_by_text(ID("upload.accept", refused=ID.count("row", 1))).click()
    expect(load).to_be_enabled()
    load.click()
    expect(page.get_by_test_id("stAlertContentSuccess")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()  # the loads; below them what this one refused

    reader.settled().follow(ID("menu.ringkasan"))
    oracle = half_year(demonstration.world_of(files))
    expect(reader.number("acquired")).to_have_text(ID.number(oracle.acquired()))
    expect(reader.number("received")).to_have_text(ID.rupiah_short(oracle.received()))
    expect(reader.number("agents_listed")).to_have_text("5")

    reader.follow(ID("menu.data"))
    page.locator("input[type=file]").set_input_files([file for file in files if file.stem != "iuran"])
    expect(page.get_by_text(ID("upload.nothing_new"))).to_be_visible()
    expect(load).to_have_count(0)


def loading(reader: Reader) -> Locator:
    """The button that loads the files."""
    return reader.page.get_by_test_id("stBaseButton-primary")
