"""Page config, language, the filters' frame, navigation."""

from functools import partial

import streamlit as st

from dashboard import settings
from dashboard.language import faults
from dashboard.sections import unsaved
from dashboard.shell import account, auth, browser, guard, menu, server, sidebar
from dashboard.shell.operation import runs
from dashboard.shell.routes import PEOPLE
from queries.access import AccessDenied, Permission

chosen = settings.read()
words = sidebar.language(chosen)
st.set_page_config(
    page_title=words("pages.product"), page_icon=str(settings.ROOT / "static" / "icon.png"), layout="wide"
)
guard.require_here(chosen, words)
who = account.require(chosen, words)
server.once(chosen)
browser.lay_out()
account.show(chosen, words, who, partial(auth.record, chosen, "sign_out"))
looking = auth.viewer(chosen, words, who)
figures = looking.may(Permission.SEE_FIGURES)
page = st.navigation(menu.pages(words) if figures else menu.without_figures(words), expanded=True)
with runs.run(chosen, page.url_path):
    try:
        sidebar.follow()
        browser.tell_the_browser(words, page.url_path)
        auth.line(words, looking)
        if figures:
            sidebar.say_what_is_missing(sidebar.view(chosen, words, page.url_path))
            auth.to_people(words, looking, partial(sidebar.turn_to, PEOPLE))
        else:
            browser.tools_alone(words)
        unsaved.say(words)
        page.run()
    except AccessDenied:
        auth.record(chosen, "refused")
        st.error(faults.recorded(words, chosen.folder))
        raise
    except Exception:
        st.error(faults.recorded(words, chosen.folder))
        raise
