"""Who is signed in, on every page; and the page of who no longer is."""

import streamlit as st

from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.shell.identity import Identity, identity, passed_the_gate


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


def show(words: Words, who: Identity) -> None:
    """Who is signed in, with the way out; where nobody has to, that this serves one computer alone."""
    if who.local:
        st.caption(words("sign_in.local"))
        return
    with st.sidebar, st.container(key="account"):
        st.caption(plain(words("sign_in.as", name=who.name)))
        if who.until is not None and st.button(
            words("sign_in.out"), help=words("sign_in.out_help"), icon=":material/logout:"
        ):
            st.session_state["leaving"] = True
            st.logout()
