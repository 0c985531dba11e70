"""The page that somebody asked for before they signed in, remembered by their browser until they are back."""

import re
from urllib.parse import quote, unquote

COOKIE = "perisai_asked"
_MINUTES = 15
_LONGEST = 1500
_OF_OURS = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
"""A path of this server: neither `//elsewhere` nor `/\\elsewhere`, which browsers read alike, nor a line's end."""


def remember(path: str, query: str, secure: bool) -> str:
    """The cookie that remembers a page; one that is too long is not."""
    asked = quote(path) + (f"?{query}" if query else "")
    value = quote(asked, safe="") if len(asked) <= _LONGEST else ""
    return f"{COOKIE}={value}; Path=/; Max-Age={_MINUTES * 60}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"


def forget() -> str:
    """The cookie's end."""
    return f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"


def back_to(cookie: str) -> str:
    """Where to go on after the sign-in: the page that was asked for where it is one of ours, else the first."""
    asked = unquote(cookie)
    return asked if len(asked) <= _LONGEST and _OF_OURS.fullmatch(asked) else "/"
