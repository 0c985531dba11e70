"""The drafts of briefings: what somebody chose and edited, and the texts that the next one begins with. Ask anew."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from queries.db import schema as s
from queries.periods import Period
from queries.scope import Scope


class Edit(NamedTuple):
    """One paragraph as somebody wrote it. `number`: 0, 1, 2 ... within its kind; `base`: the text that they changed."""

    kind: str
    number: int
    base: str
    text: str


@dataclass(frozen=True)
class Draft:
    """What was chosen and edited of one briefing. `figures`: ids in their order, None for the usual ones; `on`: the
    date, None for the day on which it is looked at; `embargo_until`: in UTC, with its time zone. `edited_at`: UTC, None
    where nothing was."""

    figures: tuple[str, ...] | None = None
    on: date | None = None
    embargo_until: datetime | None = None
    edits: tuple[Edit, ...] = ()
    edited_at: datetime | None = None
    edited_by: str = ""


def key(scope: Scope, language: str, press: bool) -> dict[str, Any]:
    """The columns by which the draft of a scope in a language, for the press or for inside, is found."""
    only = [None if chosen is None else sorted(chosen) for chosen in (scope.offices, scope.sectors)]
    narrowed = hashlib.sha256(json.dumps(only).encode()).hexdigest() if any(one is not None for one in only) else ""
    return {
        "branch_code": scope.branch,
        "first_month": scope.period.first,
        "last_month": scope.period.last,
        "places": scope.places,
        "narrowed": narrowed,
        "language": language,
        "press": press,
    }


def draft(conn: sa.Connection, scope: Scope, language: str, press: bool) -> Draft:
    """The draft of the scope's briefing in a language, an empty one where nobody wrote any.

    What was chosen last (figures, date, embargo) holds for all its languages; what was edited, for the one.
    """
    own = key(scope, language, press)
    where = [s.drafts.c[name] == value for name, value in own.items() if name != "language"]
    rows = conn.execute(sa.select(s.drafts).where(*where)).mappings().all()
    if not rows:
        return Draft()
    row = max(rows, key=lambda one: (one["edited_at"], one["language"] == language))
    edits: list[list[Any]] = next((one["edits"] for one in rows if one["language"] == language), [])
    return Draft(
        figures=None if row["figures"] is None else tuple(row["figures"]),
        on=row["on_day"],
        embargo_until=row["embargo_until"] and row["embargo_until"].replace(tzinfo=UTC),
        edits=tuple(Edit(*one) for one in edits),
        edited_at=row["edited_at"],
        edited_by=row["edited_by"],
    )


class Embargo(NamedTuple):
    """Until when something is not to be published (with its time zone), and of which briefing: its months."""

    until: datetime
    period: Period


def embargo(conn: sa.Connection, scope: Scope, at: datetime) -> Embargo | None:
    """The embargo that stands at a moment (with its time zone) on what is for the press of some of the scope's months
    and places: the longest one, of a draft or of a briefing that was issued. None where none stands."""
    now = at.astimezone(UTC).replace(tzinfo=None)
    every: list[Embargo] = []
    for table in (s.drafts, s.briefings):
        t = table.c
        query = sa.select(t.embargo_until, t.first_month, t.last_month, t.places).where(
            *(t.branch_code == scope.branch, t.press, t.embargo_until > now),
            *(t.first_month <= scope.period.last, t.last_month >= scope.period.first),
        )
        every += [
            Embargo(row.embargo_until.replace(tzinfo=UTC), Period(row.first_month, row.last_month))
            for row in conn.execute(query)
            if not row.places or not scope.places or {*row.places.split(",")} & {*scope.places.split(",")}
        ]
    return max(every, default=None, key=lambda one: one.until)


def standing(conn: sa.Connection, scope: Scope, language: str) -> dict[str, str]:
    """The texts with which the branch's next press release in the language begins, by the paragraph's kind; none for
    who may see some wilayah alone: whoever wrote them had the whole branch before them."""
    if scope.within is not None:
        return {}
    t = s.standing_texts.c
    query = sa.select(t.kind, t.text).where(t.branch_code == scope.branch, t.language == language)
    return {row.kind: row.text for row in conn.execute(query.order_by(t.kind))}
