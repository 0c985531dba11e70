"""Brings a database to the tables of queries/db/schema.py. `python -m seed.migrate "message"` writes the next step."""

import sys
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError

from queries.db.engine import connect, writing
from queries.db.schema import branches

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x5045524953  # any number that nothing else in the database locks

_INITIAL = "0004"
_REPLACED = ("0001", "0002", "0003")
"""The steps in whose place the initial one stands: after the last of them the tables are the same as after it."""


class DatabaseVersionError(RuntimeError):
    """The database is of a version that this one does not bring up to date; it is left as it is.

    `reason`: newer, or older than the first step and with other tables than it makes.
    """

    def __init__(self, reason: str, revision: str) -> None:
        super().__init__(f"the database is of a version that is {reason}: {revision}")
        self.reason = reason


def upgrade(engine: sa.Engine) -> None:
    """Bring the database to the newest step, all of it or nothing; safe when two start at once.

    Raises DatabaseVersionError, and SQLAlchemy's OperationalError where the database cannot be reached.
    """
    with writing(engine) as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        _run(conn)


def is_known(revision: str) -> bool:
    """Whether a step of this name leads from here to the newest: a newer version's does not."""
    steps = ScriptDirectory(str(FOLDER))
    return revision in {step.revision for step in steps.walk_revisions()} or revision == _REPLACED[-1]


def is_newest(revision: str) -> bool:
    """Whether the tables of this step are those of queries/db/schema.py."""
    return revision == ScriptDirectory(str(FOLDER)).get_current_head()


def is_at_newest(conn: sa.Connection) -> bool:
    """Whether the database is at the newest step; changes nothing."""
    revision = MigrationContext.configure(conn).get_current_revision()
    return revision is not None and is_newest(revision)


def _run(conn: sa.Connection) -> None:
    revision = MigrationContext.configure(conn).get_current_revision()
    config = _config(conn)
    if revision in _REPLACED:
        if revision != _REPLACED[-1] or not _has_initial_tables(conn):
            raise DatabaseVersionError("older", revision)
        command.stamp(config, _INITIAL, purge=True)
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise DatabaseVersionError("newer", str(revision)) from error
    if revision is not None and MigrationContext.configure(conn).get_current_revision() != revision:
        # Only where a step was made: it takes Polars, which a start does without.
        from seed.writes import summaries

        # A step makes tables of sums, or changes what they count: it leaves filling them to what computes them.
        for branch in conn.scalars(sa.select(branches.c.code)).all():
            summaries.refresh(conn, branch, None, None)


def _has_initial_tables(conn: sa.Connection) -> bool:
    """Whether each table of the initial step is there with its columns: drafts of the last replaced step had others."""
    model = connect("sqlite://")
    with model.connect() as other:
        command.upgrade(_config(other), _INITIAL)
        initial = _columns(other)
    model.dispose()
    return initial.items() <= _columns(conn).items()


def _columns(conn: sa.Connection) -> dict[str, set[str]]:
    inspector = sa.inspect(conn)
    return {table: {column["name"] for column in inspector.get_columns(table)} for table in inspector.get_table_names()}


def _config(conn: sa.Connection) -> Config:
    config = Config(attributes={"connection": conn})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _write_next(message: str) -> str:
    """Write what queries/db/schema.py has and the steps so far have not; returns the new file's path."""
    engine = connect("sqlite://")
    with engine.connect() as conn:
        _run(conn)
        config = _config(conn)
        newest = ScriptDirectory.from_config(config).get_current_head() or "0"
        step = command.revision(config, message, autogenerate=True, rev_id=f"{int(newest) + 1:04}")
        return cast(Script, step).path


if __name__ == "__main__":
    print(_write_next(sys.argv[1]))
