"""The participants whose agents are due for removal, for the branch to take over."""

import polars as pl

from dashboard.figures import caption
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.view import View
from queries.agents import portfolio


def sentence(view: View) -> str:
    """How many participants of how many agents, in how many offices."""
    return sentence_of(view.words, view.ask(portfolio.leaving))


def sentence_of(words: Words, leaving: pl.DataFrame) -> str:
    """`sentence` from the rows of `portfolio.leaving`."""
    if leaving.is_empty():
        return words("watch.portfolio.none")
    return words(
        "watch.portfolio.sentence",
        people=words.count("participant", leaving.height),
        agents=words.count("agent", leaving["agent_code"].n_unique()),
        offices=words.count("office", leaving["office_code"].n_unique()),
    )


def by_office(view: View) -> Listing:
    """Participants by office and the month from which they are to pay again."""
    rows = view.ask(portfolio.by_office).select("office", "next_due_month", "agents", "people")
    return caption.listing(caption.context(view), "portfolio_offices", sentence(view), rows)


def people(view: View) -> Listing:
    """Every participant, by office and next due month: the last four of the KPJ, no name. For who may see rows."""
    return people_of(caption.context(view), view.ask(portfolio.leaving))


def people_of(context: Context, leaving: pl.DataFrame) -> Listing:
    """`people` from the rows of `portfolio.leaving`."""
    words = context.words
    listed = leaving.select(
        "office",
        "next_due_month",
        code="agent_code",
        name="agent",
        participant=pl.format("…{}", "last4"),
        sector=pl.Series([words.sector(name) for name in leaving["sector"]], dtype=pl.String),
        registered_on="registered_on",
        last_covered_month="last_covered_month",
        paid_on="last_paid_on",
    )
    return caption.listing(context, "portfolio", sentence_of(words, leaving), listed)
