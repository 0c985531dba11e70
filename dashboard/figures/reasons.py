"""Why an agent is in a state, in one line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.language.words import Words
from queries.agents.standings import due_day
from queries.status import Status


def reason(words: Words, as_of_month: date | None, row: Mapping[str, Any]) -> str:
    """The reason for the status of one row of `agents.standings`, with its numbers. `as_of_month`: of the rows."""
    if row["status"] == Status.REMOVED.value:
        return words("reasons.removed", day=words.day(row["deactivated_on"]))
    if row["zero_months"] == 0:
        assert as_of_month is not None, "no agent has a status without an as-of day"
        return words("reasons.active", month=words.month(as_of_month))
    parts = [_idle(words, row)]
    if row["status"] == Status.DORMANT_RETAINED.value:
        parts.append(words("reasons.running", people=words.count("participant", row["running_people"])))
        parts.append(words("reasons.until", month=words.month(row["last_running_month"])))
        parts.append(words("reasons.falls", day=words.day(due_day(row["retained_until"]))))
    if row["status"] == Status.DUE_FOR_REMOVAL.value:
        last = row["last_running_month"]
        parts.append(words("reasons.stopped", month=words.month(last)) if last else words("reasons.never_paid"))
    return " · ".join(parts)


def _idle(words: Words, row: Mapping[str, Any]) -> str:
    months = words.count("month", row["zero_months"])
    if row["last_acquired_month"] is None:
        return words("reasons.never", months=months, day=words.day(row["registered_on"]))
    return words("reasons.idle", months=months, month=words.month(row["last_acquired_month"]))
