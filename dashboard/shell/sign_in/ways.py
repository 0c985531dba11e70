"""How people sign in here: with a provider (OpenID Connect), with the proxy in front, or not at all."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from dashboard.settings import SECRET_BYTES, SettingError, Settings

LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
"""Streamlit's addresses: from which people go to the provider, and to which they come back."""

_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_HERE = ("localhost", "127.0.0.1", "::1")
_ANY_TENANT = re.compile(r"//login\.microsoftonline\.com/(common|organizations|consumers)/", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True)
class OpenId:
    """Providers of OpenID Connect, from `.streamlit/secrets.toml`.

    `origin`: scheme, host and port at which people come back; `secret`: signs their cookie; `clients`: the client id
    of each provider by its name.
    """

    origin: str
    secret: str = field(repr=False)
    clients: Mapping[str, str]


@dataclass(frozen=True)
class Proxy:
    """A proxy that signs people in, and says whom in a header that is believed from its addresses alone."""

    addresses: frozenset[IPv4Address | IPv6Address]
    header: str


def way(settings: Settings) -> OpenId | Proxy | None:
    """How people sign in; None where whoever sits at the computer is served.

    Raises SettingError with what to mend: a sign-in that is half set up is none, and nobody may take it for one.
    """
    providers, proxy = _open_id(), _proxy(settings)
    if providers and proxy:
        raise SettingError("PERISAI_PROXY_HEADER and [auth] in .streamlit/secrets.toml both sign people in: keep one")
    return providers or proxy


def name_the_header(settings: Settings) -> None:
    """Have Streamlit know people by the proxy's header too, so that nobody takes over the session of another."""
    with suppress(SettingError):  # the gate says it
        if isinstance(proxy := way(settings), Proxy):
            config.set_option("server.trustedUserHeaders", {proxy.header: "email"})


def signs_in(settings: Settings) -> bool:
    """Whether anybody has to sign in; False also where that is set up wrongly, which `way` says."""
    try:
        return way(settings) is not None
    except SettingError:
        return False


def proxies(settings: Settings) -> frozenset[IPv4Address | IPv6Address]:
    """The addresses of the proxy in front. Raises SettingError where one is no address."""
    given = [one.strip() for one in settings.proxy_address.split(",") if one.strip()]
    try:
        return frozenset(map(ip_address, given))
    except ValueError:
        raise SettingError(
            f"PERISAI_PROXY_ADDRESS={settings.proxy_address!r}: write addresses such as 10.0.0.2, with commas between"
        ) from None


def _proxy(settings: Settings) -> Proxy | None:
    addresses, header = proxies(settings), settings.proxy_header
    if not header:
        return None
    if not _HEADER.fullmatch(header):
        raise SettingError(f"PERISAI_PROXY_HEADER={header!r}: write a header's name, such as X-Forwarded-Email")
    if not addresses:
        raise SettingError("PERISAI_PROXY_HEADER needs PERISAI_PROXY_ADDRESS: from whom that header is believed")
    if settings.server_believes != "none":
        # Else the server takes the visitor's address from a header that anybody may send, and the proxy's is lost.
        raise SettingError("PERISAI_PROXY_HEADER needs FORWARDED_ALLOW_IPS=none; `python run.py` sets it")
    return Proxy(addresses, header)


def _open_id() -> OpenId | None:
    if not st.secrets.load_if_toml_exists():
        unreadable = [file for file in config.get_option("secrets.files") if Path(file).exists()]
        if unreadable:
            raise SettingError(f"{unreadable[0]} cannot be read: see .streamlit/secrets.example.toml")
        return None
    if "auth" not in st.secrets:
        return None
    auth = dict(st.secrets["auth"])
    clients = dict(_clients(auth))
    if not clients:
        raise SettingError("[auth] in .streamlit/secrets.toml names no provider: see .streamlit/secrets.example.toml")
    secret = str(auth.get("cookie_secret", ""))
    if len(secret.encode()) < SECRET_BYTES:
        raise SettingError(
            f"[auth] cookie_secret in .streamlit/secrets.toml: use at least {SECRET_BYTES} bytes: "
            'python -c "import secrets; print(secrets.token_hex(32))"'
        )
    return OpenId(_origin(str(auth.get("redirect_uri", ""))), secret, clients)


def _clients(auth: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The client id of each provider by its name; the one that stands in [auth] itself is called default."""
    sections = {name: dict(value) for name, value in auth.items() if isinstance(value, Mapping)}
    sections.pop("client_kwargs", None)
    if set(_NEEDED) & set(auth):
        sections["default"] = dict(auth)
    for name, section in sections.items():
        where = "[auth]" if name == "default" else f"[auth.{name}]"
        missing = [key for key in _NEEDED if not section.get(key)]
        if missing:
            raise SettingError(f"{where} in .streamlit/secrets.toml lacks {', '.join(missing)}")
        if "_" in name:
            raise SettingError(f"{where} in .streamlit/secrets.toml: write the provider's name without _")
        if _ANY_TENANT.search(str(section["server_metadata_url"])):
            raise SettingError(
                f"{where} server_metadata_url in .streamlit/secrets.toml lets every organisation in, which write their "
                "people's e-mail addresses as they like: name your own tenant in it"
            )
        yield name, str(section["client_id"])


def _origin(back: str) -> str:
    parts = urlsplit(back)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    if not safe or not parts.netloc or not parts.path.endswith(CALLBACK):
        raise SettingError(
            f"[auth] redirect_uri in .streamlit/secrets.toml: write https://, the address that readers use, and "
            f"{CALLBACK}; http:// only for localhost"
        )
    return f"{parts.scheme}://{parts.netloc}"
