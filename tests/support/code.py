"""The house's own code, read once: its modules as syntax trees, and who imports whom."""

import ast
from collections.abc import Iterator
from functools import cache

from dashboard.settings import ROOT

HOUSE = ("queries", "seed", "dashboard")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the house by its dotted name, but for the migrations' steps, which are never imported by name."""
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            file.read_text(encoding="utf-8")
        )
        for folder in HOUSE
        for file in sorted((ROOT / folder).rglob("*.py"))
        if file.parent.name != "versions"
    }


@cache
def graph() -> dict[str, frozenset[str]]:
    """The modules of the house that each module imports, wherever in it it does."""
    return {name: frozenset(_imports(tree)) - {name} for name, tree in modules().items()}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield from (name for name in (inner, node.module) if name in modules() and node.module not in HOUSE)
                if node.module in HOUSE and inner in modules():
                    yield inner


def names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every name that a module gives to a thing or uses, with its line: variables, fields, parameters, functions,
    classes and aliases."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, line
            case ast.arg(arg=name) | ast.keyword(arg=str(name)) | ast.alias(asname=str(name)):
                yield name, line
