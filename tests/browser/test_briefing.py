"""A press officer makes a briefing in a browser, downloads it, and follows a code that is printed in it."""

import hashlib
import json
import zipfile

from playwright.sync_api import expect

from dashboard.language.words import words_in
from tests.browser.conftest import Visitor

ID = words_in("id")


def test_a_briefing_is_made_downloaded_and_its_code_opens(visitor: Visitor, demonstration_address: str) -> None:
    reader = visitor(demonstration_address).open("taklimat")
    reader.page.get_by_role("button", name=ID("briefing.page.make"), exact=True).click()
    everything = reader.page.get_by_role("button", name=ID("briefing.page.zip"))
    expect(everything).to_be_visible(timeout=60_000)
    with reader.page.expect_download() as coming:
        everything.click()
    assert coming.value.suggested_filename == "taklimat_2019-S1_semua-wilayah_per-2019-06-30.zip"
    with zipfile.ZipFile(coming.value.path()) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    told = json.loads(files["manifest.json"])
    assert {name: file["sha256"] for name, file in told["files"].items()} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"
    }
    shown = reader.number("acquired").inner_text()
    code = next(one["code"] for one in told["numbers"] if one["id"] == "acquired")
    reader.open("telusur", kode=code)
    for when in ("then", "now"):
        card = reader.page.get_by_test_id("stMetric").filter(has_text=ID(f"tables.{when}"))
        expect(card.get_by_test_id("stMetricValue")).to_have_text(shown)
