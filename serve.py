"""The dashboard as it is served: `streamlit run serve.py`."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard.shell.first_page import FirstPage

app = st.App("streamlit_app.py", middleware=[Middleware(FirstPage)])
