"""Who is signed in at the page that runs: known by e-mail or user name, and nothing said yet of what they may see."""

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from dashboard.settings import Settings


@dataclass(frozen=True)
class Identity:
    """Somebody who is signed in, or whoever sits at a computer that asks nobody to sign in.

    `subject`: by what people are known, an e-mail or user name in lower case; `name`: as they call themselves;
    `address`: the network address from which they came, empty where it is not known; `until`: when the sign-in ends,
    with a time zone, None where it does not; `local`: nobody has to sign in here.
    """

    subject: str
    name: str
    address: str
    until: datetime | None = None
    local: bool = False


def identity(settings: Settings) -> Identity | None:
    """Who asked for the page that runs; None where nobody is signed in and one must be."""
    return Identity(settings.viewer_name.lower(), settings.viewer_name, _address(), local=True)


def _address() -> str:
    return st.context.ip_address or ""
