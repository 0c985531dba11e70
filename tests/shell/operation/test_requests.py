"""What breaks below the pages ends in a sentence with a code: no trace, no path, no secret."""

import asyncio
import json
import logging
import re

import pytest

from dashboard.language import faults
from dashboard.language.journal import JsonLines
from dashboard.language.words import words_in
from dashboard.settings import ROOT, Settings
from dashboard.shell.operation.requests import BrokenOff, Requests

SECRET = "postgresql://perisai:rahasia@db/perisai 19012345678"


def sent_by(app, settings: Settings, kind: str = "http", path: str = "/iuran", query: bytes = b"") -> list[dict]:
    """What reaches the server below from an app behind the middleware."""
    sent: list[dict] = []

    async def send(message) -> None:
        sent.append(message)

    scope = {"type": kind, "method": "GET", "path": path, "query_string": query, "headers": []}
    asyncio.run(Requests(app, settings)(scope, None, send))
    return sent


def breaking(*first: dict):
    async def app(scope, receive, send) -> None:
        for message in first:
            await send(message)
        raise RuntimeError(SECRET)

    return app


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_folder=str(tmp_path), branch_secret="s" * 32)


@pytest.mark.parametrize(("query", "language"), [(b"", "id"), (b"bahasa=en", "en")])
def test_an_error_is_a_sentence_in_the_readers_language_and_the_log_has_the_rest(settings, query, language) -> None:
    start, part = sent_by(breaking(), settings, query=query)
    body, headers = part["body"].decode(), dict(start["headers"])
    (code,) = re.findall(r"\b[0-9a-f]{8}\b", body)
    assert (start["status"], f'lang="{language}"' in body) == (500, True)
    assert words_in(language)("base.fault", code=code, log=faults.LOG) in body
    assert b"content-security-policy" in headers
    for never in ("Traceback", "RuntimeError", "rahasia", ".py", str(settings.folder), "ssss", "19012345678"):
        assert never not in body
    log = (settings.folder / faults.LOG).read_text(encoding="utf-8")
    assert (code in log, "RuntimeError: postgresql" in log, "19012345678" in log) == (True, True, False)


def test_half_an_answer_is_broken_off_without_words(settings) -> None:
    begun = {"type": "http.response.start", "status": 200, "headers": []}
    with pytest.raises(BrokenOff) as ended:
        sent_by(breaking(begun), settings)
    assert (str(ended.value), ended.value.__suppress_context__) == ("", True)


def test_a_websocket_is_closed_without_words(settings) -> None:
    assert sent_by(breaking(), settings, "websocket") == [{"type": "websocket.close", "code": 1011, "reason": ""}]


def test_a_refusal_is_a_line_without_keys(settings, caplog) -> None:
    async def refusing(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 403, "headers": []})

    with caplog.at_level(logging.INFO, "dashboard"):
        sent_by(refusing, settings, path="/_stcore/upload_file/session-of-somebody/x")
    (line,) = [json.loads(JsonLines().format(one)) for one in caplog.records if one.message == "refused"]
    assert (line["status"], line["method"], line["path"]) == (403, "GET", "/_stcore")


def test_it_stands_in_front_of_everything_and_the_guard_behind_it() -> None:
    """Read, not imported: that would set every logger of the tests' own process up."""
    text = (ROOT / "serve.py").read_text(encoding="utf-8")
    (order,) = re.findall(r"for one in \((.*)\)\]", text)
    assert order == "Requests, Guard, Probes, Gate, FirstPage"
