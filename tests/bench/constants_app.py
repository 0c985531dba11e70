"""The page of constants, as an app: the navigation of the dashboard and the calls of a recording."""

import streamlit as st

from dashboard.shell.routes import ADDRESSES
from tests.bench import recording

st.set_page_config(page_title="-", layout="wide")


def _page() -> None:
    recording.showing.replay()


# A page of its own each, or Streamlit would take them for the same one.
st.navigation(
    [st.Page(lambda: _page(), title=name, url_path=name, default=not n) for n, name in enumerate(ADDRESSES.values())]
).run()
