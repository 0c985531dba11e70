"""What the server writes down: one line a record, in which nothing that was written elsewhere steers."""

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.language import journal
from dashboard.language.journal import JsonLines, TextLines


def record(message: object, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("dashboard.x", logging.INFO, __file__, 1, message, arguments, info)


def raised(message: str) -> Exception:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


FORGED = "x\n2026-01-01 ERROR dashboard: rusak\r\x1b[2J\u2028{}\x00\x9b2J\u202e"


@given(st.text() | st.just(FORGED))
def test_a_record_is_one_line_of_json_whatever_it_says(text: str) -> None:
    with journal.about(page=text):
        line = JsonLines().format(record("%s", text))
    assert (line.isascii(), line.isprintable()) == (True, True)
    said = json.loads(line)
    assert {"time", "level", "logger", "message", "page"} == set(said)
    assert said["page"] == said["message"]


@given(st.text() | st.just(FORGED))
def test_no_second_line_of_a_record_in_words_begins_as_one_does(text: str) -> None:
    first, *others = TextLines().format(record("%s", text)).splitlines()
    assert "INFO dashboard.x: " in first
    assert all(line.startswith("    ") for line in others)
    assert not set("\r\x1b\x00\x9b\u2028\u202e") & set("".join([first, *others]))


def test_neither_form_has_a_nik_or_a_kpj() -> None:
    for number in ("3325010101900001", "19012345678"):
        for line in (JsonLines().format(record("KPJ %s", number)), TextLines().format(record("KPJ %s", number))):
            assert number not in line
    with journal.about(page="19012345678"):
        assert "19012345678" not in JsonLines().format(record("page"))


def test_an_error_is_its_kind_and_place_in_json_and_whole_in_words() -> None:
    error = raised("Siti Aminah 19012345678")
    said = json.loads(JsonLines().format(record("code ab", error=error)))
    (place,) = said["at"]
    assert (said["error"], place.partition(":")[0]) == ("ValueError", "tests/language/test_journal.py")
    assert "Siti" not in json.dumps(said)
    text = TextLines().format(record("code ab", error=error))
    assert "ValueError: Siti Aminah …" in text


def test_what_it_is_about_ends_with_the_run() -> None:
    with journal.about(page="iuran"), journal.about(session="ab"):
        inside = json.loads(JsonLines().format(record("x")))
    assert (inside["page"], inside["session"]) == ("iuran", "ab")
    assert "page" not in json.loads(JsonLines().format(record("x")))


@pytest.mark.parametrize("file", [f"{sys.prefix}/lib/site-packages/streamlit/a.py", "/srv/rahasia/a.py"])
def test_a_place_has_no_folder_of_this_machine(file: str) -> None:
    error: dict[str, Exception] = {}
    exec(compile("try:\n    1 / 0\nexcept Exception as e:\n    error['it'] = e", file, "exec"), {"error": error})
    (place,) = journal.place(error["it"])
    assert place.startswith(("streamlit/a.py:2", "a.py:2"))
