"""Filter, link, drill: what a reader does with the pages, and what the address says of it."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from dashboard.language.words import words_in
from tests.browser.conftest import Visitor
from tests.support.demonstration import NAMES, half_year
from tests.support.worlds import World

ID, EN = words_in("id"), words_in("en")


def test_a_wilayah_is_chosen_and_the_address_holds_it(
    visitor: Visitor, demonstration_address: str, world: World
) -> None:
    reader = visitor(demonstration_address).open()
    expect(reader.number("acquired")).to_have_text("1.313")
    reader.choose(ID("frame.wilayah"), NAMES["33.75"])
    expected = ID.number(half_year(world, "33.75").acquired())
    expect(reader.number("acquired")).to_have_text(expected)
    asked = parse_qs(urlsplit(reader.page.url).query)
    assert asked == {"periode": ["2019-S1"], "wilayah": ["33.75"]}

    elsewhere = visitor(demonstration_address, stranger=True)
    elsewhere.page.goto(reader.page.url)
    expect(elsewhere.settled().number("acquired")).to_have_text(expected)
    elsewhere.follow(ID("menu.iuran"))
    expect(elsewhere.number("received")).to_have_text(ID.rupiah_short(half_year(world, "33.75").received()))
    assert parse_qs(urlsplit(elsewhere.page.url).query) == asked


def test_what_is_chosen_stays_in_the_other_language(visitor: Visitor, demonstration_address: str, world: World) -> None:
    reader = visitor(demonstration_address).open()
    reader.choose(ID("frame.wilayah"), NAMES["33.75"])
    reader.choose(ID("frame.sectors"), ID.sector("Nelayan"))
    expected = replace(half_year(world, "33.75"), sectors=frozenset({"Nelayan"})).acquired()
    expect(reader.number("acquired")).to_have_text(ID.number(expected))
    reader.settled().page.get_by_role("radio", name=ID("frame.name.en")).click()
    expect(reader.number("acquired", "en")).to_have_text(ID.number(expected))
    asked = parse_qs(urlsplit(reader.settled().page.url).query)
    assert asked == {"periode": ["2019-S1"], "wilayah": ["33.75"], "sektor": ["Nelayan"], "bahasa": ["en"]}
    reader.page.get_by_role("radio", name=ID("frame.name.id")).click()
    expect(reader.number("acquired")).to_have_text(ID.number(expected))
    assert parse_qs(urlsplit(reader.settled().page.url).query) == {
        name: asked[name] for name in asked if name != "bahasa"
    }


def test_back_undoes_a_choice_and_the_link_has_all_of_it(visitor: Visitor, demonstration_address: str) -> None:
    reader = visitor(demonstration_address).open("iuran")
    at_first = reader.number("received").text_content()
    reader.choose(ID("frame.wilayah"), NAMES["33.75"])
    expect(reader.number("received")).not_to_have_text(at_first)
    chosen, address = reader.settled().number("received").text_content(), reader.page.url
    reader.page.go_back()
    expect(reader.number("received")).to_have_text(at_first)
    reader.settled().page.go_forward()
    expect(reader.number("received")).to_have_text(chosen)
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.settled().page.get_by_role("button", name=ID("frame.copy")).click()
    expect(reader.page.get_by_role("button", name=ID("frame.copied"))).to_be_visible()
    assert reader.measure("navigator.clipboard.readText()") == address


def test_the_course_of_every_number_has_one_colour(visitor: Visitor, demonstration_address: str) -> None:
    """Streamlit would give it that of the change: months neither good nor bad, in green."""
    reader = visitor(demonstration_address).open("iuran")
    bars = reader.page.locator("[data-testid=stMetricChart] .mark-rect path")
    expect(bars.first).to_be_attached()
    fills = bars.evaluate_all("all => [...new Set(all.map(one => getComputedStyle(one).fill))]")
    of_change = reader.page.get_by_test_id("stMetricDelta").evaluate_all(
        "all => all.map(one => getComputedStyle(one).color)"
    )
    assert len(fills) == 1
    assert fills[0] not in of_change
    behind = reader.page.locator("[data-testid=stMetricChart] path.background")
    assert fills[0] not in behind.evaluate_all("all => all.map(one => getComputedStyle(one).fill)")


def test_a_link_to_another_page_shows_the_same_after_a_reload(
    visitor: Visitor, demonstration_address: str, world: World
) -> None:
    reader = visitor(demonstration_address).open("iuran", wilayah="33.25", bahasa="en")
    told = words_in("en")
    expected = told.rupiah_short(half_year(world, "33.25").received())
    expect(reader.number("received", "en")).to_have_text(expected)
    reader.page.reload()
    expect(reader.settled().number("received", "en")).to_have_text(expected)
    assert reader.measure("document.documentElement.lang") == "en"


def test_a_link_with_a_value_that_is_not_known_shows_a_message(visitor: Visitor, demonstration_address: str) -> None:
    reader = visitor(demonstration_address).open("akuisisi", wilayah="99.99")
    expect(reader.page.get_by_test_id("stAlert")).to_contain_text(ID("frame.wrong.title"))
    expect(reader.page.get_by_test_id("stMetric")).to_have_count(0)
    reader.page.get_by_role("button", name=ID("frame.wrong.back")).click()
    expect(reader.number("acquired")).to_have_text("1.313")
    assert "wilayah" not in reader.page.url


def test_a_tile_of_the_map_narrows_to_its_wilayah_and_back(
    visitor: Visitor, demonstration_address: str, world: World
) -> None:
    reader = visitor(demonstration_address).open()
    # In the middle, where its number stands: by force, since that is another mark.
    reader.figure("wilayah_map").locator(".tiles_marks path").first.click(force=True)
    expect(reader.number("acquired")).not_to_have_text("1.313")
    code = parse_qs(urlsplit(reader.page.url).query)["wilayah"][0]
    expect(reader.number("acquired")).to_have_text(ID.number(half_year(world, code).acquired()))
    reader.settled().figure("wilayah_map").locator(".tiles_marks path").first.click(force=True)
    expect(reader.number("acquired")).to_have_text("1.313")


def test_a_bar_of_a_status_opens_its_agents(visitor: Visitor, demonstration_address: str, world: World) -> None:
    reader = visitor(demonstration_address).open()
    reader.figure("agents_by_status").locator(".statuses_marks path").nth(1).click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(ID("pages.agents.title"))
    reader.settled()
    assert urlsplit(reader.page.url).path == "/agen"
    assert parse_qs(urlsplit(reader.page.url).query)["status"] == ["slowing"]
    pill = reader.page.get_by_role("button", name=ID.capital(ID.status("slowing")), exact=True)
    expect(pill).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_agent_is_opened_by_a_click(
    visitor: Visitor, demonstration_address: str, world: World, language: str
) -> None:
    oracle = half_year(world)
    code = min(code for code, status in oracle.statuses().items() if status == "dormant_retained")
    reader = visitor(demonstration_address).open(bahasa=language)
    reader.page.locator(f".st-key-agent-{code} button").click()
    expect(reader.page.get_by_role("heading", level=2).first).to_contain_text(code)
    reader.settled()
    address = urlsplit(reader.page.url)
    assert (address.path, parse_qs(address.query)["agen"]) == ("/agen-perisai", [code])
    verdict = reader.page.locator(".st-key-verdict")
    expect(verdict).to_contain_text(words_in(language).capital(words_in(language).status("dormant_retained")))
    reader.page.locator(".st-key-evidence summary").first.click()
    expect(reader.page.locator(".st-key-evidence").get_by_test_id("stDataFrame")).to_be_visible()


def test_no_column_is_out_of_sight_on_a_laptop_and_its_buttons_speak_indonesian(
    visitor: Visitor, demonstration_address: str
) -> None:
    reader = visitor(demonstration_address).open("daftar")
    tables = reader.page.locator("[data-testid=stDataFrame] .dvn-scroller")
    expect(tables.first).to_be_attached()
    assert tables.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length") == 0
    # And Streamlit's own buttons speak the page's language.
    reader.settled()
    labels = reader.page.locator("[data-testid=stDataFrame] ~ * button, [data-testid=stElementToolbar] button")
    said = labels.evaluate_all("all => all.map(one => one.getAttribute('aria-label') ?? '')")
    assert any(one.startswith(f"{ID('frame.theirs.columns')}: ") for one in said)
    assert not any(one.startswith(EN("frame.theirs.columns")) for one in said)


_SHIFTS = """window.shifted = 0; new PerformanceObserver(seen => {
  for (const one of seen.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({type: "layout-shift", buffered: true})"""


def test_next_to_nothing_jumps_while_a_page_loads(visitor: Visitor, demonstration_address: str) -> None:
    """The menu alone would move everything by a fifth of the width, a quarter in the browser's count; a label of two
    lines in whose room there is one, all below it with the buttons that grow beside each other, a sixth."""
    reader = visitor(demonstration_address, stranger=True)
    reader.page.add_init_script(_SHIFTS)
    reader.open("daftar")
    assert reader.page.evaluate("window.shifted") <= 0.1
