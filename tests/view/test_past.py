"""Databases of the past: few, private, made once, and gone when nobody needs them."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa

from dashboard.view.past import Snapshots
from queries.db import schema as s
from queries.db.engine import writing
from queries.versions import Past
from seed.writes import snapshots
from tests.support.worlds import BRANCH, World, put


@pytest.fixture
def source(sqlite_engine: sa.Engine) -> sa.Engine:
    with writing(sqlite_engine) as conn:
        put(conn, World())
    return sqlite_engine


@pytest.fixture
def past() -> Iterator[Snapshots]:
    every = Snapshots(most=2)
    yield every
    every.close()


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Past]:
    """Each version that is made, as it is."""
    build, calls = snapshots.build, []
    monkeypatch.setattr(snapshots, "build", lambda conn, known, to: (calls.append(known), build(conn, known, to)))
    return calls


def at(day: int) -> Past:
    return Past(BRANCH, 1, date(2019, 7, day), None)


def file_of(conn: sa.Connection) -> Path:
    return Path(conn.exec_driver_sql("PRAGMA database_list").first()[2])


def files(conn: sa.Connection) -> set[str]:
    return {file.name for file in file_of(conn).parent.glob("*.db")}


def test_the_folder_is_for_this_user_alone_and_goes(source: sa.Engine, past: Snapshots) -> None:
    with past.reading(source, at(1)) as conn:
        folder = file_of(conn).parent
    assert os.stat(folder).st_mode & 0o777 == 0o700
    past.close()
    assert not folder.exists()
    with past.reading(source, at(1)) as conn:
        assert conn.scalar(sa.select(s.branches.c.code)) == BRANCH


def test_who_asks_at_once_waits_for_one_that_is_made(source: sa.Engine, past: Snapshots, builds: list[Past]) -> None:
    together = Barrier(4)

    def read(_n: int) -> str | None:
        together.wait()
        with past.reading(source, at(1)) as conn:
            return conn.scalar(sa.select(s.branches.c.code))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, range(4))) == [BRANCH] * 4
    assert builds == [at(1)]


def test_the_one_longest_unread_goes(source: sa.Engine, past: Snapshots, builds: list[Past]) -> None:
    for day in (1, 2, 1, 3, 1, 2):
        with past.reading(source, at(day)) as conn:
            here = files(conn)
    assert builds == [at(1), at(2), at(3), at(2)]
    assert here == {"1.db", "3.db", "4.db"}  # 3.db goes with the end of the last reading
    with past.reading(source, at(2)) as conn:
        assert files(conn) == {"1.db", "4.db"}


def test_one_that_is_read_stays(source: sa.Engine, past: Snapshots, builds: list[Past]) -> None:
    with ExitStack() as readers:
        first = readers.enter_context(past.reading(source, at(1)))
        for day in (2, 3, 4):
            with past.reading(source, at(day)):
                pass
        with past.reading(source, at(1)) as again:
            assert file_of(again) == file_of(first)
            assert again.scalar(sa.select(s.branches.c.code)) == BRANCH
    assert builds == [at(1), at(2), at(3), at(4)]


def test_one_that_could_not_be_made_leaves_nothing(
    source: sa.Engine, past: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(snapshots, "rows", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError), past.reading(source, at(1)):
            pass
    with past.reading(source, at(1)) as conn:
        assert files(conn) == {"2.db"}


def test_what_is_loaded_later_is_not_in_it(source: sa.Engine, past: Snapshots) -> None:
    with past.reading(source, at(1)) as conn:
        pass
    with writing(source) as conn:
        office = {"branch_code": BRANCH, "code": "K2", "name": "K2", "import_id": 1}
        conn.execute(s.offices.insert(), office)
    with past.reading(source, at(1)) as conn:
        assert list(conn.scalars(sa.select(s.offices.c.code))) == ["K1"]
