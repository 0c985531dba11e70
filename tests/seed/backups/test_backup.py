"""A backup is the whole branch, read back and proved; restored, all of it or nothing, into a newer version too."""

import json
import os
import sqlite3
import stat
import zipfile
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from queries.db import engine as engine_module
from queries.db import schema
from queries.db.engine import connect, writing
from seed import migrate
from seed.backups import backup, closed, postgres, sqlite
from seed.backups.closed import SHORTEST
from seed.backups.container import BackupError, Contents, read, write
from seed.writes.branch import ensure
from tests.support import branch_files

NOW = datetime(2019, 7, 31, 3, 0, tzinfo=UTC)


@pytest.fixture
def branch(bare_engine: sa.Engine) -> sa.Engine:
    """A database of this version, with a small branch."""
    schema.metadata.create_all(bare_engine)
    branch_files.load_branch(bare_engine)  # where another test loaded it before, the whole file of a database unstamped
    with writing(bare_engine) as conn:
        command.stamp(migrate._config(conn), "head")
    return bare_engine


@pytest.fixture
def lighter(sqlite_engine: sa.Engine) -> sa.Engine:
    """The same of SQLite alone, and without rows."""
    with writing(sqlite_engine) as conn:
        command.stamp(migrate._config(conn), "head")
        ensure(conn, "TST", "Tes", "rahasia cabang")
    return sqlite_engine


def everything(engine: sa.Engine) -> dict[str, list]:
    with engine.connect() as conn:
        return {
            name: sorted(map(repr, conn.execute(sa.select(table)))) for name, table in schema.metadata.tables.items()
        }


def refused(call, *given, **named) -> str:
    with pytest.raises(BackupError) as error:
        call(*given, **named)
    return error.value.reason


def test_what_is_restored_is_what_was_there_and_takes_the_place_of_what_came_after(branch, tmp_path: Path) -> None:
    before, to = everything(branch), tmp_path / "cadangan.zip"
    made = backup.make(branch, to, {}, "", NOW, tmp_path)
    assert (made.differences, made.contents.database) == (0, branch.dialect.name)
    assert made.contents.versions == {branch_files.BRANCH: 1}
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    with writing(branch) as conn:
        conn.execute(sa.delete(schema.contributions))
        conn.execute(sa.update(schema.branches).values(name="Lain"))
    restored = backup.restore(branch, to, "", tmp_path)
    assert restored.differences == 0
    assert everything(branch) == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(("backup-", ".cad"))]


