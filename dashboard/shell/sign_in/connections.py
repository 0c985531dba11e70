"""The open pages of who is signed in: each ends with its sign-in, and not only when it is next asked for."""

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from dashboard.shell.sign_in.ticket import Ticket

_RUN_AGAIN = BackMsg(rerun_script=ClientState()).SerializeToString()
"""What a browser sends to have the page run: the run finds nobody signed in, and the page says so."""

_AFTERWARDS = 30.0
"""Seconds until the connection is closed: so long the page has to be drawn, also on a busy server."""


class Connections:
    """The websockets by whose they are."""

    def __init__(self, afterwards: float = _AFTERWARDS) -> None:
        self._ends: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._afterwards = afterwards

    def end(self, subject: str) -> None:
        """Have every page of a person run once more, and shut."""
        for one in self._ends.get(subject, ()):
            one.set()

    async def serve(self, ticket: Ticket, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a websocket on until it closes, its ticket runs out or the person signs out."""
        over = asyncio.Event()
        left = (ticket.until - datetime.now(UTC)).total_seconds()
        clock = asyncio.get_running_loop().call_later(max(left, 0), over.set)
        self._ends[ticket.subject].add(over)
        try:
            await app(scope, _Ending(over, receive, send, self._afterwards).receive, send)
        finally:
            clock.cancel()
            self._ends[ticket.subject].discard(over)
            if not self._ends[ticket.subject]:
                del self._ends[ticket.subject]


class _Ending:
    """What a page sends, until it is over: then one more run, and the end."""

    def __init__(self, over: asyncio.Event, receive: Receive, send: Send, afterwards: float) -> None:
        self._over, self._receive, self._send, self._afterwards = over, receive, send, afterwards
        self._opened = self._ran = False

    async def receive(self) -> Message:
        if not self._opened:
            self._opened = True
            return await self._receive()
        if not self._over.is_set() and (message := await self._next()):
            return message
        if not self._ran:
            self._ran = True
            return {"type": "websocket.receive", "bytes": _RUN_AGAIN}
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._leaves(), self._afterwards)
        await self._send({"type": "websocket.close", "code": 1008, "reason": ""})
        return {"type": "websocket.disconnect", "code": 1008}

    async def _leaves(self) -> Message:
        """The browser's going; whatever else it says is not passed on."""
        while (message := await self._receive())["type"] != "websocket.disconnect":
            pass
        return message

    async def _next(self) -> Message | None:
        message, over = asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait({message, over}, return_when=asyncio.FIRST_COMPLETED)
            return message.result() if message.done() else None
        finally:
            message.cancel()
            over.cancel()
