"""The first start and every other: the database brought up to date, the demonstration loaded once, clear errors."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.imports import prepare as preparation
from dashboard.imports.prepare import StartError, prepare
from dashboard.settings import ROOT, Settings
from queries.branches import holding
from queries.db.engine import connect, writing
from queries.db.schema import agents, branches, import_files, imports
from seed.migrate import upgrade


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return Settings(data_folder=str(tmp_path / "new" / "data"))


@contextmanager
def prepared(chosen: Settings, said: list[str] | None = None) -> Iterator[sa.Engine]:
    engine = prepare(chosen, [].append if said is None else said.append)
    yield engine
    engine.dispose()


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the demonstration: notes where it would be loaded, and leaves one import."""
    into: list[str] = []

    def load(engine: sa.Engine, *_: object) -> None:
        into.append(str(engine.url))
        record_import(engine)

    monkeypatch.setattr(preparation, "_load_demonstration", load)
    return into


def record_import(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        conn.execute(sa.insert(branches).values(code="TST", name="Uji", is_demo=False, secret_check="-"))
        conn.execute(
            sa.insert(imports).values(
                branch_code="TST", imported_at=sa.func.now(), imported_by="x", accepted_rejects=False
            )
        )


def test_an_empty_database_gets_its_tables_and_the_demonstration_once(chosen: Settings, loaded: list[str]) -> None:
    said: list[str] = []
    with prepared(chosen, said) as engine:
        assert "branches" in sa.inspect(engine).get_table_names()
    assert "data demonstrasi" in said[0]
    assert len(said) == 2
    said.clear()
    with prepared(chosen, said):
        assert said == []
    assert loaded == [chosen.url]


def test_a_database_with_an_import_gets_no_demonstration(chosen: Settings, loaded: list[str]) -> None:
    Path(chosen.data_folder).mkdir(parents=True)
    engine = connect(chosen.url)
    upgrade(engine)
    record_import(engine)
    engine.dispose()
    with prepared(chosen):
        assert loaded == []


def test_the_demonstration_can_be_kept_out(tmp_path: Path, loaded: list[str]) -> None:
    said: list[str] = []
    with prepared(Settings(data_folder=str(tmp_path), demo="no"), said) as engine:
        assert "branches" in sa.inspect(engine).get_table_names()
    assert (loaded, said) == ([], [])


def test_no_demonstration_where_none_is_wanted(chosen: Settings, loaded: list[str]) -> None:
    said: list[str] = []
    with prepared(replace(chosen, demo="no"), said) as engine:
        assert "branches" in sa.inspect(engine).get_table_names()
    assert loaded == said == []


def test_the_demonstration_is_the_articles_branch(tmp_path: Path, bare_engine: sa.Engine) -> None:
    said: list[str] = []
    url = bare_engine.url.render_as_string(hide_password=False)
    chosen = Settings(data_folder=str(tmp_path), database_url=url)
    with prepared(chosen, said) as engine, engine.connect() as conn:
        branch = holding(conn, "DEMO")
        assert branch.is_demo
        newest = conn.scalar(sa.select(sa.func.max(imports.c.id)))
        assert branch.data_version == newest, "the last load changed something too"
        assert conn.scalar(sa.select(sa.func.count()).select_from(agents)) == 32
    assert any("80%" in line for line in said)


def test_of_two_that_start_at_once_one_waits(chosen: Settings) -> None:
    script = (
        "from dashboard import settings; from dashboard.imports.prepare import prepare; prepare(settings.read(), print)"
    )
    with ExitStack() as stack:
        both = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", script],
                    cwd=ROOT,
                    env={**os.environ, "PERISAI_DATA_FOLDER": chosen.data_folder},
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(2)
        ]
        said = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sorted(map(bool, said)) == [False, True]
    with prepared(chosen) as engine, engine.connect() as conn:
        of_file = sa.select(sa.func.count()).select_from(import_files).group_by(import_files.c.sha256)
        assert set(conn.scalars(of_file)) == {1}, "each file was loaded once"


def refusal(chosen: Settings) -> str:
    with pytest.raises(StartError) as refused:
        prepare(chosen, lambda line: None)
    return str(refused.value)


def test_an_address_that_cannot_be_read_is_explained(chosen: Settings) -> None:
    text = refusal(Settings(data_folder=chosen.data_folder, database_url="mysql://db/x", language="en"))
    assert text.startswith("DATABASE_URL cannot be read. Write sqlite:///")


def test_a_server_that_does_not_answer_is_named_without_its_password(chosen: Settings) -> None:
    nobody = "postgresql://me:geheim@127.0.0.1:1/perisai"
    text = refusal(Settings(data_folder=chosen.data_folder, database_url=nobody))
    assert "me:***@127.0.0.1:1/perisai tidak dapat dibuka" in text
    assert "geheim" not in text


def test_a_file_that_is_no_database_is_named(chosen: Settings) -> None:
    Path(chosen.data_folder).mkdir(parents=True)
    (Path(chosen.data_folder) / "perisai.db").write_text("a letter to the mayor, and no database at all")
    assert "file is not a database" in refusal(chosen)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    text = refusal(Settings(data_folder=str(tmp_path / "file" / "data"), language="en"))
    assert f"The data folder {tmp_path / 'file' / 'data'} cannot be made" in text


def test_a_database_of_a_newer_version_is_left_alone(chosen: Settings, loaded: list[str]) -> None:
    with prepared(chosen) as engine, writing(engine) as conn:
        conn.execute(sa.text("update alembic_version set version_num = '9999'"))
    assert "versi dasbor yang lebih baru" in refusal(chosen)


def test_a_database_of_an_early_version_is_a_backup_and_is_loaded_again(chosen: Settings, loaded: list[str]) -> None:
    with prepared(chosen) as engine, writing(engine) as conn:
        conn.execute(sa.text("update alembic_version set version_num = '0002'"))
    text = refusal(chosen)
    assert "versi awal dasbor" in text
    assert "cadangan" in text
    assert "muat ulang" in text


def test_starting_needs_no_streamlit() -> None:
    """Importing it takes longer than all else that a start does."""
    script = "import json, sys, dashboard.imports.prepare; print(json.dumps(sorted(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"streamlit", "altair", "polars"} & set(json.loads(ended.stdout))
