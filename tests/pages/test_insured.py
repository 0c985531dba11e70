"""Active participants on the page of persistency, and in the document, against the oracle."""

from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from dashboard.cli.document import _NOT_FOR_PRESS
from dashboard.cli.json.insured import active_document, stopped_document
from dashboard.figures import funds, insured, registry, stopped
from dashboard.figures.headline import headline
from dashboard.language.words import words_in
from dashboard.lineage import opened as lineage
from dashboard.render import sheet
from dashboard.shell.routes import PERSISTENCY
from dashboard.view import cache
from queries.access import AccessDenied, Role
from queries.insured import COMES, GOES, labels
from queries.insured import bridge as bridge_of_period
from queries.press.protected import NotForPress
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_watch import view_of
from tests.support.oracle import number
from tests.support.oracle_insured import bridge, funded, later, standings, whose_fund_ends
from tests.support.worlds import World

JUNE = number(date(2019, 6, 1))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_numbers_and_the_bridge_of_the_half_year(language: str, opened: Opened, full: Path, world: World) -> None:
    app, words = opened(full, PERSISTENCY, bahasa=language), words_in(language)
    assert [one.message for one in app.exception] == []
    states = Counter(at.state for at in standings(world, JUNE).values())
    assert [one.value for one in app.metric][:4] == [
        words.number(states[name]) for name in ("covered", "in_arrears", "lapsed", "never")
    ]
    months = {month: bridge(world, month, None, "", None) for month in range(JUNE - 5, JUNE + 1)}
    table = next(one.value for one in app.dataframe if words("tables.active_opening") in one.value)
    for name in ("opening", "new", "returned", "stopped", "closing"):
        drawn = table[words(f"tables.active_{name}")].to_list()
        assert drawn == [months[month]["", name] for month in months]
    view = view_of(full, language)
    assert insured.sentence(view) in reading.whole(app)
    assert lineage.SEVERAL[insured.METRIC](view)[0].raw == states["covered"]


def test_the_demonstrations_one_second_membership_comes_back(full: Path, world: World) -> None:
    """Its NIK stands in the file, so that the oracle counts the same person as the page does."""
    numbers = later(world)
    again = [one for one in world.participants if one.id in numbers]
    assert [(one.agent, one.registered_on) for one in again] == [("AD0001", date(2019, 2, 1))]
    february = view_of(full).ask(bridge_of_period).row(1, named=True)
    assert (february["month"], february["new"], february["returned"]) == (date(2019, 2, 1), 215, 34)


def test_the_bridge_is_drawn_in_both_units_and_closes(full: Path, world: World) -> None:
    view = view_of(full)
    months = [bridge(world, month, None, "", None) for month in range(JUNE - 5, JUNE + 1)]
    for unit, end in (("people", ""), ("rupiah", "_amount")):
        drawn = dict(registry.figure(view, f"active_bridge_{unit}").table.iter_rows())
        for name in ("new", "returned", "stopped"):
            assert drawn[view.words(f"tables.active_{name}")] == sum(month["", name + end] for month in months)
        assert drawn[view.words("tables.active_opening")] == months[0]["", "opening" + end]
        assert drawn[view.words("tables.active_closing")] == months[-1]["", "closing" + end]


@pytest.mark.parametrize("by", insured.PARTS)
def test_the_parts_add_up_and_each_closes(by: insured.By, full: Path, world: World) -> None:
    view = view_of(full)
    listing = insured.parts(view, by)
    rows = listing.table.to_dicts()
    for row in rows:
        comes = sum(row[f"active_{name}"] for name in ("opening", "new", "returned", "moved_in"))
        assert comes - sum(row[f"active_{name}"] for name in ("stopped", "ended", "moved_out")) == row["active_closing"]
    drawn = registry.figure(view, f"active_parts_{by}").table
    summed: Counter = Counter()
    for month in range(JUNE - 5, JUNE + 1):
        summed.update(bridge(world, month, None, by, None))
    first = bridge(world, JUNE - 5, None, by, None)
    for row in drawn.iter_rows(named=True):
        moves = [summed[row["code"], name] for name in (*COMES, *GOES)]
        assert [row[f"bridge_{name}"] for name in ("opening", *COMES, *GOES)] == [first[row["code"], "opening"], *moves]
    assert drawn["bridge_closing"].to_list() == sorted((row["active_closing"] for row in rows), reverse=True)
    states = Counter(at.state for at in standings(world, JUNE).values())
    assert sum(row["active_closing"] for row in rows) == states["covered"]
    assert sum(row["active_people"] for row in rows) == states.total()
    assert "2019-S1" in listing.stem
    assert len(sheet.to_csv(listing, view.words).decode("utf-8-sig").splitlines()) == listing.table.height + 7


