"""Calls to agents: whom to call, and what came of it; as a table and as a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from typing import Any

import polars as pl
from icalendar import Event

from dashboard.figures import caption, certainty, countdown, countdown_calendar
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view import clock
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries import funds, rules
from queries.agents import calls, notes
from queries.agents.calls import OPEN, CallStage
from queries.agents.countdown import Act, Timing, changes
from queries.agents.standings import standings

WEEK = timedelta(days=7)
_AFTER = ("outcome", "to_status", "note", "office", "id")


@dataclass(frozen=True, eq=False)
class CallAnswers:
    """`calls`: the rows of `calls.calls`. `changes`: those of `countdown.changes`. `notes`: the newest by agent.
    `funds`: the rows of `funds.of_agents`. `statuses`: of each agent, as `standings` has it."""

    today: date
    calls: pl.DataFrame
    changes: pl.DataFrame
    notes: Mapping[str, str]
    funds: pl.DataFrame
    statuses: Mapping[str, str] = field(default_factory=dict)


def ask(view: View) -> CallAnswers:
    """The calls as they stand now, and whom to call besides."""
    today = clock.today(view)
    ending = view.ask(funds.of_agents, today, view.ask(rules.notable).fund_days)
    of_ending = [] if ending.is_empty() else view.ask(standings).select("code", "status").rows()
    return CallAnswers(
        today,
        view.ask_anew(calls.calls, today),
        view.ask(changes, today),
        view.ask_anew(notes.newest),
        ending,
        dict(of_ending),
    )


@pure
def candidates(answers: CallAnswers) -> pl.DataFrame:
    """The changes that an act still prevents, or mends, of agents without an open call; the most urgent first. Then
    whom to call since a fund ends alone: the fund, its last day as that of the act, people, and the status as it is."""
    busy = answers.calls.filter(pl.col("stage").is_in([one.value for one in OPEN]))["agent_code"].to_list()
    possible = pl.col("act").is_not_null() & (pl.col("stage") != Timing.MET.value)
    open_ended = answers.changes.filter(possible & ~pl.col("code").is_in(busy) & ~_closed_at_once(answers.changes))
    changing = countdown.ordered(open_ended).unique("code", keep="first", maintain_order=True)
    statuses = pl.DataFrame(
        list(answers.statuses.items()), schema={"code": pl.String, "to_status": pl.String}, orient="row"
    )
    ending = answers.funds.filter(~pl.col("agent_code").is_in([*busy, *changing["code"]])).select(
        "people", code="agent_code", name="agent", office="office", fund="name", act_until="until"
    )
    alone = ending.unique("code", keep="first", maintain_order=True).join(statuses, on="code", maintain_order="left")
    alone = alone.with_columns(act=pl.lit(Act.PAYMENT.value), stage=_timing(answers.today), uncertain=pl.lit(False))
    return pl.concat([changing, alone], how="diagonal")


def _closed_at_once(changes: pl.DataFrame) -> pl.Expr:
    """Whether a call would be closed as soon as it is planned, by what its agent has done in the month that runs."""
    acted, paid = (
        changes.filter(stage=Timing.MET.value, met_by=one.value)["code"].to_list()
        for one in (Act.ACQUISITION, Act.PAYMENT)
    )
    return pl.col("code").is_in(acted) | (pl.col("code").is_in(paid) & (pl.col("act") == Act.PAYMENT.value))


def _timing(today: date) -> pl.Expr:
    coming, reached = pl.lit(Timing.COMING.value), pl.lit(Timing.REACHED.value)
    return pl.when(pl.col("act_until") >= today).then(coming).otherwise(reached)


@pure
def sentence(words: Words, answers: CallAnswers) -> str:
    """How many calls are to be made, wait for an act, were closed by one, and how many agents have none yet."""
    counted = {one.value: answers.calls.filter(pl.col("stage") == one.value).height for one in CallStage}
    numbers = {stage: words.number(n) for stage, n in counted.items()}
    without = words.count("agent", candidates(answers).height)
    return words("calls.sentence", without=without, **numbers)


def weeks(answers: CallAnswers) -> list[date]:
    """The Mondays of the weeks in which a call is to be made or was, in order."""
    days: list[date] = answers.calls["call_on"].to_list()
    return sorted({day - timedelta(days=day.weekday()) for day in days})


@pure
def table(context: Context, answers: CallAnswers, week: date | None = None) -> Listing:
    """The calls, all or those of a week from its Monday on: who, why, until when, the smallest act, the last note, who
    calls when, and what came of it."""
    words, rows = context.words, in_week(answers.calls, week)
    every = rows.to_dicts()
    texts = {
        "to_status": [why(words, row, answers) for row in every],
        "act": [act(words, row, answers.today) for row in every],
        "contact": [reached_at(words, row) for row in every],
        "note": [answers.notes.get(row["agent_code"], "") for row in every],
        "outcome": [outcome(words, row) for row in every],
        "stage": [stage(words, row) for row in every],
    }
    listed = rows.select(
        "id",
        "call_on",
        pl.col("agent_code").alias("code"),
        "name",
        *(pl.Series(name, values, dtype=pl.String) for name, values in texts.items()),
        "assigned_to",
        "office",
    )
    listed = listed.select("call_on", "code", "name", "contact", "act", "assigned_to", "stage", *_AFTER)
    return caption.listing(
        context, "calls", sentence(words, answers), listed.rename({"stage": "call_stage", "id": "call"})
    )


def in_week(rows: pl.DataFrame, week: date | None) -> pl.DataFrame:
    """The calls of the seven days from a day on; all without one."""
    return rows if week is None else rows.filter(pl.col("call_on") >= week, pl.col("call_on") < week + WEEK)


def why(words: Words, row: Mapping[str, Any], answers: CallAnswers) -> str:
    """What the agent becomes, or is, without an act; and which fund ends that pays for their participants."""
    ends = answers.funds.filter(agent_code=row["agent_code"]).to_dicts()
    lines = [fund_ends(words, one) for one in ends]
    if row["fund"] and row["fund"] not in [one["name"] for one in ends]:  # as it was when the call was planned
        lines.insert(0, words("funds.reason.ends", name=row["fund"], until=words.day(row["act_until"])))
    return "; ".join([words.capital(words.status(row["to_status"])), *lines])


def fund_ends(words: Words, row: Mapping[str, Any]) -> str:
    """A row of `funds.of_agents` as a reason to call."""
    ends = words("funds.reason.ends", name=row["name"], until=words.day(row["until"]))
    return words("calls.fund.reason", ends=ends, people=words.count("participant", row["people"]))


@pure
def whose_fund_ends(context: Context, answers: CallAnswers) -> Listing:
    """The agents whose participants a fund pays that ends soon: which, until when, how many, and the smallest act."""
    words, rows = context.words, answers.funds
    until = [words("calls.fund.act", until=words.day(day)) for day in rows["until"]]
    table = rows.select(
        code="agent_code",
        name="agent",
        fund_name="name",
        fund_until="until",
        fund_people="people",
        act=pl.Series(until, dtype=pl.String),
        office="office",
    )
    counted = words.count("agent", rows["agent_code"].n_unique())
    title = words("calls.fund.sentence", agents=counted, people=words.count("participant", int(rows["people"].sum())))
    return caption.listing(context, "calls_funds", title, table)


def act(words: Words, row: Mapping[str, Any], today: date) -> str:
    """The smallest act that closes the call, with its last day."""
    if row["fund"]:
        return words("calls.fund.act", until=words.day(row["act_until"]))
    timing = Timing.COMING if row["act_until"] >= today else Timing.REACHED
    return countdown.act(words, {**row, "stage": timing.value, "last4": None}, see_rows=False)


def reached_at(words: Words, row: Mapping[str, Any]) -> str:
    """How to reach an agent: their own contact, else their office's; empty where neither is known. For inside alone."""
    if row["contact"]:
        return str(row["contact"])
    return words("calls.office_contact", contact=row["office_contact"]) if row["office_contact"] else ""


