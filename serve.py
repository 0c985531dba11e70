"""The dashboard as it is served: `streamlit run serve.py`."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard import settings
from dashboard.shell.first_page import FirstPage
from dashboard.shell.guard import Guard

app = st.App("streamlit_app.py", middleware=[Middleware(Guard, settings=settings.read()), Middleware(FirstPage)])
