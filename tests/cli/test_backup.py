"""`python run.py backup` and `restore`: what they say, and to whom."""

import re
from pathlib import Path

import pytest

from dashboard.cli.main import main
from dashboard.language.words import words_in

ID = words_in("id")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys):
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def running(*words: str) -> tuple[int, str, str]:
        code = main([*map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


def test_a_backup_is_made_and_put_back(run, tmp_path: Path) -> None:
    code, out, err = run("backup")
    (file,) = tmp_path.glob("perisai-*.zip")
    assert (code, err) == (0, "")
    assert file.name in out
    assert out.splitlines()[1:] == [ID("backup.open"), ID("backup.secret_apart"), ID("backup.verified")]
    code, out, err = run("restore", file)
    assert (code, err, out.splitlines()[-1]) == (0, "", ID("backup.verified"))


def test_what_cannot_be_is_said(run, tmp_path: Path) -> None:
    assert run("backup", "--with-secret") == (1, "", f"{ID('backup.refused.secret_open')}\n")
    assert run("restore", tmp_path / "none.zip")[0] == 1
    (tmp_path / "text.zip").write_text("text")
    assert run("restore", "text.zip") == (1, "", f"{ID('backup.refused.damaged')}\n")


def test_an_open_one_is_taken_beside_a_passphrase_only_where_that_is_asked_for(run, tmp_path: Path) -> None:
    (tmp_path / "sandi").write_text("empat kata yang panjang")
    assert run("backup", "--out", "x.zip")[0] == 0
    words = ("restore", "x.zip", "--passphrase-file", "sandi")
    assert run(*words) == (1, "", f"{ID('backup.refused.not_closed')}\n")
    assert run(*words, "--open")[0] == 0


@pytest.mark.parametrize(("role", "code"), [("administrator", 0), ("staff", 1), ("press", 1), ("auditor", 1)])
def test_who_may_not_keep_the_branch_makes_no_backup(run, monkeypatch, tmp_path: Path, role: str, code: int) -> None:
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", role)
    assert run("backup", "--out", "x.zip")[0] == code
    assert (tmp_path / "x.zip").exists() == (code == 0)
    assert run("restore", "x.zip")[0] == code


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_has_a_sentence(language: str) -> None:
    source = [path.read_text() for room in ("seed/backups", "dashboard/imports") for path in _files(room)]
    reasons = set(re.findall(r'BackupError\(\s*"(\w+)"', "".join(source)))
    assert len(reasons) > 12
    values = dict.fromkeys(("why", "program", "of", "least", "file", "n"), "x")
    assert [reason for reason in reasons if "{" in words_in(language)(f"backup.refused.{reason}", **values)] == []


def _files(room: str) -> list[Path]:
    return sorted((Path(__file__).parents[2] / room).glob("*.py"))
