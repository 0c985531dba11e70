"""A backup of all branches in one database: made, read back, proved; and put back, into this or a newer version."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from queries import branches
from queries.db import schema
from queries.db.engine import connect, writing
from seed import migrate
from seed.backups import postgres, sqlite
from seed.backups.container import DATABASE, BackupError, Contents, read, write
from seed.writes import summaries

WORKPLACE = "backup-part-"
"""What the name of the private folder begins with in which a backup is put together: one that was killed leaves it."""

Note = Callable[[sa.Connection, Contents], object]


@dataclass(frozen=True)
class Proven:
    """A backup that was read back. `differences`: what `verify` finds in it, as it finds it in the database itself."""

    contents: Contents
    differences: int
    files: Mapping[str, bytes]


def make(engine: sa.Engine, to: Path, beside: Mapping[str, Path], closed_by: str, now: datetime, home: Path) -> Proven:
    """Write the database and the files `beside` it (by their name in the backup) into one file, and read that back.

    `now`: UTC; `home`: the private folder in which it is put together. Raises BackupError, with the file as it was.
    """
    with _workplace(home) as folder:
        try:
            copy = folder / DATABASE
            contents, differences = _copied(engine, copy, now, folder)
            write(to, {DATABASE: copy, **beside}, contents, closed_by, folder)
            again = folder / "again"
            again.mkdir(0o700)
            proven, _files = read(to, closed_by, again)
        except OSError as error:
            raise BackupError("disk", why=error.strerror or str(error)) from error
        except sa.exc.DBAPIError as error:
            raise BackupError("database", why=" ".join(str(error.orig).split())) from error
        return Proven(proven, differences, {})


def restore(
    engine: sa.Engine,
    file: Path,
    closed_by: str,
    home: Path,
    may_be_open: bool = False,
    note: Note = lambda conn, contents: None,
) -> Proven:
    """Put a backup in the place of all that the database has, brought up to this version, all of it or nothing.

    `may_be_open`: whether an open one is taken though there is a passphrase; `note`: what is written last into
    what is restored, with it or not at all. Returns what was restored, with the
    files that lay beside the database. Raises BackupError.
    """
    with _workplace(home) as folder:
        try:
            contents, files = read(file, closed_by, folder, may_be_open)
            if contents.database != engine.dialect.name:
                raise BackupError("other_database", of=contents.database)
            if not migrate.is_known(contents.revision):
                raise BackupError("newer")
            put = _put_sqlite if contents.database == "sqlite" else _put_postgresql
            differences = put(engine, files.pop(DATABASE), folder, lambda conn: note(conn, contents))
            return Proven(contents, differences, {name: path.read_bytes() for name, path in files.items()})
        except OSError as error:
            raise BackupError("disk", why=error.strerror or str(error)) from error
        except sa.exc.DBAPIError as error:
            raise BackupError("database", why=" ".join(str(error.orig).split())) from error


def is_empty(engine: sa.Engine) -> bool:
    """Whether no branch but the demonstration is in the database."""
    with engine.connect() as conn:
        return conn.scalar(sa.select(schema.branches.c.code).where(~schema.branches.c.is_demo).limit(1)) is None


@contextmanager
def _workplace(home: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=home) as folder:  # made for its owner alone
        yield Path(folder)


def _copied(engine: sa.Engine, copy: Path, now: datetime, folder: Path) -> tuple[Contents, int]:
    if engine.dialect.name == "sqlite":
        sqlite.copy(engine, copy)
        own = connect(f"sqlite:///{copy.as_posix()}")
        try:
            with own.connect() as conn:
                if not sqlite.sound(conn):
                    raise BackupError("damaged")
                contents = _looked_at(conn, now)
        finally:
            own.dispose()
        return contents
    with engine.connect() as conn:
        postgres.dump(conn, copy, folder)
        return _looked_at(conn, now)  # of the very state that was written


def _looked_at(conn: sa.Connection, now: datetime) -> tuple[Contents, int]:
    revision = MigrationContext.configure(conn).get_current_revision() or ""
    loads = schema.imports.c
    last = (
        sa.select(loads.branch_code, sa.func.max(loads.id).label("last"))
        .where(loads.changed > 0)
        .group_by(loads.branch_code)
    )
    versions = {row.branch_code: row.last for row in conn.execute(last)}
    contents = Contents(now.isoformat(timespec="seconds"), conn.dialect.name, revision, versions)
    # One of another version has other tables: `verify` reads those of this one.
    return contents, _differences(conn) if migrate.is_newest(revision) else 0


def _differences(conn: sa.Connection) -> int:
    return sum(summaries.verify(conn, code).height for code in branches.every(conn))


def _put_sqlite(engine: sa.Engine, copy: Path, _folder: Path, note: Callable[[sa.Connection], object]) -> int:
    own = connect(f"sqlite:///{copy.as_posix()}")
    try:
        migrate.upgrade(own)
        with writing(own) as conn:
            note(conn)
            if not sqlite.sound(conn):
                raise BackupError("damaged")
            differences = _differences(conn)
    finally:
        own.dispose()
    sqlite.put(copy, engine)
    return differences


def _put_postgresql(engine: sa.Engine, copy: Path, folder: Path, note: Callable[[sa.Connection], object]) -> int:
    """Brought up in a database for the moment, and from there into the place: of what fails, nothing is seen.

    Where the user may make none, it is brought up in its place, and what fails then has a reason of its own.
    """
    with postgres.scratch(engine) as elsewhere:
        if elsewhere is not None:
            postgres.restore(elsewhere.url, copy, folder)
            differences = _brought_up(elsewhere, note)
            copy = folder / "brought-up"
            with elsewhere.connect() as conn:
                postgres.dump(conn, copy, folder)
    engine.dispose()  # its own connections must not stand in the way
    postgres.restore(engine.url, copy, folder)
    if elsewhere is not None:
        return differences
    try:
        return _brought_up(engine, note)
    except Exception as error:
        raise BackupError("not_brought_up", why=" ".join(str(getattr(error, "orig", error)).split())[:200]) from error


def _brought_up(engine: sa.Engine, note: Callable[[sa.Connection], object]) -> int:
    migrate.upgrade(engine)
    with writing(engine) as conn:
        note(conn)
        return _differences(conn)
