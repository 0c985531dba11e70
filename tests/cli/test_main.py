"""The command line, from files to figures."""

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import settings
from dashboard.cli import main
from dashboard.language.words import words_in
from queries.access import Role
from queries.db import schema as s
from queries.db.engine import connect, writing
from tests.cli.commands import COMMANDS

KEYS = {
    "figures": {
        *("acquired", "received", "received_from_new", "received_from_earlier", "offices", "agents_listed"),
        *("agents_active", "agents_slowing", "agents_dormant_retained", "agents_due_for_removal"),
    },
    "months": {"month", "acquired", "received", "cumulative"},
    "sectors": {"sector", "acquired"},
    "wilayah_rows": {"code", "acquired", "received"},
    "agents": {"code", "wilayah", "status", "zero_months", "acquired", "last_running_month", "retained_until"},
    "references": {"metric", "published", "wording", "computed", "difference", "verdict", "issued_by_branch"},
}

FILES = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n",
    "agen.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Satu;K1;13-01-2019\n",
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor\nA1;20-03-2019;19000000001;9900000000000001;Nelayan\n",
    "iuran.csv": "No KPJ;BLTH;Tgl Bayar;Nominal\n19000000001;03-2019;21-03-2019;16.800\n",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    """A command's exit code, its output and what it says of errors, in a data folder of its own."""
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))

    def command(*words: str) -> tuple[int, str, str]:
        code = main.main([str(word) for word in words])
        output = capsys.readouterr()
        return code, output.out, output.err

    return command


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in FILES}


def test_files_become_figures_and_the_same_files_change_nothing(run, files):
    code, out, _ = run("import", *reversed(files.values()))
    assert code == 0
    assert "4 baris" in out
    first = json.loads(run("figures", "--period", "2019-S1")[1])
    assert (first["figures"]["acquired"], first["figures"]["received"], first["demo"]) == (1, 16_800, False)
    assert first["as_of"] == "2019-03-31"
    code, out, _ = run("import", *files.values())
    assert (code, words_in("id")("upload.nothing_new") in out) == (0, True)
    assert json.loads(run("figures", "--period", "2019-S1")[1]) == first
    assert run("verify")[0] == 0


def test_a_refused_row_loads_nothing_until_it_is_accepted(run, files, tmp_path):
    with files["iuran.csv"].open("a", encoding="utf-8") as out:
        out.write("19000000077;03-2019;21-03-2019;16.800\n")
    code, said, error = run("import", *files.values())
    assert code == 1
    assert "baris 3" in said
    assert "19000000077" not in said
    assert "--accept-rejects" in error
    assert json.loads(run("figures", "--period", "2019-S1")[1])["data_version"] == 0
    assert run("check", *files.values())[0] == 1
    assert run("import", "--accept-rejects", *files.values())[0] == 0
    assert json.loads(run("figures", "--period", "2019-S1")[1])["figures"]["received"] == 16_800


def test_the_document_has_the_keys_that_scripts_rely_on(run, demo_folder, tmp_path):
    shutil.copytree(demo_folder, tmp_path / "data")
    document = json.loads(run("figures", "--period", "2019-S1", "--format", "json")[1])
    assert {"period", "first_month", "as_of", "wilayah", "data_version", "demo"} <= document.keys()
    assert (document["period"], document["first_month"], document["as_of"]) == ("2019-S1", "2019-01", "2019-06-30")
    assert document["demo"] is True
    for section, keys in KEYS.items():
        row = document[section] if isinstance(document[section], dict) else document[section][0]
        assert keys <= row.keys(), section
    assert sum(month["acquired"] for month in document["months"]) == document["figures"]["acquired"] == 1313
    assert document["months"][-1]["cumulative"] == document["figures"]["received"]
    assert document["comparisons"]["previous"]["period"] == "2018-S2"
    assert document["comparisons"]["year_before"]["figures"]["acquired"] > 0
    assert {row["code"] for row in document["fairness"]} == {row["code"] for row in document["agents"]}
    assert sum(row["acquired"] for row in document["fairness"]) == 1313
    leaving = {row["code"] for row in document["agents"] if row["status"] == "due_for_removal"}
    assert sum(row["people"] for row in document["portfolio"]) > 0
    assert sum(row["agents"] for row in document["portfolio"]) >= len(leaving) > 0
    some = json.loads(run("figures", "--period", "2019-Q2", "--wilayah", "33.25", "33.75")[1])
    assert some["wilayah"] == ["33.25", "33.75"]
    assert "figures,,acquired,1313" in run("figures", "--period", "2019-S1", "--format", "csv")[1].splitlines()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("figures", "--period", "2019-S3"), "2019-S3"),
        (("figures", "--period", "2019-S1", "--wilayah", "99.99"), "99.99"),
    ],
)
def test_what_is_not_there_is_named(run, words, says):
    code, out, error = run(*words)
    assert (code, out) == (2, "")
    assert says in error


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "sebutkan berkasnya"),
        (("--fund", "APBDes 2019"), "hari pertama, dan hari terakhirnya"),
        (("--fund", "APBDes 2019", "--fund-from", "2019", "--fund-until", "2019-06-30"), "“2019” bukan hari"),
    ],
)
def test_a_fund_is_stated_whole(run, words, says):
    status, _, error = run("import", *words)
    assert (status, says in error) == (1, True)


