"""What rests on a load: why it cannot be taken back while later loads stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl
import sqlalchemy as sa

from queries import loads
from queries.db import schema as s
from queries.db.rows import fetch, in_parts
from seed.writes.history import key_of
from seed.writes.undo_steps import TABLES, UndoStep, states_since

_FILES = {s.office_places: "offices", s.agent_offices: "agents", s.services: "agents"}
"""Of a table with dated rows the one whose file tells them."""

_PERSON = {"participants": "id", "contributions": "participant_id", "takeovers": "participant_id"}
"""The column of a table that says whose a row is."""

_KIND = {s.reference_figures: "references"}
"""The kind of file of a table where it is not called as the table."""


@dataclass(frozen=True)
class Rest:
    """Rows of one table and one later load. `files`: the load's, in order; `people`: whose the rows are, 0 where they
    are no participants'.

    changed: it changed, or took out, rows that the load brought or changed; refers: it has rows of participants,
    agents or offices that would go; repeats: rows of its files were there already, by the load alone; in_the_way: rows
    that would return are unique, and rows of it have their place; missing: rows that would return are of participants,
    agents or offices that it took out.
    """

    reason: str
    table: str
    load: int
    rows: int
    files: tuple[str, ...] = ()
    people: int = field(default=0, compare=False)


def resting(conn: sa.Connection, branch: str, load: int, steps: dict[str, UndoStep]) -> tuple[Rest, ...]:
    """All that rests on a load, by load: what to take back first, the newest first."""
    later = frozenset(one for one in loads.standing_since(conn, branch, load) if one != load)
    if not later:
        return ()
    parts = [
        part
        for step in steps.values()
        for part in (
            *_changed(step, later),
            *_refers(conn, branch, step, steps, load, later),
            *_repeats(conn, step, load, later),
            *_in_the_way(conn, branch, step),
            *_missing(conn, branch, step, steps, load),
        )
    ]
    names = loads.file_names(conn, [part.load for part in parts])
    # An agent whose name and office a load changed is one row of its file.
    most: dict[tuple[int, str, str], tuple[int, int]] = {}
    for one in parts:
        which = (-one.load, one.reason, one.table)
        rows, people = most.get(which, (0, 0))
        most[which] = max(rows, one.rows), max(people, one.people)
    return tuple(
        Rest(why, table, -n, most[n, why, table][0], names.get(-n, ()), most[n, why, table][1])
        for n, why, table in sorted(most)
    )


def _changed(step: UndoStep, later: frozenset[int]) -> Iterator[Rest]:
    """The rows that a later load touched too."""
    key = key_of(step.table)
    ended = step.states.select(*key, load="until_import_id")
    began = pl.concat([step.states.select(*key, load="import_id"), step.until_now.select(*key, load="import_id")])
    yield from _counted("changed", step.table, pl.concat([ended, began]).unique(), later)


def _refers(
    conn: sa.Connection, branch: str, step: UndoStep, steps: dict[str, UndoStep], load: int, later: frozenset[int]
) -> Iterator[Rest]:
    """Rows of other tables that stand, or stood since, and are of rows that would go."""
    if step.gone.is_empty():
        return
    for table, pairs in _children(step.table):
        gone = step.gone.select(pl.col(parent).alias(child) for child, parent in pairs)
        key, column = key_of(table), table.c[pairs[0][0]]
        query = sa.select(*(table.c[name] for name in dict.fromkeys([*key, *gone.columns, "import_id"])))
        values = gone[column.name].unique().to_list()
        standing = pl.concat(
            fetch(conn, query.where(table.c.branch_code == branch, column.in_(part))) for part in in_parts(values)
        )
        since = states_since(conn, branch, table, load).select(standing.columns)
        theirs = pl.concat([standing, since]).join(gone, on=gone.columns, how="semi")
        leaving = steps[table.name].gone.select(key)
        rows = theirs.select(*key, load="import_id").unique()
        yield from _counted("refers", table, _owned(rows, leaving, since, key, later), later)


def _owned(
    rows: pl.DataFrame, leaving: pl.DataFrame, since: pl.DataFrame, key: list[str], later: frozenset[int]
) -> pl.DataFrame:
    """The rows that do not go with the load; an undo's row is the later load's that brought it first."""
    by_undo = rows.filter(~pl.col("load").is_in(later))
    first = since.filter(pl.col("import_id").is_in(later)).select(*key, load="import_id")
    rows = pl.concat([rows, by_undo.select(key).join(first, on=key)])
    return rows.unique().join(leaving, on=key, how="anti")


def _children(table: sa.Table) -> Iterator[tuple[sa.Table, list[tuple[str, str]]]]:
    """The tables of TABLES that refer to one, with the columns of both sides, without the branch's."""
    for child in TABLES:
        for foreign in child.foreign_key_constraints:
            if foreign.referred_table is table:
                pairs = [(one.parent.name, one.column.name) for one in foreign.elements]
                yield child, [pair for pair in pairs if pair[0] != "branch_code"]


