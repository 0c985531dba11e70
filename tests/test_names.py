"""One word for one thing: no name that has come to mean many, no class name with two meanings, no long function."""

import ast
from collections import defaultdict

from tests.support.code import modules, names

WORN = {"told", "held", "kept", "shown", "made", "found"}
"""Participles that stood for eight things each: what a thing is, not what was done with it, is its name."""


def test_nothing_is_named_by_a_worn_word() -> None:
    worn = [
        f"{module}:{line} {name}"
        for module, tree in modules().items()
        for name, line in names(tree)
        if WORN & set(name.lower().split("_"))
    ]
    assert worn == []


def test_a_class_name_has_one_meaning() -> None:
    where = defaultdict(list)
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                where[node.name].append(module)
    assert {name: places for name, places in where.items() if len(places) > 1} == {}


def test_no_function_is_longer_than_45_lines() -> None:
    long = [
        f"{module}:{node.lineno} {node.name}"
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 45
    ]
    assert long == []
