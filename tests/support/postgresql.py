"""A PostgreSQL server for one run of the tests, in a temporary folder, reached by a socket in it alone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from queries.db.engine import connect

_FAST = "-F -c full_page_writes=off -c synchronous_commit=off -c jit=off -c listen_addresses=''"


def start(programs: Path) -> Path:
    """Start a server that keeps nothing; returns its folder, which `url` and `stop` take."""
    folder = Path(tempfile.mkdtemp(prefix="perisai-pg-"))
    if user := _user():
        shutil.chown(folder, user["user"])
    data = ["-D", folder / "data"]
    _call([programs / "initdb", *data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], folder)
    options = f"{_FAST} -c unix_socket_directories='{folder}'"
    _call([programs / "pg_ctl", *data, "-w", "-l", folder / "log", "-o", options, "start"], folder)
    return folder


def stop(programs: Path, folder: Path) -> None:
    """Stop the server at once and remove its folder."""
    _call([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], folder)
    shutil.rmtree(folder)


def url(folder: Path) -> str:
    """The address of the server's first database."""
    return f"postgresql://test@/postgres?host={folder}"


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    """The address of a new, empty database on a server; it is dropped at the end."""
    name = f"perisai_test_{os.getpid()}_{name}"
    engine = sa.create_engine(connect(server).url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as conn:
        conn.exec_driver_sql(f"create database {name} template template0")
        try:
            yield engine.url.set(database=name).render_as_string(hide_password=False)
        finally:
            conn.exec_driver_sql(f"drop database {name} with (force)")


def empty(conn: sa.Connection, tables: sa.MetaData) -> None:
    """Take all rows out, and count from 1 again: a sixth of what `truncate` takes for tables with few rows.

    The audit's too, whose trigger refuses it: for this transaction alone no trigger is asked.
    """
    conn.exec_driver_sql("alter table audit disable trigger user")
    conn.exec_driver_sql(";".join(f"delete from {table.name}" for table in reversed(tables.sorted_tables)))
    conn.exec_driver_sql("alter table audit enable trigger user")
    names = conn.exec_driver_sql("select sequencename from pg_sequences").scalars().all()
    conn.exec_driver_sql("select " + ", ".join(f"setval('{name}', 1, false)" for name in names))


def _user() -> dict[str, object]:
    """Whom to run as, for subprocess: PostgreSQL refuses to serve as root."""
    if os.geteuid() != 0:
        return {}
    import pwd  # where there is no such module, there is no root either

    entry = next((entry for entry in pwd.getpwall() if entry.pw_name == "postgres"), None) or pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _call(command: list[str | Path], folder: Path) -> None:
    # Into a file, not a pipe: the server keeps what it was given open, and a reader would wait for its end.
    with (folder / "output").open("w+") as output:
        ended = subprocess.run(command, stdout=output, stderr=output, cwd=folder, check=False, **_user())
        output.seek(0)
        if ended.returncode:
            raise RuntimeError(f"PostgreSQL for the tests: {Path(command[0]).name} failed\n{output.read()}")
