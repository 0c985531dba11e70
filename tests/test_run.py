"""The launcher's own logic: what it installs when, and what it says when something is missing. Nothing is installed."""

import importlib.util
import json
import shutil
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import run

PINS = {"requirements.lock": "one==1\n", "requirements-dev.lock": "# more\n-r requirements.lock\ntwo==2\n"}
STEPS = {
    "uv venv": "uv venv",
    "uv pip": "uv pip",
    "-m venv": "venv",
    "ensurepip": "ensurepip",
    "--version": "has pip",
} | {
    "-m pip": "pip",
    "compileall": "compile",
    "-c ": "answers",
    "-m dashboard": "dashboard",
}


class Calls(list):
    """The steps that were taken, in order, and the last command line; a step in `failing` ends with 1."""

    def __init__(self) -> None:
        self.failing: set[str] = set()
        self.last = ""

    def __call__(self, *words: object, **options: object) -> int:
        self.last = " ".join(Path(word).name if Path(str(word)).is_absolute() else str(word) for word in words)
        step = next(step for sign, step in STEPS.items() if sign in self.last)
        self.append(step)
        if step in ("venv", "uv venv"):
            run.HOME.mkdir(exist_ok=True)
        return int(step in self.failing)


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """A project in a temporary folder with two locks, no uv, and no program that really starts."""
    for name, text in PINS.items():
        (tmp_path / name).write_text(text)
    shutil.copytree(run.ROOT / "dashboard" / "locales", tmp_path / "dashboard" / "locales")
    found = Calls()
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(run, "call", found)
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    return found


NEW = ["venv", "has pip", "pip", "compile"]
NEW_BY_UV = ["uv venv", "uv pip", "compile"]
CURRENT = ["answers"]
UPDATED = ["answers", "has pip", "pip", "compile"]


def taken(calls: Calls, requirements: str = "requirements.lock") -> list[str]:
    """The steps of one more installation."""
    calls.clear()
    run.install(requirements)
    return list(calls)


def uv(name: str) -> str | None:
    return "/bin/uv" if name == "uv" else None


def test_from_nothing_all_is_made_and_compiled(calls: Calls, capsys: pytest.CaptureFixture) -> None:
    assert taken(calls) == NEW
    assert "sekali saja" in capsys.readouterr().out


def test_the_second_start_installs_nothing(calls: Calls, capsys: pytest.CaptureFixture) -> None:
    run.install("requirements.lock")
    capsys.readouterr()
    assert taken(calls) == CURRENT
    assert capsys.readouterr().out == ""


def test_changed_requirements_are_installed_into_what_is_there(calls: Calls, capsys: pytest.CaptureFixture) -> None:
    run.install("requirements.lock")
    (run.ROOT / "requirements.lock").write_text("one==2\n")
    assert taken(calls) == UPDATED
    assert "berubah" in capsys.readouterr().out
    assert taken(calls) == CURRENT


def test_the_tests_packages_come_on_top_and_include_the_others(calls: Calls) -> None:
    run.install("requirements.lock")
    assert taken(calls, "requirements-dev.lock") == UPDATED
    assert taken(calls) == CURRENT
    assert taken(calls, "requirements-dev.lock") == CURRENT
    (run.ROOT / "requirements.lock").write_text("one==2\n")
    assert taken(calls, "requirements-dev.lock") == UPDATED