def test_a_fund_pays_the_file_that_it_is_stated_with_and_its_end_comes_later(run, files):
    fund = ("--fund", "APBDes 2019", "--fund-from", "2019-01-01", "--fund-until")
    assert run("import", *map(str, files.values()), *fund, "2019-06-30")[0] == 0
    status, out, _ = run("import", *fund, "2019-12-31")
    assert (status, "sumber-iuran.csv" in out) == (0, True)
    with connect(settings.read().url).connect() as conn:
        payers = set(conn.scalars(sa.select(s.contributions.c.payer)))
        assert (payers, conn.scalars(sa.select(s.funds.c.until)).all()) == ({"APBDes 2019"}, [date(2019, 12, 31)])


def test_no_name_of_a_file_steers_the_terminal(run, files):
    steering = files["kantor.csv"].rename(files["kantor.csv"].with_name("k\x1b]0;x\x07.csv"))
    for command in (("check", steering), ("import", steering), ("check", f"{steering}.none")):
        _, out, error = run(*command)
        assert "]0;x" in out + error
        assert not {"\x1b", "\x07"} & {*out, *error}


def test_no_text_of_the_document_is_a_formula(run, files):
    for name, old in (("agen.csv", "A1;Agen"), ("peserta.csv", "A1;20")):
        text = files[name].read_text(encoding="utf-8")
        files[name].write_text(text.replace(old, f"@{old}"), encoding="utf-8")
    assert run("import", *files.values())[0] == 0
    cells = [*csv.reader(io.StringIO(run("figures", "--period", "2019-S1", "--format", "csv")[1]))]
    texts = {cell for row in cells for cell in row if not re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)}
    assert "'@A1" in texts
    assert not [cell for cell in texts if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_missing_file_and_a_bad_setting_are_named(run, monkeypatch):
    assert "ada-di-mana.csv" in run("import", "ada-di-mana.csv")[2]
    monkeypatch.setenv("PERISAI_LANGUAGE", "fr")
    code, _, error = run("verify")
    assert (code, "PERISAI_LANGUAGE" in error) == (1, True)


def test_verify_names_a_difference(run, files):
    run("import", *files.values())
    engine = connect(settings.read().url)
    with writing(engine) as conn:
        conn.execute(sa.update(s.agent_months).values(received=1))
    engine.dispose()
    code, out, _ = run("verify")
    assert code == 1
    assert "agent_months" in out
    assert "16800" in out


def test_the_demonstration_is_written_without_being_loaded(run, tmp_path):
    code, _, _ = run("demo", "--out", tmp_path / "contoh", "--agents", "6", "--months", "6")
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "contoh" / "DEMO").iterdir())[0] == "agen.csv"
    code, _, error = run("demo", "--agents", "0")
    assert code == 1
    assert "agents" in error


def test_no_data_is_no_zero_in_wilayah_and_sectors_either(run, files):
    run("import", *(path for name, path in files.items() if "iuran" not in name))
    printed = json.loads(run("figures", "--period", "2019-S1")[1])
    assert printed["figures"]["received"] is None
    assert {row["received"] for row in printed["wilayah_rows"]} == {None}
    assert {row["acquired"] for row in json.loads(run("figures", "--period", "2017-S1")[1])["sectors"]} <= {None}


