"""Who changes state soon: one sentence, three numbers, a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.figures import caption, kpis
from dashboard.figures.caption import Context, Listing
from dashboard.figures.kpis import Kpi
from dashboard.language.words import Words
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import countdown, notes
from queries.agents.countdown import Act
from queries.status import Status


@dataclass(frozen=True, eq=False)
class Coming:
    """`within`: the rows of `countdown.within`. `changes`: those of `countdown.changes`, in any order.

    `notes`: the newest note on each agent, by code. `see_rows`: whether who is to pay is named.
    """

    within: pl.DataFrame
    changes: pl.DataFrame
    notes: Mapping[str, str]
    see_rows: bool


def sentence(view: View) -> str:
    """How many agents change state in 30, 60 and 90 days, and how many of them fall due, in one line."""
    return sentence_of(view.words, view.ask(countdown.within))


def sentence_of(words: Words, within: pl.DataFrame) -> str:
    """`sentence` from the rows of `countdown.within`."""
    if not within["agents"][-1]:
        return words("watch.countdown.nobody", days=words.number(countdown.HORIZONS[-1]))
    days, agents, due = (
        "/".join(words.number(n) for n in within[name]) for name in ("days", "agents", "due_for_removal")
    )
    return words("watch.countdown.sentence", days=days, agents=agents, due=due)


def numbers(view: View) -> list[Kpi]:
    """The agents who change state within 30, 60 and 90 days, and how many of them fall due or go dormant."""
    return numbers_of(caption.context(view), view.ask(countdown.within))


def numbers_of(context: Context, within: pl.DataFrame) -> list[Kpi]:
    """`numbers` from the rows of `countdown.within`."""
    words, metric = context.words, "agents_changing"
    name, code = kpis.label(words, metric), context.code(metric)
    return [
        Kpi(
            metric,
            words("watch.countdown.within", label=name, days=words.number(row["days"])),
            words.number(row["agents"]),
            "",
            words(
                "watch.countdown.into",
                due=words.number(row["due_for_removal"]),
                dormant=words.number(row["dormant_retained"]),
            ),
            code=code,
            raw=row["agents"],
        )
        for row in within.to_dicts()
    ]


def act(words: Words, row: Mapping[str, Any], see_rows: bool) -> str:
    """The smallest act that prevents a row of `countdown.changes`; who is to pay is named to who may see rows."""
    if row["act"] is None:
        return words("watch.act.none")
    day = words.day(row["act_until"])
    if row["act"] == Act.ACQUISITION.value:
        return words("watch.act.acquisition", day=day)
    if row["last4"] and see_rows:
        return words("watch.act.payment", participant=f"…{row['last4']}", day=day)
    return words("watch.act.any_payment", day=day)


def ordered(changes: pl.DataFrame) -> pl.DataFrame:
    """The changes of the next 90 days: who falls due first, then who goes dormant, then who slows down; by day."""
    first = [Status.DUE_FOR_REMOVAL.value, Status.DORMANT_RETAINED.value]
    gravity = (
        pl.when(pl.col("to_status") == first[0]).then(0).when(pl.col("to_status") == first[1]).then(1).otherwise(2)
    )
    return changes.sort(gravity, "day", "code")


def table(view: View) -> Listing:
    """Every change of the next 90 days with the act and the newest note on the agent; for who may see agents."""
    newest = view.ask_anew(notes.newest).select("agent_code", "text")
    answers = Coming(
        view.ask(countdown.within),
        view.ask(countdown.changes),
        dict(newest.iter_rows()),
        view.viewer.may(Permission.SEE_ROWS),
    )
    return table_of(caption.context(view), answers)


def table_of(context: Context, answers: Coming) -> Listing:
    """`table` from its answers."""
    words, changes = context.words, ordered(answers.changes)
    rows = changes.to_dicts()
    listed = changes.select(
        "day",
        "code",
        "name",
        *(
            pl.Series(column, [words.capital(words.status(row[column])) for row in rows], dtype=pl.String)
            for column in ("from_status", "to_status")
        ),
        pl.Series("act", [act(words, row, answers.see_rows) for row in rows], dtype=pl.String),
        pl.Series("note", [answers.notes.get(row["code"], "") for row in rows], dtype=pl.String),
        "office",
    )
    return caption.listing(context, "countdown", sentence_of(words, answers.within), listed)
