"""The numbers on each page, against the oracle's answer from the demonstration's own files."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dashboard.language.words import words_in
from dashboard.shell.routes import ACQUISITIONS, AGENTS, CONTRIBUTIONS, DEFINITIONS, FILES, OVERVIEW
from queries.metrics import catalogue
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.reading import listed_loads
from tests.support.demonstration import NAMES, half_year
from tests.support.oracle import Oracle, first_day, number
from tests.support.oracle_fairness import funnel, served
from tests.support.worlds import Agent, World

ID = words_in("id")


def labelled(metric: str) -> str:
    return catalogue()[metric].label["id"]


@pytest.mark.parametrize("wilayah", [None, "33.75"])
def test_the_overview_tells_the_half_year(opened: Opened, full: Path, world: World, wilayah: str | None) -> None:
    oracle = half_year(world, wilayah)
    app = opened(full, OVERVIEW, **({"wilayah": wilayah} if wilayah else {}))
    states = Counter(oracle.statuses().values())
    values = reading.values(app)
    assert values[labelled("acquired")] == ID.number(oracle.acquired())
    assert values[labelled("received")] == ID.rupiah_short(oracle.received())
    assert values[labelled("agents_listed")] == ID.number(len(oracle.listed()))
    assert values[labelled("agents_dormant_retained")] == ID.number(states["dormant_retained"])
    drawn = reading.charts(app)
    months = [oracle.acquired(month, month) for month in range(oracle.first, oracle.last + 1)]
    assert drawn["acquired_by_month"]["acquired"].to_list() == months
    bars = dict(drawn["agents_by_status"].select("status", "agents").iter_rows())
    assert {status: agents for status, agents in bars.items() if agents} == states


def test_the_overview_names_the_dormant_but_retained(opened: Opened, full: Path, world: World) -> None:
    oracle = half_year(world)
    states = oracle.statuses()
    dormant = [agent for agent in oracle.agents() if states[agent.code] == "dormant_retained"]
    lines = reading.keyed(opened(full, OVERVIEW), "dormant")
    assert lines.keys() == {agent.code for agent in dormant}
    for agent in dormant:
        reason = reading.written(lines[agent.code].markdown[0].value)
        assert ID.count("month", oracle.zero_months(agent)) in reason
        assert ID.count("participant", oracle.running_people(agent)) in reason
        assert ID.day(_due(oracle, agent)) in reason


def _due(oracle: Oracle, agent: Agent) -> date:
    """The day after the month that follows the last one whose end finds the agent still retained."""
    return first_day(number(oracle.retained_until(agent)) + 2)


def test_acquisitions_by_place_sector_and_agent(opened: Opened, full: Path, world: World) -> None:
    oracle = half_year(world)
    app = opened(full, ACQUISITIONS)
    assert reading.values(app)[labelled("acquired")] == ID.number(oracle.acquired())
    drawn = reading.charts(app)
    assert dict(drawn["acquired_by_wilayah"].select("label", "value").iter_rows()) == {
        name: half_year(world, code).acquired() for code, name in NAMES.items()
    }
    everyone = [one for one in world.participants if oracle.first <= number(one.registered_on) <= oracle.as_of]
    sectors = Counter(one.sector for one in everyone)
    assert dict(drawn["acquired_by_sector"].select("label", "value").iter_rows()) == sectors
    table = app.dataframe[0].value
    acquired = dict(zip(table[ID("tables.code")], table[ID("tables.acquired")], strict=True))
    assert acquired == {agent.code: oracle.acquired_by(agent) for agent in oracle.listed() if served(oracle, agent)}
    served_months = dict(zip(table[ID("tables.code")], table[ID("tables.service_months")], strict=True))
    assert served_months == {agent.code: served(oracle, agent) for agent in oracle.listed() if served(oracle, agent)}
    at_work = {code for code, status in oracle.statuses().items() if status in ("active", "slowing")}
    judged = {code: (acquired[code], served_months[code]) for code in acquired if acquired[code] or code in at_work}
    standings = dict.fromkeys(acquired, "dormant") | funnel(judged)
    listed = dict(zip(table[ID("tables.code")], table[ID("tables.standing")], strict=True))
    assert listed == {code: ID(f"fairness.standing.{standing}") for code, standing in standings.items()}
    assert set(drawn["agent_funnel"]["code"]) == set(acquired)


def test_contributions_against_what_was_published(opened: Opened, full: Path, world: World) -> None:
    oracle = half_year(world)
    app = opened(full, CONTRIBUTIONS)
    values = reading.values(app)
    assert values[labelled("received")] == ID.rupiah_short(oracle.received())
    assert values[labelled("received_from_new")] == ID.rupiah_short(oracle.received(new=True))
    assert values[labelled("received_from_earlier")] == ID.rupiah_short(oracle.received(new=False))
    drawn = reading.charts(app)
    assert drawn["cumulative_received"]["cumulative"].to_list()[-1] == oracle.received()
    assert dict(drawn["received_by_wilayah"].select("label", "value").iter_rows()) == {
        name: half_year(world, code).received() for code, name in NAMES.items()
    }
    table = app.dataframe[0].value
    row = dict(zip(table[ID("tables.metric")], table[ID("tables.computed")], strict=True))
    assert row[labelled("acquired")] == ID.number(oracle.acquired())
    assert row[labelled("received")] == ID.rupiah(oracle.received())


def test_every_agent_with_their_state(opened: Opened, full: Path, world: World) -> None:
    oracle = half_year(world)
    states = oracle.statuses()
    app = opened(full, AGENTS)
    values = reading.values(app)
    for status, agents in Counter(states.values()).items():
        assert values[labelled(f"agents_{status}")] == ID.number(agents)
    table = app.dataframe[0].value
    listed = dict(zip(table[ID("tables.code")], table[ID("tables.status")], strict=True))
    assert listed == {code: ID.capital(ID.status(status)) for code, status in states.items()}
    acquired = dict(zip(table[ID("tables.code")], table[ID("tables.acquired")], strict=True))
    assert acquired == {agent.code: oracle.acquired_by(agent) for agent in oracle.listed()}


def test_the_agents_of_one_status(opened: Opened, full: Path, world: World) -> None:
    states = half_year(world).statuses()
    app = opened(full, AGENTS, status="slowing")
    table = app.dataframe[0].value
    assert set(table[ID("tables.code")]) == {code for code, status in states.items() if status == "slowing"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_definition_is_found_by_its_words_and_has_its_own_address(opened: Opened, full: Path, language: str) -> None:
    app, entry = opened(full, DEFINITIONS, bahasa=language, wilayah="33.25"), catalogue()["agents_dormant_retained"]
    label = entry.label[language]
    app.text_input(key="searched").set_value(f" {label.upper()} ").run()
    found = [one.value for one in app.subheader]
    assert label in found
    assert len(found) < len(catalogue()) / 4
    index = next(one.value for one in app.markdown if "definisi=agents_dormant_retained" in one.value)
    assert "wilayah=33.25" in index
    app.text_input(key="searched").set_value("zzz").run()
    assert (len(app.subheader), "zzz" in app.info[0].value) == (0, True)
    app = opened(full, DEFINITIONS, bahasa=language, definisi="agents_dormant_retained")
    assert ([one.value for one in app.subheader], app.query_params["definisi"]) == ([label], entry.id)
    app.button(key="all-definitions").click().run()
    assert len(app.subheader) == len(catalogue())
    assert "definisi" not in app.query_params


@pytest.mark.parametrize("page", [OVERVIEW, AGENTS])
def test_what_dormant_means_is_said_in_plain_words(page: str, opened: Opened, full: Path) -> None:
    said = ID("pages.terms.runs", months=ID.count("month", 3))
    assert said in [one.value for one in opened(full, page).caption]


def test_the_files_that_were_loaded(opened: Opened, full: Path, world: World) -> None:
    table = listed_loads(opened(full, FILES))
    assert len(table) == len(table[ID("tables.name")].unique()) > 5
    assert set(table[ID("tables.good")]) >= {
        len(world.takeovers),
        len(world.offices),
        len(world.agents),
        len(world.participants),
        len(world.payments),
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_number_has_its_definition(opened: Opened, full: Path, language: str) -> None:
    app = opened(full, DEFINITIONS, bahasa=language)
    said = reading.whole(app)
    for entry in catalogue().values():
        assert entry.label[language] in said
        assert entry.definition[language] in said
    for one in opened(full, OVERVIEW, bahasa=language).metric:
        assert words_in(language)("base.catalogue.definition") in one.help


def test_a_figure_is_its_chart_or_its_numbers_or_its_definition(opened: Opened, full: Path, world: World) -> None:
    """What stands behind a closed tab is not made."""
    app = opened(full, OVERVIEW)
    assert "acquired_by_month" in reading.charts(app)
    tables = len(app.dataframe)
    app.session_state["tabs-acquired_by_month"] = ID("pages.numbers")
    app.run()
    assert len(app.dataframe) == tables + 1
    [table] = [one.value for one in app.dataframe if one.value.columns[0] == "month"]
    oracle = half_year(world)
    assert table["acquired"].to_list() == [oracle.acquired(m, m) for m in range(oracle.first, oracle.last + 1)]
    assert "acquired_by_month" not in reading.charts(app)
    app.session_state["tabs-acquired_by_month"] = ID("pages.definition")
    app.run()
    assert "definisi=acquired)" in next(one.value for one in app.markdown if ID("base.catalogue.caveat") in one.value)
    assert len(app.dataframe) == tables
