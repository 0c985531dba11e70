"""What a branch's data holds: whose it is, how far it reaches, which load it came from."""

from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from queries.db import schema as s
from queries.frames import standard
from queries.periods import Period, local_day, month_of, shift
from queries.scope import Scope


class Holding(NamedTuple):
    """What the database holds of one branch.

    `data_version`: id of the last load (or undo) that changed a row, 0 before the first. `first_month`,
    `last_month`: first and last month with an agent, an acquisition or a payment; None where there is none.
    `last_complete`: the last of them that had ended when the last load was made that was not undone.
    """

    code: str
    name: str
    is_demo: bool
    data_version: int
    first_month: date | None
    last_month: date | None
    last_complete: date | None

    @property
    def running_month(self) -> date | None:
        """The month that the data has begun and not ended, if any."""
        return self.last_month if self.last_month != self.last_complete else None

    @property
    def newest_semester(self) -> Period | None:
        """The semester of the last complete month: what a reader sees first."""
        return Period.semester_of(self.last_complete) if self.last_complete else None


def branch_to_show(conn: sa.Connection, wanted: str) -> str:
    """The branch to show: the wanted one once it has data, until then the first demonstration branch, if any."""
    known = set(conn.scalars(sa.select(s.imports.c.branch_code).where(*standing()).distinct()))
    if wanted in known:
        return wanted
    demo = conn.scalars(sa.select(s.branches.c.code).where(s.branches.c.is_demo).order_by(s.branches.c.code))
    return next((code for code in demo if code in known), wanted)


def standing() -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that a row of `imports` is a load that changed rows and stands: neither undone nor an undo."""
    i, u = s.imports.c, s.undone_imports.c
    return i.changed > 0, i.id.not_in(sa.select(u.import_id)), i.id.not_in(sa.select(u.undone_by))


def data_version(conn: sa.Connection, branch: str) -> int:
    """The id of the last load, or undo of one, that changed a row of a branch, 0 before the first."""
    i = s.imports.c
    return conn.scalar(sa.select(sa.func.max(i.id)).where(i.branch_code == branch, i.changed > 0)) or 0


def holding(conn: sa.Connection, branch: str) -> Holding:
    """What the database holds of a branch; an unknown branch holds nothing."""
    row = conn.execute(sa.select(s.branches).where(s.branches.c.code == branch)).mappings().first()
    newest = sa.select(sa.func.max(s.imports.c.imported_at))
    loaded_at = conn.scalar(newest.where(s.imports.c.branch_code == branch, *standing()))
    first, last = standard.reach(conn, branch)
    return Holding(
        code=branch,
        name=row["name"] if row else "",
        is_demo=bool(row and row["is_demo"]),
        data_version=data_version(conn, branch),
        first_month=first,
        last_month=last,
        last_complete=_last_complete(first, last, loaded_at),
    )


def _last_complete(first: date | None, last: date | None, loaded_at: datetime | None) -> date | None:
    """The last month with data, unless the load was made before that month had ended (design: "as of")."""
    if first is None or last is None or loaded_at is None:
        return None
    complete = min(last, shift(month_of(local_day(loaded_at)), -1))
    return complete if complete >= first else None


def offices(conn: sa.Connection, scope: Scope) -> list[dict[str, Any]]:
    """One dict an office of the scope, by code; see `standard.offices`."""
    return standard.offices(conn, scope).collect().to_dicts()


def agent_names(conn: sa.Connection, scope: Scope) -> dict[str, str]:
    """The name of each agent of the scope, by code, whenever registered."""
    return dict(standard.agents(conn, scope).select("code", "name").collect().iter_rows())


def every(conn: sa.Connection) -> list[str]:
    """The codes of all branches, in order."""
    return list(conn.scalars(sa.select(s.branches.c.code).order_by(s.branches.c.code)))
