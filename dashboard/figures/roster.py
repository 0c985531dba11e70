"""The application's own list against the rule, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard.figures import caption, certainty
from dashboard.figures.caption import Context, Listing
from dashboard.figures.reasons import reason
from dashboard.language.words import Words
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.agents import roster, roster_readings
from queries.agents.roster import RosterMatch

NONE = "–"


@dataclass(frozen=True, eq=False)
class Checked:
    """`month`: of the newest list, None without one. `counted`: codes by how they agree, None without a list.

    `rows`: of `roster.checked`, on the list's month.
    """

    month: date | None
    counted: Mapping[str, int] | None
    rows: pl.DataFrame


def sentence(view: View) -> str:
    """How many codes of the newest list agree with the rule, and how many do not; that there is none."""
    answers = Checked(view.ask(roster.month), view.ask(roster.counted), view.ask(roster.checked))
    return sentence_of(view.words, answers)


@pure
def sentence_of(words: Words, answers: Checked) -> str:
    """`sentence` from its answers."""
    if answers.counted is None or answers.month is None:
        return words("watch.roster.none")
    numbers = {name: words.number(value) for name, value in answers.counted.items()}
    said = words("watch.roster.sentence", month=words.month(answers.month), **numbers)
    return certainty.counted(words, said, certainty.any_of(answers.rows["uncertain"]))


def table(view: View) -> Listing:
    """Where list and rule differ, and who is back too soon; with reasons as of the list's month."""
    answers = Checked(view.ask(roster.month), view.ask(roster.counted), view.ask(roster.checked))
    return table_of(caption.context(view), answers)


@pure
def table_of(context: Context, answers: Checked) -> Listing:
    """`table` from its answers."""
    words = context.words
    differs = (pl.col("finding") != RosterMatch.AGREE.value) | pl.col("back_after").is_not_null()
    listed = answers.rows.filter(differs)
    rows = listed.to_dicts()
    states = [
        words.capital(certainty.named(words, row["status"], row["uncertain"])) if row["status"] else NONE
        for row in rows
    ]
    columns = listed.select(
        pl.Series("finding", [words(f"watch.finding.{row['finding']}") for row in rows], dtype=pl.String),
        "code",
        pl.col("name").fill_null(NONE),
        pl.Series("status", states, dtype=pl.String),
        pl.Series("reason", [_why(words, answers.month, row) for row in rows], dtype=pl.String),
        pl.Series("back", [_back(words, row) for row in rows], dtype=pl.String),
        pl.col("office").fill_null(NONE),
    )
    return caption.listing(context, "roster", sentence_of(words, answers), columns)


def readings(view: View) -> Listing:
    """How many agents of each of the newest lists, and how many not on it, each reading of the rule explains."""
    return readings_of(caption.context(view), view.ask(roster_readings.explained))


@pure
def readings_of(context: Context, rows: pl.DataFrame) -> Listing:
    """`readings` from the rows of `roster_readings.explained`."""
    words = context.words
    names = [words.capital(words(f"watch.rule.reading.{code}")) for code in rows["reading"]]
    columns = rows.drop("uncertain").with_columns(reading=pl.Series(names, dtype=pl.String))
    return caption.listing(context, "roster_readings", readings_sentence(words, rows), columns)


def readings_sentence(words: Words, rows: pl.DataFrame) -> str:
    """Of the newest list, how many agents each reading explains; nothing without a list."""
    if rows.is_empty():
        return ""
    newest = rows.filter(pl.col("month") == rows["month"].max()).to_dicts()
    parts = [
        words(
            "watch.readings.one",
            reading=words(f"watch.rule.reading.{row['reading']}"),
            listed=words.number(row["listed_explained"]),
            missing=words.number(row["missing_explained"]),
        )
        for row in newest
    ]
    counts = {name: words.count("agent", newest[0][name]) for name in ("listed", "missing")}
    said = words("watch.readings.sentence", month=words.month(newest[0]["month"]), parts="; ".join(parts), **counts)
    return certainty.counted(words, said, certainty.any_of(row["uncertain"] for row in newest))


def _why(words: Words, month: date | None, row: Mapping[str, Any]) -> str:
    if row["status"]:
        return reason(words, month, row)
    if row["finding"] == RosterMatch.UNKNOWN.value:
        return words("watch.roster.unknown")
    return words("watch.roster.later", day=words.day(row["registered_on"]))


def _back(words: Words, row: Mapping[str, Any]) -> str:
    if row["back_after"] is None:
        return ""
    return words(
        "watch.roster.back", months=words.count("month", row["back_after"]), month=words.month(row["away_since"])
    )
