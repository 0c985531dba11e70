"""The loads of a kind before this one, of which each report shows up to three beside what would be loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from queries.branches import standing
from queries.db import schema as s
from seed.checks.extent import Extent, read

MOST = 3


@dataclass(frozen=True)
class EarlierFile:
    """One file of an earlier load that stands. `at`: UTC; `extent`: None where it was loaded before extents were."""

    load: int
    at: datetime
    name: str
    extent: Extent | None


def files(conn: sa.Connection, branch: str, kind: str) -> tuple[EarlierFile, ...]:
    """The files of that kind in the newest loads that stand, up to three, newest first."""
    i, f = s.imports.c, s.import_files.c
    of_kind = sa.select(f.import_id).where(f.kind == kind)
    newest = sa.select(i.id).where(i.branch_code == branch, i.id.in_(of_kind), *standing()).order_by(i.id.desc())
    loads = list(conn.scalars(newest.limit(MOST)))
    query = (
        sa.select(f.import_id, i.imported_at, f.name, f.report)
        .join(s.imports, i.id == f.import_id)
        .where(f.import_id.in_(loads), f.kind == kind)
        .order_by(f.import_id.desc(), f.position)
    )
    return tuple(
        EarlierFile(load, at, name, read(report["extent"]) if report.get("extent") else None)
        for load, at, name, report in conn.execute(query)
    )


def positions(conn: sa.Connection, branch: str, files: Sequence[str]) -> list[int]:
    """Which of these files (sha256 of each) a load that stands has brought already."""
    i, f = s.imports.c, s.import_files.c
    query = sa.select(f.sha256).join(s.imports, i.id == f.import_id).where(i.branch_code == branch, *standing())
    known = set(conn.scalars(query.where(f.sha256.in_(files))))
    return [position for position, sha256 in enumerate(files) if sha256 in known]


def months(before: Sequence[EarlierFile], day: str) -> list[date]:
    """The months that these files reached. `day`: by which column."""
    extents = [one.extent for one in before if one.extent]
    named = {month for extent in extents for month in extent.months.get(day, {})}
    return sorted(date.fromisoformat(f"{month}-01") for month in named)
