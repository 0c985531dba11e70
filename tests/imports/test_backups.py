"""Backups of an installation: what goes in, the day's own, how many stay, and what is said where one fails."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.imports import backups, recorded
from dashboard.imports.prepare import prepare
from dashboard.imports.secret import of_branch
from dashboard.language.words import words_in
from dashboard.settings import Settings
from queries.audit import ACTS
from queries.db import schema
from queries.db.engine import connect, writing
from seed.backups import backup, closed
from seed.backups.container import BackupError
from seed.writes import audit
from seed.writes.branch import ensure

NOW = datetime(2026, 11, 28, 16, 59, tzinfo=UTC)  # a minute before midnight in Jakarta
PASSPHRASE = "empat kata yang panjang"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after a first start, with a branch and a logo; each test has a copy."""
    folder = tmp_path_factory.mktemp("started")
    settings = Settings(data_folder=str(folder / "data"), demo="no")
    engine = prepare(settings, print)
    with writing(engine) as conn:
        ensure(conn, settings.branch_code, "Pekalongan", of_branch(settings))
    engine.dispose()
    (settings.folder / "templat").mkdir()
    (settings.folder / "templat" / "logo.png").write_bytes(b"logo")
    return settings.folder


@pytest.fixture
def settings(started: Path, tmp_path: Path, monkeypatch) -> Settings:
    monkeypatch.setattr(closed, "STRENGTH", 4)
    shutil.copytree(started, tmp_path / "data")
    return Settings(data_folder=str(tmp_path / "data"), demo="no", backup_folder=str(tmp_path / "out"), backup_keep="2")


@pytest.fixture
def engine(settings: Settings):
    engine = connect(settings.url)
    yield engine
    engine.dispose()


def names(settings: Settings) -> list[str]:
    return sorted(path.name for path in Path(settings.backup_folder).iterdir())


def test_a_day_has_one_and_the_newest_stay(engine, settings: Settings) -> None:
    for hours in (0, -0.1, 24, 48):
        made = backups.daily(engine, settings, NOW + timedelta(hours=hours))
        assert (made is None) == (hours < 0)
    assert names(settings) == ["perisai-2026-11-29-2359.zip", "perisai-2026-11-30-2359.zip"]
    last = backups.last(settings)
    assert (last.file, last.failure) == ("perisai-2026-11-30-2359.zip", "")


def test_another_s_files_in_the_folder_stay(engine, settings: Settings) -> None:
    folder = Path(settings.backup_folder)
    folder.mkdir()
    (folder / "perisai-surat.zip").touch()
    for day in range(4):
        backups.daily(engine, settings, NOW + timedelta(days=day))
    assert names(settings)[2:] == ["perisai-surat.zip"]


def test_what_fails_is_said_until_one_is_made(engine, settings: Settings, tmp_path: Path) -> None:
    backups.daily(engine, settings, NOW)
    Path(settings.backup_folder).rename(tmp_path / "away")
    Path(settings.backup_folder).touch()  # no folder any more
    with pytest.raises(BackupError):
        backups.daily(engine, settings, NOW + timedelta(days=1))
    last = backups.last(settings)
    for language in ("id", "en"):
        assert "{" not in backups.said(last.failure, last.values, words_in(language))
    assert last.failure == "disk"
    Path(settings.backup_folder).unlink()
    backups.daily(engine, settings, NOW + timedelta(days=1))
    assert backups.last(settings).failure == ""


def test_one_with_differences_stays_takes_none_away_and_is_said(engine, settings: Settings, monkeypatch) -> None:
    for day in range(2):
        backups.daily(engine, settings, NOW + timedelta(days=day))
    monkeypatch.setattr(backup, "_differences", lambda conn: 3)
    for day in (2, 3):
        with pytest.raises(BackupError, match="differs"):
            backups.daily(engine, settings, NOW + timedelta(days=day))
    assert (len(names(settings)), backups.last(settings).values) == (4, {"n": "3"})
    assert backups.daily(engine, settings, NOW + timedelta(days=3)) is None
    assert backups.last(settings).failure == "differs"  # until one is right
    monkeypatch.undo()
    backups.daily(engine, settings, NOW + timedelta(days=4))
    assert (len(names(settings)), backups.last(settings).failure) == (2, "")