def test_a_backup_of_an_older_version_is_brought_up_to_this_one(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    older, file = connect(f"sqlite:///{tmp_path / 'older.db'}"), tmp_path / "lama.zip"
    with writing(older) as conn:
        command.upgrade(migrate._config(conn), "0004")
        ensure(conn, "TST", "Tes", "rahasia cabang")
    made = backup.make(older, file, {}, "", NOW, tmp_path)
    older.dispose()
    assert made.contents.revision == "0004"
    backup.restore(sqlite_engine, file, "", tmp_path)
    with sqlite_engine.connect() as conn:
        assert conn.scalar(sa.select(schema.branches.c.name)) == "Tes"
    assert len(everything(sqlite_engine)) == len(schema.metadata.tables)


def test_a_restore_that_fails_changes_nothing(branch: sa.Engine, tmp_path: Path) -> None:
    to, before = tmp_path / "cadangan.zip", everything(branch)
    nonsense = tmp_path / "nonsense"
    nonsense.write_bytes(b"no database at all")
    revision = backup.make(branch, to, {}, "", NOW, tmp_path).contents.revision
    write(to, {"database": nonsense}, Contents("2019-07-31", branch.dialect.name, revision, {}), "", tmp_path)
    assert refused(backup.restore, branch, to, "", tmp_path) in ("database", "program")
    assert everything(branch) == before


def broken(engine: sa.Engine) -> None:
    raise ValueError("a step that fails")


def test_what_cannot_be_brought_up_changes_nothing(branch: sa.Engine, tmp_path: Path, monkeypatch) -> None:
    to = tmp_path / "cadangan.zip"
    backup.make(branch, to, {}, "", NOW, tmp_path)
    with writing(branch) as conn:
        conn.execute(sa.update(schema.branches).values(name="Lain"))
    before = everything(branch)
    monkeypatch.setattr(migrate, "upgrade", broken)
    with pytest.raises(ValueError, match="a step that fails"):
        backup.restore(branch, to, "", tmp_path)
    assert everything(branch) == before


def test_a_user_who_may_make_no_database_reads_what_was_done(postgresql_engine, tmp_path: Path, monkeypatch) -> None:
    role, to = f"perisai_small_{os.getpid()}", tmp_path / "x.zip"
    with postgresql_engine.begin() as conn:
        conn.exec_driver_sql(f"create role {role} login")
        command.stamp(migrate._config(conn), "head")
    small = connect(postgresql_engine.url.set(username=role).render_as_string(hide_password=False))
    with postgres.scratch(small) as none:
        assert none is None
    small.dispose()
    backup.make(postgresql_engine, to, {}, "", NOW, tmp_path)
    monkeypatch.setattr(postgres, "scratch", lambda engine: nullcontext(None))
    monkeypatch.setattr(migrate, "upgrade", broken)
    assert refused(backup.restore, postgresql_engine, to, "", tmp_path) == "not_brought_up"
    with postgresql_engine.begin() as conn:
        conn.exec_driver_sql(f"drop role {role}")
        conn.exec_driver_sql("drop table alembic_version")


def test_without_postgresql_s_programs_it_says_what_to_install(postgresql_engine, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(postgres.shutil, "which", lambda program: None)
    assert refused(backup.make, postgresql_engine, tmp_path / "x.zip", {}, "", NOW, tmp_path) == "no_program"
    assert not (tmp_path / "x.zip").exists()


def test_a_password_stands_in_no_program_s_words(tmp_path: Path) -> None:
    url = sa.make_url("postgresql+psycopg://ani:ra:ha\\sia@server/perisai?password=lain&sslmode=require")
    address = postgres._address(url, tmp_path)
    assert ("ra:ha" in address, "lain" in address, "sslmode=require" in address) == (False, False, True)
    assert (tmp_path / "pgpass").read_text() == "*:*:*:*:ra\\:ha\\\\sia\n"
    assert stat.S_IMODE((tmp_path / "pgpass").stat().st_mode) == 0o600


def test_a_closed_one_opens_by_its_passphrase_alone(lighter: sa.Engine, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(closed, "STRENGTH", 8)
    to, words = tmp_path / "x.zip.kunci", "empat kata yang panjang"
    assert refused(backup.make, lighter, to, {}, "x" * (SHORTEST - 1), NOW, tmp_path) == "short"
    assert not to.exists()
    backup.make(lighter, to, {}, words, NOW, tmp_path)
    assert (zipfile.is_zipfile(to), closed.is_closed(to)) == (False, True)
    assert refused(backup.restore, lighter, to, "", tmp_path) == "closed"
    assert refused(backup.restore, lighter, to, "kata yang lain sama sekali", tmp_path) == "passphrase"
    backup.restore(lighter, to, words, tmp_path)
    to.write_bytes(to.read_bytes()[:-40])
    assert refused(backup.restore, lighter, to, words, tmp_path) == "passphrase"


def test_an_open_one_takes_no_closed_one_s_place(lighter: sa.Engine, tmp_path: Path) -> None:
    to = tmp_path / "x.zip.kunci"
    backup.make(lighter, to, {}, "", NOW, tmp_path)
    assert refused(backup.restore, lighter, to, "empat kata yang panjang", tmp_path) == "not_closed"
    backup.restore(lighter, to, "empat kata yang panjang", tmp_path, may_be_open=True)


@pytest.mark.parametrize("name", ["secret-TST.txt", "backup.json", "perisai.db", "secret-.txt", "secret-a.txt.py"])
def test_a_secret_comes_from_a_closed_one_and_under_its_own_name_alone(lighter, tmp_path, monkeypatch, name) -> None:
    monkeypatch.setattr(closed, "STRENGTH", 4)
    (tmp_path / "secret").write_text("rahasia")
    words, to = "empat kata yang panjang", tmp_path / "x.zip"
    revision = backup.make(lighter, tmp_path / "y.zip", {}, "", NOW, tmp_path).contents.revision
    sqlite.copy(lighter, tmp_path / "database")
    files = {"database": tmp_path / "database", f"secret/{name}": tmp_path / "secret"}
    contents = Contents("2019-07-31", "sqlite", revision, {})
    write(to, files, contents, "", tmp_path)
    assert refused(backup.restore, lighter, to, "", tmp_path) == "damaged"
    write(to, files, contents, words, tmp_path)
    if name == "secret-TST.txt":
        assert backup.restore(lighter, to, words, tmp_path).files == {f"secret/{name}": b"rahasia"}
    else:
        assert refused(backup.restore, lighter, to, words, tmp_path) == "damaged"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda content: content[:-100], "damaged"),
        (lambda content: b"", "damaged"),
        (lambda content: content[:200] + bytes([content[200] ^ 255]) + content[201:], "damaged"),
    ],
    ids=["cut", "empty", "changed"],
)
def test_a_spoiled_one_is_known(lighter: sa.Engine, tmp_path: Path, spoil, reason: str) -> None:
    to = tmp_path / "x.zip"
    backup.make(lighter, to, {}, "", NOW, tmp_path)
    before = everything(lighter)
    to.write_bytes(spoil(to.read_bytes()))
    assert refused(backup.restore, lighter, to, "", tmp_path) == reason
    assert everything(lighter) == before


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        ({"revision": "9999"}, "newer"),
        ({"format": 2}, "newer"),
        ({"database": "postgresql"}, "other_database"),
        ({"sha256": {"../../perisai.db": "0"}}, "damaged"),
        ({"sha256": {"secret/..": "0"}}, "damaged"),
        ({"sha256": {"database": "0"}}, "damaged"),
        ({"sha256": {}}, "damaged"),
    ],
)
def test_what_another_version_or_somebody_else_wrote_is_refused(lighter, tmp_path: Path, of: dict, reason: str) -> None:
    to, copy = tmp_path / "x.zip", tmp_path / "database"
    backup.make(lighter, to, {}, "", NOW, tmp_path)
    with zipfile.ZipFile(to) as pack:
        contents, database = json.loads(pack.read("backup.json")), pack.read("database")
    copy.write_bytes(database)
    with zipfile.ZipFile(to, "w") as pack:
        pack.writestr("backup.json", json.dumps(contents | of))
        pack.writestr("database", database)
    assert refused(backup.restore, lighter, to, "", tmp_path) == reason


