"""The published figures that the chart of contributions received draws as rules."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.figures import registry
from queries.completeness import MONTHLY
from tests.figures.conftest import Drawn, Looked

JUNE, JULY, AUGUST = (date(2019, month, 20) for month in (6, 7, 8))
M = 1_000_000


@pytest.mark.parametrize(
    ("published", "drawn"),
    [
        ([], []),
        ([(114 * M, JULY)], [114]),
        ([(114 * M, JULY), (113 * M, AUGUST)], [113]),  # the newest of two that differ by little
        ([(113 * M, AUGUST), (114 * M, JULY)], [113]),
        ([(114 * M, JULY), (114 * M, AUGUST)], [114]),
        ([(60 * M, JULY), (114 * M, AUGUST)], [60, 114]),
        ([(80 * M, JULY), (100 * M, AUGUST)], [100]),  # a fifth apart: not drawn
        ([(79 * M, JULY), (100 * M, AUGUST)], [79, 100]),
        ([(121 * M, JULY), (100 * M, AUGUST)], [100, 121]),
        # The middle one lies near the newest, and is not drawn: so that the oldest is held against the newest alone.
        ([(75 * M, JUNE), (85 * M, JULY), (100 * M, AUGUST)], [75, 100]),
    ],
)
def test_of_published_figures_that_differ_by_little_the_newest_is_drawn(
    looked: Looked, published: list[tuple[int, date]], drawn: list[int]
) -> None:
    branch = Drawn({"2019-01": (1, 40 * M), "2019-06": (0, 70 * M)}, (), tuple(published))
    figure = registry.figure(looked(branch, "2019-S1"), "cumulative_received")
    rules = figure.drawing.rows["rules"]
    assert [value // M for value in rules["value"]] == drawn
    assert rules["short"].to_list() == [f"sekitar {value * M}" for value in drawn]


@pytest.mark.parametrize(
    ("figure", "set", "value", "earlier"),
    [
        ("acquired_by_month", "rows", "acquired", [2, 0, 3, 1]),
        ("cumulative_received", "rows", "cumulative", [20 * M, 0, 70 * M, 40 * M]),
        ("received_parts", "sums", "received", [20 * M, 0, 70 * M, 40 * M]),
    ],
)
def test_a_single_month_stands_in_a_row_with_those_before_and_its_table_has_it_alone(
    looked: Looked, figure: str, set: str, value: str, earlier: list[int]
) -> None:
    branch = Drawn({"2018-12": (2, 20 * M), "2019-02": (3, 70 * M), "2019-03": (1, 40 * M)}, (), ())
    view = looked(branch, "2019-03")
    drawn, alone = registry.figure(view, figure).drawing.rows[set], registry.figure(view, figure).table
    assert drawn.filter(pl.col(value) != 0)[value].to_list() == [each for each in earlier if each]
    assert drawn["around"].to_list() == [True] * (drawn.height - 1) + [False]
    assert alone["month"].to_list() == [date(2019, 3, 1)]
    assert registry.native(registry.figure(view, figure), registry.table(registry.figure(view, figure))) is None


def test_a_single_month_stands_in_its_row_for_the_press_too_and_says_what_is_withheld_there(looked: Looked) -> None:
    """Two of February may not leave, so that twenty of March may not either; nor the nobodies of the other months."""
    people = {"2018-10": 30, "2019-01": 40, "2019-02": 2, "2019-03": 20, "2019-06": 50}
    view = looked(Drawn({month: (n, 20 * M) for month, n in people.items()}), "2019-06")
    inside, outside = (registry.figure(one, "acquired_by_month") for one in (view, view.for_press()))
    rows = inside.drawing.rows["rows"]
    assert (rows["acquired"].to_list()[4:], set(rows["gap_text"])) == ([30, 0, 0, 40, 2, 20, 0, 0, 50], {None})
    rows = outside.drawing.rows["rows"].filter(pl.col("acquired").is_not_null())
    assert rows.select("month", "acquired").rows() == [("2019-01", 40), ("2019-06", 50)]
    assert outside.drawing.rows["rows"]["gap_text"].to_list().count("…") == 11
    assert (inside.note, outside.note.startswith("11 angka tidak ditampilkan (…)")) == ("", True)


def test_a_single_month_is_no_lone_column_of_the_grid_and_begins_with_the_data(looked: Looked) -> None:
    view = looked(Drawn({"2018-12": (2, 20 * M), "2019-02": (3, 70 * M), "2019-03": (1, 40 * M)}), "2019-03")
    begun = replace(view.holding.completeness, begins=tuple((kind, date(2018, 12, 1)) for kind in MONTHLY))
    figure = registry.figure(replace(view, holding=view.holding._replace(completeness=begun)), "agent_grid")
    drawn = figure.drawing.rows["rows"].select("month", "acquired", "around").rows()
    assert drawn == [("2018-12", 2, True), ("2019-01", None, True), ("2019-02", 3, True), ("2019-03", 1, False)]
    assert figure.table.select("month", "acquired").rows() == [(date(2019, 3, 1), 1)]
