"""A month that the database has already: what a load would change in it or lacks of it, and what somebody decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Decision(StrEnum):
    """What becomes of a month's rows that differ from the database's.

    add: they are others besides, and nothing known changes. correct: they are the known ones, corrected, and what was
    cancelled goes. replace: they are the whole month, so that known rows which are not among them go as well. sum: they
    are other programmes of the known payments, whose rupiah are added up.
    """

    ADD = "add"
    CORRECT = "correct"
    REPLACE = "replace"
    SUM = "sum"


Decisions = Mapping[tuple[str, date], Decision]
"""By kind and month."""


@dataclass(frozen=True)
class Sums:
    """Rows, and their rupiah; None where the kind has none."""

    rows: int
    amount: int | None


@dataclass(frozen=True)
class KnownMonth:
    """One month of a kind, by day paid or registered, of which a load has rows and the database too.

    `same`: rows of the database that the load has as they are; `new`: rows of the load that it does not have;
    `before`, `after`: those that changed, counted in the month in which they would be; `gone`: rows of the database
    that no row of the load is; `cancelled`: those that a row of the load says were cancelled. `mostly`: whether the
    load has more than half of the database's rows. `disputed`: how many changes may be other rows as well; `hindered`:
    what keeps the month from being replaced: `refused` rows of the kind, or people who would go and `paid`, or were
    `taken_over`; `parts`: whether the changes may all be other programmes of the known payments; `again`: whether some
    stand in a file that was loaded before, so that they may not.
    """

    kind: str
    month: date
    same: Sums
    new: Sums
    before: Sums
    after: Sums
    gone: Sums
    cancelled: Sums
    mostly: bool
    disputed: int
    hindered: str | None
    decided: Decision | None
    parts: bool = False
    again: bool = False

    @property
    def asks(self) -> bool:
        """Whether somebody must decide: what is loaded depends on it."""
        return self.disputed > 0 or self.cancelled.rows > 0 or (self.mostly and self.gone.rows > 0)

    @property
    def options(self) -> tuple[Decision, ...]:
        """What can be decided."""
        whole = self.mostly and self.hindered is None
        some = self.disputed > 0 or self.cancelled.rows > 0
        sums = self.parts and not self.cancelled.rows
        possible = {Decision.SUM: sums, Decision.REPLACE: whole, Decision.CORRECT: some, Decision.ADD: True}
        return tuple(decision for decision, can in possible.items() if can)

    @property
    def undecided(self) -> bool:
        """Whether it asks, and has no answer that is possible."""
        return self.asks and self.decided not in self.options
