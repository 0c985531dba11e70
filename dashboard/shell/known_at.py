"""The choice of when the figures were known: the select in the frame, the line on every page, a way back to now."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.view import cache, captions
from dashboard.view.view import View
from queries import versions
from queries.branches import Holding
from queries.periods import local_day
from queries.versions import NotOnRecord, Past, Version

_KEY = "known_at"


def opened(settings: Settings, words: Words) -> tuple[Holding, Past | None]:
    """What the database holds as it is looked at. Stops the run, with a way back, where that is not on record."""
    chosen = st.session_state.get(_KEY) or ""
    try:
        with st.spinner(words("frame.known_at.opening")) if chosen else nullcontext():
            return cache.opened(settings.url, settings.branch_code, chosen, today())
    except NotOnRecord as wrong:
        st.error(words("frame.known_at.title"), icon=":material/history:")
        st.markdown(plain(captions.not_on_record(words, wrong)))
    _back(words)
    st.stop()


def line(words: Words, past: Past) -> None:
    """That the page shows what was known then, and the way back to now."""
    with st.container(key="known-at", horizontal=True, vertical_alignment="center"):
        st.info(words("frame.known_at.line", known=captions.known_at(words, past)), icon=":material/history:")
        _back(words, "secondary")


def changes(view: View, open_page: Callable[[], None]) -> None:
    """The way to what the newest load changed, in sight on every page; none for the press, and before a second load."""
    if not view.press and len(_every(view)) > 1:
        label, icon = view.words("frame.known_at.changes"), ":material/difference:"
        st.button(label, key="open-changes", on_click=open_page, type="tertiary", icon=icon)


def _every(view: View) -> dict[str, Version]:
    """The data versions by number, the newest first."""
    now = replace(view, holding=cache.holding(view.url, view.holding.code), past=None) if view.past else view
    return {str(one.number): one for one in now.ask(versions.versions)}


def select(view: View) -> None:
    """The data versions to choose from, newest first; what an address asks for is among them. None where there is no
    other than the newest. `view`: any of the reader's.
    """
    words, chosen = view.words, st.session_state.get(_KEY) or ""
    every = _every(view)
    if len(every) < 2 and not chosen:
        return
    options = ["", *every, *([] if chosen in every or not chosen else [chosen])]
    st.selectbox(
        words("frame.known_at.label"),
        options,
        key=_KEY,
        format_func=partial(label, words, every),
        help=words("frame.known_at.help"),
    )


def label(words: Words, every: dict[str, Version], code: str) -> str:
    """A data version or a day in a list to choose from; empty: now."""
    if not code:
        return words("frame.known_at.now")
    if code not in every:
        return words.day(date.fromisoformat(code))
    one = every[code]
    version = words("frame.known_at.version", version=words.number(one.number))
    return captions.SEPARATOR.join(filter(None, (words.day(local_day(one.loaded_at)), version, one.by)))


def _back(words: Words, kind: Literal["primary", "secondary"] = "primary") -> None:
    st.button(words("frame.known_at.back"), on_click=_now, type=kind, key="back-to-now")


def _now() -> None:
    st.session_state[_KEY] = ""
