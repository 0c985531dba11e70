"""What a file leaves open of agents and offices, and what somebody answers: since when, or that it always was so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Question(StrEnum):
    """What a row leaves open: an agent at another office, an office in another place, a deactivation that is gone, a
    participant with another agent.
    """

    OFFICE = "moved_office"
    PLACE = "moved_place"
    REACTIVATED = "reactivated"
    TAKEN_OVER = "taken_over"


class Later(NamedTuple):
    """A take-over that is on record, by the agent who took over, the day, and how many participants."""

    agent: str
    since: date
    people: int


@dataclass(frozen=True)
class Move:
    """An agent or office that stands elsewhere by a row of a file, an agent who is back, or participants who are with
    another agent: their `code` is that of the one and the other, AB0001/AB0002.

    `before`, `after`: the office, place or agent; of a reactivation the day of deactivation, and nothing. `since`: from
    which day on; ALWAYS: a correction; None: nobody has said. `people`, `amount`: those registered and the rupiah paid
    since, which go along; all of them where nobody has said. `later`: of participants with another agent the
    take-overs on record: those that go, of a day; those that stay, of a correction; all, where nobody has said.
    """

    file: int
    row: int
    question: Question
    code: str
    before: str
    after: str | None
    since: date | None
    people: int = 0
    amount: int = 0
    later: tuple[Later, ...] = ()


Answers = Mapping[tuple[Question, str], date]
"""By question and code, in capitals: the day from which on it is so; ALWAYS where what was known was wrong from its
beginning, so that the past changes too."""
