"""The cookie of somebody who signed in with a provider: Streamlit writes and signs it, here it is looked at again.

Streamlit serves it for thirty days, whatever the provider's token says.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer
from streamlit.auth_util import get_cookie_with_chunks

from dashboard.settings import Settings
from dashboard.shell.sign_in.ways import OpenId

COOKIE = "_streamlit_user"
_AHEAD = timedelta(minutes=1)
"""By how much a cookie may be of later: the clocks of two servers."""


@dataclass(frozen=True)
class Ticket:
    """Who signed in: see `Identity`; `since` and `until`: when they did and until when that is good."""

    subject: str
    name: str
    since: datetime
    until: datetime


def read(cookies: Mapping[str, str], way: OpenId, settings: Settings, now: datetime) -> Ticket | None:
    """Whose cookie it is; None where there is none, or one that is altered, of elsewhere or over.

    Who signed out since is not looked at here.
    """
    signed = _signed(cookies, way.secret)
    if signed is None:
        return None
    claims, since = signed
    until = since + timedelta(hours=int(settings.sign_in_hours))
    ends, subject = claims.get("exp"), claims.get(settings.person_claim)
    if not isinstance(ends, int | float) or isinstance(ends, bool) or not isinstance(subject, str):
        return None
    try:
        until = min(until, datetime.fromtimestamp(ends, UTC))
    except (OverflowError, OSError, ValueError):
        return None
    subject = subject.strip().lower()
    if not subject or not _is_ours(claims, way, settings) or not since - _AHEAD <= now < until:
        return None
    return Ticket(subject, _name(claims.get("name")) or subject, since, until)


def _signed(cookies: Mapping[str, str], secret: str) -> tuple[Mapping[str, Any], datetime] | None:
    """What a cookie holds, and when it was signed; one that is too long for a browser comes in parts."""
    signed: list[datetime] = []

    def part(name: str) -> bytes | None:
        if name not in cookies:
            return None
        text, moment = URLSafeTimedSerializer(secret, salt=name).loads(cookies[name], return_timestamp=True)
        signed.append(moment)
        return str(text).encode()

    try:
        whole = get_cookie_with_chunks(part, COOKIE)
        claims = json.loads(whole) if whole else None
    except (BadData, ValueError):
        return None
    return (claims, min(signed)) if isinstance(claims, dict) else None


def _is_ours(claims: Mapping[str, Any], way: OpenId, settings: Settings) -> bool:
    """Whether a token was given to us, for us, and what it says of its bearer is the provider's own word."""
    client, meant = way.clients.get(str(claims.get("provider"))), claims.get("aud")
    audience = meant if isinstance(meant, list) else [meant]
    unverified = settings.person_claim == "email" and claims.get("email_verified", True) not in (True, "true")
    return (
        claims.get("is_logged_in") is True
        and claims.get("origin") == way.origin
        and client is not None
        and client in audience
        and not unverified
    )


def _name(given: object) -> str:
    """A name as it may be shown and recorded: one line of at most a hundred characters."""
    return (
        " ".join("".join(c if c.isprintable() else " " for c in given).split())[:100] if isinstance(given, str) else ""
    )
