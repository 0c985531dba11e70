"""The application's own list against the rule, with reasons."""

import polars as pl

from dashboard.figures.caption import Listing, listing
from dashboard.figures.reasons import reason
from dashboard.view.view import View
from queries.agents import roster
from queries.agents.roster import RosterMatch
from queries.periods import Period

NONE = "–"


def sentence(view: View) -> str:
    """How many codes of the newest list agree with the rule, and how many do not; that there is none."""
    words, counted = view.words, view.ask(roster.counted)
    if counted is None:
        return words("watch.roster.none")
    told = {name: words.number(value) for name, value in counted.items()}
    return words("watch.roster.sentence", month=words.month(view.ask(roster.month)), **told)


def table(view: View) -> Listing:
    """Where list and rule differ, and who is back too soon; with reasons as of the list's month."""
    words, found = view.words, view.ask(roster.checked)
    newest = view.ask(roster.month)
    then = view.during(view.scope.during(Period(newest, newest))) if newest else view
    differs = found.filter((pl.col("finding") != RosterMatch.AGREE.value) | pl.col("back_after").is_not_null())
    rows = differs.to_dicts()
    states = [words.capital(words.status(row["status"])) if row["status"] else NONE for row in rows]
    shown = differs.select(
        pl.Series("finding", [words(f"watch.finding.{row['finding']}") for row in rows], dtype=pl.String),
        "code",
        pl.col("name").fill_null(NONE),
        pl.Series("status", states, dtype=pl.String),
        pl.Series("reason", [_why(then, row) for row in rows], dtype=pl.String),
        pl.Series("back", [_back(view, row) for row in rows], dtype=pl.String),
        pl.col("office").fill_null(NONE),
    )
    return listing(view, "roster", sentence(view), shown)


def _why(then: View, row: dict) -> str:
    words = then.words
    if row["status"]:
        return reason(then, row)
    if row["finding"] == RosterMatch.UNKNOWN.value:
        return words("watch.roster.unknown")
    return words("watch.roster.later", day=words.day(row["registered_on"]))


def _back(view: View, row: dict) -> str:
    words = view.words
    if row["back_after"] is None:
        return ""
    return words(
        "watch.roster.back", months=words.count("month", row["back_after"]), month=words.month(row["away_since"])
    )
