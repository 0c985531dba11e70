"""What a viewer for the press reads and takes along: the demonstration, with no agent and no cell under five people."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from dashboard.charts.figure import Figure
from dashboard.figures import headline, kpis, registry
from dashboard.language.words import words_in
from dashboard.render import sheet
from dashboard.settings import Settings
from dashboard.shell.routes import ACQUISITIONS, ADDRESSES, AGENTS, FILES, OVERVIEW, PERSISTENCY, WATCH
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.press import reasons, withheld_cells
from dashboard.view.view import View
from queries import branches, flows
from queries.agents import standings
from queries.periods import Period
from queries.press.protected import NotForPress
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.support.demonstration import FIRST, LAST
from tests.support.gathered import Gathered, number, periods
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import World

ID = words_in("id")


def view_of(folder: Path, period: str = "2019-S1", wilayah: list[str] | None = None, language: str = "id") -> View:
    settings = Settings(data_folder=str(folder))
    holding = cache.holding(settings.url, "")
    viewer = viewer_of(branch=holding.code)
    scope = viewer.scope(Period.parse(period), holding.last_complete, wilayah=wilayah)
    return View(words_in(language), viewer, holding, scope, Choice(), url=settings.url)


def leaving(view: View) -> Iterator[Figure]:
    """Every figure that may leave."""
    for name, declared in registry.FIGURES.items():
        if declared.runs(view):
            with suppress(NotForPress):
                yield registry.figure(view, name)


def test_what_is_declared_not_for_the_press_is_what_the_gate_refuses(full: Path) -> None:
    view = view_of(full).for_press()
    for name, declared in registry.FIGURES.items():
        if not declared.runs(view):
            continue
        reason = ""
        try:
            registry.figure(view, name)
        except NotForPress as refused:
            reason = refused.reason
        assert reason == declared.withheld, name


def carried(figure: Figure, view: View) -> str:
    """Everything that a figure takes along, as text."""
    rows = {name: rows.to_dicts() if hasattr(rows, "to_dicts") else rows for name, rows in figure.drawing.rows.items()}
    drawn = json.dumps([figure.chart.to_dict(validate=False), rows, dict(figure.drawing.params)], default=str)
    beside = [*(getattr(figure, name) for name in ("title", "subtitle", "source", "as_of", "alt", "stem", "note"))]
    with zipfile.ZipFile(BytesIO(sheet.to_xlsx(figure, view.words))) as book:
        files = [book.read(name).decode() for name in book.namelist()]
    files += [sheet.to_csv(figure, view.words).decode(), repr(figure.table.to_dicts()), str(dict(figure.labels))]
    return "\n".join([drawn, *beside, *files, *(f"{what} {why}" for what, why in reasons(figure, view.words))])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("wilayah", [None, ["33.75"], ["33.25", "33.26"]])
def test_no_figure_for_the_press_carries_an_agents_name_or_code(
    full: Path, world: World, language: str, wilayah: list[str] | None
) -> None:
    inside = view_of(full, "2019-S1", wilayah, language)
    names, view = inside.ask(branches.agent_names), inside.for_press()
    assert names
    figures = list(leaving(view))
    assert len(figures) >= (4 if wilayah else 6)
    for figure in figures:
        said = carried(figure, view)
        assert not [one for pair in names.items() for one in pair if one in said], figure.id
    numbers = kpis.numbers(view, *kpis.OVERVIEW)
    said = " ".join([headline.headline(view), *(f"{one.label} {one.value} {one.beside}" for one in numbers)])
    assert not [one for pair in names.items() for one in pair if one in said]


@pytest.mark.parametrize("period", ["2018-S2", "2019-S1", "2019-02", "2019"])
@pytest.mark.parametrize("wilayah", [None, ["33.75"]])
def test_what_is_withheld_is_null_everywhere_and_listed(full: Path, period: str, wilayah: list[str] | None) -> None:
    view = view_of(full, period, wilayah).for_press()
    for figure in leaving(view):
        cells = withheld_cells(figure)
        assert all(figure.table.row(row)[column] is None for row, column in cells)
        assert bool(cells) == bool(reasons(figure, view.words))
        columns = figure.table.columns
        kind = "_rupiah" if "received" in columns else "_people" if "acquired" in columns else ""
        text = f"press.note{kind}"
        assert (view.words(text, n=view.words.count("cell", len(cells))) in figure.note) == bool(cells)


def test_titles_say_the_whole_where_a_part_is_withheld(full: Path) -> None:
    """Four of the statuses are few: the title gives the listed, which leave."""
    view = view_of(full).for_press()
    figure = next(one for one in leaving(view) if one.id == "agents_by_status")
    listed = view_of(full).ask(standings.by_status)["agents"].sum()
    assert figure.table["agents"].null_count() >= 2
    assert figure.title == ID("press.title.agents_listed", total=ID.count("agent", listed))


def test_nobody_works_out_the_demonstrations_small_cells(full: Path, world: World) -> None:
    view = view_of(full)

    def scope_of(period: Period, wilayah: list[str] | None) -> object:
        return view_of(full, period.code, wilayah).scope

    def ask(question: object, scope: object, *more: object) -> object:
        return view.during(scope).for_press().ask(question, *more)

    gathered = Gathered(world, ask, scope_of, LAST).everything(periods(FIRST, LAST))
    assert gathered.left
    assert gathered.withheld
    assert gathered.wrong() == []
    assert gathered.worked_out(list(range(number(FIRST), number(LAST) + 1))) == []


def test_a_question_without_a_protected_answer_is_refused(full: Path) -> None:
    view = view_of(full).for_press()
    for question, reason in ((standings.standings, "agents"), (standings.grid, "agents"), (flows.by_office, "office")):
        with pytest.raises(NotForPress) as refused:
            view.ask(question)
        assert refused.value.reason == reason
    with pytest.raises(NotForPress):
        view.ask_anew(flows.totals)
    assert (view.before() or view).press
    assert view.for_press() is view


@pytest.mark.parametrize("page", ADDRESSES, ids=ADDRESSES.get)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_runs_for_the_press(page: str, language: str, opened: Opened, full: Path) -> None:
    app = opened(full, page, role="press", bahasa=language)
    assert [one.message for one in app.exception] == []
    assert [one.value for one in app.error] == []
    assert "Agen Contoh" not in reading.whole(app)


def test_pages_show_the_press_no_status_of_few_agents(opened: Opened, full: Path) -> None:
    for page in (OVERVIEW, AGENTS):
        app = opened(full, page, role="press")
        bars = dict(reading.charts(app)["agents_by_status"].select("status", "agents").iter_rows())
        assert None in bars.values()
        assert min(count for count in bars.values() if count is not None) >= 5
    assert ID("press.not_shown") in [one.value for one in app.metric]


@pytest.mark.parametrize(("page", "reason"), [(WATCH, "agents"), (PERSISTENCY, "persistency"), (FILES, "agents")])
def test_a_page_of_which_nothing_leaves_says_why(page: str, reason: str, opened: Opened, full: Path) -> None:
    app = opened(full, page, role="press")
    assert [one.value for one in app.info] == [ID("press.refused", reason=ID(f"press.reason.{reason}"))]
    assert not app.metric
    assert not app.dataframe


def test_a_figure_that_does_not_leave_is_replaced_by_the_reason(opened: Opened, full: Path) -> None:
    app = opened(full, ACQUISITIONS, role="press")
    assert ID("press.refused", reason=ID("press.reason.office")) in [one.value for one in app.info]
    assert "acquired_by_office" not in reading.charts(app)
    assert "acquired_by_sector" in reading.charts(app)


@pytest.mark.parametrize(("name", "value", "reason"), [("kantor", "KD001", "office"), ("sektor", "Nelayan", "sector")])
def test_the_press_has_no_choice_of_offices_and_sectors(
    opened: Opened, full: Path, name: str, value: str, reason: str
) -> None:
    app = opened(full, OVERVIEW, role="press", **{name: value})
    assert [one.value for one in app.error] == [ID("press.narrow")]
    assert ID(f"press.reason.{reason}") in [one.value for one in app.markdown]
    assert not app.metric
    app.button[0].click().run()
    assert not app.error
    assert app.metric
    assert [one.key for one in app.multiselect] == ["wilayah"]
