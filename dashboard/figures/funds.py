"""The cliff when a fund ends: whom each pays for, its last day, and who is left if nobody goes on."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from dashboard.charts import bridge
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.view import View
from queries import funds, insured
from queries.access import Permission

METRIC = "participants_funded"
DRAWN = 9
"""Funds that have a bar of their own; those that end after them are summed in one."""

Unit = Literal["people", "rupiah"]
_MEASURES: dict[Unit, tuple[str, str]] = {"people": ("people", "covered"), "rupiah": ("amount", "amount")}


@dataclass(frozen=True, eq=False)
class Funded:
    """`rows`: of `funds.funds`; `stock`: the row of `insured.stock`."""

    rows: pl.DataFrame
    stock: pl.DataFrame


def ask(view: View) -> Funded:
    """The funds, and the active of whom theirs are a part."""
    return Funded(view.ask(funds.funds), view.ask(insured.stock))


def runs(view: View) -> bool:
    """Whether a fund pays for somebody, and its end is stated: without one everybody would be left."""
    return not view.press and view.ask(funds.funds)["until"].is_not_null().any()


def to_state(view: View) -> str:
    """What to enter where funds pay and nobody has stated when one ends; empty otherwise."""
    if view.press:
        return ""
    rows = view.ask(funds.funds)
    if rows.is_empty() or rows["until"].is_not_null().any():
        return ""
    return view.words("funds.to_state", names=view.words.join(funds.unstated(rows)))


def in_people(context: Context, answers: Funded) -> Figure:
    """How many are active, whom each fund takes away at its end, and who is left."""
    return _cliff(context, answers, "people")


def in_rupiah(context: Context, answers: Funded) -> Figure:
    """The same in the rupiah that the active pay for a month."""
    return _cliff(context, answers, "rupiah")


def _cliff(context: Context, answers: Funded, unit: Unit) -> Figure:
    words, (measure, whole) = context.words, _MEASURES[unit]
    written = words.rupiah_short if unit == "rupiah" else words.number
    active = int(answers.stock[whole].sum())
    ends = answers.rows.filter(pl.col("until").is_not_null())
    # The day stands once, beside the people: with the rupiah there is no room for bars on a phone.
    day = words.day_short if unit == "people" else lambda _: ""
    steps = [(name, n, day(until)) for name, until, n in ends.select("name", "until", measure).iter_rows()]
    if len(steps) > DRAWN:
        rest = steps[DRAWN - 1 :]
        others = words("charts.others", n=words.number(len(rest)))
        steps = [*steps[: DRAWN - 1], (others, sum(n for _, n, _ in rest), "")]
    left = active - sum(n for _, n, _ in steps)
    bars = [(words("funds.bar.active"), "whole", active, ""), *((name, "goes", n, end) for name, n, end in steps)]
    bars.append((words("funds.bar.left"), "whole", left, ""))
    kinds = {"label": pl.String, "kind": pl.String, "value": pl.Int64, "beside": pl.String}
    frame = pl.DataFrame(bars, kinds, orient="row")
    table = answers.rows.select(
        *("name", "since", "until"),
        *(pl.col(one).alias(f"funded_{one}") for one in ("people", "amount", "behind", "left", "left_amount")),
    ).rename({"name": "fund_name", "since": "fund_since", "until": "fund_until"})
    drawing = bridge.bridge(frame, words, written, 28 * frame.height + 6)
    title = words(f"figures.fund_cliff_{unit}.title", active=written(active), left=written(left))
    return caption.figure(context, f"fund_cliff_{unit}", title, unit, drawing, table, _note(words, answers.rows))


def _note(words: Words, rows: pl.DataFrame) -> str:
    """Whom nobody has paid for since a fund's end, and the funds whose end nobody has stated."""
    behind, unstated = int(rows["behind"].sum()), funds.unstated(rows)
    left = words("funds.behind", people=words.count("participant", behind)) if behind else ""
    return " ".join(filter(None, (left, words("funds.unstated", names=words.join(unstated)) if unstated else "")))


def line(words: Words, rows: pl.DataFrame, today: date) -> str | None:
    """The sentence on the fund of `rows` (of `funds.ending`) that ends first, and how many more there are."""
    if rows.is_empty():
        return None
    row, more = rows.row(0, named=True), rows.height - 1
    values = {"name": row["name"], "until": words.day(row["until"])}
    if row["until"] < today:
        people = words.count("participant", row["people"] + row["behind"])
        said = words("funds.ended", people=people, **values)
    else:
        said = words(
            "funds.ending",
            days=words.count("day", (row["until"] - today).days),
            people=words.count("participant", row["people"]),
            amount=words.rupiah_short(row["amount"]),
            left=words.number(row["left"]),
            **values,
        )
    return said + (words("funds.more", n=words.number(more)) if more else "") + "."


def people(view: View) -> Listing:
    """Everybody whose fund ends, or has ended and left them, by its end: the last four of the KPJ, no name. For who may
    see rows."""
    view.viewer.require(Permission.SEE_ROWS)
    return people_of(caption.context(view), view.ask(funds.listed))


def people_of(context: Context, listed: pl.DataFrame) -> Listing:
    """`people` from the rows of `funds.listed`."""
    words = context.words
    rows = listed.select(
        pl.col("until").alias("fund_until"),
        pl.col("name").alias("fund_name"),
        "office",
        code="agent_code",
        name="agent",
        participant=pl.format("…{}", "last4"),
        sector=pl.Series([words.sector(name) for name in listed["sector"]], dtype=pl.String),
        fund_state=pl.Series([words(f"funds.{_STATES[one]}") for one in listed["behind"]], dtype=pl.String),
        funded_amount="amount",
    )
    behind = int(listed["behind"].sum())
    counted = words.count("participant", listed.height)
    title = words("funds.listed", people=counted, behind=words.number(behind)) if listed.height else words("funds.none")
    return caption.listing(context, "funded", title, rows)


_STATES = {False: "paid", True: "left_off"}


def reasons(view: View) -> dict[int, str]:
    """Of each participant whose fund ends, or has ended, the reason to call them: its name and its last day."""
    words, rows = view.words, view.ask(funds.listed)
    ends = rows.select("participant", "name", "until", "behind").iter_rows()
    return {
        n: words(f"funds.reason.{'ended' if behind else 'ends'}", name=name, until=words.day(until))
        for n, name, until, behind in ends
    }
