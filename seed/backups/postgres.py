"""PostgreSQL's own programs: a database into a file and back, as one transaction."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from queries.db.engine import connect
from queries.db.schema import metadata
from seed.backups.container import BackupError

_LOCK_WAIT = "10s"
_FORBIDDEN = "42501"
_LIKE = sa.text(
    "select pg_encoding_to_char(encoding) as encoding, datcollate as collate, datctype as ctype "
    "from pg_database where datname = current_database()"
)


def dump(conn: sa.Connection, file: Path, folder: Path) -> None:
    """Write what this connection sees, and nothing younger, into a file of pg_dump's own form.

    Raises BackupError where the program is missing or does not do it.
    """
    snapshot = conn.scalar(sa.select(sa.func.pg_export_snapshot()))
    what = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={file}")
    _run("pg_dump", *what, f"--dbname={_address(conn.engine.url, folder)}")
    _run("pg_restore", "--file=-", str(file))  # read back to its end


def restore(url: sa.URL, file: Path, folder: Path) -> None:
    """Put the dump in the place of the dashboard's tables, all of it or nothing.

    Raises BackupError where a program is missing, the dump cannot be read, or somebody is at the tables.
    """
    first, script = folder / "first.sql", folder / "script.sql"
    first.write_text(_away(), encoding="utf-8")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
    once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run("psql", *once, f"--file={first}", f"--file={script}", f"--dbname={_address(url, folder)}")


@contextmanager
def scratch(engine: sa.Engine) -> Iterator[sa.Engine | None]:
    """A new, empty database beside, which is dropped at the end; None where the user may make none."""
    name = f"perisai_restore_{secrets.token_hex(6)}"
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as conn:
        like = conn.execute(_LIKE).one()
        try:
            conn.exec_driver_sql(
                f"create database {name} template template0 encoding '{like.encoding}' "
                f"lc_collate '{like.collate}' lc_ctype '{like.ctype}'"
            )
        except sa.exc.ProgrammingError as error:
            if getattr(error.orig, "sqlstate", "") != _FORBIDDEN:
                raise
            name = ""
    if not name:
        yield None
        return
    beside = connect(engine.url.set(database=name).render_as_string(hide_password=False))
    try:
        yield beside
    finally:
        beside.dispose()
        with alone.connect() as conn:
            conn.exec_driver_sql(f"drop database if exists {name} with (force)")


def _away() -> str:
    """What takes the dashboard's tables away, and the functions of their triggers: another version's may differ."""
    tables = ", ".join(f'"{name}"' for name in (*metadata.tables, "alembic_version"))
    return f"""set local lock_timeout = '{_LOCK_WAIT}';
set client_min_messages = warning;
drop table if exists {tables} cascade;
do $$ declare one regprocedure; begin
  for one in select p.oid::regprocedure from pg_proc p where p.pronamespace = current_schema()::regnamespace
    and p.prorettype = 'trigger'::regtype and pg_get_userbyid(p.proowner) = current_user
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop execute 'drop function ' || one || ' cascade'; end loop;
end $$;
"""


def _address(url: sa.URL, folder: Path) -> str:
    """The address as the programs take it. A password stands in a private file: everybody sees a program's words."""
    secret = url.password or url.query.get("password")
    plain = url.set(drivername="postgresql").difference_update_query(["password"])
    if secret:
        file = folder / "pgpass"
        file.touch(0o600)
        file.write_text("*:*:*:*:" + str(secret).replace("\\", "\\\\").replace(":", "\\:") + "\n", encoding="utf-8")
        plain = plain.set(password=None).update_query_dict({"passfile": str(file)})
    return plain.render_as_string(hide_password=False)


def _run(program: str, *words: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupError("no_program", program=program)
    nothing = subprocess.DEVNULL
    done = subprocess.run([path, *words], stdin=nothing, stdout=nothing, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        # The first line says what; those behind it may quote a row.
        lines = done.stderr.decode(errors="replace").strip().splitlines() or [str(done.returncode)]
        raise BackupError("program", program=program, why=lines[0][:200])
