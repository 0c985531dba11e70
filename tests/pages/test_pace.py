"""A semester that still runs: its pace on the pages, and in the figures as a document."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.cli.document import document
from dashboard.language.words import LANGUAGES, words_in
from dashboard.settings import Settings
from dashboard.shell.routes import ACQUISITIONS, CONTRIBUTIONS
from dashboard.view import cache
from queries import branches
from queries.db import schema as s
from queries.periods import Period
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.support.oracle import Oracle, number
from tests.support.oracle_pace import project
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import World

SEMESTER = Period.parse("2019-S1")


@pytest.fixture
def running(full: Path, tmp_path: Path):
    """The demonstration as it was loaded on 10 May 2019: April is the last complete month."""
    folder = tmp_path / "running"
    shutil.copytree(full, folder)
    url = Settings(data_folder=str(folder), demo="no").url
    with cache.engine(url).begin() as conn:
        conn.execute(s.imports.update().values(imported_at=sa.func.datetime("2019-05-10 03:00:00.000000")))
    yield folder
    cache.engine(url).dispose()


def _oracle(world: World) -> Oracle:
    return Oracle(world, number(SEMESTER.first), number(SEMESTER.last), number(SEMESTER.first) + 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "measure"), [(ACQUISITIONS, "acquired"), (CONTRIBUTIONS, "received")])
def test_the_pace_is_shown_while_the_semester_runs(
    opened: Opened, running: Path, world: World, page: str, measure: str, language: str
) -> None:
    drawn = reading.charts(opened(running, page, bahasa=language))[f"pace_{measure}"]
    now = drawn.filter(drawn["current"]).sort("n")
    oracle = _oracle(world)
    count = oracle.acquired if measure == "acquired" else oracle.received
    assert now["value"].to_list() == [0, *(count(oracle.first, oracle.first + n) for n in range(4))]


@pytest.mark.parametrize("page", [ACQUISITIONS, CONTRIBUTIONS])
def test_no_pace_once_it_has_ended(opened: Opened, full: Path, page: str) -> None:
    assert not [name for name in reading.charts(opened(full, page)) if name.startswith("pace_")]


def test_the_document_tells_the_pace_and_persistency(running: Path, full: Path, world: World) -> None:
    document = _document(running)
    first = min(number(one.registered_on) for one in world.agents)
    for row in document["pace"]:
        expected = project(_oracle(world), row["measure"], first)
        assert (row["so_far"], row["projected"], row["low"], row["high"]) == tuple(
            expected[name] for name in ("so_far", "projected", "low", "high")
        )
        assert row["past_errors"] == pytest.approx([float(error) for error in expected["errors"]], abs=1e-6)
    assert [row["measure"] for row in document["pace"]] == ["acquired", "received"]
    over = _document(full)
    assert over["pace"] is None
    assert [row["n"] for row in over["persistency"]] == [1, 2, 3, 6, 12]


def _document(folder: Path) -> dict:
    url = Settings(data_folder=str(folder), demo="no").url
    with cache.engine(url).connect() as conn:
        return document(conn, viewer_of(branch=branches.branch_to_show(conn, "-")), SEMESTER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_little_history_is_said_instead_of_projecting(opened: Opened, running: Path, world: World, language: str):
    expected = project(_oracle(world), "acquired", min(number(one.registered_on) for one in world.agents))
    said = reading.whole(opened(running, ACQUISITIONS, bahasa=language))
    words = words_in(language)
    if expected["projected"] is None:
        assert words("pace.too_little", earlier=words.number(expected["earlier"]), needed="2") in said
    else:
        assert words.number(expected["projected"]) in said
