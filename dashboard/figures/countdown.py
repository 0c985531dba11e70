"""Who changes state soon: one sentence, three numbers, a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard.figures import caption, certainty, kpis
from dashboard.figures.caption import Context, Listing
from dashboard.figures.kpis import Kpi
from dashboard.language.words import Words
from dashboard.view import captions, clock
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import countdown, notes
from queries.agents.countdown import Act, Timing
from queries.status import Status


@dataclass(frozen=True, eq=False)
class Coming:
    """`within`: the rows of `countdown.within`. `changes`: those of `countdown.changes`, in any order.

    `notes`: the newest note on each agent, by code. `see_rows`: whether who is to pay is named. `today`: the day from
    which days are counted.
    """

    today: date
    within: pl.DataFrame
    changes: pl.DataFrame
    notes: Mapping[str, str]
    see_rows: bool


def sentence(view: View) -> str:
    """How many agents have changed state already, change in 30, 60 and 90 days, and fall due, in one line."""
    today = clock.today(view)
    return sentence_of(view.words, today, view.ask(countdown.within, today))


@pure
def sentence_of(words: Words, today: date, within: pl.DataFrame) -> str:
    """`sentence` from the rows of `countdown.within`."""
    already, ahead = within.row(0, named=True), within.slice(1)
    said = []
    if already["agents"]:
        agents, due = words.count("agent", already["agents"]), words.number(already["due_for_removal"])
        said.append(words("watch.countdown.already", agents=agents, due=due))
    day, unsure = words.day(today), certainty.any_of(within["uncertain"])
    if not ahead["agents"][-1]:
        said.append(words("watch.countdown.nobody", days=words.number(countdown.HORIZONS[-1]), day=day))
        return certainty.counted(words, " ".join(said), unsure)
    days, agents, due = (
        "/".join(words.number(n) for n in ahead[name]) for name in ("days", "agents", "due_for_removal")
    )
    said.append(words("watch.countdown.sentence", days=days, agents=agents, due=due, day=day))
    return certainty.counted(words, " ".join(said), unsure)


def numbers(view: View) -> list[Kpi]:
    """The agents who change state within 30, 60 and 90 days, and how many of them fall due or go dormant."""
    return numbers_of(caption.context(view), view.ask(countdown.within, clock.today(view)))


@pure
def numbers_of(context: Context, within: pl.DataFrame) -> list[Kpi]:
    """`numbers` from the rows of `countdown.within`; whose day has come stand first, where there are any."""
    words, metric = context.words, "agents_changing"
    name, code = kpis.label(words, metric), context.code(metric)
    return [
        Kpi(
            metric,
            _span(words, name, row["days"]),
            words.number(row["agents"]),
            "",
            _into(words, row),
            code=code,
            raw=row["agents"],
        )
        for row in within.to_dicts()
        if row["days"] or row["agents"]
    ]


def _into(words: Words, row: Mapping[str, Any]) -> str:
    due, dormant = words.number(row["due_for_removal"]), words.number(row["dormant_retained"])
    unsure = words("completeness.unsure") if row["uncertain"] else ""
    return captions.SEPARATOR.join(filter(None, (unsure, words("watch.countdown.into", due=due, dormant=dormant))))


def _span(words: Words, name: str, days: int) -> str:
    if not days:
        return words("watch.countdown.past")
    return words("watch.countdown.within", label=name, days=words.number(days))


def act(words: Words, row: Mapping[str, Any], see_rows: bool) -> str:
    """The smallest act that prevents a row of `countdown.changes`, or what has; who is to pay is named to who may see
    rows."""
    if row["stage"] == Timing.MET.value:
        month = row["met_month"] and words.month(row["met_month"])
        return words(f"watch.act.met_{row['met_by']}", month=month or "")
    if row["act"] is None:
        return words("watch.act.none")
    when = "late" if row["stage"] == Timing.REACHED.value else "until"
    day = words(f"watch.act.{when}", day=words.day(row["act_until"]))
    if row["act"] == Act.ACQUISITION.value:
        return words("watch.act.acquisition", until=day)
    if row["last4"] and see_rows:
        return words("watch.act.payment", participant=f"…{row['last4']}", until=day)
    return words("watch.act.any_payment", until=day)


@pure
def ordered(changes: pl.DataFrame) -> pl.DataFrame:
    """The changes: those whose day has come, then those to come, then those that were prevented; of each who falls due
    first, then who goes dormant, then who slows down; by day."""
    stage, status = list(Timing), [Status.DUE_FOR_REMOVAL, Status.DORMANT_RETAINED, Status.SLOWING, Status.ACTIVE]
    order = (
        pl.col(name).replace_strict([one.value for one in every], list(range(len(every))), return_dtype=pl.Int8)
        for name, every in (("stage", stage), ("to_status", status))
    )
    return changes.sort(*order, "day", "code")


def table(view: View) -> Listing:
    """Every change up to 90 days from today with the act and the newest note on the agent; for who may see agents."""
    today = clock.today(view)
    answers = Coming(
        today,
        view.ask(countdown.within, today),
        view.ask(countdown.changes, today),
        view.ask_anew(notes.newest),
        view.viewer.may(Permission.SEE_ROWS),
    )
    return table_of(caption.context(view), answers)


@pure
def table_of(context: Context, answers: Coming) -> Listing:
    """`table` from its answers."""
    words, changes = context.words, ordered(answers.changes)
    rows = changes.to_dicts()
    listed = changes.select(
        "day",
        "code",
        "name",
        *(
            pl.Series(column, [_status(words, row[column], row["uncertain"]) for row in rows], dtype=pl.String)
            for column in ("from_status", "to_status")
        ),
        pl.Series("act", [act(words, row, answers.see_rows) for row in rows], dtype=pl.String),
        pl.Series("note", [answers.notes.get(row["code"], "") for row in rows], dtype=pl.String),
        "office",
    )
    return caption.listing(context, "countdown", sentence_of(words, answers.today, answers.within), listed)


def _status(words: Words, status: str | None, uncertain: bool) -> str:
    return words.capital(certainty.named(words, status, uncertain)) if status else "–"
