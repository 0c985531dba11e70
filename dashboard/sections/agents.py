"""The tables of the page on agents: every agent's state with its reason, and what the next one is worth to each."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

import polars as pl
import streamlit as st

from dashboard.charts.figure import Figure
from dashboard.figures import certainty, registry
from dashboard.figures import next_worth as worth
from dashboard.figures.agents import in_order, of_chosen
from dashboard.figures.reasons import reason
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.sections import agent_link, components, figures, listings
from dashboard.shell import sidebar
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.agents.standings import standings as standings_of
from queries.flows import by_agent
from queries.status import Status


def standings(view: View) -> None:
    """Every agent of the scope, dormant but retained first, narrowed by the statuses that are chosen above it, also by
    a click on their bar."""
    words = view.words
    figures.figure(view, _by_status(view), partial(sidebar.toggle, "status"))
    st.pills(
        words("pages.agents.statuses"),
        [status.value for status in Status],
        key="status",
        selection_mode="multi",
        format_func=lambda code: words.capital(words.status(code)),
        persist_state="session",
    )
    agent_link.terms(view)
    rows = in_order(view.ask(standings_of))
    if view.choice.status:
        rows = rows.filter(pl.col("status").is_in(view.choice.status))
    if rows.is_empty():
        st.markdown(words("pages.agents.none"))
    else:
        _table(view, rows)
    _elsewhere(view)


def _by_status(view: View) -> Figure:
    return _dimmed(registry.figure(view, "agents_by_status"), view.choice.status)


@lru_cache(maxsize=64)
def _dimmed(figure: Figure, chosen: tuple[str, ...]) -> Figure:
    """The same object for the same choice: it is dressed once."""
    return of_chosen(figure, chosen) if chosen else figure


def _elsewhere(view: View) -> None:
    """Whom the table lacks, though what they did is counted here: they stand elsewhere by now, or begin later."""
    words = view.words
    if text := _elsewhere_of(words, view.ask(by_agent), view.ask(standings_of)):
        st.caption(plain(text))


@pure
def _elsewhere_of(words: Words, counted_here: pl.DataFrame, listed: pl.DataFrame) -> str:
    others = counted_here.join(listed, on="code", how="anti")
    if others.is_empty():
        return ""
    names = words.join([f"{code} · {name}" for code, name in others.select("code", "label").iter_rows()])
    counted: tuple[int, int] = others.select(pl.sum("acquired"), pl.sum("received")).row(0)
    people, amount = words.count("participant", counted[0]), words.rupiah(counted[1])
    return words("pages.agents.elsewhere", names=names, people=people, amount=amount)


def _table(view: View, rows: pl.DataFrame) -> None:
    words = view.words
    written: dict[str, Callable] = dict.fromkeys(("acquired", "running_people"), words.number)
    written |= {"received": words.rupiah, "due_on": words.day}
    columns, codes = _columns(words, view.scope.as_of_month, rows), rows["code"].to_list()
    components.table(view, "agents", columns, written, lambda row: agent_link.opens(codes[row]), aside=_IN_REASON)


@pure
def _columns(words: Words, month: date | None, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "code",
        "name",
        pl.Series("wilayah_name", [words.wilayah(row["wilayah"], row["kind"]) for row in rows.to_dicts()]),
        certainty.column(words, rows, "status"),
        pl.Series("reason", [reason(words, month, row) for row in rows.to_dicts()]),
        "zero_months",
        "acquired",
        "months_in_service",
        "received",
        "running_people",
        "due_on",
    )


_IN_REASON = ("zero_months", "running_people", "due_on")
"""What the reason says in words: as columns of their own they would push others out of sight."""


def next_worth(view: View) -> None:
    """What the next one is worth to each agent, behind a heading; read where it is opened."""
    words = view.words
    unfolded = st.expander(words("worth.title"), key="next_worth", on_change="rerun")
    if unfolded.open:
        with unfolded:
            listing = worth.agents(view)
            st.markdown(plain(listing.title))
            written: dict[str, Callable] = {f"worth_{name}": words.number for name in worth.COUNTS}
            written |= {f"worth_{name}": words.rupiah for name in worth.MONEY}
            codes = listing.table["code"].to_list()
            listings.show(view, listing, written, lambda row: agent_link.opens(codes[row]))
            st.caption(plain(words("worth.about")))
            with st.container(horizontal=True, gap="xsmall"):
                listings.downloads(view, listing)
                components.definition(view, "incentive")
