"""Every fault that can be put into a file: mutmut's operators, also on constants and in decorated functions.

mutmut's own runner does not fit: it leaves out constants and what is decorated (a seventh of `queries/`, every figure),
it forks after polars has begun its threads, and the copy that it makes of a question is passed over by the view, which
asks what stands behind `__wrapped__`.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("queries", "seed", "dashboard/figures")
LEFT_OUT = ("migrations", "schema.py", "schema_published.py", "demo")
"""Declarations, held against the database itself; and the demonstration, whose numbers are nobody's."""

_NEVER = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)


@dataclass(frozen=True, eq=False)
class Fault:
    """One thing changed in a file. `path`: from the root. `function`: the outermost one it stands in, "" for none."""

    path: str
    function: str
    module: cst.Module
    node: cst.CSTNode
    changed: cst.CSTNode

    @cached_property
    def source(self) -> str:
        """The whole file with the fault."""
        return self.module.deep_replace(self.node, self.changed).code

    def diff(self) -> str:
        """What changed, as a unified diff without context and heading: `@@ -70 +70 @@` and the lines."""
        old, new = self.module.code.splitlines(), self.source.splitlines()
        return "\n".join(list(difflib.unified_diff(old, new, lineterm="", n=0))[2:])


def files() -> list[str]:
    """The files that faults are put into, in order."""
    every = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return [path.relative_to(ROOT).as_posix() for path in every if not set(path.parts) & set(LEFT_OUT)]


def faults(path: str) -> Iterator[Fault]:
    """The faults of one file, in the order of its text."""
    module = cst.parse_module((ROOT / path).read_text(encoding="utf-8"))
    finder = _Finder()
    module.visit(finder)
    for function, node, changed in finder.changes:
        yield Fault(path, function, module, node, changed)


class _Finder(cst.CSTVisitor):
    """Collects each node with the function it stands in and what an operator would put in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.functions: list[str] = []
        self.changes: list[tuple[str, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _NEVER):
            return False
        if isinstance(node, cst.FunctionDef):
            self.functions.append(node.name.value)
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                self.changes += [("".join(self.functions[:1]), node, changed) for changed in operator(node)]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef):
            self.functions.pop()
