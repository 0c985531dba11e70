"""Page config, language, the filters' frame, navigation."""

import streamlit as st

from dashboard import settings
from dashboard.language import faults
from dashboard.sections import unsaved
from dashboard.shell import browser, guard, menu, server, sidebar

chosen = settings.read()
words = sidebar.language(chosen)
st.set_page_config(
    page_title=words("pages.product"), page_icon=str(settings.ROOT / "static" / "icon.png"), layout="wide"
)
guard.require_here(chosen, words)
server.once(chosen)
browser.lay_out()
page = st.navigation(menu.pages(words), expanded=True)
try:
    sidebar.follow()
    browser.tell_the_browser(words, page.url_path)
    sidebar.say_what_is_missing(sidebar.view(chosen, words, page.url_path))
    unsaved.say(words)
    page.run()
except Exception:
    st.error(faults.recorded(words, chosen.folder))
    raise
