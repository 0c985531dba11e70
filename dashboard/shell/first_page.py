"""Streamlit's own page with our sheet in it: as a part of the app it came late, and what stood there by then jumped."""

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FOLDER = Path(__file__).parent
_HEAD = b"</head>"
_FONTS = ("Inter-Regular", "Inter-SemiBold")
_FONT = '<link rel="preload" href="./app/static/fonts/{}.woff2" as="font" type="font/woff2" crossorigin />'
"""Asked for at once: text that is drawn in another font first breaks into other lines."""


class FirstPage:
    """Middleware that writes the sheet, and the menu's place, into the head of every page that is HTML."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        sheets = [(_FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "first_page.css")]
        # Inside `html body`, since Streamlit's own rules come later and would win.
        style = f"<style>html body {{{''.join(sheets)}}}</style>"
        self._added = (style + "".join(map(_FONT.format, _FONTS))).encode() + _HEAD

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and alter its answer where it is a page."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _asks_for_a_page(scope):
            await self._app(scope, receive, send)
            return
        # Neither packed, nor "as you have it": another sheet makes another page of the same file.
        unasked = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unasked]}
        await self._app(plain, receive, _Altered(send, self._added).pass_on)


def _asks_for_a_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


class _Altered:
    """One answer on its way: held back until it is whole where it is HTML."""

    def __init__(self, send: Send, added: bytes) -> None:
        self._send, self._added, self._body = send, added, b""
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
        body = self._body.replace(_HEAD, self._added, 1)
        headers = MutableHeaders(raw=self._start["headers"])
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
