"""What every test gets: both databases, each empty, and no way to the network or to a real database."""

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields
from functools import cache
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa

from dashboard.imports import lock
from dashboard.imports.prepare import prepare
from dashboard.settings import Settings
from queries.db.engine import connect
from queries.db.schema import metadata
from tests.support import bytecode, cores, frames, machine, postgresql, readings, statements
from tests.support.scheduling import ByFile

IN_CI = bool(os.environ.get("CI"))
_GIVEN_SERVER = os.environ.get("TEST_DATABASE_URL", "").strip()
_FOLDER = "PERISAI_TEST_FOLDER"

hypothesis.settings.register_profile("house", max_examples=20, deadline=None, database=None, derandomize=IN_CI)
hypothesis.settings.register_profile("deep", max_examples=150, deadline=None, database=None)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Shut the real settings and the network out, before any test module is imported."""
    if not hasattr(config, "workerinput"):
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="perisai-test-")
        if config.getoption("numprocesses", None):
            bytecode.write()
    for setting in fields(Settings):
        os.environ.pop(setting.metadata["name"], None)
    os.environ["PERISAI_DATA_FOLDER"] = str(_shared() / _worker() / "data")
    os.environ["PERISAI_ASK_AHEAD"] = "no"  # in the background: what a test asks, it asks itself
    socket.socket.connect = _refuse_strangers(socket.socket.connect)
    socket.socket.connect_ex = _refuse_strangers(socket.socket.connect_ex)
    socket.getaddrinfo = _refuse_names(socket.getaddrinfo)
    statements.share()
    readings.share()
    frames.share()


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a quarter of the time a worker waits for a browser or a database."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + cores // 2


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """Hand out whole files."""
    return ByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[object]:
    """Thousands of tests are there until the end: the collector need not look through them again and again."""
    gc.disable()
    if worker := getattr(session.config, "workerinput", None):
        bytecode.share(int(worker["workerid"].removeprefix("gw")), worker["workercount"])
    result = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[object]:
    """Each test runs on one core, its worker's next; those in the browser on all."""
    if item.nodeid.startswith("tests/browser/"):
        _core().leave()
    else:
        _core().choose()
    return (yield)


@cache
def _core() -> cores.Core:
    return cores.Core(_shared() / "cores", _worker())


_EXAMPLES = "_hypothesis_internal_use_settings"
_DATABASES = {"engine", "sqlite_engine", "postgresql_engine", "bare_engine", "conn"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """At most as many examples as the profile says, 20 by default: with 20 the tests notice 19 of 20 planted faults.

    `--hypothesis-profile deep` draws what a test asks for. Where each is a branch in a database, three in five are
    drawn. On PostgreSQL a quarter is drawn, and at least five: what SQLite cannot show is what a type, an order or a
    word of the other database does, and almost any branch with rows has that. What depends on which rows there are is
    the same on both.
    """
    test = getattr(item, "function", None)
    own = getattr(test, _EXAMPLES, None)
    if own is None:
        return (yield)
    drawn = min(own.max_examples, hypothesis.settings.default.max_examples)
    if _DATABASES & {*getattr(item, "fixturenames", ())}:
        drawn = max(5, drawn // 4) if "postgresql" in item.name else max(min(drawn, 10), drawn * 3 // 5)
    setattr(test, _EXAMPLES, hypothesis.settings(own, max_examples=drawn))
    try:
        return (yield)
    finally:
        setattr(test, _EXAMPLES, own)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that a test asked for, once all workers are done."""
    if hasattr(config, "workerinput"):
        return
    if (address := _shared() / "server").exists():
        postgresql.stop(machine.postgresql(), Path(address.read_text()))
    shutil.rmtree(_shared(), ignore_errors=True)


def _shared() -> Path:
    return Path(os.environ[_FOLDER])


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


_HERE = {"localhost", "127.0.0.1", "::1", "", None}


def _refuse_strangers(connect: Callable) -> Callable:
    def guarded(self: socket.socket, address: object) -> object:
        if isinstance(address, tuple) and address[0] not in _HERE:
            raise RuntimeError(f"a test wanted to reach {address[0]}: no test may use the network")
        return connect(self, address)

    return guarded


def _refuse_names(resolve: Callable) -> Callable:
    def guarded(host: object, *arguments: object, **options: object) -> object:
        if (host.decode() if isinstance(host, bytes) else host) not in _HERE:
            raise RuntimeError(f"a test wanted to look {host} up: no test may use the network")
        return resolve(host, *arguments, **options)

    return guarded


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a PostgreSQL server in which databases may be made; one server serves all workers."""
    if _GIVEN_SERVER:
        return _GIVEN_SERVER
    programs = machine.postgresql()
    if programs is None:
        missing = "PostgreSQL's server is not installed; install it, or set TEST_DATABASE_URL to a server for tests"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    with lock.exclusive(_shared() / "server.lock"):
        address = _shared() / "server"
        if not address.exists():
            with cores.every():
                address.write_text(str(postgresql.start(programs)))
    return postgresql.url(Path(address.read_text()))


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """A data folder with the demonstration, loaded once for all workers: to be copied, never written to."""
    folder = _shared() / "demonstration"
    with lock.exclusive(_shared() / "demonstration.lock"):
        if not folder.exists():
            unfinished = _shared() / "demonstration.part"
            prepare(Settings(data_folder=str(unfinished), demo="yes"), lambda line: None).dispose()
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def _postgresql_tables(postgresql_server: str) -> Iterator[sa.Engine]:
    """A database of this worker's own, with the tables; `engine` empties it before each test."""
    with postgresql.database(postgresql_server, "tables") as url:
        engine = connect(url)
        metadata.create_all(engine)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def _sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables, to be copied."""
    file = tmp_path_factory.mktemp("tables") / "tables.db"
    engine = connect(f"sqlite:///{file}")
    metadata.create_all(engine)
    engine.dispose()
    return file


@pytest.fixture
def sqlite_engine(_sqlite_tables: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    """An SQLite database with the tables and no rows, for a test to which the database does not matter."""
    file = shutil.copy(_sqlite_tables, tmp_path / "test.db")
    engine = connect(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(_postgresql_tables: sa.Engine) -> sa.Engine:
    """A PostgreSQL database with the tables and no rows."""
    with _postgresql_tables.begin() as conn:
        # A connection that a test before left open would otherwise hold this up for ever.
        conn.exec_driver_sql("set local lock_timeout = '10s'")
        postgresql.empty(conn, metadata)
    return _postgresql_tables


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> sa.Engine:
    """A database with the tables and no rows: the test runs on SQLite and on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """A database without any table, of both kinds."""
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'bare.db'}"
        if request.param == "postgresql":
            server = request.getfixturevalue("postgresql_server")
            url = stack.enter_context(postgresql.database(server, "bare"))
        engine = connect(url)
        stack.callback(engine.dispose)
        yield engine


@pytest.fixture
def conn(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection to `engine`; what it writes is gone after the test."""
    with engine.connect() as connection:
        yield connection
