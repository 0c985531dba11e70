"""The import, with its checks and summaries, beside the database's own bulk load of the same rows."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import adbc_driver_sqlite.dbapi
import polars as pl
import psycopg
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from tests.bench import branch
from tests.bench.report import Line
from tests.bench.timing import Sample, in_turns, middle, ratio, timed
from tests.support import machine, postgresql

GOAL = 2.5
LOADED = (
    *(s.offices, s.office_places, s.agents, s.agent_offices, s.services),
    *(s.participants, s.contributions, s.targets),
)
"""What the files hold: the same rows that the floor loads, parents first."""

Database = Callable[[], AbstractContextManager[str]]
Bulk = Callable[[str, dict[str, pl.DataFrame]], None]


def measure(folder: Path, factor: int, rounds: int, server: str | None) -> Iterator[Line]:
    """A line for SQLite and, where there is a server, one for PostgreSQL, of a branch of so many times the demo."""
    given = branch.files(folder, factor)
    yield _beside("SQLite, floor: ADBC", given, partial(_file, folder), _ingest, rounds)
    if server:
        yield _beside("PostgreSQL, floor: COPY", given, partial(postgresql.database, server, "bench"), _copy, rounds)


def _beside(what: str, given: list[Path], new: Database, bulk: Bulk, rounds: int) -> Line:
    """Import and bulk load in turns, each into a new database."""
    with new() as url:
        engine = branch.prepared(url)
        count = branch.load(engine, given)
        rows = _written(engine)
        engine.dispose()

    def ours() -> Sample:
        with new() as url:
            engine = branch.prepared(url)
            taken = timed(lambda: branch.load(engine, given))
            engine.dispose()
        return taken

    def floor() -> Sample:
        with new() as url:
            engine = branch.prepared(url)
            with engine.begin() as conn:
                conn.execute(s.imports.insert(), {"id": 1, **_RECORD})
            engine.dispose()
            return timed(lambda: bulk(url, rows))

    mine, bare = in_turns(rounds, ours, floor)
    return Line(
        part="import",
        what=what,
        wall=middle(mine).wall * 1e3,
        cpu=middle(mine).cpu * 1e3,
        floor=middle(bare).wall * 1e3,
        ratio=ratio(mine, bare, "wall"),
        goal=GOAL,
        note=f"{count:,} rows: {count / middle(mine).wall:,.0f} a second; floor {count / middle(bare).wall:,.0f}",
    )


_RECORD = {"branch_code": branch.CODE, "imported_by": "bench", "accepted_rejects": False, "changed": 1}
_RECORD |= {"imported_at": branch.AT}


def _written(engine: sa.Engine) -> dict[str, pl.DataFrame]:
    """What an import has written of the files' rows, in the order of the keys and with dates as ISO text."""
    with engine.connect() as conn:
        frames = {
            table.name: fetch(conn, sa.select(table).order_by(*table.primary_key)).with_columns(import_id=pl.lit(1))
            for table in LOADED
        }
    return {name: frame.with_columns(pl.col(pl.Date).dt.strftime("%Y-%m-%d")) for name, frame in frames.items()}


@contextmanager
def _file(folder: Path) -> Iterator[str]:
    place = folder / "import"
    place.mkdir()
    try:
        yield f"sqlite:///{place / 'perisai.db'}"
    finally:
        shutil.rmtree(place)


def _ingest(url: str, rows: dict[str, pl.DataFrame]) -> None:
    """All rows in one transaction, with the keys and the durability of the dashboard's own connection."""
    with adbc_driver_sqlite.dbapi.connect(sa.make_url(url).database, autocommit=True) as conn, conn.cursor() as cursor:
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        conn.adbc_connection.set_autocommit(False)
        for name, frame in rows.items():
            cursor.adbc_ingest(name, frame.to_arrow(), mode="append")
        conn.commit()


def _copy(url: str, rows: dict[str, pl.DataFrame]) -> None:
    """All rows in one transaction."""
    with psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:")) as conn, conn.cursor() as cursor:
        for name, frame in rows.items():
            with cursor.copy(f"COPY {name} ({', '.join(frame.columns)}) FROM STDIN WITH (FORMAT csv)") as copy:
                for part in frame.iter_slices(20_000):
                    copy.write(part.write_csv(include_header=False))


@contextmanager
def server() -> Iterator[str | None]:
    """A PostgreSQL server: the one of TEST_DATABASE_URL, else one of its own, else None."""
    if given := os.environ.get("TEST_DATABASE_URL", "").strip():
        yield given
    elif (programs := machine.postgresql()) is None:
        yield None
    else:
        folder = postgresql.start(programs)
        try:
            yield postgresql.url(folder)
        finally:
            postgresql.stop(programs, folder)