def test_what_nobody_foresaw_is_said_too(engine, settings: Settings, monkeypatch) -> None:
    monkeypatch.setattr(backup, "_differences", lambda conn: {}["x"])
    with pytest.raises(BackupError, match="unforeseen"):
        backups.daily(engine, settings, NOW)
    assert backups.last(settings).values == {"why": "KeyError"}


def test_what_a_killed_one_left_goes_with_the_next(engine, settings: Settings, tmp_path: Path) -> None:
    left, own = settings.folder / f"{backup.WORKPLACE}x1y2", settings.folder / "backup-2026"
    for folder in (left, own):
        folder.mkdir()
        (folder / "database").touch()
    backups.make(engine, settings, tmp_path / "x.zip", "")
    assert (left.exists(), own.exists()) == (False, True)


def test_the_thread_of_a_server_makes_it_and_ends(settings: Settings) -> None:
    seen = backups.Daily(settings)
    seen.start()
    seen.end()
    assert len(names(settings)) == 1


def test_templates_go_along_and_the_secret_only_when_it_is_closed(engine, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="secret_open"):
        backups.make(engine, settings, tmp_path / "x.zip", "", with_secret=True)
    backups.make(engine, settings, tmp_path / "x.zip", "")
    backups.make(engine, settings, tmp_path / "y.zip", PASSPHRASE, with_secret=True)
    with_it = Settings(data_folder=str(tmp_path / "other"), demo="no")
    other = prepare(with_it, print)
    backups.restore(other, with_it, tmp_path / "x.zip", "", replace=False)
    assert (with_it.folder / "templat" / "logo.png").read_bytes() == b"logo"
    assert not backups.fits_secret(other, with_it)
    with pytest.raises(BackupError, match="not_empty"):
        backups.restore(other, with_it, tmp_path / "y.zip", PASSPHRASE, replace=False)
    backups.restore(other, with_it, tmp_path / "y.zip", PASSPHRASE, replace=True)
    assert backups.fits_secret(other, with_it)
    with other.connect() as conn:
        assert conn.scalar(sa.select(schema.branches.c.name)) == "Pekalongan"
    other.dispose()


def test_backup_and_restore_are_on_record_and_how_far_the_record_went(engine, settings: Settings, tmp_path) -> None:
    def entries() -> list[tuple[str, str, str]]:
        a = schema.audit.c
        with engine.connect() as conn:
            wanted = sa.select(a.act, a.thing, a.hash).where(a.branch_code == settings.branch_code).order_by(a.id)
            return [tuple(row) for row in conn.execute(wanted)]

    to, branch = tmp_path / "x.zip", settings.branch_code
    backups.make(engine, settings, to, "")
    short = hashlib.sha256(to.read_bytes()).hexdigest()[:16]
    assert [(act, thing) for act, thing, _ in entries()] == [("backup", f"{short} x.zip")]
    with writing(engine) as conn:
        audit.append(conn, branch, "export", "gone.csv")
    newest = entries()[-1][2]
    taken = backups.restore(engine, settings, to, "", replace=True).contents.taken_at
    assert [(act, thing) for act, thing, _ in entries()] == [("restore", f"{taken} {short} 2:{newest[:16]}")]
    assert set(ACTS) >= {"backup", "restore"}


def test_a_backup_that_cannot_be_recorded_is_one_all_the_same(engine, settings, tmp_path, monkeypatch, caplog) -> None:
    monkeypatch.setattr(recorded, "_codes", lambda conn, settings: (tmp_path / "gone").read_text())
    backups.make(engine, settings, tmp_path / "x.zip", "")
    assert ((tmp_path / "x.zip").exists(), "not in the audit" in caplog.text) == (True, True)


@pytest.mark.parametrize("content", [None, "", "\n", "  \nzwei"])
def test_a_file_without_a_passphrase_is_no_open_backup(settings: Settings, tmp_path: Path, content) -> None:
    file = tmp_path / "sandi"
    if content is not None:
        file.write_text(content)
    with pytest.raises(BackupError, match="passphrase_file"):
        backups.passphrase(settings, str(file))
    file.write_text(f"{PASSPHRASE}\n")
    assert backups.passphrase(settings, str(file)) == PASSPHRASE
