"""A verdict in words: one sentence, a clause at a time."""

from datetime import date

from dashboard.language import formats
from dashboard.language.words import Words
from queries.agents.verdict import Clause
from queries.periods import shift

NAMED = 2
"""Participants that a clause names; the others are counted."""


def clause(words: Words, said: Clause, see_rows: bool) -> str:
    """One clause, without a full stop. Participants are named only to who may see rows."""
    match said.kind:
        case "paying" if not said["people"]:
            return words("agent.clause.nobody_pays", months=words.count("month", said.number("months")))
        case "paying":
            return words(
                "agent.clause.paying",
                people=words.count("participant", said.number("people")),
                rows=words.count("contribution", said.number("rows")),
                months=words.count("month", said.number("months")),
            )
        case "came_in" | "none_came_in":
            return words(
                f"agent.clause.{said.kind}",
                people=words.count("participant", said.number("people")),
                rows=words.count("contribution", said.number("rows")),
                months=words.count("month", said.number("months")),
                month=words.month(said.day("month")),
            )
        case "runs_until":
            key = "agent.clause.ran_until" if said["past"] else "agent.clause.runs_until"
            return words(key, month=words.month(said.day("month")), who=_who(words, said, see_rows))
        case "stopped" | "later":
            rows = words.count("contribution", said.number("rows"))
            return words(f"agent.clause.{said.kind}", month=words.month(said.day("month")), rows=rows)
        case "given" | "taken":
            people = words.count("participant", said.number("people"))
            return words(f"agent.clause.{said.kind}", people=people, day=words.day(said.day("day")))
        case "idle" | "never" | "never_back" | "acquired" | "new" | "new_back":
            return _acquiring(words, said)
        case "away":
            back, times = words.day(said.day("back")), words.number(said.number("rows") - 1)
            return words("agent.clause.away", day=words.day(said.day("day")), back=back, times=times)
        case "never_paid":
            return words("agent.clause.never_paid")
    return words(f"agent.clause.{said.kind}", day=words.day(said.day("day")))


def _acquiring(words: Words, said: Clause) -> str:
    values = {"day": words.day(said.day("day"))}
    if said["people"]:
        values["people"] = words.count("participant", said.number("people"))
    if said.kind in ("idle", "never", "never_back"):
        zero, month = said.number("zero_months"), said.day("month")
        values["months"] = words.count("month", zero)
        values["run"] = run(words, shift(month, 1 - zero), month)
    return words(f"agent.clause.{said.kind}", **values)


def run(words: Words, first: date, last: date) -> str:
    """Months from first to last: "April–Juni 2019", "November 2018–Juni 2019", "Juni 2019"."""
    if first == last:
        return words.month(last)
    start = formats.day(words.language, first, "MMMM") if first.year == last.year else words.month(first)
    return words("base.period.run", first=start, last=words.month(last))


def _who(words: Words, said: Clause, see_rows: bool) -> str:
    who = said.payers
    if not see_rows:
        return words.count("participant", len(who))
    named = [_payer(words, *one) for one in who[:NAMED]]
    rest = len(who) - NAMED
    return words.join([*named, words("agent.others", n=words.count("contribution", rest))] if rest > 0 else named)


def _payer(words: Words, last4: str, ahead: int) -> str:
    if not ahead:
        return words("agent.payer.one", kpj=last4)
    return words("agent.payer.ahead", kpj=last4, months=words.count("month", ahead))
