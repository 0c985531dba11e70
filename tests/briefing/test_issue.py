"""What of a briefing is frozen: each number as it is written on it."""

from types import SimpleNamespace

import pytest

from dashboard.briefing.issue import frozen
from dashboard.briefing.pack import Meaning, Number
from tests.support.drawn_release import World


@pytest.mark.parametrize(
    ("metric", "raw", "value", "rounding"),
    [
        ("acquired", 1_313, 1_313, 1),
        ("received", 36_800, 36_800, 1),
        ("received", 113_702_400, 113_700_000, 100_000),
        ("received", 999_949_999, 999_900_000, 100_000),
        ("received", 999_950_000, 1_000_000_000, 100_000_000),  # "Rp1 miliar"
        ("received", 1_234_567_890, 1_200_000_000, 100_000_000),
        ("received", 1_250_000_000, 1_300_000_000, 100_000_000),
        ("received", 1_250_000_000_000, 1_300_000_000_000, 100_000_000_000),
        ("acquired_target_reached", 0.6998, 7_000, 10),  # 70,0%
        ("acquired_target_reached", 0, 0, 10),
        ("acquired_target_reached", 0.9996, 9_996, 1),  # 99,96%, as it is written
        ("acquired_target_reached", 1, 10_000, 10),
    ],
)
def test_a_number_is_frozen_as_it_is_written(metric: str, raw: float, value: int, rounding: int) -> None:
    number = Number(metric, "", "tertulis", raw, "", "K7QM2X4D-A", "", Meaning("", ()))
    (figure,) = frozen(World().view().scope, SimpleNamespace(numbers=[number]), ())
    assert (figure.value, figure.rounding, figure.wording) == (value, rounding, "tertulis")


def test_a_share_of_areas_is_frozen_with_the_places_that_it_is_a_part_of() -> None:
    """Of one area, and of two together; as the linter found them in the text."""
    scope = World().view().scope

    def share(metric: str, places: str, whole: str) -> SimpleNamespace:
        return SimpleNamespace(
            metric=metric,
            period=scope.period,
            places=places,
            value=3_810,
            rounding=10,
            wording="38,1 persen",
            denominator=SimpleNamespace(places=whole),
        )

    claims = [share("acquired_share", "33.25", ""), share("acquired_sum_share", "33.25,33.26", "33.25,33.26,33.75")]
    frozen_ones = frozen(scope, SimpleNamespace(numbers=[]), claims)
    assert [(one.metric, one.where) for one in frozen_ones] == [
        ("acquired_share", (scope.period, frozenset({"33.25"}))),
        ("acquired_share_33.25,33.26,33.75", (scope.period, frozenset({"33.25", "33.26"}))),
    ]
