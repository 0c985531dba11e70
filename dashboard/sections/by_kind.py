"""What can be said where no month is whole in both kinds, and one is in a kind of its own."""

import streamlit as st

from dashboard.figures import kpis
from dashboard.sections import components
from dashboard.view.view import View
from queries import flows
from queries.access import Permission


def totals(view: View) -> None:
    """What was acquired and received, each of the months that are whole in its kind."""
    st.info(view.words("pages.by_kind", period=view.words.period(view.scope.period)), icon=":material/rule:")
    components.numbers(view, kpis.numbers(view, "acquired", "received"))


def agents(view: View) -> None:
    """The totals, and of each agent what they are made of."""
    totals(view)
    if view.viewer.may(Permission.NAME_AGENTS):
        rows = view.ask(flows.by_agent).select("code", "acquired", "received", name="label")
        written = {"acquired": view.words.number, "received": view.words.rupiah}
        components.table(view, "agents_by_kind", rows.select("code", "name", "acquired", "received"), written)
