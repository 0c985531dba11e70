"""Which tests of a file enter a function: written down the first time, and anew once the test file has changed."""

import ast
import builtins
import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutation import running
from tests.mutation.faults import ROOT, Fault, files

FILE = ROOT / "test-results" / "reach.json"
SECONDS = 15.0
"""Of processor time that the tests of one file get; those after it are not asked."""


class Reach:
    """By test file and test that passes: `seconds` of processor time, and `enters`, each as "path function"."""

    def __init__(self, folder: Path) -> None:
        """`folder`: a copy of the house of its own."""
        self.folder = folder
        self.known = json.loads(FILE.read_text()) if FILE.exists() else {}
        for path in files():
            (folder / path).write_text(_reporting(path, (folder / path).read_bytes()))

    def entering(self, file: str, fault: Fault) -> dict[str, float]:
        """The tests of a file that enter the fault's function, with their seconds, the cheapest first.

        All are asked about what stands outside of functions, and about a function that runs while a file is imported.
        """
        tests = dict(self._tests(file))
        imported = set(tests.pop(_IMPORTED, {"enters": []})["enters"])
        name = f"{fault.path} {fault.function}"
        entering = {test: one["seconds"] for test, one in tests.items() if name in one["enters"]}
        if not fault.function or (not entering and name in imported):
            entering = {test: one["seconds"] for test, one in tests.items()}
        return dict(sorted(entering.items(), key=lambda one: one[1]))

    def _tests(self, file: str) -> dict[str, dict]:
        now = hashlib.sha256((self.folder / file).read_bytes()).hexdigest()
        if self.known.get(file, {}).get("hash") != now:
            written = self.folder / "entered.json"
            written.unlink(missing_ok=True)
            running.run(self.folder, ["--maxfail=0", file], [_Entered(written)], seconds=300, write_bytecode=True)
            self.known[file] = {"hash": now, "tests": json.loads(written.read_text()) if written.exists() else {}}
            FILE.parent.mkdir(exist_ok=True)
            FILE.write_text(json.dumps(self.known))
        return self.known[file]["tests"]


def _reporting(path: str, text: bytes) -> str:
    """The file with a line more at the head of each outermost function, which says that it is entered."""
    tree = ast.parse(text)
    for function in _outermost(tree):
        line = ast.parse(f"__import__('builtins').{_ENTERED}.add({f'{path} {function.name}'!r})").body
        function.body[1 if ast.get_docstring(function) is not None else 0 : 0] = line
    return ast.unparse(tree)


def _outermost(tree: ast.Module) -> list[ast.FunctionDef]:
    places = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    return [node for place in places for node in place.body if isinstance(node, ast.FunctionDef)]


_ENTERED = "perisai_entered"
_IMPORTED = ""
"""Among the tests, what was entered before the first of them."""


class _Entered:
    """Notes what a test enters, on any thread, and what it costs with its fixtures."""

    def __init__(self, written: Path) -> None:
        self.written = written
        self.failed: set[str] = set()
        self.tests: dict[str, dict] = {}
        setattr(builtins, _ENTERED, set())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        entered: set[str] = getattr(builtins, _ENTERED)
        self.tests = self.tests or {_IMPORTED: {"seconds": 0.0, "enters": sorted(entered)}}
        entered.clear()
        started = time.process_time()
        result = yield
        if item.nodeid not in self.failed:
            seconds = round(time.process_time() - started, 2)
            self.tests[item.nodeid] = {"seconds": seconds, "enters": sorted(entered)}
        if sum(one["seconds"] for one in self.tests.values()) > SECONDS:
            item.session.shouldstop = "enough"
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.written.write_text(json.dumps(self.tests))
