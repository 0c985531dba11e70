"""Middleware behind the guard: `/ready` says whether to send readers here, `/metrics` is for Prometheus alone."""

import secrets

from anyio import to_thread
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.settings import Settings
from dashboard.shell.guard import was_asked_here
from dashboard.shell.operation import metrics
from dashboard.shell.operation.ready import Readiness
from dashboard.view import address
from dashboard.view.address import Choice

READY, METRICS, CODE = "/ready", "/metrics", "/k/"


class Probes:
    """Answers what no page does, and passes everything else on."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings, self._readiness = app, settings, Readiness(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a probe."""
        answer = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            if scope["path"] == READY:
                answer = await self._ready(scope)
            elif scope["path"] == METRICS:
                answer = await self._metrics(scope)
            elif scope["path"].startswith(CODE):
                answer = _code(scope["path"].removeprefix(CODE))
        await (answer or self._app)(scope, receive, send)

    async def _ready(self, scope: Scope) -> Response:
        """Ready or not; this computer is said which part is not, and nobody else."""
        parts = await to_thread.run_sync(self._readiness.parts)
        ready = set(parts.values()) == {"ok"}
        said = {"ready": ready, **(parts if was_asked_here(scope) else {})}
        return JSONResponse(said, 200 if ready else 503, {"Cache-Control": "no-store"})

    async def _metrics(self, scope: Scope) -> Response:
        if not (was_asked_here(scope) or self._has_token(Headers(scope=scope))):
            return PlainTextResponse("Not Found", 404)
        body = await to_thread.run_sync(metrics.exposed, self._settings)
        return Response(body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"})

    def _has_token(self, asked: Headers) -> bool:
        token = self._settings.metrics_token
        given = asked.get("authorization", "").removeprefix("Bearer ")
        return bool(token) and secrets.compare_digest(given.encode(), token.encode())


def _code(given: str) -> Response:
    """The page that opens a trace code: `/k/KP7B44B1-BTHM` is short enough to be read out and typed."""
    # Of this server whatever was given: the code goes into the query, escaped.
    return RedirectResponse("/" + address.link(address.TRACE, Choice(code=given[:40])), 307)
