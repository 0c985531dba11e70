"""The published figures that the chart of contributions received draws as rules."""

from datetime import date

import polars as pl
import pytest

from dashboard.figures import comparison, registry
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
    assert comparison.months_before(view.for_press(), "received") is None


def test_several_months_stand_as_they_are(looked: Looked) -> None:
    view = looked(Drawn({"2018-12": (2, 20 * M), "2019-02": (3, 70 * M)}, (), ()), "2018-12..2019-02")
    assert "around" not in registry.figure(view, "cumulative_received").drawing.rows["rows"].columns