def _repeats(conn: sa.Connection, step: UndoStep, load: int, later: frozenset[int]) -> Iterator[Rest]:
    """Known rows of later files, by the load that they last came with: see `FileReport.known_from`."""
    if step.until_now.is_empty():
        return
    mine = {str(one) for one in (load, *step.until_now["import_id"].drop_nulls().unique())}
    f = s.import_files.c
    kind = _KIND.get(step.table, step.table.name)
    query = sa.select(f.import_id, f.report).where(f.import_id.in_(sorted(later)), f.kind == kind)
    for theirs, report in conn.execute(query.order_by(f.import_id, f.position)):
        known = sum(rows for came, rows in report.get("known_from", {}).items() if came in mine)
        if known:
            yield Rest("repeats", step.table.name, theirs, known)


def _in_the_way(conn: sa.Connection, branch: str, step: UndoStep) -> Iterator[Rest]:
    """Rows that stand where rows that return must be, by what is unique besides the key."""
    returning = pl.concat([step.back, step.replaced])
    unique = [one for one in step.table.constraints if isinstance(one, sa.UniqueConstraint)]
    if returning.is_empty() or not unique:
        return
    columns = [column for column in step.table.c if column.name != "branch_code"]
    there = fetch(conn, sa.select(*columns).where(step.table.c.branch_code == branch))
    key = key_of(step.table)
    others = there.join(pl.concat([step.gone.select(key), returning.select(key)]), on=key, how="anti")
    for one in unique:
        same = [column.name for column in one.columns if column.name != "branch_code"]
        taken = others.join(returning, on=same, how="semi", nulls_equal=True)
        yield from _counted("in_the_way", step.table, taken.select(*key, load="import_id"), None)


def _missing(conn: sa.Connection, branch: str, step: UndoStep, steps: dict[str, UndoStep], load: int) -> Iterator[Rest]:
    """Rows that return and whose participant, agent or office a later load took out."""
    returning = pl.concat([step.back, step.replaced])
    if returning.is_empty():
        return
    for parent in TABLES:
        for child, pairs in _children(parent):
            if child is not step.table:
                continue
            wanted = returning.select(pl.col(mine).alias(theirs) for mine, theirs in pairs).unique()
            ended = states_since(conn, branch, parent, load).join(wanted, on=wanted.columns, how="semi")
            if ended.is_empty():
                continue
            key = key_of(parent)
            standing = fetch(conn, sa.select(*(parent.c[name] for name in key)).where(parent.c.branch_code == branch))
            back = steps[parent.name].back.select(key)
            lost = ended.join(pl.concat([standing, back]), on=key, how="anti")
            last = lost.group_by(key).agg(load=pl.col("until_import_id").max())
            yield from _counted("missing", parent, last, None)


def _counted(reason: str, table: sa.Table, rows: pl.DataFrame, later: frozenset[int] | None) -> Iterator[Rest]:
    """One Rest a load of `later` (None: whichever) with rows; `rows`: the key's columns and load."""
    mine = (rows if later is None else rows.filter(pl.col("load").is_in(later))).drop_nulls("load")
    person = _PERSON.get(table.name)
    people = pl.col(person).n_unique() if person in mine.columns else pl.lit(0)
    for theirs, n, of in mine.group_by("load").agg(pl.len(), people=people).iter_rows():
        yield Rest(reason, _FILES.get(table, table.name), theirs, n, people=of)
