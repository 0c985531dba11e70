"""Page config, language, the filters' frame, navigation."""

import streamlit as st

from dashboard import frame, settings, startup
from dashboard.pages import ADDRESSES

chosen = settings.read()
words = frame.language(chosen)
st.set_page_config(
    page_title=words("pages.product"), page_icon=str(settings.ROOT / "static" / "icon.png"), layout="wide"
)
startup.once(chosen)
frame.lay_out()
page = st.navigation(
    [
        st.Page(path, title=words(f"menu.{address}"), url_path=address, default=position == 0)
        for position, (path, address) in enumerate(ADDRESSES.items())
    ]
)
frame.follow()
frame.view(chosen, words, page.url_path)
page.run()
frame.name_language(words)
frame.close_menu_on_a_phone(page.url_path)
