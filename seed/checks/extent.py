"""How far rows reach, in days, months, people and rupiah: what is shown of a load before it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import polars as pl

from queries.months import ends

_DAYS = {"agents": "registered_on", "participants": "registered_on", "contributions": "paid_on"}
_PEOPLE = {"agents": "match", "participants": "kpj_hash", "contributions": "participant_id"}
_ONE = {"agents": ["match"], "participants": ["kpj_hash"], "contributions": ["participant_id", "blth", "paid_on"]}
_MONTHS = {"participants": ("registered_on",), "contributions": ("paid_on", "blth"), "roster": ("month",)}


class StoredExtent(TypedDict):
    """An extent as JSON has it: days as text, rows and rupiah of a month as a list."""

    rows: int
    people: int | None
    amount: int | None
    first: str | None
    last: str | None
    months: Mapping[str, Mapping[str, Sequence[int]]]


@dataclass(frozen=True)
class Extent:
    """Rows that passed, known ones among them.

    `people`, `amount` (rupiah), `first`, `last` (day): None where the kind has none. `months`: rows and rupiah (0 where
    there is none) by the month, 2019-06, of each column that has months.
    """

    rows: int
    people: int | None
    amount: int | None
    first: date | None
    last: date | None
    months: dict[str, dict[str, tuple[int, int]]]

    def stored(self) -> StoredExtent:
        """What the database keeps; `read` reads it back."""
        first, last = (day.isoformat() if day else None for day in (self.first, self.last))
        return {
            "rows": self.rows,
            "people": self.people,
            "amount": self.amount,
            "first": first,
            "last": last,
            "months": self.months,
        }


def read(stored: StoredExtent) -> Extent:
    """An extent from what `stored` made of it."""
    first, last = (date.fromisoformat(day) if day else None for day in (stored["first"], stored["last"]))
    months = {of: {month: (one[0], one[1]) for month, one in by.items()} for of, by in stored["months"].items()}
    return Extent(stored["rows"], stored["people"], stored["amount"], first, last, months)


def extent(kind: str, rows: pl.DataFrame) -> Extent:
    """How far the rows of one file reach that passed. One that stands there twice, or is repeated, counts once."""
    rows = rows.unique(_ONE[kind], keep="first") if kind in _ONE else rows
    day, person = _DAYS.get(kind), _PEOPLE.get(kind)
    between = ends(rows[day]) if day else None
    return Extent(
        rows=rows.height,
        people=rows[person].n_unique() if person else None,
        amount=int(rows["amount"].sum()) if "amount" in rows.columns else None,
        first=between[0] if between else None,
        last=between[1] if between else None,
        months={column: _by_month(rows, column) for column in _MONTHS.get(kind, ())},
    )


def _by_month(rows: pl.DataFrame, column: str) -> dict[str, tuple[int, int]]:
    amount = pl.col("amount").sum() if "amount" in rows.columns else pl.lit(0)
    month = pl.col(column).dt.strftime("%Y-%m")
    counted = rows.group_by(month=month).agg(pl.len().alias("rows"), amount.alias("amount")).sort("month")
    return {name: (int(n), int(sum_)) for name, n, sum_ in counted.iter_rows()}
