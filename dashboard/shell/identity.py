"""Who is signed in at the page that runs: known by e-mail or user name, and nothing said yet of what they may see."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard.settings import SettingError, Settings
from dashboard.shell.sign_in import ticket
from dashboard.shell.sign_in.signed_out import SignedOut
from dashboard.shell.sign_in.visitor import MARK, MARKED, person
from dashboard.shell.sign_in.ways import OpenId, way


@dataclass(frozen=True)
class Identity:
    """Somebody who is signed in, or whoever sits at a computer that asks nobody to sign in.

    `subject`: by what people are known, an e-mail or user name in lower case; `name`: as they call themselves;
    `address`: the network address from which they came, empty where it is not known or this computer's own; `until`:
    when the sign-in ends, with a time zone, None where it does not; `local`: nobody has to sign in here.
    """

    subject: str
    name: str
    address: str
    until: datetime | None = None
    local: bool = False


def identity(settings: Settings) -> Identity | None:
    """Who asked for the page that runs; None where nobody is signed in, any more, and one must be.

    Looked at anew in each run: a sign-in ends while its page is open.
    """
    try:
        chosen = way(settings)
    except SettingError:  # the gate has said it
        return None
    address = st.context.ip_address or ""
    if chosen is None:
        return Identity(settings.viewer_name.lower(), settings.viewer_name, address, local=True)
    if isinstance(chosen, OpenId):
        return _by_provider(chosen, settings, address)
    # Without the gate in front anybody may have written the header.
    said = person(st.context.headers.get(chosen.header) or "") if passed_the_gate() else ""
    return Identity(said, said, address) if said else None


def passed_the_gate() -> bool:
    """Whether the page that runs is served with the middleware in front."""
    return st.context.headers.get(MARK) == MARKED


def _by_provider(openid: OpenId, settings: Settings, address: str) -> Identity | None:
    # Streamlit looks at what our own check does not: that the websocket was opened by a page of this address.
    if not st.user.get("is_logged_in"):
        return None
    bearer = ticket.read(st.context.cookies, openid, settings, datetime.now(UTC))
    if bearer is None or SignedOut(settings.folder).is_over(bearer.subject, bearer.since):
        return None
    return Identity(bearer.subject, bearer.name, address, bearer.until)
