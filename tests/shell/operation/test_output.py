"""Every logger of the process writes lines of one form: ours, Streamlit's and the web server's, also later ones."""

import json
import logging

import pytest
import streamlit.logger

from dashboard.settings import Settings
from dashboard.shell.identity import Identity
from dashboard.shell.operation import metrics, runs
from dashboard.shell.operation.output import write_lines


@pytest.fixture
def form(monkeypatch):
    """Sets the form, and gives every logger back what it had."""
    monkeypatch.setattr(runs, "identity", lambda settings: Identity("ani@kantor.example", "Ani", "10.0.0.9"))
    monkeypatch.setattr(streamlit.logger, "setup_formatter", streamlit.logger.setup_formatter)
    ours = [logging.getLogger(name) for name in ("dashboard", "py.warnings")]
    before = [(one, one.level, one.propagate, one.handlers[:]) for one in ours]
    yield lambda log: write_lines(Settings(log=log))
    for one, level, propagate, handlers in before:
        one.setLevel(level)
        one.propagate, one.handlers = propagate, handlers
    logging.captureWarnings(False)
    logging.getLogger("uvicorn.access").disabled = False
    monkeypatch.undo()
    streamlit.logger.update_formatter()


def test_as_json_each_run_of_a_page_is_a_line_and_whatever_streamlit_says(form, capsys) -> None:
    form("json")
    with runs.run(Settings(), "iuran"):
        pass
    streamlit.logger.get_logger("streamlit.a_later_one").warning("bahaya\n%s", "x")
    page, theirs = map(json.loads, capsys.readouterr().err.splitlines())
    assert (page["message"], page["page"], page["viewer"]) == ("page", "iuran", "ani@kantor.example")
    assert "Ani" not in page.values()
    assert page["ms"] >= 0
    assert (theirs["logger"], theirs["message"]) == ("streamlit.a_later_one", "bahaya\nx")


def test_as_text_the_terminal_hears_no_page_and_no_line_is_forged(form, capsys) -> None:
    form("text")
    with runs.run(Settings(), "iuran"):
        pass
    streamlit.logger.get_logger("streamlit.another_one").warning("bahaya\n%s", "x")
    assert capsys.readouterr().err.splitlines()[1:] == ["    x"]


def test_a_run_that_breaks_is_counted_by_its_kind(form) -> None:
    def broken() -> float:
        return metrics.REGISTRY.get_sample_value("perisai_faults_total", {"kind": "KeyError"}) or 0.0

    before = broken()
    with pytest.raises(KeyError), runs.run(Settings(), "iuran"):
        raise KeyError("Siti Aminah")
    assert broken() == before + 1
