"""`python run.py audit`: what was done, as text and as CSV without formulas; whether it is whole; who may read it."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.cli.main import main
from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell import auth
from dashboard.view import audited, cache
from queries import people
from queries.access import AccessDenied
from queries.db.engine import writing
from seed.writes import audit
from tests.support.viewers import viewer

ID = words_in("id")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture):
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PERISAI_DEMO", "no")

    def running(*words: str) -> tuple[int, str, str]:
        code = main([*words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


def test_what_the_command_line_does_is_on_record_by_whom_it_names(run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("audit")[1].strip() == ID("audit.nothing")
    run("people", "add", "rina", "--name", "Rina", "--role", "administrator")
    code, out, _ = run("audit")
    assert (code, "staf (kepala cabang) · perubahan orang · #1 ditambahkan" in out) == (0, True)
    assert run("audit", "--act", "import")[1].strip() == ID("audit.nothing")
    assert run("audit", "--who", "staf", "--from", "2020-01-01")[1] == out
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "staff")
    assert run("audit")[0] == 1


def test_a_cell_is_no_formula_in_a_spreadsheet(run, tmp_path: Path) -> None:
    run("audit")
    settings = Settings(data_folder=str(tmp_path / "data"))
    with writing(sa.create_engine(settings.url)) as conn:
        audit.append(conn, settings.branch_code, "export", "=1+1.csv", by="x")
    rows = [*csv.reader(io.StringIO(run("audit", "--format", "csv")[1]))]
    assert [rows[0][2], rows[1][3]] == [ID("audit.column.act"), "'=1+1.csv"]


def test_it_says_which_entry_is_not_as_it_was_written(run, tmp_path: Path) -> None:
    run("people", "add", "rina", "--name", "Rina", "--role", "administrator")
    code, out, _ = run("audit", "--verify")
    assert (code, out.startswith("Catatan utuh: 1 baris")) == (0, True)
    with cache.engine(Settings(data_folder=str(tmp_path / "data")).url).begin() as conn:
        conn.exec_driver_sql("drop trigger audit_no_update")
        conn.exec_driver_sql("update audit set who = 'x'")
    code, _, said = run("audit", "--verify")
    assert (code, said.strip()) == (1, ID("audit.broken", number="1"))


def test_who_takes_a_file_is_recorded_before_it_is_written(run, tmp_path: Path) -> None:
    run("audit")
    settings = Settings(data_folder=str(tmp_path / "data"))
    with audit.acting(audit.Actor("ani", "staff", "10.0.0.8")):
        write = audited.taking(
            (settings.url, settings.branch_code), "iuran.png", viewer(), lambda: b"PNG", "2019-S1 33.25"
        )
    assert run("audit")[1].strip() == ID("audit.nothing")
    assert write() == b"PNG"
    assert "ani (staf) · unduhan · iuran.png · 2019-S1 33.25 · 10.0.0.8" in run("audit")[1]


@pytest.mark.parametrize(
    "changed",
    [
        ("remove", "ani"),
        ("change", "ani", "--role", "press"),
        ("change", "ani", "--role", "staff", "--wilayah", "33.26"),
        ("change", "ani", "--until", "2026-01-02"),
    ],
    ids=" ".join,
)
def test_a_page_left_open_gives_no_file_once_the_role_is_another(run, tmp_path: Path, changed: tuple[str, ...]) -> None:
    run("people", "add", "rina", "--name", "Rina", "--role", "administrator")
    run("people", "add", "ani", "--name", "Ani", "--role", "staff", "--wilayah", "33.25", "--from", "2026-01-01")
    settings = Settings(data_folder=str(tmp_path / "data"))
    with cache.engine(settings.url).connect() as conn:
        looking = auth.of_colleague(people.person(conn, settings.branch_code, "ani"), "TST", date(2026, 1, 2))
    with audit.acting(audit.Actor("ani", "staff", "10.0.0.8")):
        write = audited.taking((settings.url, settings.branch_code), "iuran.png", looking, lambda: b"PNG")
    assert write() == b"PNG"
    assert run("people", *changed)[0] == 0
    with pytest.raises(AccessDenied):
        write()
    with pytest.raises(AccessDenied):
        write()
    assert run("audit")[1].count("ani (staf) · ditolak · iuran.png · 10.0.0.8") == 1


def test_a_database_that_cannot_be_written_keeps_nobody_from_a_file(run, tmp_path: Path, caplog) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    assert audited.taking((url, "TST"), "iuran.png", viewer(), lambda: b"PNG")() == b"PNG"
    assert "not in the audit: export iuran.png" in caplog.text
