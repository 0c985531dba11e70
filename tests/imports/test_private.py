"""What lies in the data folder is nobody else's, whatever the umask and however it came there."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.imports.lock import exclusive
from dashboard.imports.prepare import prepare
from dashboard.imports.private import keep_private
from dashboard.imports.secret import of_branch
from dashboard.language import faults
from dashboard.language.words import words_in
from dashboard.settings import Settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there a folder's rights are those of the one around it")


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def rights(folder: Path) -> dict[str, str]:
    """Of the folder (".") and of each file in it."""
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder, *folder.rglob("*"))
    }


def test_all_that_is_made_is_shut(umask: int, tmp_path: Path) -> None:
    settings = Settings(data_folder=str(tmp_path / "data"), demo="no")
    engine = prepare(settings, lambda line: None)
    with engine.connect(), exclusive(settings.folder / "another.lock"):
        of_branch(settings)
        faults.recorded(words_in("id"), settings.folder)
        found = rights(settings.folder)
    engine.dispose()
    assert {"perisai.db", "perisai.db-wal", "perisai.log", "secret-PKL.txt", "start.lock", "another.lock"} <= {*found}
    assert found.pop(".") == "0o700"
    assert {*found.values()} == {"0o600"}


def test_what_stood_open_is_shut_at_the_next_start_and_a_link_is_not_followed(tmp_path: Path) -> None:
    settings = Settings(data_folder=str(tmp_path / "data"), database_url=f"sqlite:///{tmp_path / 'beside.db'}")
    settings.folder.mkdir(mode=0o755)
    for open_ in (settings.folder / "secret-PKL.txt", tmp_path / "beside.db", tmp_path / "another"):
        open_.touch()
        open_.chmod(0o644)
    (settings.folder / "templates").mkdir()
    (settings.folder / "link").symlink_to(tmp_path / "another")
    assert keep_private(settings) == []
    assert rights(settings.folder)["."] == "0o700"
    assert rights(settings.folder)["secret-PKL.txt"] == "0o600"
    assert rights(settings.folder)["templates"] == "0o700"
    assert {name: mode for name, mode in rights(tmp_path).items() if "/" not in name and name != "."} == {
        "data": "0o700",
        "beside.db": "0o600",
        "another": "0o644",
    }


def test_what_is_somebody_elses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, said = Settings(data_folder=str(tmp_path / "data"), demo="no"), []
    (tmp_path / "data").mkdir(mode=0o755)

    def refuse(path: Path, mode: int) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    prepare(settings, said.append).dispose()
    assert said == [words_in("id")("launcher.not_private", paths=str(tmp_path / "data"))]
