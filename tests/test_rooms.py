"""Rooms stand one above the other: an import leads down, never up, and nowhere in a circle."""

import ast

import pytest

from tests.support.code import HOUSE, graph, modules

DOWN = {
    "dashboard": (
        *("pages", "sections", "cli", "lineage", "briefing", "figures", "shell", "view"),
        *("render", "imports", "charts", "language", "fonts"),
    ),
    "seed": ("demo", "backups", "writes", "checks", "values", "files"),
    "queries": ("press", "published", "lineage", "agents", "frames", "db"),
}
"""The rooms of each part of the house, from the top down (docs/decisions.md)."""


def room(name: str) -> tuple[str, str]:
    """The part of the house and the room of a module; a module outside any room has none."""
    part, *rest = name.split(".")
    return part, rest[0] if rest and rest[0] in DOWN[part] else ""


def test_every_folder_with_code_is_a_room() -> None:
    folders = {(name.split(".")[0], name.split(".")[1]) for name in modules() if name.count(".") > 1}
    beside = {("seed", "migrations")}  # its steps are read by alembic, from their folder
    assert folders - beside == {(part, one) for part, rooms in DOWN.items() for one in rooms}


def test_an_import_leads_down() -> None:
    upward = []
    for name, imported in graph().items():
        part, here = room(name)
        for other in sorted(imported):
            where, there = room(other)
            if where == part and here and there and DOWN[part].index(there) < DOWN[part].index(here):
                upward.append(f"{name} -> {other}")
            if HOUSE.index(where) > HOUSE.index(part):
                upward.append(f"{name} -> {other}")
    assert upward == []


def test_there_is_no_circle() -> None:
    left = {name: set(imported) for name, imported in graph().items()}
    while free := [name for name, imported in left.items() if not imported]:
        for name in free:
            del left[name]
        for imported in left.values():
            imported.difference_update(free)
    assert left == {}


def test_a_section_named_as_a_page_serves_that_page_alone_and_any_other_several() -> None:
    pages = {name.removeprefix("dashboard.pages.") for name in modules() if name.startswith("dashboard.pages.")}
    served: dict[str, set[str]] = {}
    for name, imported in graph().items():
        for other in imported:
            if other.startswith("dashboard.sections."):
                served.setdefault(other.split(".")[2], set()).add(name.split(".")[2])
    assert {section: by for section, by in served.items() if section in pages and by != {section}} == {}
    assert {section: by for section, by in served.items() if section not in pages and len(by - {section}) < 2} == {}


@pytest.mark.parametrize("name", ["dashboard.pages.overview", "queries.flows", "seed.importer"])
def test_the_graph_has_what_a_module_imports(name: str) -> None:
    """A graph without edges would pass both tests above."""
    lines = [node for node in modules()[name].body if isinstance(node, ast.ImportFrom)]
    ours = [node for node in lines if node.module and node.module.split(".")[0] in HOUSE]
    assert ours
    assert len(graph()[name]) >= len({node.module for node in ours})
