"""Where an agent is named, one click leads to their own page."""

import streamlit as st

from dashboard.shell import sidebar
from dashboard.shell.routes import AGENT


def opens(code: str) -> None:
    """Open the agent's page; a callback."""
    sidebar.open_page(AGENT, "agent", code)


def name(row: dict) -> None:
    """A row's code and name, which open the agent's page."""
    st.button(
        f"{row['code']} · {row['name']}",
        key=f"agent-{row['code']}",
        on_click=opens,
        args=(row["code"],),
        type="tertiary",
    )
