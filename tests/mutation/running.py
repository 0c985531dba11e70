"""Tests run in a forked process, over a copy of the house in which one thing is changed."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.mutation.faults import ROOT, Fault

OPTIONS = ("-n0", "-q", "-x", "--no-header", "-p", "no:cacheprovider", "-m", "not browser", "-k", "not postgresql")
OPTIONS += ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # hypothesis is imported before the process forks
OPTIONS += ("--hypothesis-profile", "mutation")
EXAMPLES = 20
"""Of what hypothesis draws for a test at most; what fails is not made smaller."""

settings.register_profile(
    "mutation",
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    deadline=None,
    database=None,
)
MEMORY = 6 * 2**30
"""Bytes, for a loop that a fault leaves without an end."""


def copy(folder: Path) -> None:
    """Everything that belongs to the house, as it stands in the working tree, and the demonstration, loaded."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    load = "import sys; from dashboard.imports.prepare import prepare; from dashboard.settings import Settings\n"
    load += "prepare(Settings(data_folder=sys.argv[1], demo='yes'), lambda line: None).dispose()"
    subprocess.run([sys.executable, "-c", load, str(folder / _DEMONSTRATION)], cwd=folder, check=True)


def outcome(folder: Path, fault: Fault, tests: Sequence[str], seconds: int) -> tuple[str, str]:
    """killed, survived, timeout, or broken where the tests could not run; and the first test that failed."""
    file, failed = folder / fault.path, folder / "failed.txt"
    before, stat = file.read_bytes(), file.stat()
    file.write_text(fault.source, encoding="utf-8")
    os.utime(file, (stat.st_atime, stat.st_mtime + 10))  # else Python would take the bytecode of before
    failed.unlink(missing_ok=True)
    try:
        code = run(folder, tests, [_Failed(failed)], seconds=seconds)
    finally:
        file.write_bytes(before)
        os.utime(file, (stat.st_atime, stat.st_mtime))
    # 2 and 4: a file could not even be imported.
    became = {0: "survived", 1: "killed", 2: "killed", 4: "killed"}.get(code, "timeout" if code < 0 else "broken")
    return became, failed.read_text() if failed.exists() else ""


class _Failed:
    """Writes down the first test that fails."""

    def __init__(self, written: Path) -> None:
        self.written = written

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.written.write_text(report.nodeid)


class _Loaded:
    """Puts the demonstration, loaded, where `demo_folder` looks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        Path(os.environ["PERISAI_TEST_FOLDER"], "demonstration").symlink_to(self.folder / _DEMONSTRATION)


_DEMONSTRATION = "demonstration.loaded"


def run(
    folder: Path, tests: Sequence[str], plugins: Sequence[object] = (), *, seconds: int, write_bytecode: bool = False
) -> int:
    """pytest's exit code for these tests of the copy, run in a process of their own; below zero where it was ended.

    `seconds`: of processor time, after which it is ended; the machine may be shared.
    """
    child = os.fork()
    if child == 0:
        code = 3
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
            sys.dont_write_bytecode = not write_bytecode
            code = _tests(folder, tests, plugins)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _tests(folder: Path, tests: Sequence[str], plugins: Sequence[object]) -> int:
    os.chdir(folder)
    sys.path[:] = [str(folder), *(one for one in sys.path if Path(one or ROOT).resolve() != ROOT)]
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    silence = os.open(os.environ.get("LOUD", os.devnull), os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return int(pytest.main([*OPTIONS, *tests], plugins=[_Loaded(folder), *plugins]))
