"""What every declaration holds: texts in both languages, a metric of the catalogue, a page, kinds of its numbers."""

from collections import Counter
from pathlib import Path

import pytest

from dashboard.figures import registry
from dashboard.figures.declaration import Declaration
from dashboard.language.words import LANGUAGES, texts
from queries.metrics import catalogue

FIGURES = list(registry.FIGURES.values())
PAGES = {file.stem for file in (Path(registry.__file__).parents[1] / "pages").glob("*.py")}


@pytest.mark.parametrize("declared", FIGURES, ids=lambda one: one.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_has_its_texts_and_its_metric(declared: Declaration, language: str) -> None:
    known = texts(language)
    assert f"figures.{declared.id}.kind" in known
    assert f"figures.{declared.id}.stem" in known
    assert (f"briefing.figure.{declared.id}" in known) == declared.briefing
    assert declared.metric in catalogue()
    assert not declared.proof or declared.proof in catalogue()


def test_no_file_is_named_like_another() -> None:
    for language in LANGUAGES:
        stems = Counter(texts(language)[f"figures.{one.id}.stem"] for one in FIGURES)
        assert max(stems.values()) == 1


def test_each_stands_on_a_page_that_there_is() -> None:
    for one in FIGURES:
        assert one.places, one.id
        assert {place.page for place in one.places} <= PAGES


def test_whoever_names_agents_is_not_for_the_press_and_a_usual_figure_is_for_everybody() -> None:
    assert [one.id for one in FIGURES if one.names_agents and not one.withheld] == []
    assert [one.id for one in FIGURES if one.usual and (one.names_agents or one.withheld or not one.briefing)] == []


def test_what_adds_up_and_what_is_drawn_has_a_kind() -> None:
    for one in FIGURES:
        assert set(one.adds) <= one.kinds.keys(), one.id
        assert one.native is None or set(one.native.series) <= one.kinds.keys(), one.id


def test_each_number_of_a_table_has_a_name() -> None:
    """A kind of a column that no table has would write that column's numbers as they come."""
    for language in LANGUAGES:
        named = {key.removeprefix("figures.column.") for key in texts(language) if key.startswith("figures.column.")}
        for one in FIGURES:
            assert one.kinds.keys() <= named, one.id


def test_what_the_overview_shows_and_what_a_click_chooses_there() -> None:
    places = [(place, one.id) for one in FIGURES for place in one.places if place.page == "overview"]
    assert [(one, place.side, place.picks) for place, one in sorted(places, key=lambda one: one[0].rank)] == [
        ("acquired_by_month", "left", ""),
        ("cumulative_received", "right", ""),
        ("wilayah_map", "left", "wilayah"),
        ("agents_by_status", "right", "status"),
    ]
