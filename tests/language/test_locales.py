"""Every text: in both languages, with the same placeholders, used, and filled wherever it is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from dashboard.language.words import FOLDER, LANGUAGES, texts
from dashboard.settings import ROOT
from queries.press.threshold import LEAST_PEOPLE

TEXTS = {language: texts(language) for language in LANGUAGES}
AREAS = {key.partition(".")[0] for key in TEXTS["id"]}


def placeholders(text: str) -> set[str]:
    """The names between braces; an empty one or a format after the name stands as it is written."""
    return {name + (spec and f":{spec}") for _, name, spec, _ in Formatter().parse(text) if name is not None}


def code() -> Iterator[tuple[Path, ast.AST]]:
    alone = [ROOT / "streamlit_app.py", ROOT / "run.py", ROOT / "tests/support/machine.py"]
    for file in [*alone, *sorted((ROOT / "dashboard").rglob("*.py"))]:
        if file.exists():
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield file, node


def fixed_start(node: ast.JoinedStr) -> str:
    """What an f-string begins with before its first value: "base.status." of f"base.status.{code}"."""
    first = node.values[0]
    return first.value if isinstance(first, ast.Constant) else ""


def written() -> tuple[set[str], tuple[str, ...]]:
    """The literal texts in the code, and the beginnings, `area.` at least, of its f-strings."""
    nodes = [node for _, node in code()]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    starts = {fixed_start(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    return literals, tuple(start for start in starts if start.partition(".")[0] in AREAS and "." in start)


def test_both_languages_have_the_same_files():
    names = [{file.name for file in (FOLDER / language).glob("*.toml")} for language in LANGUAGES]
    assert names[0] == names[1] != set()


def test_both_languages_have_the_same_keys():
    assert TEXTS["id"].keys() == TEXTS["en"].keys()


def test_both_languages_have_the_same_placeholders_and_no_text_is_empty():
    for key, text in TEXTS["id"].items():
        assert text.strip(), key
        assert TEXTS["en"][key].strip(), key
        assert placeholders(text) == placeholders(TEXTS["en"][key]), key


def test_a_placeholder_is_a_plain_name():
    for key, text in TEXTS["id"].items():
        assert all(name.isidentifier() for name in placeholders(text)), key


def raw() -> Iterator[tuple[str, str]]:
    """The place and the line of each text as it stands in its file."""
    for file in sorted(FOLDER.rglob("*.toml")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{file.relative_to(FOLDER)}:{number}", line


FEW = re.compile(
    r"(?i)(fewer than|under|below|kurang dari|di bawah|at least) (5|five|lima)\b|\b(5|five|lima) (people|orang)"
)


def test_no_text_writes_the_number_from_which_a_cell_may_leave() -> None:
    """It stands in queries/press/threshold.py alone: changed there, every text says the new one."""
    assert [place for place, line in raw() if FEW.search(line)] == []
    assert all(str(LEAST_PEOPLE) in TEXTS[language]["press.reason.few"] for language in LANGUAGES)
    assert sum("{least}" in line for _, line in raw()) >= 18


def test_the_guide_on_the_press_names_the_same_number() -> None:
    guide = (ROOT / "docs/press.md").read_text(encoding="utf-8")
    assert set(re.findall(r"[Ff]ewer than (\d+)", guide)) == {str(LEAST_PEOPLE)}


def test_no_text_lies_unused():
    literals, starts = written()
    unused = [key for key in TEXTS["id"] if key not in literals and not key.startswith(starts)]
    assert unused == []


def calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """(where, key, names of the values given) of each call with a literal key; None for the names where ** is used."""
    for file, node in code():
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            key = node.args[0].value
            if isinstance(key, str) and key.partition(".")[0] in AREAS and " " not in key and "." in key:
                names = {word.arg for word in node.keywords if word.arg}
                where = f"{file.relative_to(ROOT)}:{node.lineno}"
                yield where, key, None if any(word.arg is None for word in node.keywords) else names


def test_every_text_asked_for_exists_and_gets_exactly_its_values():
    texts_asked = list(calls())
    assert len(texts_asked) >= 5
    assert [f"{where}: {key}" for where, key, _ in texts_asked if key not in TEXTS["id"]] == []
    for where, key, names in texts_asked:
        if names is not None:
            assert names == placeholders(TEXTS["id"][key]), f"{where}: {key}"


@pytest.mark.parametrize("text", ["{}", "{0}", "{n:,}", "{a.b}"])
def test_other_placeholders_would_be_found(text):
    assert not all(name.isidentifier() for name in placeholders(text))