def test_a_full_disk_leaves_the_backup_before_and_no_half_one(lighter: sa.Engine, tmp_path: Path, monkeypatch) -> None:
    to = tmp_path / "x.zip"
    backup.make(lighter, to, {}, "", NOW, tmp_path)
    before = to.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("seed.backups.container.os.fsync", full)
    assert refused(backup.make, lighter, to, {}, "", NOW, tmp_path) == "disk"
    assert (to.read_bytes(), [path.name for path in tmp_path.glob(".*")]) == (before, [])


def test_while_another_writes_a_backup_is_made_and_a_restore_says_so(lighter, tmp_path: Path, monkeypatch) -> None:
    for module in (sqlite, engine_module):
        monkeypatch.setattr(module, "BUSY_TIMEOUT_MS", 0)
    lighter.dispose()  # the next connections do not wait
    to = tmp_path / "x.zip"
    with writing(lighter) as conn:
        conn.execute(sa.update(schema.branches).values(name="Lain"))
        backup.make(lighter, to, {}, "", NOW, tmp_path)
        assert refused(backup.restore, lighter, to, "", tmp_path) == "busy"
    with lighter.connect() as conn:
        assert conn.scalar(sa.select(schema.branches.c.name)) == "Lain"
    (tmp_path / "again").mkdir()
    _, files = read(to, "", tmp_path / "again")
    assert sqlite3.connect(files["database"]).execute("select name from branches").fetchone() == ("Tes",)
