"""Meetings: what was decided on which number, by whom to be done until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema_readers import MOST_FINDINGS
from queries.metrics import catalogue
from seed.writes import acts

LONGEST = 500
"""Letters of a decision."""


class MeetingError(ValueError):
    """Nothing was written. `reason`: nothing (no number is chosen), too_many, unknown_metric, twice (a number is chosen
    twice), no_decision, no_owner, too_long."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the meeting was not written: {reason}")
        self.reason = reason


@dataclass(frozen=True)
class Decided:
    """A number, and what was decided on it. `value`: None where there is none."""

    metric: str
    value: int | None
    decision: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class LookedAt:
    """What a meeting looked at: a period by its code, the as-of day, the data version."""

    period: str
    as_of: date
    data_version: int


def hold(
    conn: sa.Connection,
    branch: str,
    on_day: date,
    looked_at: LookedAt,
    findings: Sequence[Decided],
    followed: Mapping[str, int | None],
    by: str,
    at: datetime,
) -> int:
    """Write a meeting, in the caller's transaction; its number. `followed`: what the numbers of the meeting before are
    by now, by metric. `at`: a moment with its time zone; stored as UTC. Raises MeetingError, with nothing written.
    """
    _require_whole(findings)
    acts.wait_turn(conn, branch)
    number, f = acts.next_id(conn, branch, s.meetings), s.findings.c
    before = (f.branch_code == branch, f.meeting == number - 1)
    for metric, value in followed.items():
        conn.execute(sa.update(s.findings).where(*before, f.metric == metric).values(next_value=value))
    meeting = {
        "branch_code": branch,
        "id": number,
        "on_day": on_day,
        "written_at": acts.utc(at),
        "written_by": by[: acts.LONGEST_NAME],
        "period": looked_at.period,
        "as_of": looked_at.as_of,
        "data_version": looked_at.data_version,
    }
    conn.execute(sa.insert(s.meetings), meeting)
    rows = [
        {
            "branch_code": branch,
            "meeting": number,
            "position": position,
            "metric": one.metric,
            "value": one.value,
            "decision": one.decision.strip(),
            "owner": one.owner.strip(),
            "due_on": one.due_on,
        }
        for position, one in enumerate(findings, 1)
    ]
    conn.execute(sa.insert(s.findings), rows)
    return number


def _require_whole(findings: Sequence[Decided]) -> None:
    """Raise MeetingError where something is missing, too long or too many."""
    metrics = [one.metric for one in findings]
    wrong = {
        "nothing": not findings,
        "too_many": len(findings) > MOST_FINDINGS,
        "unknown_metric": not set(metrics) <= catalogue().keys(),
        "twice": len(set(metrics)) < len(metrics),
        "no_decision": not all(one.decision.strip() for one in findings),
        "no_owner": not all(one.owner.strip() for one in findings),
        "too_long": any(
            len(one.decision.strip()) > LONGEST or len(one.owner.strip()) > acts.LONGEST_NAME for one in findings
        ),
    }
    for reason, holds in wrong.items():
        if holds:
            raise MeetingError(reason)
