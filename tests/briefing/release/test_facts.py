"""The sentence that says each change: up where it rose, down where it fell."""

from dataclasses import replace

import pytest

from dashboard.briefing.release.facts import facts
from tests.support.drawn_release import BEFORE, FIGURES, World

WHERE = "di wilayah kerja Kantor Cabang Pekalongan pada semester I 2019"
AFTER = "pada semester II 2018."


@pytest.mark.parametrize(
    ("now", "before", "value", "sentence"),
    [
        (1_313, 1_572, -1_650, f"Angka 1.313 peserta {WHERE} turun 16,5 persen dari 1.572 peserta {AFTER}"),
        (1_572, 1_313, 1_970, f"Angka 1.572 peserta {WHERE} naik 19,7 persen dari 1.313 peserta {AFTER}"),
        (0, 1_313, -10_000, f"Angka 0 peserta {WHERE} turun 100 persen dari 1.313 peserta {AFTER}"),
        (1_313, 1_313, None, None),
        (3, 10_000, -9_997, f"Angka tiga peserta {WHERE} turun 99,97 persen dari 10.000 peserta {AFTER}"),
        (1, 1_000_000, None, None),  # it did not fall by 100 per cent
        (1_000_010, 1_000_000, None, None),  # nor stay as it was
        (1_313, 0, None, None),  # a percentage of nothing says nothing
    ],
)
def test_a_change_is_said_the_way_it_went(now: int, before: int, value: int | None, sentence: str | None) -> None:
    world = replace(World(), figures={**FIGURES, "acquired": now}, before={**BEFORE, "acquired": before})
    change = facts(world.answers()).get("acquired_change")
    assert (change and change.value, change and change.sentence) == (value, sentence)


def test_a_target_nearly_reached_and_a_share_of_nearly_all_are_no_hundred_per_cent() -> None:
    """Closer than a hundredth of a per cent there is no decimal left that says so."""
    world = replace(World(), figures={**FIGURES, "received": 999_999_999, "received_earlier": 1})
    claims = facts(replace(world.answers(), targets={"received": 1_000_000_000}))
    assert claims.get("received_target_reached") is None
    assert claims.get("received_earlier_share ") is None
    nearly = facts(replace(world.answers(), targets={"received": 1_000_200_000}))
    assert nearly.get("received_target_reached").wording == "99,98 persen"
