"""Which test files can notice a fault in a file: the mirrored one, then those of its room, the nearest by imports."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import PurePosixPath

from tests.mutation.faults import ROOT

_ROOMS = ("queries", "seed", "dashboard", "tests")
_SLOW = ("tests/browser/", "tests/bench/", "tests/mutation/", "tests/render/", "tests/briefing/documents/")
_SLOW += ("tests/briefing/test_build.py", "tests/imports/", "tests/test_")


def chosen(path: str) -> list[str]:
    """The test files for a fault in `path`, in the order in which they are asked."""
    house = PurePosixPath("tests", path.removeprefix("dashboard/"))
    own, folder, room = f"test_{house.name}", f"{house.parent}/", f"tests/{house.parts[1]}/"
    away = _distances(path)
    tests = [PurePosixPath(name) for name in away if not name.startswith(_SLOW)]
    near = {
        str(test): (
            *(test != house.with_name(own), test.name != own),
            *(not str(test).startswith(near) for near in (folder, room)),
            str(test).startswith("tests/pages/"),
            away[str(test)],
            str(test),
        )
        for test in tests
        if test.name.startswith("test_")
    }
    return sorted(near, key=lambda name: near[name])


def _distances(path: str) -> dict[str, int]:
    """How many imports each file is away from one that it imports, directly or through others."""
    away, now = {path: 0}, [path]
    for one in now:
        for name in _importers()[one] - away.keys():
            away[name] = away[one] + 1
            now.append(name)
    return away


@cache
def _importers() -> dict[str, set[str]]:
    """By file, the files that import it."""
    found: dict[str, set[str]] = defaultdict(set)
    for room in _ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            name = file.relative_to(ROOT).as_posix()
            for imported in _imports(file.read_text(encoding="utf-8")):
                target = ROOT.joinpath(*imported.split(".")).with_suffix(".py")
                if target.is_file():
                    found[target.relative_to(ROOT).as_posix()].add(name)
    return found


def _imports(text: str) -> set[str]:
    """Every module that a file may import by name: `a.b` and `a.b.c` for `from a.b import c`."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return names
