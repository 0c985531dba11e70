"""Middleware in front of everything: what a request does is counted, and what breaks below ends in a sentence."""

import logging
import secrets
from contextlib import suppress
from html import escape

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.language import faults, journal
from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell.first_page import language_of
from dashboard.shell.guard import HEADERS
from dashboard.shell.operation import metrics

_LOG = logging.getLogger(__name__)


class Requests:
    """Gives each request a code for the log; an error that nobody foresaw says its own code and nothing else."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        metrics.time_statements()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer it where that fails before anything was said."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        begun = False

        async def passed_on(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                _note(scope, message["status"])
            await send(message)

        with journal.about(request=secrets.token_hex(6)):
            try:
                await self._app(scope, receive, passed_on)
            except Exception as error:
                metrics.FAULTS.labels(journal.kind(error)).inc()
                said = faults.recorded(words_in(language_of(scope, self._settings)), self._settings.folder)
                if scope["type"] == "websocket":
                    with suppress(RuntimeError, OSError):  # it is closed already
                        await passed_on({"type": "websocket.close", "code": 1011, "reason": ""})
                elif begun:
                    # Half an answer: only the server below can break the line off, so that it is not taken for whole.
                    raise BrokenOff from None
                else:
                    await self._sentence(scope, said)(scope, receive, passed_on)

    def _sentence(self, scope: Scope, said: str) -> HTMLResponse:
        language = language_of(scope, self._settings)
        title = escape(words_in(language)("pages.product"))
        page = (
            f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{title}</title><p>{escape(said)}</p>'
        )
        return HTMLResponse(page, 500, dict(HEADERS))


def _note(scope: Scope, status: int) -> None:
    """Count an answer; one that refuses is a line, without what follows the first part of the path: it may be a key."""
    metrics.ANSWERS.labels(f"{status // 100}xx").inc()
    if status >= 400:
        first = scope["path"].strip("/").partition("/")[0][:40]
        _LOG.info("refused", extra={"about": {"status": status, "method": scope["method"], "path": f"/{first}"}})


class BrokenOff(Exception):
    """An answer of which a part was sent ended in an error, which the log has by its code."""
