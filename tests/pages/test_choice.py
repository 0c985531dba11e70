"""What the address may ask for: a link shows the same choice on every page, and nothing wider when it is wrong."""

import json
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language.words import words_in
from dashboard.shell import browser
from dashboard.shell.routes import (
    ACQUISITIONS,
    ADDRESSES,
    AGENT,
    AGENTS,
    BRIEFING,
    CONTRIBUTIONS,
    DEFINITIONS,
    FILES,
    FILTERS,
    NARROWED,
    OVERVIEW,
    PEOPLE,
    TRACE,
    WATCH,
)
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_numbers import ID, labelled
from tests.support.demonstration import half_year
from tests.support.worlds import World

OF_FIGURES = [page for page in ADDRESSES if page not in (AGENT, FILES, PEOPLE, TRACE, DEFINITIONS)]


def refused(app: AppTest, value: str) -> bool:
    """Whether a page says that the value is not known, names it, and shows nothing else."""
    said = [one.value for one in app.error] == [ID("frame.wrong.title")] and value in reading.whole(app)
    return said and not app.metric and not app.dataframe and not reading.charts(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("periode", "2019-S3"),
        ("wilayah", "99.99"),
        ("sektor", "Astronot"),
        ("kantor", "KD999"),
        ("status", "asleep"),
        ("bahasa", "nl"),
        ("agen", "XX9999"),
        ("definisi", "no_such_metric"),
    ],
)
def test_a_value_that_is_not_known_shows_a_message_and_no_figures(
    name: str, value: str, opened: Opened, full: Path
) -> None:
    assert refused(opened(full, OVERVIEW, **{name: value}), value)


@pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)
def test_no_page_runs_with_a_value_that_is_not_known(page: str, opened: Opened, full: Path) -> None:
    """The choice is read before any page runs: each page with one value stands for each with all of them."""
    assert refused(opened(full, page, wilayah="99.99"), "99.99")


def test_of_several_values_one_wrong_is_enough_and_the_way_back_keeps_the_others(
    opened: Opened, full: Path, world: World
) -> None:
    app = opened(full, OVERVIEW, wilayah=["33.75", "99.99"])
    assert app.error
    assert app.query_params["wilayah"] == ["33.75", "99.99"]
    app.button[0].click().run()
    assert not app.error
    assert app.query_params["wilayah"] == "33.75"
    assert reading.values(app)[labelled("acquired")] == ID.number(half_year(world, "33.75").acquired())


def test_a_value_cannot_bring_markup_along(opened: Opened, full: Path) -> None:
    app = opened(full, OVERVIEW, wilayah="[x](https://example.org)**")
    said = next(one.value for one in app.markdown if "example" in one.value)
    assert r"\[x\]\(https\:" in said


@pytest.mark.parametrize(("page", "language"), [*((page, "id") for page in OF_FIGURES), (OVERVIEW, "en")])
def test_an_empty_choice_is_a_sentence_and_a_way_back(page: str, language: str, opened: Opened, full: Path) -> None:
    words = words_in(language)
    # An office of Pemalang in the city of Pekalongan: both known, nothing is both.
    app = opened(full, page, wilayah="33.75", kantor="KD001", bahasa=language)
    assert [one.value for one in app.info] == [words("pages.nothing")]
    assert not app.metric
    next(one for one in app.button if one.label == words("pages.show_all")).click().run()
    assert words("pages.nothing") not in [one.value for one in app.info]
    assert "wilayah" not in app.query_params


@pytest.mark.parametrize("page", OF_FIGURES, ids=ADDRESSES.get)
def test_a_period_after_the_data_is_explained(page: str, opened: Opened, full: Path) -> None:
    app = opened(full, page, periode="2031-S1")
    assert not app.metric
    assert "semester I 2031" in app.info[0].value
    assert "Juni 2019" in app.info[0].value


def test_the_filters_show_what_the_link_asks_for(opened: Opened, full: Path) -> None:
    app = opened(full, CONTRIBUTIONS, periode="2019-Q2", wilayah=["33.25", "33.75"], sektor="Nelayan", bahasa="en")
    assert app.selectbox(key="period").value == "2019-Q2"
    assert app.multiselect(key="wilayah").value == ["33.25", "33.75"]
    assert app.multiselect(key="sectors").value == ["Nelayan"]
    assert dict(app.query_params) == {
        "periode": "2019-Q2",
        "wilayah": ["33.25", "33.75"],
        "sektor": "Nelayan",
        "bahasa": "en",
    }