def test_agents_are_named_inside_alone_and_nothing_leaves_for_the_press(full: Path, world: World) -> None:
    for ask in (partial(insured.parts, by="agent"), partial(registry.figure, name="active_parts_agent")):
        with pytest.raises(AccessDenied):
            ask(view_of(full, role=Role.PRESS))
    view = view_of(full)
    for outside in (view_of(full, role=Role.PRESS), view.for_press()):
        asked = [insured.numbers, insured.months, insured.sentence, lineage.SEVERAL[insured.METRIC]]
        asked += [
            partial(registry.figure, name="active_bridge_people"),
            partial(registry.figure, name="active_bridge_rupiah"),
            *(partial(registry.figure, name=name) for name in ("coverage", "fund_cliff_people", "fund_cliff_rupiah")),
        ]
        asked += [partial(insured.parts, by=by) for by in insured.PARTS if by != "agent"]
        asked += [partial(registry.figure, name=f"active_parts_{by}") for by in insured.PARTS if by != "agent"]
        for ask in asked:
            with pytest.raises(NotForPress) as refused:
                ask(outside)
            assert refused.value.reason == "insured"
        with pytest.raises(NotForPress):
            outside.ask(labels, "office")
    with cache.engine(view.url).connect() as conn:
        printed = active_document(conn, view.scope)
    assert {"participants_active", "stopped"} <= {name for name, nothing in _NOT_FOR_PRESS.items() if nothing is None}
    closing = bridge(world, JUNE, None, "", None)["", "closing"]
    assert (printed["stock"]["covered"], printed["months"][-1]["closing"]) == (closing, closing)
    assert sum(row["covered"] for row in printed["by_office"]) == closing


def test_who_stopped_is_the_stock_that_is_past_and_everybody_is_listed(full: Path, world: World) -> None:
    view = view_of(full)
    behind = {n: at for n, at in standings(world, JUNE).items() if at.state in ("in_arrears", "lapsed")}
    again = later(world)
    counts = [
        len(behind),
        sum(at.months_past == 1 for at in behind.values()),
        sum(at.payments == 1 for at in behind.values()),
        sum(n in again or at.gap for n, at in behind.items()),
    ]
    assert all(counts)
    assert [one.raw for one in lineage.SEVERAL[stopped.METRIC](view)] == counts
    for by in ("office", "agent"):
        drawn = registry.figure(view, f"stopped_by_{by}").table
        assert dict(drawn.select("code", "stopped").rows()) == Counter(getattr(at, by) for at in behind.values())
    listing = stopped.people(view)
    assert listing.table["code"].to_list() == [
        at.agent for _, at in sorted(behind.items(), key=lambda one: (one[1].months_past, one[1].agent, one[0]))
    ]
    assert len(sheet.to_csv(listing, view.words).decode("utf-8-sig").splitlines()) == len(behind) + 7
    with cache.engine(view.url).connect() as conn:
        printed = stopped_document(conn, view.scope)
    assert printed["all"]["people"] == sum(row["people"] for row in printed["by_office"]) == len(behind)


def test_the_demonstrations_funds_end_one_soon_and_one_later(full: Path, world: World) -> None:
    stated = [("APBDes Contoh", date(2018, 1, 1), date(2019, 8, 31))]
    stated += [("APBD Kota Contoh", date(2019, 1, 1), date(2019, 12, 31))]
    view = view_of(full)
    table = registry.figure(view, "fund_cliff_people").table
    columns = ("fund_name", "fund_until", *(f"funded_{one}" for one in ("people", "amount", "behind", "left")))
    rows = funded(world, stated, JUNE, None)
    assert table.select(*columns, "funded_left_amount").rows() == rows
    assert all(row[2] for row in rows)
    assert f"Dana APBDes Contoh berakhir 31 Agustus 2019 (61 hari lagi): {rows[0][2]} peserta" in headline(view)
    ends = whose_fund_ends(world, stated, JUNE, None)
    listing = funds.people(view)
    columns = ("fund_until", "fund_name", "code")
    assert listing.table.select(columns).rows() == [row[:3] for row in ends]
    assert listing.table["fund_state"].unique().to_list() == ["Masih dibayar"]
    assert listing.title.startswith(f"{len(ends)} peserta yang dananya berakhir")
    with pytest.raises(AccessDenied):
        funds.people(view_of(full, role=Role.PRESS))
    assert {"own", "fund"} <= set(registry.figure(view, "persistency_payer_people").table["code"])


def test_a_choice_keeps_the_other_parts_and_offices_in_sight(full: Path, world: World) -> None:
    view, now = view_of(full), standings(world, JUNE)
    places = Counter(at.wilayah for at in now.values() if at.state == "covered")
    behind = Counter(at.office for at in now.values() if at.state in ("in_arrears", "lapsed"))
    for part, name, column, every in (
        ("wilayah", "active_parts_wilayah", "closing", places),
        ("offices", "stopped_by_office", "value", behind),
    ):
        chosen = min(every)
        asked = {part: {chosen}, "missing": view.scope.missing, "alone": view.scope.alone}
        narrow = view.during(view.viewer.scope(view.scope.period, view.scope.last_complete, **asked))
        figure = registry.figure(narrow, name)
        drawn = figure.drawing.rows["rows"]
        others = dict(drawn.filter("around").select("code", column).rows())
        assert others == {code: n for code, n in every.items() if code != chosen}
        assert figure.table["code"].to_list() == drawn.remove("around")["code"].to_list() == [chosen]


def test_the_list_to_call_never_leaves(full: Path) -> None:
    view, press = view_of(full), view_of(full, role=Role.PRESS)
    with pytest.raises(AccessDenied):
        stopped.people(press)
    for ask in (stopped.people, stopped.numbers, stopped.sentence, partial(registry.figure, name="stopped_by_office")):
        with pytest.raises(NotForPress):
            ask(view.for_press())


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_press_reads_nothing_of_the_section(language: str, opened: Opened, full: Path) -> None:
    app, words = opened(full, PERSISTENCY, role="press", bahasa=language), words_in(language)
    assert [one.message for one in app.exception] == []
    assert not [*app.metric, *app.dataframe, *app.subheader]
    assert words("insured.about") not in reading.whole(app)
