"""A figure's numbers are the same in its drawing's data, on the drawing, in CSV, in XLSX and in its table."""

import csv
import io
import shutil
from dataclasses import replace
from operator import methodcaller
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import vl_convert

from dashboard import settings
from dashboard.briefing import assemble, build
from dashboard.charts.figure import Figure
from dashboard.figures.comparison import others
from dashboard.fonts.typeface import FOLDER
from dashboard.language.words import LANGUAGES
from dashboard.render import worker
from dashboard.render.export import picture_job, render
from dashboard.view.view import View
from queries import flows
from queries.periods import Period
from tests.support.drawn import texts
from tests.support.viewers import viewer

vl_convert.register_font_directory(str(FOLDER))

DRAWN_AS = {
    "acquired_by_month": [("acquired", "rows", "acquired")],
    "cumulative_received": [("cumulative", "rows", "cumulative")],
    "received_parts": [("received_from_new", "sums", "new"), ("received_from_earlier", "sums", "earlier")],
    "acquired_by_wilayah": [("acquired", "rows", "value")],
    "received_by_wilayah": [("received", "rows", "value")],
    "acquired_by_sector": [("acquired", "rows", "value")],
    "agents_by_status": [("agents", "rows", "agents")],
    "wilayah_map": [("acquired", "rows", "acquired")],
    "agent_grid": [("acquired", "rows", "acquired")],
}
"""Column of the table; data set and field of the drawing."""

WRITTEN = ["acquired_by_month", "acquired_by_wilayah", "received_by_wilayah", "agents_by_status", "wilayah_map"]
"""Figures that carry each number of the first column above as a text."""


@pytest.fixture(scope="module")
def folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_folder, tmp_path_factory.mktemp("values") / "data")


@pytest.fixture(scope="module", params=LANGUAGES)
def view(folder: Path, request: pytest.FixtureRequest) -> View:
    chosen = settings.Settings(data_folder=str(folder))
    return build.open_view(chosen, Period.parse("2019-S1"), None, request.param, press=False)


@pytest.fixture(scope="module")
def figures(view: View) -> dict[str, Figure]:
    return {one.id: one for one in assemble.choose(view, list(DRAWN_AS)).figures}


def numbers(values: object) -> list[float]:
    """Without nulls and without the zeros, which a grid leaves blank, smallest first."""
    return sorted(value for value in values if value)


@pytest.mark.parametrize("name", DRAWN_AS)
@pytest.mark.parametrize("form", ["png", "png-story"])
def test_the_drawings_data_are_the_tables(name, form, figures, view):
    figure = figures[name]
    data = picture_job(figure, view.words, form)["spec"]["datasets"]
    for column, rows, field in DRAWN_AS[name]:
        drawn, values = numbers(row[field] for row in data[rows]), numbers(figure.table[column])
        assert values
        # A picture of a row an agent leaves rows out, and says so.
        assert drawn == values if name != "agent_grid" else set(drawn) <= set(values)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_numbers_that_are_written_are_the_tables(name, figures, view):
    figure, words = figures[name], view.words
    said = {one.text for one in texts(worker.draw({**picture_job(figure, words, "svg")}).decode())}
    column = DRAWN_AS[name][0][0]
    form = words.rupiah_short if column == "received" else words.number
    assert {form(value) for value in figure.table[column] if value is not None} <= said


@pytest.mark.parametrize("name", DRAWN_AS)
def test_a_csv_and_a_workbook_hold_the_tables_numbers(name, figures, view):
    figure, words = figures[name], view.words
    text = render(figure, words, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if words.language == "id" else ","))
    head, *body = rows[rows.index([]) + 1 :]
    sheet = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(render(figure, words, "xlsx"))).active.iter_rows()
    ]
    start = next(n for n, row in enumerate(sheet) if [v for v in row if v is not None] == head)
    for at, column in enumerate(figure.table.columns):
        if not figure.table.schema[column].is_numeric():
            continue
        values = figure.table[column].cast(pl.Float64).to_list()
        point = "," if words.language == "id" else "."
        assert [float(row[at].replace(point, ".")) if row[at] else None for row in body] == pytest.approx(values)
        assert [row[at] for row in sheet[start + 1 : start + 1 + len(values)]] == pytest.approx(values)


def test_beside_what_is_chosen_stands_what_the_viewer_may_see_and_nothing_for_the_press(view):
    by_wilayah = methodcaller("ask", flows.by_wilayah)
    everything = view.scope
    places = {"wilayah": {"33.25"}, "missing": everything.missing, "alone": everything.alone}
    chosen = view.during(view.viewer.scope(everything.period, everything.last_complete, **places))
    assert set(others(chosen, by_wilayah, "wilayah")["code"]) == {"33.26", "33.27", "33.75"}
    limited = replace(chosen, viewer=viewer(branch=everything.branch, wilayah=frozenset({"33.25", "33.26"})))
    assert others(limited, by_wilayah, "wilayah")["code"].to_list() == ["33.26"]
    assert others(view, by_wilayah, "wilayah") is None
    assert others(chosen.for_press(), by_wilayah, "wilayah") is None
