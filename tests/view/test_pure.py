"""What is worked out of answers once, and when it is worked out anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl
import pytest

from dashboard.view import pure as module
from dashboard.view.pure import pure


@dataclass(frozen=True, eq=False)
class Answers:
    rows: pl.DataFrame
    names: Mapping[str, str] = field(default_factory=dict)


class Counting:
    """A function that counts how often it was worked out."""

    def __init__(self) -> None:
        self.times = 0
        self.of = pure(self._work)

    def _work(self, *given: object, **named: object) -> list[object]:
        self.times += 1
        return [*given, *named.values()]


@pytest.fixture
def rows() -> pl.DataFrame:
    return pl.DataFrame({"code": ["33.25"]})


def test_the_same_answers_give_the_same_object(rows: pl.DataFrame) -> None:
    work = Counting()
    first = work.of("id", Answers(rows, {"33.25": "Batang"}), n=[1])
    assert work.of("id", Answers(rows, {"33.25": "Batang"}), n=[1]) is first
    assert work.times == 1


@pytest.mark.parametrize(
    "other",
    [
        lambda rows: ("en", Answers(rows, {"33.25": "Batang"})),
        lambda rows: ("id", Answers(rows, {"33.25": "Pekalongan"})),
        lambda rows: ("id", Answers(rows.clone(), {"33.25": "Batang"})),
        lambda rows: ("id", Answers(rows)),
        lambda rows: ("id", (rows, {"33.25": "Batang"})),
    ],
)
def test_any_part_that_is_another_is_worked_out_anew(rows: pl.DataFrame, other) -> None:
    work = Counting()
    work.of("id", Answers(rows, {"33.25": "Batang"}))
    work.of(*other(rows))
    assert work.times == 2


def test_what_python_calls_equal_may_be_written_otherwise() -> None:
    work = Counting()
    assert [work.of(one)[0] for one in (1, True, 1.0)] == [1, True, 1.0]
    assert work.times == 3


def test_no_other_frame_takes_the_place_of_one_that_is_gone() -> None:
    work = Counting()
    seen = [work.of(pl.DataFrame({"n": [n]}))[0]["n"].item() for n in range(50)]
    assert seen == list(range(50))


def test_what_was_wanted_last_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 2)
    work = Counting()
    for one in ("a", "b", "a", "c", "a"):
        work.of(one)
    assert work.times == 3
    work.of("b")
    assert work.times == 4


def test_a_refusal_is_not_remembered() -> None:
    asked = []

    @pure
    def refuse(one: str) -> str:
        asked.append(one)
        if len(asked) == 1:
            raise ValueError(one)
        return one

    with pytest.raises(ValueError, match="a"):
        refuse("a")
    assert refuse("a") == "a"
