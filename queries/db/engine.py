"""The connection to the database; what differs between SQLite and PostgreSQL stands here."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from sqlite3 import Connection as SqliteConnection

import sqlalchemy as sa

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for the one before it."""

CONNECT_TIMEOUT_S = 10
"""How long a PostgreSQL server may take to answer; `?connect_timeout=` in the address says otherwise."""


class DatabaseUrlError(ValueError):
    """A database address that cannot be read, or of a database that is not served."""


def connect(url: str) -> sa.Engine:
    """The engine of `sqlite:///file` or `postgresql://user:password@host/database`; opens no connection yet.

    A connection reads one state of the data from its first SELECT to its end, whatever is imported meanwhile.
    Raises DatabaseUrlError.
    """
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        # A host that is silent would otherwise be waited for for minutes.
        patience = {} if "connect_timeout" in address.query else {"connect_timeout": CONNECT_TIMEOUT_S}
        options = {"isolation_level": "REPEATABLE READ", "pool_pre_ping": True, "connect_args": patience}
        return sa.create_engine(address, **options, hide_parameters=True)
    # Parameters are rows: an error's text goes into logs.
    engine = sa.create_engine(address, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def printable(address: str | sa.URL) -> str:
    """A database's address without the secrets in it, whether beside the user or in the query."""
    secret = ("password", "sslpassword", "passfile", "sslkey")
    url = sa.make_url(address)
    return url.difference_update_query(secret).render_as_string(hide_password=True)


@contextmanager
def writing(engine: sa.Engine, patience_ms: int | None = None) -> Iterator[sa.Connection]:
    """A connection in a transaction that writes: all of it is kept, or, on an error, nothing.

    On SQLite it takes the writer's place at once: a transaction that read first and then wished to write would fail
    where another had written in between, instead of waiting. `patience_ms`: how long to wait for another writer, where
    that is not the usual time; sa.exc.DBAPIError is raised after it.
    """
    postgresql = engine.dialect.name == "postgresql"
    options = {"isolation_level": "READ COMMITTED"} if postgresql else {"writes": True}
    with ExitStack() as stack:
        conn = stack.enter_context(engine.execution_options(**options).connect())
        if patience_ms is not None and not postgresql:
            # Outside the transaction, since that begins with the wait; the connection goes back to the pool after.
            dbapi = conn.connection
            stack.callback(dbapi.execute, f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            dbapi.execute(f"PRAGMA busy_timeout={patience_ms}")
        with conn.begin():
            if patience_ms is not None and postgresql:
                conn.exec_driver_sql(f"set local lock_timeout = {patience_ms}")
            yield conn


def _address(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
        backend = address.get_backend_name()
    except (sa.exc.ArgumentError, ValueError) as error:
        raise DatabaseUrlError("not a database address: write sqlite:///file or postgresql://host/database") from error
    if backend not in ("sqlite", "postgresql"):
        raise DatabaseUrlError(f"{backend} is not served: use sqlite:///file or postgresql://host/database")
    return address.set(drivername="postgresql+psycopg") if backend == "postgresql" else address


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # The driver opens transactions late and commits before DDL unless it is told to leave both to SQLAlchemy.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(conn: sa.Connection) -> None:
    if conn.get_execution_options().get("writes"):
        conn.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # straight to the driver: it waits for nobody, so that no error of its own need become one of SQLAlchemy's
        conn.connection.cursor().execute("BEGIN")
