"""The pages of docs/ say what the code does."""

import re
from pathlib import Path

import pytest

from dashboard.cli.docs import DOCUMENTS, write
from queries.metrics import catalogue
from queries.periods import Period, PeriodError

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CODE = re.compile(r"`([^`]+)`")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_generated_page_is_current(name):
    page = DOCS / name
    assert page.read_text(encoding="utf-8") == DOCUMENTS[name](), f"run: python -m dashboard.cli.docs ({page.name})"


def test_write_makes_every_page(tmp_path):
    write(tmp_path / "docs")
    assert {file.name for file in (tmp_path / "docs").iterdir()} == set(DOCUMENTS)


def glossary() -> list[list[str]]:
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in rows if row[0] != "Indonesia"]


def is_period(name: str) -> bool:
    try:
        Period.parse(name)
    except PeriodError:
        return False
    return True


def test_the_glossary_names_only_what_the_code_has():
    sources = [file for folder in ("queries", "seed", "dashboard") for file in (ROOT / folder).rglob("*.py")]
    known = set(re.findall(r"\w+", "\n".join(file.read_text(encoding="utf-8") for file in sources))) | set(catalogue())
    named = {name for row in glossary() for name in CODE.findall(row[2])}
    assert len(named) > 30
    assert [name for name in sorted(named) if name not in known and not is_period(name)] == []


def test_the_glossary_has_each_word_once():
    words = [row[0] for row in glossary()]
    assert sorted(words) == sorted(set(words))
    assert all(len(row) == 3 and row[1] for row in glossary())


def test_links_between_the_pages_lead_somewhere():
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
