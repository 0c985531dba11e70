"""When the agent served and where they stood, where that has changed."""

import polars as pl
import streamlit as st

from dashboard.sections import components
from dashboard.view.view import View
from queries.agents import one_agent


def of_agent(view: View) -> None:
    """A row a service and a posting; nothing of an agent who has one of each: the page's head says where they are."""
    words, rows = view.words, view.ask(one_agent.stays, view.choice.agent)
    if rows.height <= 2:
        return
    st.subheader(words("agent.stays.title"), anchor=False)
    said = rows.to_dicts()
    places = [f"{one['office']}, {words.wilayah(one['wilayah'], one['kind'])}" if one["office"] else "" for one in said]
    table = rows.select(
        pl.Series("stay", [words(f"agent.stays.{one['stay']}") for one in said]),
        "since",
        pl.Series("until", [words.day(one["until"]) if one["until"] else words("agent.stays.still") for one in said]),
        pl.Series("place", places),
    )
    components.table(view, "stays", table, {"since": words.day})
    st.caption(words("agent.stays.about"))
