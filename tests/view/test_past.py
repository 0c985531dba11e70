"""Databases of the past: few, private, made once, and gone when nobody needs them."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa

from dashboard.language.words import words_in
from dashboard.view.address import Choice
from dashboard.view.past import Snapshots
from dashboard.view.view import View
from queries import stopped
from queries.branches import Holding
from queries.db import schema as s
from queries.db.engine import writing
from queries.db.memo import is_of_now, of_now
from queries.periods import Period
from queries.scope import Scope
from queries.versions import Past
from seed.writes import snapshots
from tests.support.viewers import viewer
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


def url_of(source: sa.Engine) -> str:
    return source.url.render_as_string(hide_password=False)


def look(url: str, version: int, past: Past | None = None) -> View:
    holding = Holding(BRANCH, "", False, version, None, None, None)
    return View(words_in("id"), viewer(branch=BRANCH), holding, SCOPE, Choice(), url=url, past=past)


def offices(conn: sa.Connection, scope: Scope) -> list[str]:
    return list(conn.scalars(sa.select(s.offices.c.code).where(s.offices.c.branch_code == scope.branch)))


def load_an_office(source: sa.Engine, code: str) -> None:
    with writing(source) as conn:
        conn.execute(s.imports.insert(), {**LOAD, "id": 2})
        conn.execute(s.offices.insert(), {"branch_code": BRANCH, "code": code, "name": code, "import_id": 2})


LOAD = {
    "branch_code": BRANCH,
    "imported_at": datetime(2019, 9, 1),
    "imported_by": "Ani",
    "accepted_rejects": False,
    "changed": 1,
}
SCOPE = viewer(branch=BRANCH).scope(Period.parse("2019-S1"), date(2019, 6, 1))


def test_what_was_answered_when_it_was_the_newest_is_what_was_known(source: sa.Engine, builds: list[Past]) -> None:
    url = url_of(source)
    then = look(url, 1).ask(offices)
    load_an_office(source, "K2")
    assert look(url, 1, at(1)).ask(offices) is then
    assert (then, builds) == (["K1"], [])
    assert look(url, 2).ask(offices) == ["K1", "K2"]


def test_what_is_loaded_while_a_page_is_shown_is_not_remembered_as_known_before(source: sa.Engine) -> None:
    """Of a page that has read which version is the newest, and asks after another load."""
    url = url_of(source)
    load_an_office(source, "K2")
    assert look(url, 1).ask(offices) == ["K1", "K2"]
    assert look(url, 1, at(1)).ask(offices) == ["K1"]


def test_what_is_to_be_forgotten_is_not_told_from_memory(source: sa.Engine, builds: list[Past]) -> None:
    """As whole membership numbers, of which the past has none."""
    url, listed = url_of(source), of_now(lambda conn, scope: offices(conn, scope))
    assert is_of_now(stopped.listed)
    then = look(url, 1).ask(listed)
    assert look(url, 1, at(1)).ask(listed) is not then
    assert builds == [at(1)]
