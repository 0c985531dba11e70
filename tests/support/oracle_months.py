"""Which months are whole, by plain Python: loads, undos and words, one after another. Shares no code with queries/."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

KINDS = ("participants", "contributions")
Row = tuple[str, int, date]
"""A row of a file: its kind, its number, its day."""


def next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


@dataclass
class Brought:
    """One load that was made. `fresh`: what was not there before; `undone_after`: how many loads there were then."""

    at: datetime
    rows: set[Row]
    fresh: set[Row]
    undone_after: int | None = None


@dataclass
class Months:
    """A branch's loads and words so far."""

    loads: list[Brought] = field(default_factory=list)
    words: set[tuple[str, date]] = field(default_factory=set)

    def standing(self) -> list[Brought]:
        return [one for one in self.loads if one.undone_after is None]

    def there(self) -> set[Row]:
        return {row for one in self.standing() for row in one.fresh}

    def bring(self, at: datetime, rows: set[Row]) -> None:
        self.loads.append(Brought(at, rows, rows - self.there()))

    def undo(self, position: int) -> None:
        self.loads[position].undone_after = len(self.loads)

    def whole(self, kind: str, month: date) -> bool:
        """By a word; or by a load after the month's end (midnight in Jakarta) whose rows in it all stand for sure."""
        if (kind, month) in self.words:
            return True
        for position, one in enumerate(self.loads):
            mine = _of(one.rows, kind, month)
            ended = (one.at + timedelta(hours=7)).replace(tzinfo=None) >= datetime(*_day(next_month(month)))
            if one.undone_after is not None or not mine or not ended:
                continue
            doubtful = mine - one.fresh and any(
                _of(other.fresh, kind, month) and other.undone_after is not None and other.undone_after > position
                for other in self.loads[:position]
            )
            if not doubtful:
                return True
        return False

    def begins(self, kind: str) -> date | None:
        days = [day for of, _, day in self.there() if of == kind]
        months = [day.replace(day=1) for day in days] + [month for of, month in self.words if of == kind]
        return min(months, default=None)

    def last_complete(self, months: list[date]) -> date | None:
        return max((one for one in months if all(self.whole(kind, one) for kind in KINDS)), default=None)

    def gaps(self, months: list[date]) -> list[tuple[date, str, bool]]:
        """Month, kind, and whether it has rows: before the last one whole in both, or in the kind itself."""
        found = []
        for kind in KINDS:
            first, own = self.begins(kind), [month for month in months if self.whole(kind, month)]
            ends = [*own, *filter(None, [self.last_complete(months)])]
            within = [month for month in months if first and ends and first <= month <= max(ends)]
            lacking = [month for month in within if not self.whole(kind, month)]
            found += [(month, kind, bool(_of(self.there(), kind, month))) for month in lacking]
        return sorted(found)

    def alone(self, months: list[date]) -> set[tuple[str, date]]:
        """Kind and month of those whole in that kind and not in the other."""
        pairs = [(kind, other) for kind in KINDS for other in KINDS if kind != other]
        return {(a, month) for a, b in pairs for month in months if self.whole(a, month) and not self.whole(b, month)}

    def ends(self, kind: str) -> date | None:
        """The last month with a row that stands, or a word."""
        days = [day for of, _, day in self.there() if of == kind]
        months = [day.replace(day=1) for day in days] + [month for of, month in self.words if of == kind]
        return max(months, default=None)


def _of(rows: set[Row], kind: str, month: date) -> set[Row]:
    return {row for row in rows if row[0] == kind and row[2].replace(day=1) == month}


def _day(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day
