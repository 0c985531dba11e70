"""Who changes state soon: one sentence, three numbers, a table."""

import polars as pl

from dashboard.figures import kpis
from dashboard.figures.caption import Listing, listing
from dashboard.figures.kpis import Kpi
from dashboard.view import codes
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import countdown, notes
from queries.agents.countdown import Act
from queries.status import Status


def sentence(view: View) -> str:
    """How many agents change state in 30, 60 and 90 days, and how many of them fall due, in one line."""
    words, within = view.words, view.ask(countdown.within)
    if not within["agents"][-1]:
        return words("watch.countdown.nobody", days=words.number(countdown.HORIZONS[-1]))
    told = {name: "/".join(words.number(n) for n in within[name]) for name in ("days", "agents", "due_for_removal")}
    return words("watch.countdown.sentence", days=told["days"], agents=told["agents"], due=told["due_for_removal"])


def numbers(view: View) -> list[Kpi]:
    """The agents who change state within 30, 60 and 90 days, and how many of them fall due or go dormant."""
    words = view.words
    return [
        Kpi(
            "agents_changing",
            words("watch.countdown.within", label=kpis.label(view, "agents_changing"), days=words.number(row["days"])),
            words.number(row["agents"]),
            "",
            words(
                "watch.countdown.into",
                due=words.number(row["due_for_removal"]),
                dormant=words.number(row["dormant_retained"]),
            ),
            code=codes.code(view, "agents_changing"),
        )
        for row in view.ask(countdown.within).to_dicts()
    ]


def act(view: View, row: dict) -> str:
    """The smallest act that prevents a row of `countdown.changes`; who is to pay is named to who may see rows."""
    words = view.words
    if row["act"] is None:
        return words("watch.act.none")
    day = words.day(row["act_until"])
    if row["act"] == Act.ACQUISITION.value:
        return words("watch.act.acquisition", day=day)
    if row["last4"] and view.viewer.may(Permission.SEE_ROWS):
        return words("watch.act.payment", participant=f"…{row['last4']}", day=day)
    return words("watch.act.any_payment", day=day)


def ordered(view: View) -> pl.DataFrame:
    """The changes of the next 90 days: who falls due first, then who goes dormant, then who slows down; by day."""
    first = [Status.DUE_FOR_REMOVAL.value, Status.DORMANT_RETAINED.value]
    gravity = (
        pl.when(pl.col("to_status") == first[0]).then(0).when(pl.col("to_status") == first[1]).then(1).otherwise(2)
    )
    return view.ask(countdown.changes).sort(gravity, "day", "code")


def table(view: View) -> Listing:
    """The rows of `ordered` with the act and the newest note on the agent."""
    words, found = view.words, ordered(view)
    noted = dict(view.ask_anew(notes.newest).select("agent_code", "text").iter_rows())
    rows = found.to_dicts()
    shown = found.select(
        "day",
        "code",
        "name",
        *(
            pl.Series(column, [words.capital(words.status(row[column])) for row in rows], dtype=pl.String)
            for column in ("from_status", "to_status")
        ),
        pl.Series("act", [act(view, row) for row in rows], dtype=pl.String),
        pl.Series("note", [noted.get(row["code"], "") for row in rows], dtype=pl.String),
        "office",
    )
    return listing(view, "countdown", sentence(view), shown)
