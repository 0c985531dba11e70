"""What a branch's data holds: whose it is, how far it reaches, which load it came from."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from queries.completeness import Completeness, completeness
from queries.db import schema as s
from queries.frames import standard
from queries.periods import Period
from queries.scope import Scope


class Holding(NamedTuple):
    """What the database holds of one branch.

    `data_version`: id of the last load (or undo) that changed a row, 0 before the first. `first_month`,
    `last_month`: first and last month with an agent, an acquisition, a payment or, the last, somebody's word; None
    where there is none. `last_complete`: the last month whole in both kinds; `completeness`: what else is whole.
    """

    code: str
    name: str
    is_demo: bool
    data_version: int
    first_month: date | None
    last_month: date | None
    last_complete: date | None
    completeness: Completeness = Completeness()

    @property
    def running_month(self) -> date | None:
        """The last month of the data, if its rows were all loaded before it had ended."""
        return self.completeness.unended

    def complete_in(self, period: Period) -> date | None:
        """`last_complete`, for a scope of that period; None where the data begin after it, so that it has no figure."""
        begins = min((month for _, month in self.completeness.begins), default=None)
        return None if begins and period.last < begins else self.last_complete

    @property
    def every_month(self) -> Period | None:
        """All months of the data; None where there is none."""
        return Period(self.first_month, self.last_month) if self.first_month and self.last_month else None

    def of_complete_months(self) -> "Holding":
        """The same without the month that is still running."""
        whole = replace(self.completeness, unended=None)
        return self._replace(last_month=self.last_complete, completeness=whole)

    @property
    def missing(self) -> frozenset[date]:
        """The months before `last_complete` that are not whole in both kinds."""
        return self.completeness.open_months()

    @property
    def alone(self) -> frozenset[tuple[str, date]]:
        """Kind and month of those that are whole in one kind alone."""
        return self.completeness.alone

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


def looked_at(conn: sa.Connection, wanted: str) -> tuple[str, int]:
    """The branch to show (see `branch_to_show`) and its data version, in one look: each run of a page asks."""
    rows = conn.execute(_VERSIONS).all()
    versions = {code: version for code, version, _ in rows}
    known = {code for code, _, stands in rows if stands}
    code = wanted if wanted in known or not known else branch_to_show(conn, wanted)
    return code, versions.get(code, 0)


def standing() -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that a row of `imports` is a load that changed rows and stands: neither undone nor an undo."""
    i, u = s.imports.c, s.undone_imports.c
    return i.changed > 0, i.id.not_in(sa.select(u.import_id)), i.id.not_in(sa.select(u.undone_by))


def _versions() -> sa.Select[Any]:
    """One row a branch with a load that changed a row: code, data version, whether such a load stands."""
    i = s.imports.c
    stands = sa.func.max(sa.case((sa.and_(*standing()), 1), else_=0))
    return sa.select(i.branch_code, sa.func.max(i.id), stands).where(i.changed > 0).group_by(i.branch_code)


_VERSIONS = _versions()


def data_version(conn: sa.Connection, branch: str) -> int:
    """The id of the last load, or undo of one, that changed a row of a branch, 0 before the first."""
    return conn.scalar(_VERSION, {"branch": branch}) or 0


_VERSION = sa.select(sa.func.max(s.imports.c.id)).where(
    s.imports.c.branch_code == sa.bindparam("branch"), s.imports.c.changed > 0
)
"""Put together once: whoever asks anything of new data asks this first."""


def holding(conn: sa.Connection, branch: str) -> Holding:
    """What the database holds of a branch; an unknown branch holds nothing."""
    row = conn.execute(sa.select(s.branches).where(s.branches.c.code == branch)).mappings().first()
    first, last = standard.reach(conn, branch)
    months = completeness(conn, branch)
    ends = [month for month in (last, months.last_complete) if month]
    return Holding(
        code=branch,
        name=row["name"] if row else "",
        is_demo=bool(row and row["is_demo"]),
        data_version=data_version(conn, branch),
        first_month=first,
        last_month=max(ends, default=None),
        last_complete=months.last_complete,
        completeness=months,
    )


def offices(conn: sa.Connection, scope: Scope) -> list[dict[str, Any]]:
    """One dict an office of the scope, by code; see `standard.offices`."""
    return standard.offices(conn, scope).collect().to_dicts()


def agent_names(conn: sa.Connection, scope: Scope) -> dict[str, str]:
    """The name of each agent of the scope, by code, whenever registered."""
    return dict(standard.agents(conn, scope).select("code", "name").collect().iter_rows())


def wilayah(conn: sa.Connection) -> list[tuple[str, str, str]]:
    """Code, name and kind of every kabupaten and kota that is known, of whichever branch; by code."""
    w = s.wilayah.c
    return [(code, name, kind) for code, name, kind in conn.execute(sa.select(w.code, w.name, w.kind).order_by(w.code))]


def is_own(conn: sa.Connection, code: str) -> bool:
    """Whether a branch is there that is no demonstration."""
    b = s.branches.c
    return conn.scalar(sa.select(b.code).where(b.code == code, ~b.is_demo)) is not None


def every(conn: sa.Connection) -> list[str]:
    """The codes of all branches, in order."""
    return list(conn.scalars(sa.select(s.branches.c.code).order_by(s.branches.c.code)))
