"""What the gate lets through, and what it says to who is refused: nothing behind it is asked."""

import asyncio
import json
import logging
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.secrets import Secrets

from dashboard.imports.prepare import prepare
from dashboard.language.words import words_in
from dashboard.settings import ROOT, Settings
from dashboard.shell.sign_in import asked, ticket, visitor
from dashboard.shell.sign_in.connections import Connections
from dashboard.shell.sign_in.gate import Gate
from dashboard.shell.sign_in.signed_out import SignedOut
from queries.access import Role
from queries.db.engine import writing
from queries.people import Colleague
from seed.writes import people
from tests.shell.sign_in.test_ticket import CLAIMS, WAY, signed
from tests.shell.sign_in.test_ways import BY_PROXY, PROVIDER, SHARED

PAGE = {"accept": "text/html"}
NAME = ticket.COOKIE


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider called keycloak."""
    given = Secrets()
    given._secrets = {"auth": {**SHARED, "keycloak": PROVIDER}}
    monkeypatch.setattr(st, "secrets", given)


def cookie(at: datetime | None = None, **changed: Any) -> str:
    """The cookie of somebody who signed in, by default just now."""
    at = at or datetime.now(UTC)
    claims = {**CLAIMS, "exp": int(at.timestamp()) + 3600, **changed}
    return f"{NAME}={signed(json.dumps(claims), at, WAY.secret)}"


def through(
    settings: Settings,
    path: str = "/",
    kind: str = "http",
    client: str = "10.0.0.9",
    query: str = "",
    method: str = "GET",
    **said: str,
) -> tuple[int, bytes, dict[str, Any]]:
    """Status (101, 403 for a websocket), body, and the scope as what stands behind the gate gets it, empty if not."""
    sent: list[dict[str, Any]] = []
    behind: dict[str, Any] = {}

    async def app(scope, receive, send) -> None:
        behind.update(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"figures"})

    async def send(message) -> None:
        sent.append(message)

    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in said.items()]
    scope = {"type": kind, "method": method, "path": path, "query_string": query.encode(), "client": (client, 5000)}
    asyncio.run(Gate(app, settings)({**scope, "headers": headers}, None, send))
    if kind == "websocket":
        return (101 if sent[0]["type"] == "websocket.accept" else 403), b"", behind
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent), behind


def test_where_nobody_signs_in_it_stands_open(tmp_path: Path) -> None:
    assert through(Settings(data_folder=str(tmp_path)))[:2] == (200, b"figures")


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_who_signed_in_gets_in_until_they_sign_out(provider: None, tmp_path: Path, kind: str) -> None:
    settings = Settings(data_folder=str(tmp_path))
    opened = 200 if kind == "http" else 101
    assert through(settings, kind=kind)[0] == 403
    assert through(settings, kind=kind, cookie=cookie())[0] == opened
    SignedOut(tmp_path).record("rina@kantor.example", datetime.now(UTC))
    assert through(settings, kind=kind, cookie=cookie())[0] == 403
    assert through(settings, kind=kind, cookie=cookie(email="budi@kantor.example"))[0] == opened


def test_a_file_is_taken_from_nobody_but_who_may_load(provider: None, tmp_path: Path) -> None:
    settings, day = Settings(data_folder=str(tmp_path), demo="no"), date(2026, 1, 1)
    budi = Colleague("budi@kantor.example", "Budi", Role.HEAD, None, True, day)
    ani = budi._replace(subject="ani@kantor.example", role=Role.STAFF, may_import=False)
    rina = budi._replace(subject="rina@kantor.example", role=Role.ADMINISTRATOR, may_import=False)
    with writing(prepare(settings, lambda said: None)) as conn:
        for one in (rina, budi, ani):
            people.add(conn, settings.branch_code, one, "uji", datetime.now(UTC), day)
    asked = {"path": "/_stcore/upload_file/a/b", "method": "PUT"}
    for subject, status in ((budi.subject, 200), (ani.subject, 403), ("joko@kantor.example", 403)):
        answer = through(settings, **asked, cookie=cookie(email=subject))
        assert (answer[0], bool(answer[2])) == (status, status == 200)
    with writing(prepare(settings, lambda said: None)) as conn:
        people.remove(conn, settings.branch_code, budi.subject, "uji", datetime.now(UTC), day + timedelta(days=1))
    assert through(settings, **asked, cookie=cookie(email=budi.subject))[0] == 403


def test_a_stranger_reads_in_their_language_how_to_sign_in(provider: None, tmp_path: Path) -> None:
    settings = Settings(data_folder=str(tmp_path))
    for language, said in (
        ("id", {}),
        ("en", {"accept_language": "nl, en-GB;q=0.8"}),
        ("id", {"accept_language": "en", "query": "bahasa=id"}),
        ("en", {"query": "bahasa=en"}),
    ):
        status, body, behind = through(settings, **PAGE, **said)
        assert (status, behind) == (403, {})
        assert f'<html lang="{language}">' in body.decode()
        assert words_in(language)("sign_in.enter_with", provider="Keycloak") in body.decode()
        assert f'href="?bahasa={"en" if language == "id" else "id"}"' in body.decode()
    assert through(settings, path="/media/x.pdf")[1] == b"Forbidden"


def test_a_sign_in_that_is_set_up_wrongly_serves_nobody_and_the_log_says_why(
    provider: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        status, body, behind = through(Settings(data_folder=str(tmp_path), **BY_PROXY), client="10.0.0.2", **PAGE)
    assert (status, behind) == (503, {})
    assert words_in("id")("sign_in.faulty") in body.decode()
    assert "keep one" in caplog.text
    assert "keep one" not in body.decode()


def test_a_proxy_says_who_it_is_and_where_they_are(tmp_path: Path) -> None:
    settings = Settings(data_folder=str(tmp_path), **BY_PROXY)
    who = {"x_forwarded_email": "Rina@Kantor.example"}
    status, _, behind = through(settings, client="10.0.0.2", x_forwarded_for="6.6.6.6, 10.0.0.9", **who)
    assert (status, behind["client"]) == (200, ("10.0.0.9", 0))
    assert through(settings, client="::ffff:10.0.0.2", **who)[0] == 200
    for client in ("10.0.0.3", "127.0.0.1", "", "unix"):
        status, body, behind = through(settings, client=client, x_forwarded_for="10.0.0.2", **who, **PAGE)
        assert (status, behind) == (403, {}), client
        assert words_in("id")("sign_in.by_proxy") in body.decode()
    for odd in ("", " ", "rina@kantor.example, kepala@kantor.example", "a" * 255, "a\x00b"):
        assert through(settings, client="10.0.0.2", x_forwarded_email=odd)[0] == 403, odd


def test_only_the_gate_marks_what_it_passed(provider: None, tmp_path: Path) -> None:
    _, _, behind = through(Settings(data_folder=str(tmp_path)), cookie=cookie(), **{visitor.MARK: "forged"})
    marks = [value for name, value in behind["headers"] if name == visitor.MARK.encode()]
    assert marks == [visitor.MARKED.encode()]
    assert behind["client"] == ("10.0.0.9", 5000)


def test_health_is_told_to_everybody(provider: None, tmp_path: Path) -> None:
    assert through(Settings(data_folder=str(tmp_path)), path="/_stcore/health")[0] == 200
    assert through(Settings(data_folder=str(tmp_path)), path="/x/_stcore/health")[0] == 403


@pytest.mark.parametrize(
    ("path", "query", "back"),
    [
        ("/agen", "kode=A-1&bahasa=en", "/agen?kode=A-1&bahasa=en"),
        ("/", "", "/"),
        ("/a b", "", "/a%20b"),
        ("/" + "x" * 2000, "", "/"),
    ],
)
def test_the_page_that_was_asked_for_is_remembered(path: str, query: str, back: str) -> None:
    given = asked.remember(path, query, secure=True)
    assert given.endswith("; HttpOnly; SameSite=Lax; Secure")
    assert asked.back_to(re.findall("=([^;]*)", given)[0]) == back


@pytest.mark.parametrize(
    "planted",
    [
        "",
        "//e.example",
        "/%5Ce.example",
        "https:%2F%2Fe.example",
        "/a%0d%0aset-cookie:x",
        "javascript:1",
        "/%09/e",
        "e",
    ],
)
def test_nobody_is_led_elsewhere(planted: str) -> None:
    assert asked.back_to(planted) == "/"


def lasting(until: timedelta, sign_out: bool, *afterwards: dict[str, Any]) -> list[dict[str, Any]]:
    """What a page is heard to say, until its end, and what is sent to it; `afterwards`: what it says by then."""

    async def run() -> list[dict[str, Any]]:
        heard: list[dict[str, Any]] = []
        connections = Connections(afterwards=0.05)
        incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        for message in ({"type": "websocket.connect"}, {"type": "websocket.receive", "bytes": b"x"}):
            incoming.put_nowait(message)

        async def app(scope, receive, send) -> None:
            while not heard or heard[-1]["type"] != "websocket.disconnect":
                heard.append(await receive())
                for message in afterwards if heard[-1].get("bytes", b"x") != b"x" else ():
                    incoming.put_nowait(message)
                if sign_out and len(heard) == 2:
                    connections.end("budi")
                    connections.end("rina")

        async def send(message) -> None:
            heard.append(message)

        now = datetime.now(UTC)
        bearer = ticket.Ticket("rina", "Rina", now, now + until)
        await asyncio.wait_for(connections.serve(bearer, app, {}, incoming.get, send), 10)
        connections.end("rina")
        return heard

    return asyncio.run(run())


@pytest.mark.parametrize(("until", "sign_out"), [(timedelta(milliseconds=20), False), (timedelta(hours=1), True)])
def test_an_open_page_runs_once_more_and_shuts_when_the_sign_in_ends(until: timedelta, sign_out: bool) -> None:
    connected, said, again, closed, over = lasting(until, sign_out)
    assert (connected["type"], said["bytes"]) == ("websocket.connect", b"x")
    assert BackMsg.FromString(again["bytes"]).WhichOneof("type") == "rerun_script"
    assert (closed["type"], closed["code"], over["type"]) == ("websocket.close", 1008, "websocket.disconnect")


def test_what_a_page_says_after_its_end_is_not_passed_on_and_whoever_left_is_not_waited_for() -> None:
    click, leave = {"type": "websocket.receive", "bytes": b"y"}, {"type": "websocket.disconnect", "code": 1001}
    heard = lasting(timedelta(hours=1), True, click, leave)
    assert click not in heard
    assert heard[3:] == [leave]


def test_its_page_has_the_themes_colours() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    sheet = (ROOT / "dashboard" / "shell" / "sign_in" / "page.css").read_text(encoding="utf-8")
    light, _, dark = sheet.partition("prefers-color-scheme: dark")
    for name, part in (("light", light), ("dark", dark)):
        assert f"--ground: {theme[name]['backgroundColor']};" in part
        assert f"--ink: {theme[name]['textColor']};" in part
        assert f"--accent: {theme[name]['primaryColor']};" in part
