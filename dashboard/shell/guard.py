"""What every request is asked first: at which address, from which page; and what every answer carries."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.language.words import Words, words_in
from dashboard.settings import Settings
from dashboard.shell.sign_in.ways import signs_in

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""What is not for readers: who is here and what the server costs, and a door for programs."""

_FORWARDED = ("forwarded", "via", "x-real-ip", *(f"x-forwarded-{of}" for of in ("for", "host", "proto", "server")))

_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit compiles charts' expressions and runs what a page hands it: both stay open, but of this address.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""With every answer: nobody frames the dashboard, and nothing in it, whatever a name says, is asked of elsewhere."""


def is_here(host: str, client: str, forwarded: bool) -> bool:
    """Whether a request was made on this computer to this computer, as far as it tells.

    `host`: what the request asks for; `client`: the address it comes from, empty where that is not known;
    `forwarded`: by a proxy, behind which anybody may sit.
    """
    return not forwarded and _hostname(host) in _HERE and client in _HERE | {""}


def was_asked_here(scope: Scope) -> bool:
    """Whether a request to the server was made on this computer to this computer, as far as it tells."""
    asked, client = Headers(scope=scope), (scope.get("client") or ("",))[0]
    return is_here(asked.get("host", ""), client, any(name in asked for name in _FORWARDED))


def require_here(settings: Settings, words: Words) -> None:
    """Stop a page that was asked for elsewhere: for a server that was started without the middleware."""
    headers = st.context.headers
    forwarded = any(headers.get(name) for name in _FORWARDED)
    if not _is_open(settings) and headers and not is_here(headers.get("Host") or "", "", forwarded):
        st.error(words("frame.elsewhere"))
        st.stop()


def _is_open(settings: Settings) -> bool:
    """Whether other addresses are served: where people sign in, or where a setting opens them to everybody."""
    return settings.open_address == "yes" or signs_in(settings)


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Middleware in front of everything else: pages, files, uploads and the websocket."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._open = _is_open(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be answered; a page elsewhere, another site's page and a closed door are refused."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if not (self._open or was_asked_here(scope)):
            await self._refuse(scope, receive, send, HTMLResponse(_elsewhere(self._settings), 403))
        elif not self._is_own(asked):
            await self._refuse(scope, receive, send, PlainTextResponse("Forbidden", 403))
        elif scope["type"] == "http" and any(door in scope["path"] for door in _CLOSED):
            await self._refuse(scope, receive, send, PlainTextResponse("Not Found", 404))
        else:
            await self._app(scope, receive, _with_headers(send))

    def _is_own(self, asked: Headers) -> bool:
        """Whether no page asks, or one of this address: of the same host and port; where the address is opened, which
        a proxy may do under another name, also of the one that readers are given."""
        origin, given = asked.get("origin"), self._settings.address
        if origin is None or _netloc(origin) == asked.get("host"):
            return True
        return self._open and _origin(origin) == _origin(given) != ""

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await answer(scope, receive, _with_headers(send))


def _origin(address: str) -> str:
    """Scheme, host and port of an address, alike however it is written; empty where it cannot be read."""
    try:
        parts = urlsplit(address.lower())
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
        return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname else ""
    except ValueError:
        return ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _with_headers(send: Send) -> Send:
    async def passed_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            del headers["access-control-allow-origin"]
            headers.update(HEADERS)
        await send(message)

    return passed_on


def _elsewhere(settings: Settings) -> str:
    languages = sorted(("id", "en"), key=lambda one: one != settings.language)
    said = "".join(f'<p lang="{one}">{escape(words_in(one)("frame.elsewhere"))}</p>' for one in languages)
    return f'<!doctype html><meta charset="utf-8"><title>403</title>{said}'
