"""What the browser is told beside the page, and what is asked of it: language, menu, link, history."""

import json
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.language.words import LANGUAGES, Words, words_in
from dashboard.shell import menu


def went_back() -> bool:
    """Whether this run was asked for by the browser's Back or Forward."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def tools(words: Words) -> None:
    """The language, and a link to what is shown: above the menu, where they are in sight on every page."""
    with st.container(key="tools", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.segmented_control(
            words("frame.language"),
            ["id", "en"],
            key="language",
            format_func=lambda code: words(f"frame.name.{code}"),
            required=True,
            label_visibility="collapsed",
        )
        copy, copied = words("frame.copy"), words("frame.copied")
        button = f'<button type="button" class="copy-link" data-done="{copied}">{copy}</button>'
        st.html(f"{button}<script>{_SCRIPT}</script>", unsafe_allow_javascript=True)


def tools_alone(words: Words) -> None:
    """The same where there is no filter below them."""
    with st.sidebar:
        tools(words)


_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def name_language(words: Words) -> None:
    """Tell screen readers and translators the page's language: Streamlit's own page says English, whatever it shows."""
    st.html(f"<script>document.documentElement.lang = '{words.language}'</script>", unsafe_allow_javascript=True)


def say_theirs(words: Words) -> None:
    """Have Streamlit's own words, on the buttons of its tables and to who hears the page, in the page's language.

    From whichever language they stand in by now: what was drawn before the language changed stays.
    """
    st.html(_their_words(words), unsafe_allow_javascript=True)


@lru_cache
def _their_words(words: Words) -> str:
    phrases = {
        words_in(one)(f"frame.theirs.{name}"): words(f"frame.theirs.{name}") for one in LANGUAGES for name in _THEIRS
    }
    return f"<script>({_THEIR_WORDS})({json.dumps(phrases)})</script>"


_THEIRS = (
    *("columns", "search", "full", "close", "all", "index"),
    *("upload", "limit", "help", "open", "choose", "day", "apply"),
)
_THEIR_WORDS = Path(__file__).with_name("theirs.js").read_text(encoding="utf-8").strip()


def close_menu_on_a_phone(page: str) -> None:
    """Close the menu once a page was chosen in it: on a phone it covers the page, and Streamlit leaves it open."""
    if st.session_state.get("page_before", page) != page:
        st.html(f"<script>/* {page} */ if (innerWidth < 768) {_CLOSE}</script>", unsafe_allow_javascript=True)
    st.session_state["page_before"] = page


_CLOSE = "document.querySelector('[data-testid=stSidebarCollapseButton] button')?.click()"


def tell_the_browser(words: Words, page: str) -> None:
    """What the browser is told of the page that is about to run: before it, since a page may stop early."""
    with st.sidebar:
        name_language(words)
        say_theirs(words)
        menu.mend(words, page)
        close_menu_on_a_phone(page)


def lay_out() -> None:
    """What no theme option reaches: the margins beside the page, and a number's label in two lines, not cut off."""
    st.html(Path(__file__).with_name("page.css"))
