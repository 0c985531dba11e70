"""Two databases, one with the demonstration and one with nothing, and pages opened upon them as a reader would."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard.imports.prepare import prepare
from dashboard.settings import Settings
from dashboard.shell import server
from dashboard.shell.routes import OVERVIEW
from dashboard.view import cache
from queries.db import schema
from queries.db.engine import writing
from tests.pages.opening import at
from tests.support import demonstration, oracle_watch
from tests.support.oracle import number
from tests.support.worlds import World

ON_OPENING = (schema.trace_tables, schema.traces, schema.visits, schema.audit)
Opened = Callable[..., AppTest]
Lived = dict[str, oracle_watch.Life]
Coming = list[tuple[str, oracle_watch.Change]]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The demonstration's rows, for the oracle."""
    return demonstration.world(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="session")
def lived(world: World) -> Lived:
    """Each agent's own rows, gathered once: what a test finds out about them stays known to the next."""
    return oracle_watch.lives(world)


@pytest.fixture(scope="session")
def coming(lived: Lived) -> Coming:
    """Code and change, as the demonstration has them: from the day after the as-of day."""
    june, today = number(date(2019, 6, 1)), date(2019, 7, 1)
    there = oracle_watch.listed(lived, june)
    every = [(code, change) for code, life in there.items() for change in life.changes(june, today)]
    return sorted(every, key=lambda one: (one[0], one[1].day))


@pytest.fixture(scope="session")
def full(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose database holds the demonstration: all tests of a worker read it, so none may write to it."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("full") / "data")
    before = _rows(folder)
    yield folder
    after = _rows(folder)
    _close(folder)
    assert after == before, "a test wrote to the shared demonstration: give it `own`"


def _rows(folder: Path) -> dict[str, int]:
    """How many rows each table has, without the traces, visits and audit that a page leaves by being opened."""
    tables = [one for one in schema.metadata.tables.values() if one not in ON_OPENING]
    with cache.engine(Settings(data_folder=str(folder)).url).connect() as conn:
        return {one.name: conn.scalar(sa.select(sa.func.count()).select_from(one)) for one in tables}


def _close(folder: Path) -> None:
    """Close what the pages opened: else it would be told of in another test."""
    cache.engine(Settings(data_folder=str(folder)).url).dispose()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose database has its tables and no rows."""
    folder = tmp_path_factory.mktemp("empty")
    prepare(Settings(data_folder=str(folder), demo="no"), lambda line: None).dispose()
    yield folder
    _close(folder)


@pytest.fixture
def own(full: Path, tmp_path: Path) -> Iterator[Path]:
    """The demonstration in a folder that a test may write to, without a trace of what was shown before."""
    folder = tmp_path / "own"
    shutil.copytree(full, folder)
    engine = cache.engine(Settings(data_folder=str(folder)).url)
    with writing(engine) as conn:
        for table in (schema.trace_tables, schema.traces):
            conn.execute(sa.delete(table))
    yield folder
    engine.dispose()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a page: `opened(folder, page, wilayah="33.25", bahasa="en")`; several values as a list.

    `page`: its file, or an address.
    """
    monkeypatch.setattr(server, "_prepared", lambda chosen: None)  # it is, and no picture is asked for here

    def opening(folder: Path, page: str = OVERVIEW, role: str = "head", **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("PERISAI_DATA_FOLDER", str(folder))
        monkeypatch.setenv("PERISAI_DEMO", "no")
        monkeypatch.setenv("PERISAI_VIEWER_ROLE", role)
        return at(page, **address).run()

    return opening
