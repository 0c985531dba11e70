"""Tests run in a forked process, over a copy of the house in which one thing is changed."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from tests.mutation.faults import ROOT, Fault

OPTIONS = ("-n0", "-q", "-x", "--no-header", "-p", "no:cacheprovider", "-m", "not browser", "-k", "not postgresql")
OPTIONS += ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # hypothesis is imported before the process forks
SECONDS = 120
"""Of processor time, after which a fault is told as a timeout: the machine may be shared."""

EXAMPLES = 25
"""Of what hypothesis draws for a test."""


def copy(folder: Path) -> None:
    """Everything that belongs to the house, as it stands in the working tree."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def outcome(folder: Path, fault: Fault, tests: Sequence[str]) -> tuple[str, str]:
    """killed, survived, timeout, or broken where the tests could not run; and the first test file that failed."""
    file = folder / fault.path
    before, stat = file.read_bytes(), file.stat()
    file.write_text(fault.source, encoding="utf-8")
    os.utime(file, (stat.st_atime, stat.st_mtime + 10))  # else Python would take the bytecode of before
    (folder / _FAILED).unlink(missing_ok=True)
    try:
        code = run(folder, tests, write_bytecode=False)
    finally:
        file.write_bytes(before)
        os.utime(file, (stat.st_atime, stat.st_mtime))
    failed = (folder / _FAILED).read_text() if (folder / _FAILED).exists() else ""
    # 2 and 4: a file could not even be imported.
    return {0: "survived", 1: "killed", 2: "killed", 4: "killed"}.get(code, "timeout" if code < 0 else "broken"), failed


class _Failed:
    """Writes down which file the first failing test stands in."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.root.joinpath(_FAILED).write_text(report.nodeid.partition("::")[0])

    def __init__(self, root: Path) -> None:
        self.root = root


_FAILED = "failed.txt"


def run(folder: Path, tests: Sequence[str], *, write_bytecode: bool = True) -> int:
    """pytest's exit code for these tests of the copy, run in a process of their own; below zero where it was ended."""
    child = os.fork()
    if child == 0:
        code = 3
        try:
            code = _tests(folder, tests, write_bytecode)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _tests(folder: Path, tests: Sequence[str], write_bytecode: bool) -> int:
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    sys.dont_write_bytecode = not write_bytecode
    sys.path[:] = [str(folder), *(one for one in sys.path if Path(one or ROOT).resolve() != ROOT)]
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    settings.register_profile("mutation", deadline=None, max_examples=EXAMPLES, database=None)
    settings.load_profile("mutation")
    return int(pytest.main([*OPTIONS, *tests], plugins=[_Failed(folder)]))
