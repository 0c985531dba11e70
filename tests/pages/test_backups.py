"""The page of the files says when the last backup was made, and why one was not, to who keeps the branch."""

import json
from pathlib import Path

import pytest

from dashboard.language.words import words_in
from dashboard.shell.routes import FILES, PEOPLE
from tests.pages.conftest import Opened

ID = words_in("id")


def texts(app) -> str:
    return "\n".join(one.value for kind in (app.markdown, app.caption, app.error, app.subheader) for one in kind)


def test_a_failure_is_said_beside_the_last_one(own: Path, opened: Opened, tmp_path: Path, monkeypatch) -> None:
    assert ID("backup.page.none") in texts(opened(own, FILES))
    (tmp_path / "out").mkdir()
    monkeypatch.setenv("PERISAI_BACKUP_FOLDER", str(tmp_path / "out"))
    assert ID("backup.page.first") in texts(opened(own, FILES))
    (tmp_path / "out" / "perisai-2026-11-28-0105.zip").write_bytes(b"x" * 4096)
    (own / "backup.json").write_text(json.dumps({"failure": "disk", "values": {"why": "penuh"}}))
    page = opened(own, FILES)
    assert "perisai-2026-11-28-0105.zip, 4 KB" in texts(page).replace("\\", "")
    assert ID("backup.refused.disk", why="penuh") in page.error[0].value.replace("\\", "")


def test_differences_are_said_of_one_that_was_made_and_the_administrator_reads_it(own, opened, monkeypatch) -> None:
    monkeypatch.setenv("PERISAI_BACKUP_FOLDER", str(own / "out"))
    (own / "backup.json").write_text(json.dumps({"failure": "differs", "values": {"n": "3"}}))
    page = opened(own, PEOPLE, role="administrator")
    why = ID("backup.refused.differs", n="3")
    assert [one.value.replace("\\", "") for one in page.error] == [ID("backup.page.differs", why=why)]
    assert not page.exception


@pytest.mark.parametrize("role", ["staff", "auditor"])
def test_who_does_not_keep_the_branch_reads_nothing_of_it(full: Path, opened: Opened, role: str) -> None:
    assert ID("backup.page.title") not in texts(opened(full, FILES, role=role))
