"""An error that nobody foresaw: a sentence with a code for the reader, the stack trace in the log alone."""

import re

import pytest

from dashboard import __main__ as program
from dashboard.language import faults
from dashboard.language.words import words_in


def broken(*_given):
    raise RuntimeError("rahasia")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_command_line_says_a_code_and_the_log_has_the_rest(tmp_path, monkeypatch, capsys, language):
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("PERISAI_LANGUAGE", language)
    monkeypatch.setattr(program.main, "main", broken)
    assert program.run(["verify"]) == 1
    said = capsys.readouterr()
    (code,) = re.findall(r"\b[0-9a-f]{8}\b", said.err)
    assert (said.out, said.err.strip()) == ("", words_in(language)("base.fault", code=code, log=faults.LOG))
    log = (tmp_path / faults.LOG).read_text(encoding="utf-8")
    assert f"code {code}" in log
    assert "Traceback" in log
    assert "RuntimeError: rahasia" in log


def test_without_a_folder_the_terminal_has_it(tmp_path, capsys):
    try:
        broken()
    except RuntimeError:
        said = faults.recorded(words_in("id"), tmp_path / "none")
    assert "rahasia" not in said
    assert "RuntimeError: rahasia" in capsys.readouterr().err
