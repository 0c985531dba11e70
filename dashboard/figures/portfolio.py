"""The participants whose agents are due for removal, or removed, for the branch to take over."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from dashboard.figures import caption, certainty, funds
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.agents import portfolio


def sentence(view: View) -> str:
    """How many participants can still be saved, of how many of how many agents, in how many offices."""
    return sentence_of(view.words, view.ask(portfolio.leaving))


@pure
def sentence_of(words: Words, leaving: pl.DataFrame) -> str:
    """`sentence` from the rows of `portfolio.leaving`."""
    people = portfolio.candidates(leaving)
    if people.is_empty():
        return words("watch.portfolio.none")
    said = words(
        "watch.portfolio.sentence",
        savable=words.number(people.filter(portfolio.savable()).height),
        people=words.count("participant", people.height),
        agents=words.count("agent", people["agent_code"].n_unique()),
        offices=words.count("office", people["office_code"].n_unique()),
    )
    return certainty.counted(words, said, certainty.any_of(people["uncertain"]))


def by_office(view: View) -> Listing:
    """Participants by office and the month from which they are to pay again."""
    return by_office_of(caption.context(view), view.ask(portfolio.by_office), view.ask(portfolio.leaving))


@pure
def by_office_of(context: Context, offices: pl.DataFrame, leaving: pl.DataFrame) -> Listing:
    """`by_office` from the rows of `portfolio.by_office` and `portfolio.leaving`."""
    rows = offices.select("office", "next_due_month", "agents", "people", "savable")
    return caption.listing(context, "portfolio_offices", sentence_of(context.words, leaving), rows)


def people(view: View) -> Listing:
    """Every participant, who can still be saved first: the last four of the KPJ, no name. For who may see rows."""
    return people_of(caption.context(view), view.ask(portfolio.leaving), funds.reasons(view))


@pure
def people_of(context: Context, leaving: pl.DataFrame, why: Mapping[int, str]) -> Listing:
    """`people` from the rows of `portfolio.leaving`. `why`: see `funds.reasons`."""
    words = context.words
    prospects = [
        caption.joined(_prospect(words, *row), why.get(n))
        for n, *row in leaving.select("participant", "prospect", "ended_on", "end_reason").iter_rows()
    ]
    listed = leaving.select(
        "office",
        "next_due_month",
        pl.Series("prospect", prospects, dtype=pl.String),
        code="agent_code",
        name="agent",
        status=certainty.column(words, leaving, "status"),
        acquirer="acquirer",
        participant=pl.format("…{}", "last4"),
        sector=pl.Series([words.sector(name) for name in leaving["sector"]], dtype=pl.String),
        registered_on="registered_on",
        last_covered_month="last_covered_month",
        paid_on="last_paid_on",
    )
    return caption.listing(context, "portfolio", sentence_of(words, leaving), listed)


def handed_over(view: View) -> Listing:
    """Every take-over on record: since when, from whom to whom. For who may see rows."""
    return handed_over_of(caption.context(view), view.ask(portfolio.handed_over))


@pure
def handed_over_of(context: Context, rows: pl.DataFrame) -> Listing:
    """`handed_over` from the rows of `portfolio.handed_over`."""
    words = context.words
    title = words("watch.portfolio.handed", takeovers=words.number(rows.height))
    listed = rows.select("since", "giver", "taker", "acquirer", "load", participant=pl.format("…{}", "last4"))
    named = listed.rename({"since": "taken_on"}).select("taken_on", "participant", "giver", "taker", "acquirer", "load")
    return caption.listing(context, "handed_over", title, named)


def _prospect(words: Words, prospect: str, ended_on: date | None, reason: str | None) -> str:
    """Whether the participant can still be saved, or since when and why the membership has ended."""
    if ended_on is None:
        return words(f"watch.portfolio.prospect.{prospect}")
    return words("watch.portfolio.ended", reason=words(f"watch.portfolio.reason.{reason}"), day=words.day(ended_on))
