"""Middleware behind the guard: nobody gets a page, a file, an upload or the websocket without having signed in."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token

from dashboard.settings import SettingError, Settings
from dashboard.shell import auth
from dashboard.shell.sign_in import asked, ticket, visitor
from dashboard.shell.sign_in.connections import Connections
from dashboard.shell.sign_in.page import page
from dashboard.shell.sign_in.signed_out import SignedOut
from dashboard.shell.sign_in.ticket import Ticket
from dashboard.shell.sign_in.ways import CALLBACK, LOGIN, OpenId, Proxy, proxies, way
from queries.access import Permission

LOGOUT, HEALTH, UPLOAD = "/auth/logout", "/_stcore/health", "/_stcore/upload_file"
_LOG = logging.getLogger(__name__)


class Gate:
    """In front of Streamlit, behind the guard."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._connections, self._signed_out = Connections(), SignedOut(settings.folder)
        self._way: OpenId | Proxy | None = None
        self._proxies: visitor.Addresses = ()
        self._fault = ""
        try:
            self._way, self._proxies = way(settings), proxies(settings)
        except SettingError as error:
            self._fault = str(error)
            _LOG.error("%s", error)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what somebody asks who is signed in, and what leads there; refuse everything else."""
        if scope["type"] not in ("http", "websocket") or scope["path"] == HEALTH:
            await self._app(scope, receive, send)
        elif self._fault:
            await _answer(scope, receive, send, page(scope, self._settings, "faulty", status=503))
        elif self._way is None:
            await self._app(scope, receive, send)
        elif isinstance(self._way, Proxy):
            await self._by_proxy(self._way, scope, receive, send)
        else:
            await self._by_provider(self._way, visitor.marked(scope, self._proxies), receive, send)

    async def _by_proxy(self, proxy: Proxy, scope: Scope, receive: Receive, send: Send) -> None:
        subject = visitor.said_by(proxy, Headers(scope=scope)) if visitor.is_of(scope, proxy.addresses) else ""
        if not subject:
            await _answer(scope, receive, send, page(scope, self._settings, "by_proxy"))
            return
        now = datetime.now(UTC)
        # The proxy is asked again when the browser connects again: at the latest after a working day.
        until = now + timedelta(hours=int(self._settings.sign_in_hours))
        await self._pass_on(Ticket(subject, subject, now, until), visitor.marked(scope, self._proxies), receive, send)

    async def _by_provider(self, openid: OpenId, scope: Scope, receive: Receive, send: Send) -> None:
        path, http = scope["path"], scope["type"] == "http"
        bearer = self._ticket(openid, HTTPConnection(scope).cookies)
        if http and path == LOGIN:
            await self._login(openid, scope, receive, send)
        elif http and path == CALLBACK:
            await self._callback(openid, scope, receive, send)
        elif http and path == LOGOUT:
            await self._logout(bearer, scope, receive, send)
        elif bearer is None:
            await self._refuse(openid, scope, receive, send)
        else:
            await self._pass_on(bearer, scope, receive, send)

    def _ticket(self, openid: OpenId, cookies: dict[str, str]) -> Ticket | None:
        bearer = ticket.read(cookies, openid, self._settings, datetime.now(UTC))
        return None if bearer is None or self._signed_out.is_over(bearer.subject, bearer.since) else bearer

    async def _pass_on(self, bearer: Ticket, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._connections.serve(bearer, self._app, scope, receive, send)
        elif UPLOAD in scope["path"] and scope["method"] == "PUT" and not await self._may_load(bearer):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _may_load(self, bearer: Ticket) -> bool:
        """Asked before a byte is read: Streamlit takes a file into memory for whoever sends one to a page's address."""
        return await run_in_threadpool(auth.may, self._settings, bearer.subject, Permission.IMPORT)

    async def _refuse(self, openid: OpenId, scope: Scope, receive: Receive, send: Send) -> None:
        answer = page(scope, self._settings, "enter_first", tuple(openid.clients))
        secure = openid.origin.startswith("https:")
        if scope["type"] == "http" and scope["method"] == "GET":
            query = scope["query_string"].decode("latin-1")
            answer.headers.append("set-cookie", asked.remember(scope["path"], query, secure))
        await _answer(scope, receive, send, answer)

    async def _login(self, openid: OpenId, scope: Scope, receive: Receive, send: Send) -> None:
        chosen = parse_qs(scope["query_string"].decode("latin-1")).get("with", [""])[0]
        if chosen in openid.clients:
            scope = {**scope, "query_string": urlencode({"provider": encode_provider_token(chosen)}).encode()}
        answer = _Answer()
        await self._app(scope, receive, answer.hear)
        if answer.status >= 400:
            providers = tuple(openid.clients)
            await page(scope, self._settings, "unreachable", providers, 503)(scope, receive, send)
        else:
            await answer.say(send)

    async def _callback(self, openid: OpenId, scope: Scope, receive: Receive, send: Send) -> None:
        """What the provider sends somebody back with: a sign-in, its refusal, or nothing after signing out."""
        answer = _Answer()
        await self._app(scope, receive, answer.hear)
        if not {"code", "error"} & set(parse_qs(scope["query_string"].decode("latin-1"))):
            await answer.say(send)
        elif self._ticket(openid, answer.cookies()) is None:
            refused = page(scope, self._settings, "failed", tuple(openid.clients))
            for name in HTTPConnection(scope).cookies:
                if name.startswith(ticket.COOKIE):
                    refused.delete_cookie(name)
            await refused(scope, receive, send)
        else:
            answer.lead(asked.back_to(HTTPConnection(scope).cookies.get(asked.COOKIE, "")))
            answer.harden(openid.origin.startswith("https:"), int(self._settings.sign_in_hours))
            await answer.say(send)

    async def _logout(self, bearer: Ticket | None, scope: Scope, receive: Receive, send: Send) -> None:
        """Sign out everywhere: this browser's cookie goes, every other is refused, and every open page shuts."""
        if Headers(scope=scope).get("sec-fetch-site") in ("cross-site", "same-site"):  # somebody else's link
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
            return
        if bearer is not None:
            now = datetime.now(UTC)
            self._signed_out.record(bearer.subject, now)
            # A cookie counts whole seconds: whoever signs in again has one of a later second.
            await asyncio.sleep(1 - now.microsecond / 1_000_000)
            self._connections.end(bearer.subject)
        await self._app(scope, receive, send)


