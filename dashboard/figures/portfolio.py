"""The participants whose agents are due for removal, for the branch to take over."""

import polars as pl

from dashboard.figures.caption import Listing, listing
from dashboard.view.view import View
from queries.agents import portfolio


def sentence(view: View) -> str:
    """How many participants of how many agents, in how many offices."""
    words, found = view.words, view.ask(portfolio.leaving)
    if found.is_empty():
        return words("watch.portfolio.none")
    return words(
        "watch.portfolio.sentence",
        people=words.count("participant", found.height),
        agents=words.count("agent", found["agent_code"].n_unique()),
        offices=words.count("office", found["office_code"].n_unique()),
    )


def by_office(view: View) -> Listing:
    """Participants by office and the month from which they are to pay again."""
    found = view.ask(portfolio.by_office)
    return listing(
        view, "portfolio_offices", sentence(view), found.select("office", "next_due_month", "agents", "people")
    )


def people(view: View) -> Listing:
    """Every participant, by office and next due month: the last four of the KPJ, no name. For who may see rows."""
    words, found = view.words, view.ask(portfolio.leaving)
    shown = found.select(
        "office",
        "next_due_month",
        code="agent_code",
        name="agent",
        participant=pl.format("…{}", "last4"),
        sector=pl.Series([words.sector(name) for name in found["sector"]], dtype=pl.String),
        registered_on="registered_on",
        last_covered_month="last_covered_month",
        paid_on="last_paid_on",
    )
    return listing(view, "portfolio", sentence(view), shown)
