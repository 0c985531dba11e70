"""Who is answered: this computer's own pages, unless a setting opens the address; and what each answer carries."""

import asyncio

import pytest

from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell.guard import HEADERS, Guard

HERE = {"host": "localhost:8501"}


def answer(
    path: str = "/",
    kind: str = "http",
    client: tuple[str, int] | None = ("127.0.0.1", 50_000),
    settings: Settings | None = None,
    **asked: str,
) -> tuple[int, dict[str, str], bytes]:
    """Status (1008: a websocket that is closed unopened), headers and body of what the middleware lets through."""
    sent: list[dict] = []

    async def app(scope, receive, send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        foreign = [(b"access-control-allow-origin", b"*"), (b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 200, "headers": foreign})
        await send({"type": "http.response.body", "body": b"figures"})

    async def send(message) -> None:
        sent.append(message)

    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in {**HERE, **asked}.items()]
    scope = {"type": kind, "method": "GET", "path": path, "client": client, "headers": headers}
    asyncio.run(Guard(app, settings or Settings())(scope, None, send))
    if kind == "websocket":
        return sent[0].get("code", 101), {}, b""
    start, *parts = sent
    named = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], named, b"".join(one["body"] for one in parts)


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST:1"])
@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("::1", 1), None])
def test_this_computer_is_answered_and_every_answer_shuts_strangers_out(host: str, client) -> None:
    status, headers, body = answer(host=host, client=client)
    assert (status, body) == (200, b"figures")
    assert {name.lower(): value for name, value in HEADERS.items()}.items() <= headers.items()
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


ELSEWHERE = {
    "another address of this computer": {"host": "127.0.0.2:8501"},
    "the office's network": {"host": "10.0.0.5:8501", "client": ("10.0.0.9", 1)},
    "a name that leads here": {"host": "perisai.example"},
    "no host": {"host": ""},
    "a host that cannot be read": {"host": "[localhost"},
    "somebody who says that they are here": {"client": ("10.0.0.9", 1)},
    "through a proxy": {"x_forwarded_for": "10.0.0.9"},
    "through another": {"forwarded": "for=10.0.0.9"},
    "through one that says less": {"x_forwarded_proto": "https"},
}


@pytest.mark.parametrize("asked", ELSEWHERE.values(), ids=ELSEWHERE)
@pytest.mark.parametrize("language", ["id", "en"])
def test_another_address_is_refused_in_words_until_a_setting_opens_it(asked: dict, language: str) -> None:
    status, headers, body = answer(**asked, settings=Settings(language=language))
    assert status == 403
    assert body.decode().count("localhost") == 2
    assert body.decode().index(f'lang="{language}"') < body.decode().index(words_in(language)("frame.elsewhere")[:20])
    assert body.decode().index(f'lang="{language}"') < 60
    assert headers["x-frame-options"] == "DENY"
    assert answer(kind="websocket", **asked)[0] == 1008
    opened = Settings(open_address="yes")
    assert answer(**asked, settings=opened)[0] == 200
    assert answer(kind="websocket", **asked, settings=opened)[0] == 101


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_sites_page_asks_for_nothing(kind: str) -> None:
    refused = 403 if kind == "http" else 1008
    for origin in ("https://evil.streamlit.app", "http://localhost:9999", "http://127.0.0.1:8501", "null", "http://["):
        assert answer(kind=kind, origin=origin)[0] == refused, origin
    own = 200 if kind == "http" else 101
    assert answer(kind=kind, origin="http://localhost:8501")[0] == own
    closed = Settings(address="https://perisai.example")
    assert answer(kind=kind, origin="https://perisai.example", settings=closed)[0] == refused
    unreadable = Settings(open_address="yes", address="http://[")
    assert answer(kind=kind, origin="https://perisai.example", settings=unreadable)[0] == refused
    given = Settings(open_address="yes", address="https://Perisai.example:443/dasbor")
    assert answer(kind=kind, origin="https://perisai.example", settings=given)[0] == own
    assert answer(kind=kind, origin="http://perisai.example", settings=given)[0] == refused


def test_where_people_sign_in_every_address_is_served_and_the_given_one_is_its_own() -> None:
    signs_in = {"proxy_header": "X-Forwarded-Email", "proxy_address": "10.0.0.2", "server_believes": "none"}
    behind = Settings(address="https://perisai.example", **signs_in)
    asked = {"host": "perisai.example", "client": ("10.0.0.2", 1), "x_forwarded_for": "10.0.0.9", "settings": behind}
    assert answer(**asked, origin="https://perisai.example")[0] == 200
    assert answer(**asked, origin="https://elsewhere.example")[0] == 403
    halfway = Settings(address="https://perisai.example", proxy_header="X-Forwarded-Email")
    assert answer(**{**asked, "settings": halfway})[0] == 403


@pytest.mark.parametrize("door", ["/_stcore/metrics", "/dasbor/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_is_for_programs_is_closed(door: str) -> None:
    assert answer(door)[0] == 404
