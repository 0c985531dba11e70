"""The page on persistency, against the oracle's answer from the demonstration's own files."""

from pathlib import Path

import pytest

from dashboard.language.words import LANGUAGES, words_in
from dashboard.shell.routes import PERSISTENCY
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.support.demonstration import NAMES, half_year
from tests.support.oracle_persistency import everyone, persistency
from tests.support.worlds import World

ID = words_in("id")


def test_the_numbers_and_the_grids(opened: Opened, full: Path, world: World) -> None:
    oracle = half_year(world)
    people = everyone(oracle)
    app = opened(full, PERSISTENCY)
    values = reading.values(app)
    for n in (1, 2, 3, 6, 12):
        expected = ID.percent(persistency(oracle, n, people).people, 1)
        assert values[ID("persistency.after", months=ID.count("month", n))] == expected
    drawn = reading.charts(app)
    for measure in ("people", "rupiah"):
        rows = drawn[f"persistency_wilayah_{measure}"].to_dicts()
        assert len(rows) == len(NAMES) * 5
        for row in rows:
            place = next(code for code, name in NAMES.items() if name == row["label"])
            n = int(row["n_text"].split()[0])
            expected = getattr(persistency(oracle, n, everyone(half_year(world, place))), measure)
            assert row["ratio_text"] == ("–" if expected is None else ID.percent(expected, 0)) or not row["complete"]


def test_a_month_that_has_not_ended_is_marked_and_not_zero(opened: Opened, full: Path) -> None:
    rows = reading.charts(opened(full, PERSISTENCY))["persistency_cohort_people"]
    newest = rows.filter(rows["code"] == "2019-06")
    assert newest["ratio"].to_list() == [None] * 5
    assert set(newest["ratio_text"]) == {ID("persistency.open")}
    may = rows.filter(rows["code"] == "2019-05").sort("position", "n_text")
    assert may["complete"].to_list().count(True) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["head", "press"])
def test_agents_are_for_the_office_alone(opened: Opened, full: Path, language: str, role: str) -> None:
    app = opened(full, PERSISTENCY, role=role, bahasa=language)
    labels = [one.label for one in app.expander]
    assert (words_in(language)("persistency.by_agent") in labels) == (role == "head")
    # Closed, it costs nothing: its grids are made when it is opened.
    assert not [name for name in reading.charts(app) if name.startswith("persistency_agent")]


def test_months_without_a_cut_in_rates_say_nothing_of_one(opened: Opened, full: Path) -> None:
    assert ID("breaks.lead", breaks="").rstrip(".: ") not in reading.whole(opened(full, PERSISTENCY))