def outcome(words: Words, row: Mapping[str, Any]) -> str:
    """What came of a call, with who wrote it and when; empty where nobody called yet."""
    if row["outcome"] is None:
        return ""
    said = words(f"calls.outcome.{row['outcome']}")
    return words("calls.outcome_by", outcome=said, by=row["outcome_by"], at=words.moment(row["outcome_at"]))


def stage(words: Words, row: Mapping[str, Any]) -> str:
    """How a call stands."""
    if row["closed_by"]:
        return words(f"calls.fund.closed.{row['closed_by']}", name=row["fund"])
    month = words.month(row["acted_month"]) if row["acted_month"] else ""
    return words(f"calls.stage.{row['stage']}", month=month)


def calendar(view: View, week: date | None = None) -> bytes:
    """The calls that are to be made, an all-day event each on its day; all, or those of a week. Its UID stays as long
    as the call. Agents are named: the caller asks whether they may be."""
    context, answers = caption.context(view), ask(view)
    words = view.words
    events = countdown_calendar.begun(view, words("calls.title"))
    for row in in_week(answers.calls, week).to_dicts():
        if row["stage"] != CallStage.TO_CALL.value:
            continue
        event = Event()
        event.add("dtstart", row["call_on"])
        event.add("dtend", row["call_on"] + timedelta(days=1))
        event.add("uid", f"{view.holding.code}-call-{row['id']}@perisai")
        event.add("dtstamp", (row["outcome_at"] or row["opened_at"]).replace(tzinfo=UTC))
        event.add("transp", "TRANSPARENT")
        event.add("summary", words("calls.event", code=row["agent_code"], name=row["name"], to=row["assigned_to"]))
        lines = [reached_at(words, row), why(words, row, answers), act(words, row, answers.today)]
        lines += [answers.notes.get(row["agent_code"], ""), outcome(words, row)]
        event.add("description", "\n".join(filter(None, [*lines, row["office"], context.source])))
        events.add_component(event)
    written: bytes = events.to_ical()
    return written


def choice(words: Words, row: Mapping[str, Any]) -> str:
    """A row of `candidates` in a list to choose from."""
    if row["fund"]:
        reason = fund_ends(words, {"name": row["fund"], "until": row["act_until"], "people": row["people"]})
        return words(
            "calls.choice", code=row["code"], name=row["name"], status=reason, act=act(words, row, row["act_until"])
        )
    status = certainty.named(words, row["to_status"], row["uncertain"])
    return words(
        "calls.choice", code=row["code"], name=row["name"], status=status, act=countdown.act(words, row, False)
    )


def file_name(context: Context) -> str:
    """The calendar's file."""
    return f"{context.stem('calls')}.ics"
