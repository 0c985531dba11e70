"""The dashboard as it is served: `streamlit run serve.py`."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard import settings
from dashboard.shell.first_page import FirstPage
from dashboard.shell.guard import Guard
from dashboard.shell.operation.output import write_lines
from dashboard.shell.operation.probes import Probes
from dashboard.shell.operation.requests import Requests
from dashboard.shell.sign_in.gate import Gate
from dashboard.shell.sign_in.ways import name_the_header

chosen = settings.read()
name_the_header(chosen)
write_lines(chosen)
app = st.App(
    "streamlit_app.py",
    middleware=[Middleware(one, settings=chosen) for one in (Requests, Guard, Probes, Gate, FirstPage)],
)
