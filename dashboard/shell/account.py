"""Who is signed in, on every page; and the page of who no longer is."""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.shell.identity import Identity, identity, passed_the_gate
from dashboard.view import persons
from queries.access import Role


def require(settings: Settings, words: Words) -> Identity:
    """Who is signed in; stops the page where nobody is, and has the browser ask for the page that leads there."""
    who = identity(settings)
    if who is not None:
        return who
    st.info(words("sign_in.ended"), icon=":material/lock:")
    # Who signs out here is on the way to the provider already; the gate answers everybody else's browser with its page,
    # and without the gate this one would come again and again.
    if passed_the_gate() and not st.session_state.get("leaving"):
        st.html("<script>location.reload()</script>", unsafe_allow_javascript=True)
    st.stop()


def show(settings: Settings, words: Words, who: Identity, leave: Callable[[], None]) -> None:
    """Who is signed in, with the way out; where nobody has to, that whoever comes is served. `leave`: what is done as
    well by who signs out."""
    if who.local:
        said = "local_open" if settings.open_address == "yes" else "local"
        st.caption(words(f"sign_in.{said}", role=persons.role(words, Role(settings.viewer_role))))
        return
    with st.sidebar, st.container(key="account"):
        st.caption(plain(words("sign_in.as", name=who.name)))
        if who.until is None:
            _at_the_proxy(settings, words)
        elif st.button(words("sign_in.out"), help=words("sign_in.out_help"), icon=":material/logout:"):
            st.session_state["leaving"] = True
            leave()
            st.logout()


def _at_the_proxy(settings: Settings, words: Words) -> None:
    if settings.proxy_sign_out:  # in this tab: Streamlit's own link opens another, and this one would stay
        st.html(f'<a href="{escape(settings.proxy_sign_out)}" target="_self">{escape(words("sign_in.out"))}</a>')
