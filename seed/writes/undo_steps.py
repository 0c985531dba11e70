"""What taking a load back takes: which rows go, which return, which get earlier values; of any load that stands."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from queries.frames.timeline import decoded
from queries.months import first_month
from seed.checks import existing
from seed.writes.history import current, key_of

TABLES = (
    *(s.offices, s.office_places, s.agents, s.agent_offices, s.services),
    *(s.participants, s.takeovers, s.contributions, s.targets, s.denominators, s.funds),
    *(s.reference_figures, s.roster),
    s.confirmed_months,
    s.rules,
)
"""Whose rows a load or another act brings, parents first. Places are not among them: they belong to no branch."""


@dataclass(frozen=True)
class UndoStep:
    """Of one table. `gone`: rows that leave, `until_now`: they and those replaced, as they are (every column but the
    branch's); `back`: rows that return; `replaced`: earlier values of rows that stay (both without import_id);
    `states`: every earlier state since the load of the rows that it touched, with import_id and until_import_id.
    """

    table: sa.Table
    gone: pl.DataFrame
    back: pl.DataFrame
    replaced: pl.DataFrame
    until_now: pl.DataFrame
    states: pl.DataFrame

    @property
    def owners(self) -> pl.DataFrame:
        """One row a row touched: the first column of its key, of an agent, office or dated row its owner."""
        owner = self.table.primary_key.columns.values()[1].name
        return pl.concat([part.select(owner=pl.col(owner)) for part in (self.gone, self.back, self.replaced)])

    @property
    def moved(self) -> pl.DataFrame:
        """Of a dated table owner and since of the rows that change or go, but for owners who come or go themselves."""
        owner, whole = key_of(self.table)[0], pl.col("since") == s.ALWAYS
        parts = (self.replaced, self.back.filter(~whole), self.gone.filter(~whole))
        return pl.concat([part.select(pl.col(owner).alias("owner"), "since") for part in parts])

    def differ(self, *columns: str) -> bool:
        """Whether one of these columns gets another value in a row that stays."""
        key = key_of(self.table)
        pairs = self.replaced.join(self.until_now, on=key, suffix="_now")
        other = pl.any_horizontal(pl.col(one).ne_missing(pl.col(f"{one}_now")) for one in columns)
        return not pairs.filter(other).is_empty()


def undo_step(conn: sa.Connection, branch: str, table: sa.Table, load: int) -> UndoStep:
    """What puts the rows that a load touched back to before it, whatever became of other rows since.

    A later undo may have put a row back as the load left it: it then bears the undo's number.
    """
    since = states_since(conn, branch, table, load)
    ended, came = pl.col("until_import_id") == load, pl.col("import_id") == load
    return _step(conn, branch, table, table.c.import_id == load, since, since.filter(ended), since.filter(came))


def step_since(conn: sa.Connection, branch: str, table: sa.Table, version: int) -> UndoStep:
    """What puts the table back to a data version, whichever loads came after it."""
    since = states_since(conn, branch, table, version + 1)
    came = pl.col("import_id") > version
    before = since.filter(~came.fill_null(False))
    return _step(conn, branch, table, table.c.import_id > version, since, before, since.filter(came))


def _step(
    conn: sa.Connection,
    branch: str,
    table: sa.Table,
    brought_now: sa.ColumnElement[bool],
    since: pl.DataFrame,
    ended: pl.DataFrame,
    came: pl.DataFrame,
) -> UndoStep:
    """`brought_now`: which rows stand as what is taken back left them; `since`: the states that ended since it; of
    them `ended`, those that it ended, and `came`, those that it brought."""
    key = key_of(table)
    columns = [column for column in table.c if column.name != "branch_code"]
    mine = fetch(conn, sa.select(*columns).where(table.c.branch_code == branch, brought_now))
    if mine.is_empty() and since.is_empty():  # as in most tables
        earlier = mine.drop("import_id")
        return UndoStep(table, gone=mine, back=earlier, replaced=earlier, until_now=mine, states=since)
    before, brought = ended.drop("import_id", "until_import_id"), came.select(key).unique()
    others = pl.concat([before.select(key), brought]).unique().join(mine, on=key, how="anti")
    now = pl.concat([mine, current(conn, branch, table, others)])
    replaced = before.join(now, on=key, how="semi")
    gone = now.join(before, on=key, how="anti")
    touched_keys = pl.concat([now.select(key), before.select(key), brought]).unique()
    return UndoStep(
        table=table,
        gone=gone,
        back=before.join(now, on=key, how="anti").sort(key),
        replaced=replaced,
        until_now=pl.concat([gone, now.join(replaced, on=key, how="semi")]),
        states=since.join(touched_keys, on=key, how="semi"),
    )


def changed_rows(steps: dict[str, UndoStep]) -> int:
    """The rows touched, of files: an agent or an office counts once, however many of the tables tell of it."""
    several = (("offices", "office_places"), ("agents", "agent_offices", "services"))
    once = sum(pl.concat([steps[name].owners for name in names])["owner"].n_unique() for names in several)
    others = steps.keys() - {name for names in several for name in names}
    return once + sum(steps[name].owners.height for name in others)


def states_since(conn: sa.Connection, branch: str, table: sa.Table, load: int) -> pl.DataFrame:
    """The rows as they were that this load or a later one ended, with import_id (null: no load's) and
    until_import_id.
    """
    k = s.superseded.c
    query = sa.select(k.key, sa.cast(k.row, sa.Text).label("row"), k.import_id, k.until_import_id)
    mine = query.where(k.branch_code == branch, k.kind == table.name, k.until_import_id >= load)
    return decoded(fetch(conn, mine), table)


def touched(conn: sa.Connection, branch: str, steps: dict[str, UndoStep]) -> tuple[set[str] | None, date | None]:
    """Which summaries change: the agents, if any, and the first month; (None, None) for all.

    To be asked while the rows still stand.
    """
    people, paid = (steps[name] for name in ("participants", "contributions"))
    if people.differ("sector", "agent_code", "registered_on", "nik_hash"):
        return None, None
    persons = pl.concat([people.gone.drop("import_id"), people.back], how="diagonal")
    payments = pl.concat([paid.until_now.drop("import_id"), paid.back, paid.replaced], how="diagonal")
    taken = steps["takeovers"]
    takeovers = pl.concat([taken.until_now.drop("import_id"), taken.back, taken.replaced], how="diagonal")
    theirs = pl.concat([part.select(id="participant_id") for part in (payments, takeovers)]).unique()
    payers = current(conn, branch, s.participants, theirs)
    agents, offices = steps["agent_offices"].moved, steps["office_places"].moved
    codes = set(persons["agent_code"]) | set(payers["agent_code"]) | set(agents["owner"])
    codes |= existing.agents_of(conn, branch, persons["nik_hash"]) | set(takeovers["agent_code"])
    days = (persons["registered_on"], payments["paid_on"], payments["blth"], agents["since"], offices["since"])
    return None if offices.height else codes, first_month(*days, takeovers["since"])


def touched_since(conn: sa.Connection, branch: str, version: int) -> tuple[set[str] | None, date | None]:
    """Of which agents, and from which month on, the summaries are others than at a data version; as `touched` says."""
    return touched(conn, branch, {table.name: step_since(conn, branch, table, version) for table in _SUMMED})


_SUMMED = (s.participants, s.contributions, s.takeovers, s.agent_offices, s.office_places)
"""The tables that summaries are made from."""
