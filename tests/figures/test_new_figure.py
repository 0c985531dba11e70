"""The example of a new figure in CONTRIBUTING.md, followed: declared once, it stands everywhere a figure stands."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.cli.json.charts import charts_document
from dashboard.figures import registry
from dashboard.language.words import LANGUAGES, Words, words_in
from dashboard.lineage.opened import open_code
from dashboard.render import sheet
from dashboard.settings import ROOT
from dashboard.view import cache, codes
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries import branches
from queries.access import Role
from queries.periods import Period
from queries.press.protected import NotForPress
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import BRANCH, Agent, World, put

NAME = "agents_by_office"
WORLD = World(
    offices={"K1": "33.25", "K2": "33.75"},
    agents=[
        Agent("A1", "K1", date(2018, 1, 10)),
        Agent("A2", "K2", date(2018, 2, 10)),
        Agent("A3", "K2", date(2019, 3, 10)),
        Agent("A4", "K1", date(2018, 3, 10), date(2019, 4, 1)),
        Agent("A5", "K1", date(2019, 8, 1)),
    ],
)


def blocks(kind: str) -> list[str]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = text.partition("## A new figure")[2].partition("\n## ")[0]
    return re.findall(rf"```{kind}\n(.*?)```", example, re.DOTALL)


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """Everything that the example defines."""
    names: dict[str, Any] = {"__name__": "example"}
    for block in blocks("python"):
        exec(compile(block, "CONTRIBUTING.md", "exec"), names)
    return names


def texts_of(language: str) -> dict[str, str]:
    areas = tomllib.loads(blocks("toml")[LANGUAGES.index(language)])
    shown = {f"figures.{NAME}.{key}": text for key, text in areas["figures"][NAME].items()}
    return shown | {f"briefing.figure.{key}": text for key, text in areas["briefing"]["figure"].items()}


@pytest.fixture
def declared(example: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {**registry.FIGURES, NAME: example["DECLARED"]}
    monkeypatch.setattr(registry, "FIGURES", MappingProxyType(figures))


@pytest.fixture(params=LANGUAGES)
def view(declared: None, sqlite_engine: sa.Engine, request: pytest.FixtureRequest) -> Iterator[View]:
    """The drawn branch, in a language that has the figure's texts."""
    with sqlite_engine.begin() as conn:
        put(conn, WORLD)
        holding = branches.holding(conn, BRANCH)
    language, viewer = request.param, viewer_of(branch=BRANCH)
    words = Words(language, MappingProxyType({**words_in(language)._texts, **texts_of(language)}))
    url = sqlite_engine.url.render_as_string(hide_password=False)
    scope = viewer.scope(Period.parse("2019-S1"), date(2019, 6, 1))
    yield View(words, viewer, holding, scope, Choice(), url=url)
    cache.engine(url).dispose()


def test_the_query_and_the_oracle_agree(view: View, example: dict[str, Any]) -> None:
    rows = view.ask(example["by_office"])
    assert dict(rows.select("code", "agents").iter_rows()) == example["oracle"](WORLD, date(2019, 6, 30))


def test_it_stands_on_its_page_and_in_the_briefings_choice(view: View) -> None:
    assert [one.id for one, _ in registry.on_page(view, "agents")] == ["dormant_timeline", "agent_grid", NAME]
    assert NAME in registry.offered(view)
    assert NAME in registry.briefed()
    assert registry.FIGURES[NAME].label(view.words) in ("Agen per kantor", "Agents by office")


def test_it_leaves_as_a_file_and_as_a_documents_table(view: View) -> None:
    figure = registry.figure(view, NAME)
    assert figure.title.startswith("K2 ")
    assert figure.code in sheet.to_csv(figure, view.words).decode("utf-8-sig")
    table = registry.table(figure)
    assert [(one.name, one.kind, one.adds) for one in table.columns] == [
        ("label", "text", False),
        ("agents", "people", True),
    ]
    assert table.rows == (("K2", 2), ("K1", 1))
    assert registry.native(figure, table) == registry.FIGURES[NAME].native


def test_its_code_opens_it(view: View) -> None:
    figure = registry.figure(view, NAME)
    assert codes.keep_numbers(view, NAME)
    opened = open_code(view, figure.code)
    assert (opened.name, opened.metric.id) == (NAME, "agents_listed")


def test_the_command_line_lists_it_and_the_press_does_not_get_it(view: View) -> None:
    line = {"figure": NAME, "metric": "agents_listed", "page": "agents"}
    assert line in charts_document(view.viewer)
    assert line not in charts_document(viewer_of(Role.PRESS, BRANCH))
    with pytest.raises(NotForPress) as refused:
        registry.figure(view.for_press(), NAME)
    assert refused.value.reason == registry.FIGURES[NAME].withheld
