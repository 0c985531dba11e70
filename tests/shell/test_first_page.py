"""The sheet and the menu's place stand in the page before Streamlit's scripts do; all else is served as it is."""

import asyncio
import gzip
import tomllib

import pytest

from dashboard.settings import ROOT, Settings
from dashboard.shell.first_page import FirstPage

PAGE = b'<html lang="en"><head><title>-</title></head><body></body></html>'


def answer(kind: str, body: bytes, accept: str, query: bytes = b"", **asked: str) -> tuple[dict[str, str], bytes]:
    """Headers and body of an answer that comes in two parts, packed where that is asked for, through the middleware."""
    sent: list[dict] = []

    async def app(scope, receive, send) -> None:
        headers = dict(scope["headers"])
        packed = gzip.compress(body) if b"accept-encoding" in headers else body
        length = (b"content-length", str(len(packed)).encode())
        first = [(b"content-type", kind.encode()), (b"etag", b'"1"'), length]
        await send({"type": "http.response.start", "status": 200, "headers": first})
        await send({"type": "http.response.body", "body": packed[:20], "more_body": True})
        await send({"type": "http.response.body", "body": packed[20:]})

    async def send(message) -> None:
        sent.append(message)

    named = {"accept": accept, **{name.replace("_", "-"): value for name, value in asked.items()}}
    headers = [(name.encode(), value.encode()) for name, value in named.items()]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": query, "headers": headers}
    asyncio.run(FirstPage(app, Settings())(scope, None, send))
    start, *parts = sent
    return {k.decode(): v.decode() for k, v in start["headers"]}, b"".join(one["body"] for one in parts)


def test_a_page_has_the_sheet_and_the_fonts_in_its_head_and_is_never_taken_for_one_of_before() -> None:
    headers, body = answer("text/html; charset=utf-8", PAGE, "text/html", accept_encoding="gzip", if_none_match='"1"')
    head = body.partition(b"</head>")[0]
    for written in (b"stMetricLabel", b"padding-left: 281px", b'content: "Perisai"', b"Inter-Regular.woff2"):
        assert written in head
    assert (body.count(b"</head>"), body.endswith(b"<body></body></html>")) == (1, True)
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers


@pytest.mark.parametrize(
    ("query", "language"),
    [
        (b"", "id"),
        (b"bahasa=en", "en"),
        (b"periode=2019-S1&bahasa=en&bahasa=id", "id"),
        (b"bahasa=%22%3E%3Cscript%3E", "id"),
        (b"bahasa=\xff", "id"),
    ],
)
def test_a_page_says_the_language_that_its_address_asks_for(query: bytes, language: str) -> None:
    _, body = answer("text/html", PAGE, "text/html", query)
    assert body.startswith(f'<html lang="{language}"><head>'.encode())
    assert (b"script>>" in body, body.count(b"BACKEND_BASE_URL: location.origin")) == (False, 1)


@pytest.mark.parametrize(
    ("kind", "accept"), [("text/css", "text/css,*/*"), ("image/png", "text/html,*/*"), ("text/html", "*/*")]
)
def test_everything_else_is_served_as_it_is(kind: str, accept: str) -> None:
    headers, body = answer(kind, PAGE, accept)
    assert (body, headers["etag"]) == (PAGE, '"1"')


def test_it_has_streamlits_colours() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    sheet = (ROOT / "dashboard" / "shell" / "first_page.css").read_text(encoding="utf-8")
    light, _, dark = sheet.partition("prefers-color-scheme: dark")
    for name, part in (("light", light), ("dark", dark)):
        assert f"--page: {theme[name]['backgroundColor']};" in part
        assert f"--ink: {theme[name]['textColor']};" in part
        assert f"--menu: {theme[name]['sidebar']['backgroundColor']};" in part