class _Answer:
    """An answer that is looked at before it is given."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def hear(self, message: Message) -> None:
        self._messages.append(message)

    async def say(self, send: Send) -> None:
        for message in self._messages:
            await send(message)

    @property
    def status(self) -> int:
        return self._messages[0]["status"] if self._messages else 500

    def cookies(self) -> dict[str, str]:
        """The cookies that it sets, by name."""
        return {
            name: morsel.value
            for given in Headers(raw=self._messages[0]["headers"]).getlist("set-cookie")
            for name, morsel in SimpleCookie(given).items()
        }

    def lead(self, path: str) -> None:
        """Lead to a page of ours, and forget that it was asked for."""
        headers = [pair for pair in self._messages[0]["headers"] if pair[0] != b"location"]
        self._messages[0]["headers"] = [
            *headers,
            (b"location", path.encode("latin-1")),
            (b"set-cookie", asked.forget().encode("latin-1")),
        ]

    def harden(self, secure: bool, hours: int) -> None:
        """Have the browser forget the sign-in's cookies after a working day, and send them over TLS alone."""
        self._messages[0]["headers"] = [
            (name, _hardened(value, secure, hours) if name == b"set-cookie" else value)
            for name, value in self._messages[0]["headers"]
        ]


def _hardened(cookie: bytes, secure: bool, hours: int) -> bytes:
    if not cookie.startswith(ticket.COOKIE.encode()) or b"Max-Age=0" in cookie:
        return cookie
    parts = [part for part in cookie.split(b"; ") if not part.lower().startswith(b"max-age=")]
    return b"; ".join([*parts, b"Max-Age=%d" % (hours * 3600), *([b"Secure"] if secure else [])])


async def _answer(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    """Refuse: a websocket unopened, a page in words, and anything else in one."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
    elif scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
        await answer(scope, receive, send)
    else:
        await PlainTextResponse("Forbidden", 403)(scope, receive, send)
