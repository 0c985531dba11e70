"""Why an agent is in a state, in one line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.language.words import Words
from queries.periods import month_of
from queries.rules import Reading
from queries.status import Status


def reason(words: Words, as_of_month: date | None, row: Mapping[str, Any]) -> str:
    """The reason for the status of one row of `agents.standings`, with its numbers. `as_of_month`: of the rows.

    By a rule that asks whether contributions run, or whether they came in, it speaks of these; else of none.
    """
    if row["status"] == Status.REMOVED.value:
        return words("reasons.removed", day=words.day(row["deactivated_on"]))
    if row["zero_months"] == 0:
        assert as_of_month is not None, "no agent has a status without an as-of day"
        return words("reasons.active", month=words.month(as_of_month))
    parts = [_idle(words, row)]
    if row["status"] == Status.DORMANT_RETAINED.value:
        parts += _came_in(words, row) if row["reading"] == Reading.CAME_IN.code else _running(words, row)
        parts.append(words("reasons.falls", day=words.day(row["due_on"])))
    if row["status"] == Status.DUE_FOR_REMOVAL.value and row["reading"] != Reading.ALONE.code:
        parts.append(_stopped(words, as_of_month, row))
    return " · ".join(parts)


def _stopped(words: Words, as_of_month: date | None, row: Mapping[str, Any]) -> str:
    """Since when nothing is paid; what was paid ahead may run again after a gap."""
    came_in = row["reading"] == Reading.CAME_IN.code
    last = row["last_received_month" if came_in else "last_running_month"]
    if last is None:
        return words("reasons.never_paid")
    later = as_of_month is not None and last > as_of_month
    said = "reasons.none_came_in" if came_in else "reasons.later" if later else "reasons.stopped"
    return words(said, month=words.month(last))


def _running(words: Words, row: Mapping[str, Any]) -> list[str]:
    people = words.count("participant", row["running_people"])
    return [
        words("reasons.running", people=people),
        words("reasons.until", month=words.month(row["last_running_month"])),
    ]


def _came_in(words: Words, row: Mapping[str, Any]) -> list[str]:
    received, month = words.rupiah(row["received_recently"]), words.month(row["last_received_month"])
    return [words("reasons.came_in", received=received, month=month)]


def _idle(words: Words, row: Mapping[str, Any]) -> str:
    """Counted from the last acquisition, or from the day on which the service began, whichever is later."""
    months, began = words.count("month", row["zero_months"]), row["service_since"]
    if row["last_acquired_month"] is None or row["last_acquired_month"] < month_of(began):
        since = "never" if began == row["registered_on"] else "back"
        return words(f"reasons.{since}", months=months, day=words.day(began))
    return words("reasons.idle", months=months, month=words.month(row["last_acquired_month"]))
