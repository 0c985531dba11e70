"""What ALTER TABLE cannot do on SQLite: a table made anew, with its rows and what points at them."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op


def rebuild(name: str, make: Callable[[], None]) -> None:
    """Make a table anew by `make`, in the step's transaction, and put its rows back in the columns that stay.

    Foreign keys are looked at when the transaction ends, so that rows of other tables may wait for their parents.
    """
    conn = op.get_bind()
    conn.exec_driver_sql("pragma defer_foreign_keys = on")
    conn.exec_driver_sql(f"create temporary table rows_before as select * from {name}")
    op.drop_table(name)
    make()
    before, after = (_columns(conn, table) for table in ("rows_before", name))
    stay = ", ".join(column for column in after if column in before)
    conn.exec_driver_sql(f"insert into {name} ({stay}) select {stay} from rows_before")
    conn.exec_driver_sql("drop table rows_before")


def _columns(conn: sa.Connection, table: str) -> list[str]:
    return [row[1] for row in conn.exec_driver_sql(f"pragma table_info({table})")]
