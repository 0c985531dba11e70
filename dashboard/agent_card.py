"""One agent, opened by a click on their bar, cell or row."""

import polars as pl
import streamlit as st

from dashboard import components
from dashboard.compose.reasons import reason
from dashboard.view import View
from queries import agents

_CHOSEN = "chosen_agent"


def choose(code: str) -> None:
    """Remember the agent who was clicked, for the end of the next run."""
    st.session_state[_CHOSEN] = code


def name(row: dict) -> None:
    """An agent's code and name, which open their card."""
    st.button(
        f"{row['code']} · {row['name']}",
        key=f"agent-{row['code']}",
        on_click=choose,
        args=(row["code"],),
        type="tertiary",
    )


def show_chosen(view: View) -> None:
    """Open the card of the agent who was clicked, if any, once."""
    code = st.session_state.pop(_CHOSEN, None)
    found = view.ask(agents.standings)
    row = next((one for one in found.to_dicts() if one["code"] == code), None)
    if row:
        _open(view, row)


def _open(view: View, row: dict) -> None:
    words = view.words
    st.dialog(words("pages.card.title", code=row["code"], name=row["name"]), width="medium")(_card)(view, row)


def _card(view: View, row: dict) -> None:
    words = view.words
    place = words.wilayah(row["wilayah"], row["kind"])
    st.markdown(f"**{words.capital(words.status(row['status']))}**: {components.plain(reason(view, row))}.")
    st.caption(
        components.plain(
            words(
                "pages.card.where",
                office=row["office"],
                place=place,
                day=words.day(row["registered_on"]),
                months=words.count("month", row["months_in_service"]),
            )
        )
    )
    months = view.ask(agents.grid).filter(code=row["code"]).select("month", "acquired", "received", "runs")
    runs = [words(f"pages.card.{'runs' if one else 'rests'}") for one in months["runs"]]
    shown = months.with_columns(runs=pl.Series(runs, dtype=pl.String))
    components.table(view, "card", shown, {"month": words.month, "acquired": words.number, "received": words.rupiah})
