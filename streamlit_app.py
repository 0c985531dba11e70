"""Page config, language, the filters' frame, navigation."""

import streamlit as st

from dashboard import settings
from dashboard.shell import server, sidebar
from dashboard.shell.routes import ADDRESSES, OVERVIEW

chosen = settings.read()
words = sidebar.language(chosen)
st.set_page_config(
    page_title=words("pages.product"), page_icon=str(settings.ROOT / "static" / "icon.png"), layout="wide"
)
server.once(chosen)
sidebar.lay_out()
# Streamlit reserves the address of the page that opens first and does not answer it, so its name is a page of its own.
first = st.Page(OVERVIEW, title=words("menu.ringkasan"), url_path="awal", default=True)
named = [
    st.Page(
        path, title=words(f"menu.{address}"), url_path=address, visibility="hidden" if path == OVERVIEW else "visible"
    )
    for path, address in ADDRESSES.items()
]
page = st.navigation([first, *named], expanded=True)
sidebar.follow()
sidebar.tell_the_browser(words, page.url_path)
sidebar.say_what_is_missing(sidebar.view(chosen, words, page.url_path))
page.run()
