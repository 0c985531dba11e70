"""Who asks, as far as the connection itself and a proxy that is believed tell."""

import secrets
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Scope

from dashboard.shell.sign_in.ways import Proxy

Addresses = Collection[IPv4Address | IPv6Address]

MARK = "x-perisai-passed"
"""A header that the gate alone writes: what else the request says of its visitor was looked at."""

MARKED = secrets.token_hex(16)
"""Its value, of this process: nobody outside knows it."""

_LONGEST = 254


def marked(scope: Scope, proxies: Addresses) -> Scope:
    """A request as it is passed on: with the mark, and with its visitor's address where a proxy is believed."""
    passed: dict[str, Any] = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != MARK.encode()]}
    MutableHeaders(scope=passed)[MARK] = MARKED
    if is_of(scope, proxies):
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
        # Each proxy adds whom it sees at the end: what stands further in front anybody may have written.
        others = [one.strip() for one in reversed(forwarded) if (parsed := _address(one)) and parsed not in proxies]
        if others:
            passed["client"] = (others[0], 0)
    return passed


def is_of(scope: Scope, proxies: Addresses) -> bool:
    """Whether a request comes from one of the proxies' addresses."""
    return _address((scope.get("client") or ("",))[0]) in proxies


def said_by(proxy: Proxy, headers: Headers) -> str:
    """Who signed in, in lower case, as a proxy's header says; empty where it says nothing, or more than one."""
    given = headers.getlist(proxy.header)
    return person(given[0]) if len(given) == 1 else ""


def person(given: str) -> str:
    """A header's value as people are known by it; empty where it is no name."""
    subject = given.strip().lower()
    return subject if len(subject) <= _LONGEST and subject.isprintable() and "," not in subject else ""


def _address(written: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(written.strip())
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
