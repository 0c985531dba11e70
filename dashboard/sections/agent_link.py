"""Where an agent is named, one click leads to their own page; what is said of them, in plain words."""

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.language.markdown import plain
from dashboard.shell import sidebar
from dashboard.shell.routes import ADDRESSES, AGENT
from dashboard.view import address
from dashboard.view.view import View
from queries.access import Permission
from queries.rules import in_force


def opens(code: str) -> None:
    """Open the agent's page; a callback."""
    sidebar.open_page(AGENT, "agent", code)


def links(view: View, frame: pl.DataFrame) -> pl.DataFrame:
    """A table's rows with each agent's name as the address of their page, where the rows are agents: a code and a name.

    The name stands at the address's end: a table that is searched or saved still has it. Null where there is none.
    """
    if not {"code", "name"} <= {*frame.columns} or not view.viewer.may(Permission.NAME_AGENTS):
        return frame
    rows = zip(frame["code"], frame["name"], strict=True)
    return frame.with_columns(name=pl.Series([_address(view, *row) for row in rows], dtype=pl.String))


def linked(cell: str | None) -> str:
    """The name in a cell of `links`."""
    return (cell or "").partition("#")[2]


def _address(view: View, code: str, name: str | None) -> str | None:
    if not name or name == "–":
        return None
    return f"{address.link(ADDRESSES[AGENT], replace(view.choice, agent=code, code='', code_b=''))}#{name}"


def name(row: dict) -> None:
    """A row's code and name, which open the agent's page."""
    st.button(
        plain(f"{row['code']} · {row['name']}"),
        key=f"agent-{row['code']}",
        on_click=opens,
        args=(row["code"],),
        type="tertiary",
    )


def terms(view: View) -> None:
    """In plain words what a dormant agent is, and one due for removal, by the thresholds of the as-of day."""
    rule = view.ask(in_force)
    st.caption(view.words(f"pages.terms.{rule.reading.code}", months=view.words.count("month", rule.dormant_after)))