def test_the_rule_is_listed_and_set_from_a_day_on_and_taken_back(run, files):
    assert run("rule", "--since", "2019-07-01", "--reading", "akuisisi-saja", "--source", "x")[0] == 1
    run("import", *files.values())
    code, out, _ = run("rule")
    assert code == 0
    assert "sejak 1 Januari 2014: yang harus nol sebelum agen keluar = akuisisi dan iuran yang berjalan" in out
    words = ("--reading", "akuisisi-dan-iuran-masuk", "--source", "Surat 12", "--by", "Ani")
    code, out, _ = run("rule", "--since", "2019-07-01", *words)
    assert (code, out.splitlines()[-1]) == (
        0,
        "sejak 1 Juli 2019: yang harus nol sebelum agen keluar = akuisisi dan iuran yang masuk (Surat 12)",
    )
    assert json.loads(run("figures", "--period", "2019-07")[1])["data_version"] == 2
    for nobody in ("", " \t", "\u200b", "x" * 81):
        code, _, error = run("rule", "--since", "2019-09-01", *words[:-1], nobody)
        assert (code, "--by" in error) == (1, True)
    for more, status, key in (((), 2, "no_day"), (("--since", "2019-08-01"), 1, "same")):
        code, _, error = run("rule", *more, *words)
        assert (code, error.strip()) == (status, words_in("id")(f"rule.refused.{key}", day="1 Agustus 2019"))
    assert run("undo")[0] == 0
    assert "Surat 12" not in run("rule")[1]


def test_every_command_says_who_may_give_it():
    assert set(COMMANDS) == set(main.MAY)


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize("name", COMMANDS)
def test_who_may_not_see_or_load_on_the_page_may_not_on_the_command_line(run, name, role, monkeypatch, tmp_path):
    """What a role may not is refused before anything is opened; what it may runs."""
    words, roles = COMMANDS[name]
    ran = []
    monkeypatch.setattr(main, f"_{name.replace('-', '_')}", lambda *_: ran.append(name) or 0)
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", role)
    code, out, error = run(name, *words)
    if role in roles.split():
        assert (code, ran) == (0, [name])
    else:
        assert (code, out, ran) == (1, "", [])
        assert error.strip() == words_in("id")("cli.denied", role=role)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("words", [("months",), ("check", "peserta.csv"), ("verify",)])
def test_the_press_reads_no_row_of_a_branch_through_a_command(run, words, files, monkeypatch):
    """What these print of the rows: counts and rupiah by month, refused rows, agents' codes."""
    assert run("import", *files.values())[0] == 0
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    code, out, error = run(*[str(files.get(word, word)) for word in words])
    assert (code, out) == (1, "")
    assert error.strip() == words_in("id")("cli.denied", role="press")


@pytest.mark.parametrize("words", [["figures", "--period", "2019-S1"], ["explain", "K7QM2X4D-FF60"], ["undo"]])
def test_a_database_that_is_not_there_is_told_without_its_password(run, words, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "nothing at all")
    code, _, error = run(*words)
    assert (code, error.strip()) == (1, words_in("id")("launcher.database_address"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/no/such/folder/perisai.db")
    code, _, error = run(*words)
    assert (code, "unable to open database file" in error, "Traceback" in error) == (1, True, False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://sari:rahasia@127.0.0.1:1/perisai?connect_timeout=1")
    code, _, error = run(*words)
    assert (code, "127.0.0.1:1" in error, "rahasia" in error) == (1, True, False)


@pytest.mark.parametrize(("revision", "reason"), [("9999", "newer"), ("0002", "older")])
def test_a_database_of_another_version_is_named_and_left_alone(run, tmp_path, revision, reason):
    assert run("undo")[0] == 1
    engine = connect(f"sqlite:///{tmp_path / 'data' / 'perisai.db'}")
    with writing(engine) as conn:
        conn.exec_driver_sql(f"update alembic_version set version_num = '{revision}'")
    engine.dispose()
    code, _, error = run("figures", "--period", "2019-S1")
    address = f"sqlite:///{tmp_path / 'data' / 'perisai.db'}"
    assert (code, error.strip()) == (1, words_in("id")(f"launcher.database_{reason}", address=address))
