"""Streamlit's own page with our sheet in it: as a part of the app it came late, and what stood there by then jumped."""

from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.language.words import LANGUAGES
from dashboard.settings import Settings
from dashboard.view.address import PARAMETERS

_FOLDER = Path(__file__).parent
_HEAD = b"</head>"
_LANGUAGE = b'<html lang="en"'
_FONTS = ("Inter-Regular", "Inter-SemiBold")
_FONT = '<link rel="preload" href="./app/static/fonts/{}.woff2" as="font" type="font/woff2" crossorigin />'
"""Asked for at once: text that is drawn in another font first breaks into other lines."""

_ROOT = "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin}</script>"
"""Where the server is. Streamlit looks for it below the page's own address first, and gets two 404s at each."""


class FirstPage:
    """Middleware that writes the reader's language, the sheet and the menu's place into every page that is HTML."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        sheets = [(_FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "first_page.css")]
        # Inside `html body`, since Streamlit's own rules come later and would win.
        style = f"<style>html body {{{''.join(sheets)}}}</style>"
        self._added = (_ROOT + style + "".join(map(_FONT.format, _FONTS))).encode() + _HEAD

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and alter its answer where it is a page."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _asks_for_a_page(scope):
            await self._app(scope, receive, send)
            return
        # Neither packed, nor "as you have it": another sheet makes another page of the same file.
        unasked = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unasked]}
        language = language_of(scope, self._settings)
        await self._app(plain, receive, _Altered(send, self._added, language).pass_on)


def language_of(scope: Scope, settings: Settings) -> str:
    """The language of the page that a request asks for: that of its address, else that of the settings."""
    try:
        given = parse_qs(scope.get("query_string", b"").decode("ascii")).get(PARAMETERS["language"], [""])[-1]
    except ValueError:  # no address that a browser writes, or of more fields than one has
        return settings.language
    return given if given in LANGUAGES else settings.language


def _asks_for_a_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


class _Altered:
    """One answer on its way: held back until it is whole where it is HTML."""

    def __init__(self, send: Send, added: bytes, language: str) -> None:
        self._send, self._added, self._body = send, added, b""
        self._language = b'<html lang="%s"' % language.encode()
        self._start: Message | None = None

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(_HEAD, self._added, 1).replace(_LANGUAGE, self._language, 1)
        headers = MutableHeaders(raw=self._start["headers"])
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
