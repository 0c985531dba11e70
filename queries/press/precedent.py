"""What issued briefings withheld and told of a semester: who has them knows more than what is shown now.

A cell that was withheld beside a sum that left, and is shown later, tells what stood beside it then. And of a semester
that ran, each briefing told sums to another month.
"""

from datetime import date
from typing import Any, NamedTuple, TypeAlias

import sqlalchemy as sa

from queries.db import schema as s
from queries.scope import Scope

Cell: TypeAlias = tuple[Any, ...]
"""place, first day of the month, sector or part; None is the sum over that dimension."""


class Precedent(NamedTuple):
    """few: cells that were withheld for themselves. beside: others that were withheld, so as not to tell those. sums,
    unsaid: those that left, and were withheld, from the beginning of a semester that ran to the end of the month in the
    cell."""

    few: frozenset[Cell] = frozenset()
    beside: frozenset[Cell] = frozenset()
    sums: frozenset[Cell] = frozenset()
    unsaid: frozenset[Cell] = frozenset()

    def reaching(self, month: date | None) -> "Precedent":
        """The same, with what was unsaid of a semester when it ran to that month among the cells beside others."""
        again = {(place, None, part) for place, last, part in self.unsaid if last == month}
        return self._replace(beside=self.beside | again)


NOTHING = Precedent()
"""Where no briefing was issued."""


def precedent(conn: sa.Connection, scope: Scope, measure: str) -> Precedent:
    """What briefings withheld and told of a measure (acquired, received) in the scope's semester."""
    c = s.issued_cells.c
    query = sa.select(c.state, c.place, c.month, c.part).where(
        c.branch_code == scope.branch, c.measure == measure, c.semester == scope.period.first
    )
    cells: dict[str, set[Cell]] = {state: set() for state in Precedent._fields}
    for state, place, month, part in conn.execute(query):
        cells[state].add((place or None, date.fromisoformat(month) if month else None, part or None))
    return Precedent(**{state: frozenset(these) for state, these in cells.items()})
