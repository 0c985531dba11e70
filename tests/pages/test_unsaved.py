"""While somebody else writes for too long: a sentence, and what was typed or chosen is still there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dashboard.language.words import words_in
from dashboard.shell.routes import AGENT
from queries.db import engine
from tests.pages import test_undo
from tests.pages.conftest import Opened
from tests.pages.opening import branch

ID = words_in("id")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Somebody else's transaction that writes, in the database of a data folder."""
    with closing(sqlite3.connect(folder / "perisai.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 20)


def test_a_note_stays_in_its_form_and_is_kept_at_the_next_try(opened: Opened, own: Path) -> None:
    app = opened(own, AGENT, agen="AD0004")
    app.text_area(key="note_text").input("Dihubungi 3 Juli.")
    (save,) = [one for one in app.button if one.label == ID("agent.notes.save")]
    with locked(own):
        save.click().run()
        assert not app.exception
        assert ID("base.unsaved") in [one.value for one in app.error]
        assert app.text_area(key="note_text").value == "Dihubungi 3 Juli."
    (save,) = [one for one in app.button if one.label == ID("agent.notes.save")]
    save.click().run()
    assert ([one.value for one in app.error], app.text_area(key="note_text").value) == ([], "")
    assert ID("agent.notes.kept") in [one.value for one in app.success]


def test_an_undo_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with branch(test_undo.load, tmp_path, monkeypatch):
        page = test_undo.opened()
        page.button(key="undo").click().run()
        (folder,) = {path.parent for path in tmp_path.rglob("perisai.db")}
        with locked(folder):
            page.button(key="undo-yes").click().run()
            assert not page.exception
            assert ID("base.unsaved") in [one.value for one in page.error]
            assert "undo-yes" in test_undo.keys(page)
        page.button(key="undo-yes").click().run()
        assert page.success