def test_a_choice_stays_when_the_page_changes(opened: Opened, full: Path, world: World) -> None:
    app = opened(full, OVERVIEW)
    app.multiselect(key="wilayah").set_value(["33.26"]).run()
    received = ID.rupiah_short(half_year(world, "33.26").received())
    assert reading.values(app)[labelled("received")] == received
    app.switch_page(CONTRIBUTIONS).run()
    assert reading.values(app)[labelled("received")] == received
    assert app.query_params["wilayah"] == "33.26"


def test_the_language_is_changed_where_it_is_chosen(opened: Opened, full: Path) -> None:
    app = opened(full, AGENTS)
    app.button_group(key="language").set_value("en").run()
    assert [one.value for one in app.title] == [words_in("en")("pages.agents.title")]
    assert app.query_params["bahasa"] == "en"


def test_every_choice_stays_when_the_language_changes(opened: Opened, full: Path, world: World) -> None:
    """The labels are other ones, what they stand for is not: Kabupaten Batang is Batang Regency."""
    office = next(code for code, at in world.offices.items() if at == "33.75")
    choice = {"periode": "2019-Q2", "wilayah": ["33.25", "33.75"], "kantor": office, "sektor": "Nelayan"}
    app = opened(full, AGENTS, **choice)
    app.button_group(key="status").set_value(["active"]).run()
    for language in ("en", "id"):
        app.button_group(key="language").set_value(language).run()
        assert not app.exception
        assert app.selectbox(key="period").value == "2019-Q2"
        values = {part: app.multiselect(key=part).value for part in ("wilayah", "offices", "sectors")}
        assert values == {"wilayah": ["33.25", "33.75"], "offices": [office], "sectors": ["Nelayan"]}
        asked = {name: value for name, value in app.query_params.items() if name != "bahasa"}
        assert asked == {**choice, "status": "active"}
    app.switch_page(OVERVIEW).run()
    assert app.query_params["wilayah"] == ["33.25", "33.75"]


def test_what_a_page_asks_stays_when_the_language_changes(
    opened: Opened, full: Path, own: Path, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    agent = half_year(world).listed()[3].code
    app = opened(full, AGENT, agen=agent, periode="2019-05")
    app.button_group(key="language").set_value("en").run()
    assert (app.selectbox(key="agent").value, app.query_params["agen"]) == (agent, agent)
    assert app.query_params["periode"] == "2019-05"
    app = opened(full, WATCH)
    app.selectbox(key="rule_months").set_value("4").run()
    app.selectbox(key="rule_reading").set_value("akuisisi-saja").run()
    app.button_group(key="language").set_value("en").run()
    assert (app.query_params["bulan"], app.query_params["syarat"]) == ("4", "akuisisi-saja")
    app = opened(own, BRIEFING)  # which keeps the choice in its draft
    app.multiselect(key="briefing-figures-True").set_value(["wilayah_map", "acquired_by_month"]).run()
    app.button_group(key="language").set_value("en").run()
    assert app.multiselect(key="briefing-figures-True").value == ["wilayah_map", "acquired_by_month"]
    assert "Session State API" not in caplog.text  # a default beside what the session holds


def offered(app: AppTest) -> set[str]:
    """The filters that a page offers."""
    return {one.key for one in (*app.selectbox, *app.multiselect) if one.key in FILTERS}


@pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)
def test_a_page_offers_the_filters_that_work_on_it_and_the_others_stay_chosen(
    page: str, opened: Opened, full: Path
) -> None:
    choice = {"periode": "2019-Q2", "wilayah": "33.25", "sektor": "Nelayan"}
    app = opened(full, page, **choice)
    assert not app.exception
    assert offered(app) == {*NARROWED.get(page, FILTERS)}
    assert dict(app.query_params) == choice
    app.switch_page(OVERVIEW).run()
    assert (offered(app), dict(app.query_params)) == ({*FILTERS}, choice)
    assert app.multiselect(key="sectors").value == ["Nelayan"]


