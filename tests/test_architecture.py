"""The house stands as docs/decisions.md says: found out by reading the code, with no list of exceptions."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from queries.db.schema import SUMMARIES

ROOT = Path(__file__).parents[1]
HOUSE = ("queries", "seed", "dashboard")
PEOPLE = {"agents", "participants", "contributions", "kpj_numbers", "superseded", *(table.name for table in SUMMARIES)}
"""Tables whose rows tell of agents or participants, one by one or summed."""


def _read(*folders: str) -> dict[str, ast.Module]:
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


@cache
def code() -> dict[str, ast.Module]:
    """The house's files and their trees; read by the worker that runs these tests, not by each that collects them."""
    return _read(*HOUSE)


@cache
def everything() -> dict[str, ast.Module]:
    """The same with the tests and the files at the top."""
    top = {file.name: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(ROOT.glob("*.py"))}
    return {**code(), **_read("tests"), **top}


@cache
def nodes(tree: ast.Module) -> list[ast.AST]:
    """All of a tree, gone through once for all tests."""
    return list(ast.walk(tree))


def imports(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it: `queries.db.schema`, `queries.db.schema.agents`."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute in this house"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importing(prefixes: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    """`file: import` of each import of one of `names`, or of something in it, in files that begin so."""
    return [
        f"{file}: {name}"
        for file, tree in code().items()
        if file.startswith(prefixes)
        for name in sorted(set(imports(tree)))
        if any(name == one or name.startswith(f"{one}.") for one in names)
    ]


def named(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every plain name and every attribute, with its line."""
    for node in nodes(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias):
            yield node.name, node.lineno


def called(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The last name of what is called, with its line: `select` of `sa.select(...)`."""
    for node in nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            yield (node.func.id if isinstance(node.func, ast.Name) else node.func.attr), node.lineno


def test_there_is_a_house_to_look_at() -> None:
    assert all(any(file.startswith(f"{folder}/") for file in code()) for folder in HOUSE)


@pytest.mark.parametrize(
    ("of", "never"),
    [
        (("queries/",), ("seed", "dashboard", "tests")),
        (("seed/",), ("dashboard", "tests")),
        (("dashboard/",), ("tests",)),
        (("queries/", "seed/"), ("streamlit", "altair")),
        (("dashboard/charts/", "dashboard/render/", "dashboard/figures/", "dashboard/briefing/"), ("streamlit",)),
        (("dashboard/pages/",), ("polars", "sqlalchemy", "altair")),
    ],
)
def test_imports_point_to_the_left(of: tuple[str, ...], never: tuple[str, ...]) -> None:
    assert importing(of, never) == []


def test_one_file_reads_the_environment() -> None:
    readers = {
        file for file, tree in code().items() for name, _ in named(tree) if name in ("environ", "environb", "getenv")
    }
    assert readers == {"dashboard/settings.py"}


def test_a_scope_comes_from_the_doors_of_access() -> None:
    makers = {file for file, tree in code().items() for name, _ in called(tree) if name == "Scope"}
    assert makers == {"queries/access.py"}


def test_a_viewer_is_made_where_somebody_signs_in() -> None:
    makers = {file for file, tree in everything().items() for name, _ in called(tree) if name == "Viewer"}
    assert makers == {"dashboard/shell/auth.py", "tests/support/viewers.py"}


def test_a_scope_without_a_viewer_is_asked_for_where_figures_are_published() -> None:
    askers = {file for file, tree in everything().items() for name, _ in called(tree) if name == "published_scope"}
    assert askers == {"queries/published/published.py", "seed/writes/publish.py"}


def copied(tree: ast.Module) -> Iterator[str]:
    """What `dataclasses.replace` makes a changed copy of, as the code writes it."""
    for node in nodes(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("replace", "dataclasses.replace", "copy.replace"):
            yield ast.unparse(node.args[0]).lower()


def test_neither_a_scope_nor_a_viewer_is_changed_but_by_itself() -> None:
    """`dataclasses.replace` would be a second door."""
    here = "queries/scope.py"
    scopes = {file for file, tree in code().items() for of in copied(tree) if file == here or "scope" in of}
    viewers = {file for file, tree in everything().items() for of in copied(tree) if "viewer" in of}
    assert (scopes, viewers) == ({here}, set())


def test_only_the_frames_select_the_rows_of_agents() -> None:
    selecting = {
        file
        for file, tree in code().items()
        for name, _ in tables(tree)
        if name in PEOPLE and file.startswith("queries/") and not file.startswith("queries/db/schema")
    }
    assert selecting, "nothing is recognised as a table: this test would hold nothing"
    assert [file for file in sorted(selecting) if not file.startswith("queries/frames/")] == []


def tables(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each table of queries/db/schema.py that a module names, however it imported it, with its line."""
    modules = {"schema"}
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "queries.db":
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == "schema"}
        elif isinstance(node, ast.ImportFrom) and node.module in ("queries.db.schema", "queries.db.schema_summaries"):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield node.attr, node.lineno


def asking_past_the_view(tree: ast.Module) -> Iterator[int]:
    """The line of each use of the cache's `ask` or `ask_anew`, however they were imported."""
    modules, asks = {"dashboard.view.cache"}, ("ask", "ask_anew")
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "dashboard.view":
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == "cache"}
        elif isinstance(node, ast.ImportFrom) and node.module == "dashboard.view.cache":
            yield from (node.lineno for alias in node.names if alias.name in asks)
        elif isinstance(node, ast.Attribute) and node.attr in asks and ast.unparse(node.value) in modules:
            yield node.lineno


def test_only_the_view_asks_the_cache() -> None:
    """Whoever else did would go past the press gate."""
    lines = [
        f"{file}:{line}"
        for file, tree in everything().items()
        if not file.startswith("dashboard/view/")
        for line in asking_past_the_view(tree)
    ]
    assert lines == []


@pytest.mark.parametrize(
    "text",
    [
        "from dashboard.view import cache\ncache.ask(url)",
        "from dashboard.view import cache as answers\nanswers.ask_anew(url)",
        "from dashboard.view.cache import ask",
        "import dashboard.view.cache\ndashboard.view.cache.ask(url)",
    ],
)
def test_a_question_past_the_view_is_known_when_it_is_seen(text: str) -> None:
    assert list(asking_past_the_view(ast.parse(text)))


def test_there_is_one_press_gate() -> None:
    """The protected answers are reached through `for_press` alone, which refuses what has none."""
    past = importing(("seed/", "dashboard/"), ("queries.press.gate.TWINS", "queries.press.masks"))
    assert past == []


def test_no_page_nor_dashboard_file_selects() -> None:
    selecting = [
        f"{file}:{line}"
        for file, tree in code().items()
        if file.startswith("dashboard/pages/")
        for name, line in called(tree)
        if name in ("select", "text", "execute", "scalar", "scalars")
    ]
    assert selecting == []


def test_there_are_no_drawers() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base"}
    assert [file for file in everything() if drawers & set(Path(file).with_suffix("").parts)] == []


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {file: (ROOT / file).read_text(encoding="utf-8").count("\n") for file in everything()}
    assert {file: lines for file, lines in lengths.items() if lines > 300} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    lengths = {
        f"{file}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for file, tree in everything().items()
        for node in nodes(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert {where: lines for where, lines in lengths.items() if lines > 60} == {}


COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)


def test_colours_stand_in_one_file() -> None:
    coloured = {
        file
        for file, tree in code().items()
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value)
    }
    assert coloured <= {"dashboard/render/theme.py"}


@pytest.mark.parametrize("text", ["#fff", "1px solid #0f5f8f", "#0F5F8F80", "rgb(1, 2, 3)", "hsla(1, 2%, 3%, 1)"])
def test_a_colour_is_known_when_it_is_seen(text: str) -> None:
    assert COLOUR.search(text)


def test_every_public_function_of_the_house_says_what_it_does() -> None:
    silent = [
        f"{file}:{node.lineno} {node.name}"
        for file, tree in code().items()
        for node in [tree, *tree.body]
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        and not getattr(node, "name", "").startswith("_")
        and (node is not tree or tree.body)
        and not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("check", [["check"], ["format", "--check"]], ids=["rules", "layout"])
def test_the_code_is_tidy(check: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ruff", *check, "--no-cache", "."], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, f"run: make style\n{ended.stdout}{ended.stderr}"


def test_the_types_agree() -> None:
    """What is checked, and how strictly, says pyproject.toml. From nothing 45 s; with .mypy_cache a few.

    Where CI begins from nothing, nobody will read what would be written for the next time.
    """
    once = ["--cache-dir", os.devnull] if os.environ.get("CI") and not (ROOT / ".mypy_cache").exists() else []
    command = [sys.executable, "-m", "mypy", *once]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"run: make style\n{ended.stdout}{ended.stderr}"


def test_no_line_is_kept_from_the_type_checker() -> None:
    silenced = [file for file in code() if "type: ignore" in (ROOT / file).read_text(encoding="utf-8")]
    assert silenced == []
