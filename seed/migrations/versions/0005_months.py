"""Which months are whole, by kind: what each load reached, and what somebody says; filled from the rows of the loads.

Of the loads so far only rows that they brought or changed are known, not those that they met again.
"""

import json
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, count, from_import

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables and fill the first."""
    op.create_table(
        "load_months",
        branch(),
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
        _kind("are reached"),
        sa.Column("month", sa.Date, primary_key=True),
        count("rows"),
        count("new"),
        sa.Column("last_day", sa.Date, nullable=False),
        comment="How far one load's rows of a kind reach into one month, known rows too; new: new and changed ones. No "
        "row for a month in which the load neither changed a row nor was the first after its end.",
    )
    op.create_table(
        "confirmed_months",
        branch(),
        _kind("somebody says"),
        sa.Column("month", sa.Date, primary_key=True),
        from_import(),
        comment="One month of which somebody says that nobody registered, or paid, in it: who and when, its import "
        "says.",
    )
    _fill(op.get_bind())


def _kind(table: str) -> sa.Column[str]:
    check = sa.CheckConstraint("kind in ('participants', 'contributions')", name="kind")
    return sa.Column("kind", sa.String(20), check, primary_key=True, comment=f"whose months {table}")


def _fill(conn: sa.Connection) -> None:
    """What each load brought or changed, by month: rows that stand, and those of `superseded`."""
    reached: dict[tuple[str, int, str, date], tuple[int, date]] = {}
    for kind, code, load, day, rows in [*_standing(conn), *_superseded(conn)]:
        key = code, load, kind, day.replace(day=1)
        before, last = reached.get(key, (0, day))
        reached[key] = before + rows, max(last, day)
    table = sa.table("load_months", *_COLUMNS)
    if reached:
        conn.execute(
            sa.insert(table),
            [
                dict(zip((one.name for one in _COLUMNS), (code, load, kind, month, rows, rows, last), strict=True))
                for (code, load, kind, month), (rows, last) in reached.items()
            ],
        )


_COLUMNS = (
    sa.column("branch_code", sa.String()),
    sa.column("import_id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("month", sa.Date()),
    sa.column("rows", sa.Integer()),
    sa.column("new", sa.Integer()),
    sa.column("last_day", sa.Date()),
)
_DAY = {"participants": "registered_on", "contributions": "paid_on"}


def _standing(conn: sa.Connection) -> Iterator[tuple[str, str, int, date, int]]:
    """kind, branch, load, day and number of the rows as they are."""
    for kind, day in _DAY.items():
        t = sa.table(kind, sa.column("branch_code"), sa.column("import_id"), sa.column(day, sa.Date())).c
        key = t.branch_code, t.import_id, t[day]
        for code, load, of, rows in conn.execute(sa.select(*key, sa.func.count()).group_by(*key)):
            yield kind, code, load, of, rows


def _superseded(conn: sa.Connection) -> Iterator[tuple[str, str, int, date, int]]:
    """The same of the rows as they were, one by one."""
    names = ("kind", "branch_code", "import_id", "key", "row")
    k = sa.table("superseded", *(sa.column(name, sa.String()) for name in names)).c
    query = sa.select(k.kind, k.branch_code, k.import_id, sa.cast(k.key, sa.Text), sa.cast(k.row, sa.Text))
    for kind, code, load, key, row in conn.execute(query.where(k.kind.in_(_DAY), k.import_id.is_not(None))):
        values = json.loads(key) | json.loads(row)
        yield kind, code, int(load), date.fromisoformat(values[_DAY[kind]]), 1
