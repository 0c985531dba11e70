"""The meetings as JSON."""

from collections.abc import Iterable

from dashboard.figures.meeting import Meeting


def meetings_document(meetings: Iterable[Meeting]) -> list[dict]:
    """One object a meeting, the newest first: number, day, written_by, period, as_of, data_version and findings, one
    object each: metric, value (at the meeting), now (of the same period, by now or at the meeting after; null: none),
    moved (now less value; null where either is missing), decision, owner, due.
    """
    return [
        {
            "number": one.row["id"],
            "day": one.row["on_day"].isoformat(),
            **{name: one.row[name] for name in ("written_by", "period", "data_version")},
            "as_of": one.row["as_of"].isoformat(),
            "findings": [_finding(row) for row in one.findings.to_dicts()],
        }
        for one in meetings
    ]


def _finding(row: dict) -> dict:
    value, now = row["value"], row["now"]
    return {
        **{name: row[name] for name in ("metric", "value", "now")},
        "moved": None if value is None or now is None else now - value,
        **{name: row[name] for name in ("decision", "owner")},
        "due": row["due_on"].isoformat(),
    }
