"""What the tests need of the machine: found, installed where that is allowed, else said."""

import subprocess
import sys

import pytest

from run import ROOT
from tests.support import machine


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine with none of the programs, nor apt; returns the calls of programs."""
    called: list[str] = []
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(machine, "chromium", lambda: None)
    monkeypatch.setattr(machine, "postgresql", lambda: None)
    monkeypatch.setattr(machine, "libreoffice", lambda: None)
    monkeypatch.setattr(machine, "poppler", lambda: False)
    monkeypatch.setattr(machine, "nginx", lambda: None)
    monkeypatch.setattr(machine, "apt", lambda: None)
    monkeypatch.setattr(subprocess, "call", lambda words, **_: called.append(" ".join(words)) or 0)
    return called


def test_without_chromium_the_tests_do_not_start(bare: list[str], capsys: pytest.CaptureFixture) -> None:
    assert machine.main([]) == 1
    assert "sudo apt-get install chromium-headless-shell" in capsys.readouterr().out
    assert bare == []


def test_without_the_others_they_do(bare: list[str], capsys: pytest.CaptureFixture) -> None:
    assert machine.main(["-m", "not browser"]) == 0
    said = capsys.readouterr().out
    assert [name in said for name in ("postgresql", "libreoffice-impress", "poppler-utils")] == [True] * 3
    assert said.count("dilewati") == 3
    assert "Chromium" not in said


def test_a_server_that_is_given_needs_none(bare: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://db/tests")
    assert "postgresql" not in machine.missing(["-m", "not browser"])


APT = "sudo -n apt-get -q"
ONE_BY_ONE = [
    f"{APT} install -y --no-install-recommends chromium-headless-shell",
    f"{APT} install -y --no-install-recommends chromium",
    f"{APT} install -y --no-install-recommends postgresql",
    f"{APT} install -y --no-install-recommends libreoffice-impress libreoffice-writer libreoffice-calc",
    f"{APT} install -y --no-install-recommends poppler-utils",
    f"{APT} install -y --no-install-recommends nginx",
]
TOGETHER = f"{ONE_BY_ONE[0]} postgresql libreoffice-impress libreoffice-writer libreoffice-calc poppler-utils nginx"


@pytest.mark.parametrize(("fails", "also"), [(False, []), (True, ONE_BY_ONE)])
def test_apt_installs_what_is_missing_at_once_and_one_by_one_where_it_cannot(
    bare: list[str], monkeypatch: pytest.MonkeyPatch, fails: bool, also: list[str]
) -> None:
    monkeypatch.setattr(machine, "apt", lambda: ["sudo", "-n", "apt-get"])
    monkeypatch.setattr(subprocess, "call", lambda words, **_: bare.append(" ".join(words)) or int(fails))
    machine.main([])
    assert bare == [f"{APT} update", TOGETHER, *also]


def test_it_needs_the_standard_library_alone() -> None:
    """run.py starts it before there is any package."""
    command = [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); import tests.support.machine"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_a_stub_that_does_not_start_is_no_chromium(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setattr(machine, "_MAC", str(tmp_path / "none"))
    monkeypatch.setattr(machine.shutil, "which", lambda name: str(stub))
    assert machine.chromium() is None
    stub.write_text("#!/bin/sh\necho Chromium 1\n")
    assert machine.chromium() == str(stub)


def test_chromium_without_windows_is_preferred_and_another_named_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    there = ["chromium", "chromium-headless-shell"]
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(machine, "_starts", lambda program: True)
    monkeypatch.setattr(machine.shutil, "which", lambda name: name if name in there else None)
    assert machine.chromium() == "chromium-headless-shell"
    assert "chromium" not in machine.missing([])
    there.remove("chromium-headless-shell")
    assert machine.chromium() == "chromium"
    assert "chromium" not in machine.missing([])
    monkeypatch.setenv("CHROMIUM", "/opt/chrome")
    assert machine.chromium() == "/opt/chrome"
