"""What a file makes of dated rows, owner by owner: where an agent or an office stands, when an agent served. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from queries.db.schema import ALWAYS
from seed.checks.parse import REFUSAL
from seed.checks.validator import CHANGED, KNOWN, NEW, Judged

Places = dict[date, str]
"""Where something stands from each day on."""

Times = list[tuple[date, date | None]]
"""Each service's first day and day of deactivation (None: not deactivated), in order."""


class OutOfOrder(ValueError):
    """A service that would begin before the one before it has ended."""


class Unanswered(LookupError):
    """Something that only a person can tell."""


class Served(NamedTuple):
    """What a row tells of an agent's services. `ends`: whether it says anything of a deactivation."""

    registered_on: date
    deactivated_on: date | None
    ends: bool
    reactivated_on: date | None


def placed(there: Places, named: Iterable[tuple[date | None, str]], answer: date | None) -> Places:
    """The places after a file that names some, each from a day on or, without one, as it stands now.

    Beside rows with a day, the one without may also say where it stood before them, or since. `answer`: since when it
    is so, where that is nowhere known; ALWAYS for a correction of all. Raises Unanswered.
    """
    every = list(named)
    dated = dict(sorted((since, place) for since, place in every if since is not None))
    undated = next((place for since, place in every if since is None), None)
    if not there:
        return _following({ALWAYS: undated or next(iter(dated.values()))}, dated)
    rows = _following(there, dated)
    if undated is None or undated in _around(rows, dated):
        return rows
    if answer is None or answer in dated:
        raise Unanswered
    before = {day: place for day, place in there.items() if day < answer} or {ALWAYS: undated}
    return _following(before, dict(sorted({**dated, answer: undated}.items())))


def _around(rows: Places, dated: Places) -> set[str]:
    """The places from the one before the first day of a file on; where it has none, the last one."""
    first = min(dated, default=date.max)
    begun = max(day for day in rows if day < max(first, ALWAYS + timedelta(days=1)))
    return {place for day, place in rows.items() if day >= begun}


def _following(there: Places, dated: Places) -> Places:
    """The places with those that begin on these days, in order."""
    rows = dict(there)
    for since, place in dated.items():
        begun = max((day for day in rows if day < since), default=None)
        following = min((day for day in rows if day > since), default=None)
        # One that is known to have begun on another day, before or after, began on this one.
        for day in (begun, following):
            if day is not None and day not in (ALWAYS, *dated) and rows[day] == place:
                del rows[day]
        _put(rows, max(since, ALWAYS), place)
    return rows


def _put(rows: Places, since: date, place: str) -> None:
    """Add a place from a day on, unless it is the one of the day before."""
    before = max((day for day in rows if day < since), default=None)
    if before is not None and rows[before] == place:
        rows.pop(since, None)
    else:
        rows[since] = place


def served(there: Times, row: Served, answer: date | None) -> Times:
    """The services after a row of a file. `answer`: since when an agent is back whose deactivation is gone, ALWAYS
    where there was none. Raises Unanswered, OutOfOrder.
    """
    rows = _begun(there, row)
    if row.ends and row.deactivated_on is None and not row.reactivated_on and rows[-1][1] is not None:
        if answer is None:
            raise Unanswered
        rows = [*rows, (answer, None)] if answer > ALWAYS else [*rows[:-1], (rows[-1][0], None)]
    elif row.deactivated_on is not None:
        last = max((n for n, (since, _) in enumerate(rows) if since <= row.deactivated_on), default=None)
        if last is None:
            raise OutOfOrder
        rows[last] = (rows[last][0], row.deactivated_on)
    for (since, until), following in zip(rows, [*(since for since, _ in rows[1:]), date.max], strict=True):
        open_end = until is None and following == date.max
        if not open_end and (until is None or not since <= until < following):
            raise OutOfOrder
    return rows


def _begun(there: Times, row: Served) -> Times:
    """The services with those that the row says have begun; the end of the one before the last is told apart."""
    rows = list(there) or [(row.registered_on, None)]
    beginnings = [since for since, _ in rows]
    ended = rows[-1][1]
    if row.registered_on not in beginnings:
        if ended is not None and row.registered_on > ended:
            rows.append((row.registered_on, None))
        else:
            rows[0] = (row.registered_on, rows[0][1])
    if row.reactivated_on and row.reactivated_on not in beginnings:
        rows.append((row.reactivated_on, None))
    return rows


def compared(after: pl.DataFrame, there: pl.DataFrame) -> Judged:
    """The dated rows of some owners against those of the database: new, changed, known, or to be dropped.

    `there`: the owner's column, since, and one more; `after`: likewise, all rows of each owner that it names.
    """
    owner, since, value = there.columns
    old = there.select(owner, since, pl.col(value).alias(f"{value}_old"), there=True)
    state = (
        pl.when(pl.col("there").is_null())
        .then(pl.lit(NEW))
        .when(pl.col(value).ne_missing(pl.col(f"{value}_old")))
        .then(pl.lit(CHANGED))
        .otherwise(pl.lit(KNOWN))
    )
    rows = after.join(old, on=[owner, since], how="left").with_columns(state=state).drop("there")
    mine = there.join(after, on=owner, how="semi")
    none = pl.DataFrame(schema=REFUSAL)
    return Judged(rows, none, rows.clear(), dropped=mine.join(after, on=[owner, since], how="anti"))
