"""One agent's page: the verdict and its evidence, the numbers of their own rows, notes, and who may see it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard.language.words import words_in
from dashboard.shell.routes import AGENT, AGENTS, OVERVIEW
from queries.db import schema as s
from queries.db.engine import connect
from queries.status import Status
from seed.writes.notes import LONGEST
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_numbers import ID
from tests.support.demonstration import half_year
from tests.support.oracle import number
from tests.support.oracle_incentives import incentive
from tests.support.worlds import Agent, World

EACH = [one.value for one in Status]


def of_status(world: World, status: str) -> Agent:
    """The first agent of a status; of any, where the demonstration has none of it."""
    oracle = half_year(world)
    states = oracle.statuses()
    code = min((code for code, state in states.items() if state == status), default=min(states))
    return next(one for one in oracle.agents() if one.code == code)


def block(app: AppTest, key: str) -> Any:
    """The block of exactly this key."""
    named = ((getattr(getattr(node, "proto", None), "id", ""), node) for node in reading.nodes(app))
    return next(node for name, node in named if name.endswith(f"-{key}") and hasattr(node, "children"))


def verdict(app: AppTest) -> str:
    return reading.written(block(app, "verdict").markdown[0].value)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("status", EACH)
def test_the_verdict_says_the_state_and_why(
    opened: Opened, full: Path, world: World, status: str, language: str
) -> None:
    oracle, words, agent = half_year(world), words_in(language), of_status(world, status)
    app = opened(full, AGENT, agen=agent.code, bahasa=language)
    assert not app.exception
    said = verdict(app)
    assert said.startswith(f"**{words.capital(words.status(oracle.status(agent)))}**: ")
    if oracle.running_people(agent):
        assert words.count("participant", oracle.running_people(agent)) in said
    if last := oracle.last_running_month(agent):
        assert words.month(last) in said
    if oracle.zero_months(agent):
        assert words.count("month", oracle.zero_months(agent)) in said
    assert app.query_params["agen"] == agent.code


def test_behind_a_clause_stand_its_rows_with_participants_as_four_digits(
    opened: Opened, full: Path, world: World
) -> None:
    oracle, agent = half_year(world), of_status(world, "dormant_retained")
    app = opened(full, AGENT, agen=agent.code)
    closed = len(app.dataframe)
    app.session_state["evidence-paying"] = True
    app.run()
    assert len(app.dataframe) == closed + 1
    rows = app.dataframe[0].value
    people = rows[ID("tables.participant")]
    assert people.str.fullmatch(r"…\d{4}").all()
    recent = oracle.recent(3)
    paid = [one for one in oracle.known(agent) if number(one.paid_on) in recent or _covers(one, recent)]
    assert len(rows) == len(paid)
    assert sorted(rows[ID("tables.amount")]) == sorted(one.amount for one in paid)


def _covers(payment: Any, months: set[int]) -> bool:
    return bool(set(range(number(payment.blth), number(payment.blth) + payment.months)) & months)


def test_the_agents_months_sectors_and_persistency(opened: Opened, full: Path, world: World) -> None:
    oracle, agent = half_year(world), of_status(world, "active")
    app = opened(full, AGENT, agen=agent.code)
    months, aged = app.dataframe[0].value, app.dataframe[1].value
    assert len(months) == min(24, oracle.as_of - number(agent.registered_on) + 1)
    for row in months.to_dict("records"):
        month = number(row[ID("tables.month")])
        assert row[ID("tables.acquired")] == oracle.acquired_by(agent, month, month)
        assert row[ID("tables.covered_people")] == oracle.covered_people(agent, month)
        earned = incentive(world, agent.code, month)
        assert (row[ID("tables.agent_amount")], row[ID("tables.office_amount")]) == earned
    drawn = reading.charts(app)
    newest_last = months[ID("tables.covered_people")].to_list()[::-1]
    assert drawn["one_agent_covered"]["covered_people"].to_list() == newest_last
    known = [one for one in oracle.people(agent) if number(one.registered_on) <= oracle.as_of]
    sectors = Counter(ID.sector(one.sector) for one in known)
    assert dict(drawn["one_agent_sectors"].select("label", "value").iter_rows()) == sectors
    for age, row in zip((1, 2, 3, 6, 12), aged.to_dict("records"), strict=True):
        old = [one for one in known if number(one.registered_on) + age <= oracle.as_of]
        covered = [one for one in old if _covered(oracle, one, number(one.registered_on) + age)]
        assert (row[ID("tables.registered")], row[ID("tables.covered")]) == (len(old), len(covered))


def _covered(oracle: Any, person: Any, month: int) -> bool:
    return any(_covers(one, {month}) for one in oracle.payments([person]))


def test_a_name_leads_to_the_page_and_no_other_page_keeps_the_agent_in_its_address(
    opened: Opened, full: Path, world: World
) -> None:
    code = of_status(world, "dormant_retained").code
    app = opened(full, OVERVIEW)
    app.button(key=f"agent-{code}").click().run()
    assert app.query_params["agen"] == code
    assert verdict(app)
    app.switch_page(AGENTS).run()
    assert "agen" not in app.query_params


def test_without_an_agent_one_is_to_be_chosen(opened: Opened, full: Path, world: World) -> None:
    app = opened(full, AGENT)
    assert [one.value for one in app.info] == [ID("agent.none")]
    agent = half_year(world).listed()[0]
    app.selectbox(key="agent").set_value(agent.code).run()
    assert app.query_params["agen"] == agent.code
    assert agent.code in app.header[0].value


def test_an_agent_outside_the_filters_is_not_shown_and_nobody_else_is(opened: Opened, full: Path, world: World) -> None:
    agent = next(one for one in half_year(world).listed() if world.offices[one.office] == "33.25")
    app = opened(full, AGENT, agen=agent.code, wilayah="33.75")
    assert agent.code in app.info[0].value
    assert not app.header
    assert not app.dataframe
    next(one for one in app.button if one.label == ID("pages.show_all")).click().run()
    assert agent.code in app.header[0].value


def test_a_choice_of_sectors_leaves_the_agent_whole_and_says_so(opened: Opened, full: Path, world: World) -> None:
    agent = of_status(world, "active")
    whole, narrowed = opened(full, AGENT, agen=agent.code), opened(full, AGENT, agen=agent.code, sektor="Nelayan")
    assert verdict(narrowed) == verdict(whole)
    assert narrowed.dataframe[0].value.equals(whole.dataframe[0].value)
    assert ID("agent.every_sector") in [one.value for one in narrowed.caption]
    assert ID("agent.every_sector") not in [one.value for one in whole.caption]


@pytest.mark.parametrize("code", ["AB0001", "XX9999", ""])
def test_the_press_sees_no_agent_known_or_not(opened: Opened, full: Path, code: str) -> None:
    app = opened(full, AGENT, role="press", **({"agen": code} if code else {}))
    assert [one.value for one in app.info] == [ID("pages.agents.not_named")]
    assert not app.error
    assert not app.dataframe
    assert "AB0001" not in reading.whole(app)
    assert "agen" not in app.query_params


@pytest.fixture
def notes(full: Path) -> Iterator[sa.Engine]:
    """The database of the pages, cleared of notes afterwards."""
    engine = connect(f"sqlite:///{next(full.glob('*.db'))}")
    yield engine
    with engine.begin() as conn:
        conn.execute(s.notes.delete())
    engine.dispose()


@pytest.mark.usefixtures("notes")
def test_a_note_stands_there_at_once(opened: Opened, full: Path, world: World) -> None:
    agent, text = of_status(world, "dormant_retained"), "Dihubungi 3 Juli; *kembali* aktif [Agustus]"
    app = opened(full, AGENT, agen=agent.code)
    assert ID("agent.notes.none") in [one.value for one in app.caption]
    app.text_area(key="note_text").input(text)
    _save(app)
    assert [one.value for one in app.success] == [ID("agent.notes.kept")]
    notes = block(app, "notes")
    assert reading.written(notes.markdown[0].value) == text
    assert "WIB" in notes.caption[0].value
    assert app.text_area(key="note_text").value == ""
    other = next(one for one in half_year(world).listed() if one.code != agent.code)
    assert text not in reading.whole(opened(full, AGENT, agen=other.code))


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(("text", "key"), [("  ", "empty"), ("x" * (LONGEST + 1), "too_long")])
def test_a_note_that_cannot_be_kept_stays_in_the_form(
    opened: Opened, full: Path, world: World, text: str, key: str
) -> None:
    app = opened(full, AGENT, agen=half_year(world).listed()[0].code)
    app.text_area(key="note_text").input(text)
    _save(app)
    refused = ID(f"agent.notes.refused.{key}", letters=ID.number(len(text)), longest=ID.number(LONGEST))
    assert [one.value for one in app.error] == [refused]
    assert app.text_area(key="note_text").value == text
    assert ID("agent.notes.none") in [one.value for one in app.caption]


def _save(app: AppTest) -> None:
    next(one for one in app.button if one.label == ID("agent.notes.save")).click().run()
