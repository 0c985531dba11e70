"""Months and runs of months: 2019-S1, 2019-Q2, 2019, 2019-03, 2019-01..2019-06."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

JAKARTA = timezone(timedelta(hours=7), "WIB")
"""The clock of every branch on Java; Indonesia has no summer time."""


class PeriodError(ValueError):
    """A period that cannot be read. `text` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(f"no such period: {text!r}; write 2019-S1, 2019-Q2, 2019, 2019-03 or 2019-01..2019-06")
        self.text = text


def local_day(at: datetime) -> date:
    """The day in Jakarta on which a moment lies that the database holds: in UTC, without its time zone."""
    return at.replace(tzinfo=UTC).astimezone(JAKARTA).date()


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def month_number(day: date) -> int:
    """The number of a day's month (year x 12 + month - 1), in which spans of months are plain arithmetic."""
    return day.year * 12 + day.month - 1


def shift(month: date, months: int) -> date:
    """The first day of the month that many months later (or, below zero, earlier)."""
    number = month_number(month) + months
    return date(number // 12, number % 12 + 1, 1)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    month = shift(day, months)
    return month.replace(day=min(day.day, month_end(month).day))


def month_end(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def months_between(earlier: date, later: date) -> int:
    """Whole months from one month to another; below zero when `later` is earlier."""
    return month_number(later) - month_number(earlier)


_SPAN = {"semester": 6, "quarter": 3, "year": 12, "month": 1}
_CODE = re.compile(r"(?P<year>\d{4})(?:-(?:S(?P<semester>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_EARLIEST, _LATEST = 1990, 2199


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole calendar months. `first` and `last` are the first days of its first and last month."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first or self.first.day != 1 or self.last.day != 1:
            raise PeriodError(f"{self.first}..{self.last}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2019-S1`, `2019-Q2`, `2019`, `2019-03` or `2019-01..2019-06`; raises PeriodError on anything else."""
        first, dots, last = text.strip().upper().partition("..")
        start = cls._named(first, text)
        if not dots:
            return start
        end = cls._named(last, text)
        if start.kind != "month" or end.kind != "month" or end.first < start.first:
            raise PeriodError(text)
        return cls(start.first, end.first)

    @classmethod
    def _named(cls, code: str, text: str) -> "Period":
        match = _CODE.fullmatch(code)
        if not match or not _EARLIEST <= int(match["year"]) <= _LATEST:
            raise PeriodError(text)
        kind = next((name for name in ("semester", "quarter", "month") if match[name]), "year")
        first = date(int(match["year"]), (int(match[kind] or 1) - 1) * _SPAN[kind] + 1 if kind != "year" else 1, 1)
        return cls(first, shift(first, _SPAN[kind] - 1))

    @classmethod
    def semester_of(cls, month: date) -> "Period":
        """The semester in which a month lies."""
        first = date(month.year, 1 if month.month <= 6 else 7, 1)
        return cls(first, shift(first, 5))

    @property
    def length(self) -> int:
        """Its number of months."""
        return months_between(self.first, self.last) + 1

    @property
    def kind(self) -> str:
        """`semester`, `quarter`, `year`, `month`, or `run` for any other run of months."""
        for kind, span in _SPAN.items():
            if self.length == span and (self.first.month - 1) % span == 0:
                return kind
        return "run"

    @property
    def code(self) -> str:
        """The text that `parse` reads back, the shortest that fits."""
        year = f"{self.first:%Y}"
        match self.kind:
            case "semester":
                return f"{year}-S{1 if self.first.month == 1 else 2}"
            case "quarter":
                return f"{year}-Q{(self.first.month + 2) // 3}"
            case "year":
                return year
            case "month":
                return f"{self.first:%Y-%m}"
        return f"{self.first:%Y-%m}..{self.last:%Y-%m}"

    def months(self) -> list[date]:
        """The first day of each of its months, in order."""
        return [shift(self.first, n) for n in range(self.length)]

    def previous(self) -> "Period":
        """The run of the same length that ends just before it: a semester's is the semester before."""
        return Period(shift(self.first, -self.length), shift(self.first, -1))

    def year_before(self) -> "Period":
        """The same months a year earlier."""
        return Period(shift(self.first, -12), shift(self.last, -12))