@pytest.mark.parametrize("page", [FILES, ACQUISITIONS])
def test_what_a_run_cut_short_let_go_is_chosen_again(page: str, opened: Opened, full: Path) -> None:
    app = opened(full, page, wilayah="33.25", periode="2018-S2", bahasa="en")
    before = app.query_params
    for part in ("wilayah", "period", "language", "sectors"):
        del app.session_state[part]  # as where the reader clicks on before the filters are drawn
    app._run()  # and the browser tells of none
    assert not app.exception
    assert app.query_params == before


def chosen_statuses(app: AppTest) -> list[str]:
    """Those that are not dimmed among the bars of Daftar agen."""
    sent = (json.loads(one.proto.spec) for one in reading.nodes(app) if getattr(one, "type", "") == "vega_lite_chart")
    (chosen,) = (one["value"] for spec in sent for one in spec["params"] if one["name"] == "chosen")
    return chosen


def test_every_filter_is_cleared_at_once(opened: Opened, full: Path) -> None:
    app = opened(full, AGENTS, periode="2019-Q2", wilayah="33.25", sektor="Nelayan", status="active", bahasa="en")
    assert chosen_statuses(app) == ["active"]
    app.button(key="clear-filters").click().run()
    assert chosen_statuses(app) == []
    assert dict(app.query_params) == {"periode": "2019-S1", "bahasa": "en"}
    assert app.multiselect(key="wilayah").value == []
    assert not [one for one in app.button if one.key == "clear-filters"]


def test_back_and_forward_take_the_choice_of_the_address(
    opened: Opened, full: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(full, CONTRIBUTIONS)
    app.multiselect(key="wilayah").set_value(["33.26"]).run()
    before = {name: value for name, value in app.query_params.items() if name != "wilayah"}
    one, every = (ID.rupiah_short(half_year(world, *at).received()) for at in (("33.26",), ()))
    assert reading.values(app)[labelled("received")] == one
    monkeypatch.setattr(browser, "went_back", lambda: True)
    for asked, received in ((before, every), ({**before, "wilayah": "33.26"}, one), ({}, every)):
        app.query_params.clear()
        app.query_params.update(asked)
        app.run()
        assert reading.values(app)[labelled("received")] == received
        assert app.multiselect(key="wilayah").value == [*filter(None, [asked.get("wilayah")])]


@pytest.mark.parametrize("page", [AGENTS, ACQUISITIONS, WATCH], ids=ADDRESSES.get)
def test_every_name_in_a_table_leads_to_the_agent_with_the_same_choice(page: str, opened: Opened, full: Path) -> None:
    app, linked = opened(full, page, periode="2019-Q2", wilayah="33.25", bahasa="en"), 0
    words = words_in("en")
    for table in (one.value for one in app.dataframe):
        if {words("tables.code"), words("tables.name")} <= {*table.columns}:
            for code, cell in table[[words("tables.code"), words("tables.name")]].to_numpy():
                address = urlsplit(cell)
                assert (address.path, address.fragment[:4]) == (ADDRESSES[AGENT], "Agen")
                assert parse_qs(address.query) == {
                    "periode": ["2019-Q2"],
                    "wilayah": ["33.25"],
                    "bahasa": ["en"],
                    "agen": [code],
                }
                linked += 1
    assert linked


@pytest.mark.parametrize("role", ["head", "press"])
def test_every_number_of_the_overview_leads_to_the_page_that_it_stands_on(
    role: str, opened: Opened, full: Path
) -> None:
    app = opened(full, OVERVIEW, role=role, periode="2019-Q2", wilayah="33.25")
    bodies = [one.proto.body for one in reading.nodes(app) if getattr(one, "type", "") == "html"]
    led = [urlsplit(unescape(body.split('"')[3])) for body in bodies if 'class="lead"' in body]
    assert [address.path for address in led] == ["akuisisi", "iuran", "agen", "agen", "akuisisi"]
    asked = [parse_qs(address.query) for address in led]
    assert [one.pop("status", None) for one in asked] == [None, None, None, ["dormant_retained"], None]
    assert asked == [{"periode": ["2019-Q2"], "wilayah": ["33.25"]}] * 5


@pytest.mark.parametrize("page", OF_FIGURES, ids=ADDRESSES.get)
def test_the_press_reads_no_agents_name(page: str, opened: Opened, full: Path) -> None:
    said = reading.whole(opened(full, page, role="press"))
    assert "Agen Contoh" not in said
    assert "AD00" not in said
