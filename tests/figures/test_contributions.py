"""The published figures that the chart of contributions received draws as rules."""

from datetime import date

import pytest

from dashboard.figures import registry
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
