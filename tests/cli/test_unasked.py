"""Options that answer no question of the files load nothing; who may not publish changes no published figure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.cli.test_main import FILES
from tests.pages.opening import branch

PAID = "No KPJ;BLTH;Tgl Bayar;Nominal\n"
CORRECTED = f"{PAID}19000000001;03-2019;22-03-2019;16.800\n"
BEFORE = f"{PAID}19000000001;03-2019;21-03-2019;16.800\n19000000001;04-2019;19-03-2019;16.800\n"
PUBLISHED = "Ukuran;Nilai;Periode;Sumber;Tanggal Terbit\nakuisisi;{value};2019-S1;{source};25-07-2019\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    """A command on a branch with four files; a text is a file."""

    def command(name: str, text: str, *options: str) -> tuple[int, str]:
        (tmp_path / "berkas.csv").write_text(text, encoding="utf-8")
        code = main.main([name, str(tmp_path / "berkas.csv"), *options])
        output = capsys.readouterr()
        return code, output.out + output.err

    with branch(four_files, tmp_path, monkeypatch):
        capsys.readouterr()
        yield command


def four_files(folder: Path) -> None:
    """The files of `tests/cli/test_main.py`, each loaded by a command of its own."""
    for text in FILES.values():
        (folder / "berkas.csv").write_text(text, encoding="utf-8")
        assert main.main(["import", str(folder / "berkas.csv")]) == 0


@pytest.mark.parametrize("name", ["import", "check"])
@pytest.mark.parametrize(
    ("text", "options", "named", "asks"),
    [
        (CORRECTED, ["--correct", "2019-04"], "--correct 2019-04", "--correct 2019-03 / --add 2019-03"),
        (CORRECTED, ["--correct", "peserta:2019-03"], "--correct peserta:2019-03", "--add 2019-03"),
        (CORRECTED, ["--correct", "2019-03", "--always-so", "A1"], "--always-so A1", "Iuran Maret 2019"),
        (CORRECTED, ["--correct", "2019-03", "--moved-from", "A1=2019-01"], "--moved-from A1=2019-01", "Iuran"),
        (FILES["iuran.csv"], ["--replace", "2019-03"], "--replace 2019-03", "tidak menanyakan apa pun"),
    ],
)
def test_an_option_that_answers_nothing_loads_nothing_and_names_the_questions(run, name, text, options, named, asks):
    code, said = run(name, text, *options)
    last = said.strip().splitlines()[-1]
    assert (code, named in last, asks in last) == (1, True, True)
    assert "22 Maret" in run("check", CORRECTED)[1]  # nothing was loaded: it still asks


def test_a_confirmation_of_what_nobody_suspects_loads_nothing(run):
    code, said = run("import", BEFORE, "--confirm", "niks_end_in_zero")
    assert (code, "--confirm niks_end_in_zero tidak menjawab" in said) == (1, True)
    assert "--confirm paid_before_registered" in said.strip().splitlines()[-1]
    assert run("import", BEFORE, "--confirm", "paid_before_registered")[0] == 0


def test_an_option_that_answers_one_of_its_months_is_asked(run):
    assert run("import", CORRECTED, "--correct", "2019")[0] == 0


def test_what_was_published_is_changed_by_who_may_publish_and_when_asked(run, monkeypatch):
    first, other = PUBLISHED.format(value=1400, source="Radar"), PUBLISHED.format(value=1500, source="Radar")
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "staff")
    code, said = run("import", first, "--by", "Kepala Cabang")
    assert (code, "kepala cabang atau humas" in said) == (1, True)
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "head")
    assert run("import", first)[0] == 0
    code, said = run("import", other)
    assert (code, "--confirm published_changed" in said) == (1, True)
    assert run("import", other, "--confirm", "published_changed")[0] == 0
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "staff")
    assert run("import", other)[0] == 0  # says nothing new


def test_a_reader_who_goes_ends_a_command_without_a_stack_trace(tmp_path):
    environment = {**os.environ, "PERISAI_DATA_FOLDER": str(tmp_path)}
    command = [sys.executable, "-m", "dashboard", "verify"]
    nobody, out = os.pipe()
    os.close(nobody)
    done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(out)
    assert (done.stderr, done.returncode) == (b"", 141)
