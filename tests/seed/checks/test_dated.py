"""What a file makes of where somebody stands and when they served, as tables."""

from datetime import date
from itertools import pairwise

import hypothesis
import pytest
from hypothesis import strategies as st

from queries.db.schema import ALWAYS
from seed.checks.dated import OutOfOrder, Served, Unanswered, placed, served


def on(month: int, day: int = 1) -> date:
    return date(2019, month, day)


MOVED = {ALWAYS: "K1", on(7): "K2"}


@pytest.mark.parametrize(
    ("there", "named", "answer", "after"),
    [
        ({}, [(None, "K1")], None, {ALWAYS: "K1"}),
        ({}, [(on(7), "K2")], None, {ALWAYS: "K2"}),  # where they were before nobody knows
        ({}, [(None, "K1"), (on(7), "K2")], None, MOVED),
        ({ALWAYS: "K1"}, [(None, "K1")], None, {ALWAYS: "K1"}),
        ({ALWAYS: "K1"}, [(None, "K2")], on(7), MOVED),
        ({ALWAYS: "K1"}, [(None, "K2")], ALWAYS, {ALWAYS: "K2"}),
        ({ALWAYS: "K1"}, [(on(7), "K2")], None, MOVED),
        ({ALWAYS: "K1"}, [(on(7), "K1")], None, {ALWAYS: "K1"}),
        (MOVED, [(None, "K2")], None, MOVED),
        (MOVED, [(None, "K3")], on(9), {**MOVED, on(9): "K3"}),
        (MOVED, [(None, "K3")], on(5), {ALWAYS: "K1", on(5): "K3"}),  # then they were never at K2
        (MOVED, [(None, "K3")], ALWAYS, {ALWAYS: "K3"}),
        (MOVED, [(None, "K1")], on(5), {ALWAYS: "K1"}),
        (MOVED, [(on(7), "K3")], None, {ALWAYS: "K1", on(7): "K3"}),
        (MOVED, [(on(5), "K3")], None, {**MOVED, on(5): "K3"}),
        (MOVED, [(on(5), "K2")], None, {ALWAYS: "K1", on(5): "K2"}),  # sooner than was known
        (MOVED, [(on(8), "K2")], None, {ALWAYS: "K1", on(8): "K2"}),  # and later
        (MOVED, [(None, "K1"), (on(7), "K2")], None, MOVED),  # the same file again
        (MOVED, [(None, "K2"), (on(7), "K2")], None, MOVED),
        ({ALWAYS: "K1"}, [(None, "K1"), (on(7), "K2")], None, MOVED),
        ({ALWAYS: "K1"}, [(None, "K3"), (on(7), "K2")], ALWAYS, {ALWAYS: "K3", on(7): "K2"}),
        ({ALWAYS: "K1"}, [(None, "K3"), (on(7), "K2")], on(5), {**MOVED, on(5): "K3"}),
        ({ALWAYS: "K1"}, [(None, "K3"), (on(7), "K2")], on(9), {**MOVED, on(9): "K3"}),
        ({**MOVED, on(9): "K3"}, [(None, "K3"), (on(7), "K2")], None, {**MOVED, on(9): "K3"}),
    ],
)
def test_where_somebody_stands_after_a_file(there: dict, named: list, answer: date | None, after: dict) -> None:
    before = dict(there)
    assert placed(there, named, answer) == after
    assert there == before


@pytest.mark.parametrize(
    ("there", "named", "answer"),
    [
        ({ALWAYS: "K1"}, [(None, "K2")], None),
        (MOVED, [(None, "K1")], None),
        (MOVED, [(None, "K1"), (on(9), "K3")], None),  # in between it stood at K2
        (MOVED, [(None, "K3"), (on(7), "K2")], on(7)),  # on that day the file itself says K2
    ],
)
def test_another_place_without_a_day_needs_an_answer(there: dict, named: list, answer: date | None) -> None:
    with pytest.raises(Unanswered):
        placed(there, named, answer)


codes = st.sampled_from(["K1", "K2", "K3"])
months = st.integers(1, 6).map(on)


@hypothesis.given(
    there=st.dictionaries(months, codes, max_size=3),
    always=codes,
    dated=st.dictionaries(months, codes, max_size=3),
    undated=st.none() | codes,
    answer=st.just(ALWAYS) | months,
)
def test_the_same_file_again_changes_nothing_and_asks_nothing(there, always, dated, undated, answer) -> None:
    before = {ALWAYS: always}
    for day, place in sorted(there.items()):
        if place != before[max(before)]:
            before[day] = place
    named = [*dated.items(), *([(None, undated)] if undated else [])]
    if not named:
        return
    try:
        once = placed(before, named, answer)
    except Unanswered:
        assert answer in dated
        return
    assert placed(once, named, None) == once
    assert all(one != other for one, other in pairwise(place for _, place in sorted(once.items())))


OPEN, ENDED = [(on(1), None)], [(on(1), on(4, 30))]
TWICE = [*ENDED, (on(6), None)]


@pytest.mark.parametrize(
    ("there", "row", "answer", "after"),
    [
        ([], Served(on(1), None, True, None), None, OPEN),
        ([], Served(on(1), on(4, 30), True, on(6)), None, TWICE),
        (OPEN, Served(on(1), None, True, None), None, OPEN),
        (OPEN, Served(on(2), None, True, None), None, [(on(2), None)]),  # the day of registration was wrong
        (OPEN, Served(on(1), on(4, 30), True, None), None, ENDED),
        (OPEN, Served(on(1), on(4, 30), True, on(6)), None, TWICE),
        (ENDED, Served(on(1), None, False, None), None, ENDED),  # a file without the column says nothing
        (ENDED, Served(on(1), on(3, 31), True, None), None, [(on(1), on(3, 31))]),
        (ENDED, Served(on(1), None, True, None), on(6), TWICE),
        (ENDED, Served(on(1), None, True, None), ALWAYS, OPEN),
        (ENDED, Served(on(1), None, True, on(6)), None, TWICE),
        (ENDED, Served(on(6), None, True, None), None, TWICE),  # registered again
        (TWICE, Served(on(1), on(4, 30), True, None), None, TWICE),  # an old file
        (TWICE, Served(on(6), None, True, None), None, TWICE),
        (TWICE, Served(on(1), None, True, None), None, TWICE),
        (TWICE, Served(on(1), on(9, 30), True, None), None, [*ENDED, (on(6), on(9, 30))]),
    ],
)
def test_the_services_after_a_row(there: list, row: Served, answer: date | None, after: list) -> None:
    assert served(there, row, answer) == after


def test_a_deactivation_that_is_gone_needs_an_answer() -> None:
    with pytest.raises(Unanswered):
        served(ENDED, Served(on(1), None, True, None), None)


@pytest.mark.parametrize(
    ("there", "row", "answer"),
    [
        (ENDED, Served(on(1), None, True, None), on(4, 30)),  # back on the last day
        (ENDED, Served(on(1), None, True, on(4)), None),
        (OPEN, Served(on(1), None, True, on(6)), None),  # back, and never away
        ([], Served(on(4), on(1), True, None), None),
        (ENDED, Served(on(1), date(2018, 12, 31), True, None), None),
    ],
)
def test_services_follow_one_another(there: list, row: Served, answer: date | None) -> None:
    with pytest.raises(OutOfOrder):
        served(there, row, answer)
