"""Keeps which months are whole: what each load reached, in the import's transaction, and what somebody says."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import polars as pl
import sqlalchemy as sa

from queries import completeness
from queries.db import schema as s
from queries.db.engine import writing
from queries.months import month_start
from queries.periods import month_end
from seed.checks.validator import KNOWN, Judged
from seed.writes import acts, bulk, history, load
from seed.writes.observations import observe

_DAY = {"participants": "registered_on", "contributions": "paid_on"}


def reached(conn: sa.Connection, branch: str, judged: dict[str, Judged], today: date) -> pl.DataFrame:
    """How far the rows of a load about to be made reach, known ones too: the columns of `load_months` without branch
    and import, and `completes`: whether the load is the first after that month's end. No row for a month in which it
    neither changes a row nor completes anything. `today`: the day of the load.
    """
    whole = {(one.kind, one.month) for one in completeness.month_states(conn, branch) if one.whole}
    frames = [_of_kind(kind, judged[kind].rows) for kind in s.MONTHLY if kind in judged]
    rows = pl.concat([_NOTHING, *frames])
    ended = [
        month_end(month) < today and (kind, month) not in whole for kind, month in rows.select("kind", "month").rows()
    ]
    completes = rows.with_columns(completes=pl.Series(ended, dtype=pl.Boolean))
    return completes.filter(pl.col("completes") | (pl.col("new") > 0))


_NOTHING = pl.DataFrame(
    schema={
        "kind": pl.String,
        "month": pl.Date,
        **dict.fromkeys(("rows", "new"), pl.Int64),
        "last_day": pl.Date,
    }
)


def _of_kind(kind: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The months that the rows of a kind reach."""
    day = pl.col(_DAY[kind])
    months = rows.group_by(month=month_start(day)).agg(
        rows=pl.len(), new=(pl.col("state") != KNOWN).sum(), last_day=day.max()
    )
    named = months.with_columns(kind=pl.lit(kind)).sort("month")
    return named.select(pl.col(name).cast(of) for name, of in _NOTHING.schema.items())


def write(conn: sa.Connection, branch: str, import_id: int, rows: pl.DataFrame) -> None:
    """Write what a load reached: the rows of `reached`."""
    owner = pl.lit(branch).alias("branch_code"), pl.lit(import_id, pl.Int64).alias("import_id")
    bulk.insert(conn, s.load_months, rows.select(*owner, *_NOTHING.columns).sort("kind", "month"))


def months_of(conn: sa.Connection, branch: str, load_id: int) -> int:
    """How many months, of either kind, a load reached by what is on record."""
    m = s.load_months.c
    query = sa.select(sa.func.count()).where(m.branch_code == branch, m.import_id == load_id)
    return int(conn.scalar(query) or 0)


class ConfirmError(ValueError):
    """Nothing was confirmed or taken back. `reason`: running (the month has not ended), rows (it has some), before (the
    data begin later), confirmed (already), not_confirmed; `month`: the first that it is so of."""

    def __init__(self, reason: str, month: date) -> None:
        super().__init__(f"{reason}: {month:%Y-%m}")
        self.reason, self.month = reason, month


def confirm(engine: sa.Engine, branch: str, kind: str, months: Sequence[date], by: str, at: datetime) -> int:
    """Record somebody's word that nobody registered, or paid, in these months: `give_word` of one kind; its number."""
    return give_word(engine, branch, {kind: months}, by, at)[0]


def take_back(engine: sa.Engine, branch: str, kind: str, months: Sequence[date], by: str, at: datetime) -> int:
    """Take somebody's word on these months back: `give_word` of one kind; its number."""
    return give_word(engine, branch, {kind: months}, by, at, taken_back=True)[0]


def give_word(
    engine: sa.Engine,
    branch: str,
    months: Mapping[str, Sequence[date]],
    by: str,
    at: datetime,
    taken_back: bool = False,
) -> list[int]:
    """Record somebody's word that nobody registered, or paid, in months, or take it back: all of it in one transaction,
    each kind as an act like a load. The acts' numbers, in the order of the kinds; a word that was taken back stays on
    record.

    `months`: of each kind, participants or contributions, which; `at`: when, with a time zone or in UTC. Raises
    ConfirmError, with nothing changed of either kind.
    """
    act = _take_back if taken_back else _confirm
    with writing(engine) as conn:
        acts.wait_turn(conn, branch)
        numbers = [act(conn, branch, kind, own, by, at) for kind, own in months.items()]
        observe(conn, branch)
    return numbers


def _confirm(conn: sa.Connection, branch: str, kind: str, months: Sequence[date], by: str, at: datetime) -> int:
    _require_empty(conn, branch, kind, months, at)
    import_id = acts.record(conn, branch, by, at, len(set(months)))
    rows = [{"branch_code": branch, "import_id": import_id, "kind": kind, "month": one} for one in set(months)]
    conn.execute(sa.insert(s.confirmed_months), rows)
    return import_id


def _require_empty(conn: sa.Connection, branch: str, kind: str, months: Sequence[date], at: datetime) -> None:
    """Raise ConfirmError for the first month of which nobody can say that it is empty."""
    every = completeness.month_states(conn, branch)
    states = {one.month: one for one in every if one.kind == kind}
    begins = min((one.month for one in every), default=None)
    for month in sorted(months):
        if not completeness.has_ended(month, at):
            raise ConfirmError("running", month)
        if begins is None or month < begins:
            raise ConfirmError("before", month)
        known = states.get(month)
        if known:
            raise ConfirmError("confirmed" if known.by else "rows", month)


def _take_back(conn: sa.Connection, branch: str, kind: str, months: Sequence[date], by: str, at: datetime) -> int:
    c = s.confirmed_months.c
    known = set(conn.scalars(sa.select(c.month).where(c.branch_code == branch, c.kind == kind)))
    for month in sorted(months):
        if month not in known:
            raise ConfirmError("not_confirmed", month)
    import_id = acts.record(conn, branch, by, at, len(set(months)))
    keys = pl.DataFrame({"month": sorted(set(months))}).with_columns(kind=pl.lit(kind))
    history.keep(conn, branch, s.confirmed_months, keys, import_id)
    load.delete(conn, branch, s.confirmed_months, keys, history.key_of(s.confirmed_months))
    return import_id
