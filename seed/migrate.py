"""Brings a database to the tables of queries/db/schema.py. `python -m seed.migrate "message"` writes the next step."""

import sys
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from queries.db.engine import connect, writing

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x5045524953  # any number that nothing else in the database locks


class DatabaseTooNew(RuntimeError):
    """The database was brought up to date by a newer version of the dashboard than this one."""


def upgrade(engine: sa.Engine) -> None:
    """Bring the database to the newest step, all of it or nothing; safe when two start at once.

    Raises DatabaseTooNew, and SQLAlchemy's OperationalError where the database cannot be reached.
    """
    with writing(engine) as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        _run(conn)


def _run(conn: sa.Connection) -> None:
    try:
        command.upgrade(_config(conn), "head")
    except CommandError as error:
        raise DatabaseTooNew(str(error)) from error


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
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        return command.revision(config, message, autogenerate=True, rev_id=f"{number:04}").path


if __name__ == "__main__":
    print(_write_next(sys.argv[1]))
