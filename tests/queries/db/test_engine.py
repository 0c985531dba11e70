"""Connections: one state of the data for a reader, one writer at a time, all or nothing."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from queries.db.engine import DatabaseUrlError, connect, printable, writing
from queries.db.schema import branches, imports

BRANCH = {"code": "TST", "name": "0", "is_demo": False, "secret_check": "-"}


def count(conn: sa.Connection) -> int:
    return conn.scalar(sa.select(sa.func.count()).select_from(branches))


def test_a_reader_sees_one_state_while_another_writes(engine: sa.Engine) -> None:
    with engine.connect() as reader:
        assert count(reader) == 0
        with writing(engine) as writer:
            writer.execute(sa.insert(branches).values(BRANCH))
        assert count(reader) == 0
    with engine.connect() as reader:
        assert count(reader) == 1


def test_an_error_leaves_nothing_behind(engine: sa.Engine) -> None:
    def break_off(conn: sa.Connection) -> None:
        conn.execute(sa.insert(branches).values(BRANCH))
        conn.execute(sa.text("create table half_done (a integer)"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), writing(engine) as conn:
        break_off(conn)
    with engine.connect() as conn:
        assert count(conn) == 0
    assert "half_done" not in sa.inspect(engine).get_table_names()


def test_writers_queue_though_each_reads_first(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        conn.execute(sa.insert(branches).values(BRANCH))

    def add_one(_: int) -> None:
        with writing(engine) as conn:
            # Reads, then writes what it read and one: two that overlapped would count as one.
            name = conn.scalar(sa.select(branches.c.name).with_for_update())
            conn.execute(sa.update(branches).values(name=str(int(name) + 1)))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(20)))
    with engine.connect() as conn:
        assert conn.scalar(sa.select(branches.c.name)) == "20"


def test_who_is_impatient_gives_up_on_another_writer(engine: sa.Engine) -> None:
    """What is written by the way must not hold a page up; the next writer waits as long as usual again."""
    with writing(engine) as conn:
        conn.execute(sa.insert(branches).values(BRANCH))
    patience = "PRAGMA busy_timeout" if engine.dialect.name == "sqlite" else "show lock_timeout"
    with engine.connect() as conn:
        usual = conn.exec_driver_sql(patience).scalar()
    with writing(engine) as first:
        first.execute(sa.update(branches).values(name="1"))
        began = time.monotonic()
        with pytest.raises(sa.exc.DBAPIError), writing(engine, patience_ms=50) as second:
            second.execute(sa.update(branches).values(name="2"))
        assert time.monotonic() - began < 5
    with writing(engine, patience_ms=50) as conn:
        conn.execute(sa.update(branches).values(name="3"))
    for _ in range(2):
        with engine.connect() as conn:
            assert conn.exec_driver_sql(patience).scalar() == usual
            assert conn.scalar(sa.select(branches.c.name)) == "3"


def test_a_row_of_nobody_is_refused(engine: sa.Engine) -> None:
    """SQLite holds foreign keys only when told to, on each connection."""
    orphan = {"branch_code": "NIL", "imported_at": sa.func.now(), "imported_by": "x", "accepted_rejects": False}
    with pytest.raises(sa.exc.IntegrityError), writing(engine) as conn:
        conn.execute(sa.insert(imports).values(orphan))


@pytest.mark.parametrize("url", ["", "perisai.db", "mysql://host/d", "postgresql://host:port/d", "sqlite"])
def test_an_address_that_is_none_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match=r"sqlite:///file or postgresql://"):
        connect(url)


def test_postgresql_is_reached_by_the_driver_that_is_installed() -> None:
    assert connect("postgresql://a:b@host/d").url.drivername == "postgresql+psycopg"
    assert connect("postgresql+psycopg2://a:b@host/d").url.drivername == "postgresql+psycopg"


class Connecting(Exception):
    """Raised in place of a connection, with what it would be made of."""


@pytest.mark.parametrize(("query", "timeout"), [("", 10), ("?sslmode=require", 10), ("?connect_timeout=60", "60")])
def test_a_silent_server_is_not_waited_for_for_long(query: str, timeout: object) -> None:
    engine = connect(f"postgresql://host/d{query}")

    @sa.event.listens_for(engine, "do_connect")
    def stop(_dialect: object, _record: object, _words: object, options: dict[str, object]) -> None:
        raise Connecting(options["connect_timeout"])

    with pytest.raises(Connecting) as stopped:
        engine.connect()
    assert stopped.value.args == (timeout,)


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("postgresql://u:geheim@host/db?sslmode=require", "postgresql://u:***@host/db?sslmode=require"),
        ("postgresql://host/db?password=geheim&host=/run", "postgresql://host/db?host=%2Frun"),
        ("postgresql://host/db?sslpassword=geheim&passfile=geheim&sslkey=geheim", "postgresql://host/db"),
    ],
)
def test_no_secret_of_an_address_is_printed(url: str, printed: str) -> None:
    assert printable(url) == printed


def test_an_error_does_not_repeat_the_row(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.DBAPIError) as failed, engine.connect() as conn:
        conn.execute(sa.text("select nothing from nowhere where name = :name"), {"name": "Siti Aminah"})
    assert "Siti" not in str(failed.value)