def test_an_interrupted_installation_is_made_anew(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(requirements: str) -> None:
        raise KeyboardInterrupt

    run.install("requirements.lock")
    (run.ROOT / "requirements.lock").write_text("one==2\n")
    with monkeypatch.context() as patch:
        patch.setattr(run, "fill", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.install("requirements.lock")
    assert taken(calls) == NEW


def test_without_a_network_what_works_is_kept(calls: Calls) -> None:
    run.install("requirements.lock")
    (run.ROOT / "requirements.lock").write_text("one==2\n")
    calls.failing = {"pip"}
    with pytest.raises(run.Problem, match="no_packages"):
        run.install("requirements.lock")
    calls.failing = set()
    assert taken(calls) == UPDATED


@pytest.mark.parametrize("broken", ["python is gone", "another python", "stamp is cut off"])
def test_a_broken_environment_is_made_anew(calls: Calls, broken: str) -> None:
    run.install("requirements.lock")
    if broken == "python is gone":
        calls.failing = {"answers"}
        assert taken(calls) == ["answers", *NEW]
        return
    text = json.dumps(json.loads(run.STAMP.read_text()) | {"python": "cpython-310"})
    run.STAMP.write_text(text if broken == "another python" else text[:-5])
    assert taken(calls) == NEW


def test_uv_is_used_where_it_is_installed(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.shutil, "which", uv)
    assert taken(calls) == NEW_BY_UV


def test_pip_takes_over_where_uv_fails(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(run.shutil, "which", uv)
    calls.failing = {"uv pip", "has pip"}
    assert taken(calls) == ["uv venv", "uv pip", "has pip", "ensurepip", "pip", "compile"]
    assert "uv" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "says"), [("id", "sudo apt-get install"), ("en", "run this again")])
def test_a_python_without_venv_is_told_what_to_install(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, language: str, says: str
) -> None:
    monkeypatch.setenv("PERISAI_LANGUAGE", language)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert run.main([]) == 1
    said = capsys.readouterr().out
    assert says in said
    assert f"python3.{sys.version_info[1]}-venv" in said


def test_without_a_network_it_says_so_and_ends(calls: Calls, capsys: pytest.CaptureFixture) -> None:
    calls.failing = {"pip"}
    assert run.main(["run"]) == 1
    assert "sambungan internet" in capsys.readouterr().out


def test_a_bad_setting_is_named(calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setenv("PERISAI_LANGUAGE", "nl")
    with pytest.raises(SystemExit) as ended:
        run.main([])
    assert ended.value.code == 1
    assert "PERISAI_LANGUAGE='nl'" in capsys.readouterr().out


def test_an_older_python_is_told_in_both_languages(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(run, "MINIMUM", (3, 99))
    assert run.main([]) == 1
    said = capsys.readouterr().out
    assert "terlalu lama: pasang Python 3.99" in said
    assert "too old: install Python 3.99" in said


def test_a_database_that_cannot_be_prepared_ends_it(calls: Calls) -> None:
    calls.failing = {"dashboard"}
    assert run.main(["--port", "9000"]) == 1
    assert calls.last.endswith("-m dashboard prepare")


def test_the_server_takes_nobodys_word_for_where_a_visitor_comes_from(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the header of who signed in with the proxy would be believed of whoever says that they are the proxy."""
    started: list[dict[str, str]] = []
    monkeypatch.setattr(run.subprocess, "Popen", lambda words, **options: started.append(options["env"]) or SERVER)
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    monkeypatch.setattr(run, "listening", lambda *_: False)
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    assert run.serve(["--port", "8600"]) == 0
    assert started[0]["FORWARDED_ALLOW_IPS"] == "none"


SERVER = SimpleNamespace(wait=lambda: 0)


def test_other_words_are_commands_of_the_dashboard(calls: Calls) -> None:
    assert run.main(["import", "a file.csv"]) == 0
    assert calls.last.endswith("-m dashboard import a file.csv")


def test_a_port_in_use_is_passed_over_and_said(capsys: pytest.CaptureFixture) -> None:
    with socket.socket() as taken_port:
        taken_port.bind(("127.0.0.1", 0))
        taken_port.listen()
        first = taken_port.getsockname()[1]
        assert first < run.free_port(first) < first + 100
    assert str(first) in capsys.readouterr().out


def test_a_free_port_is_taken_without_a_word(capsys: pytest.CaptureFixture) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        first = probe.getsockname()[1]
    assert run.free_port(first) == first
    assert capsys.readouterr().out == ""


def test_make_alone_lists_every_target() -> None:
    text = (run.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = text.split(".PHONY: ")[1].splitlines()[0].split()
    assert {"help", "run", "test", "bench"} <= set(targets)
    assert all(f"\n{target}: ## " in text for target in targets)
