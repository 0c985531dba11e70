"""Keeps the draft of a briefing: field by field and paragraph by paragraph, so that two who write lose nothing."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from queries.db import schema as s
from queries.published import drafts
from queries.published.drafts import Draft, Edit
from queries.scope import Scope
from seed.writes import acts

STANDING = ("letterhead", "number", "quotation", "contact")
"""The kinds of paragraphs that the next press release begins with, as they were edited last for the press."""


def save(
    conn: sa.Connection,
    scope: Scope,
    language: str,
    press: bool,
    before: Draft,
    after: Draft,
    by: str,
    at: datetime,
) -> tuple[Edit, ...]:
    """Write what `after` has otherwise than `before`, which the writer saw, in the caller's transaction.

    What somebody else wrote meanwhile stays, but where both wrote the same paragraph: there `after` stands, and the
    other's paragraphs are the answer. `at`: a moment with its time zone; kept as UTC.
    """
    acts.wait_turn(conn, scope.branch)
    now = drafts.draft(conn, scope, language, press)
    own = {
        name: getattr(after, name)
        for name in ("figures", "on", "embargo_until")
        if getattr(after, name) != getattr(before, name)
    }
    merged, lost = _merged(_by_place(before), _by_place(after), _by_place(now))
    _write(conn, drafts.key(scope, language, press), replace(now, **own, edits=merged), by[: acts.LONGEST_NAME], at)
    if press:
        _stand(conn, scope.branch, language, _by_place(before), _by_place(after), by[: acts.LONGEST_NAME], at)
    return lost


_Edits = dict[tuple[str, int], Edit]


def _by_place(draft: Draft) -> _Edits:
    return {(one.kind, one.number): one for one in draft.edits}


def _changed(before: _Edits, after: _Edits) -> list[tuple[str, int]]:
    return [place for place in sorted({*before, *after}) if before.get(place) != after.get(place)]


def _merged(before: _Edits, after: _Edits, now: _Edits) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """The edits of both, and those of somebody else that another text took the place of."""
    merged, lost = dict(now), []
    for place in _changed(before, after):
        theirs, mine = now.get(place), after.get(place)
        if theirs and theirs != before.get(place) and (mine is None or theirs.text != mine.text):
            lost.append(theirs)
        merged.pop(place, None)
        if mine:
            merged[place] = mine
    return tuple(merged[place] for place in sorted(merged)), tuple(lost)


def _write(conn: sa.Connection, key: dict[str, object], draft: Draft, by: str, at: datetime) -> None:
    values: dict[str, object] = {
        "figures": sa.null() if draft.figures is None else list(draft.figures),
        "on_day": draft.on,
        "embargo_until": draft.embargo_until and acts.utc(draft.embargo_until),
        "edits": [list(one) for one in draft.edits],
        "edited_at": acts.utc(at),
        "edited_by": by,
    }
    _put(conn, s.drafts, key, values)
    others = [s.drafts.c[name] == value for name, value in key.items() if name != "language"]
    chosen = {name: values[name] for name in ("figures", "on_day", "embargo_until")}
    conn.execute(sa.update(s.drafts).where(*others).values(**chosen))


def _stand(
    conn: sa.Connection, branch: str, language: str, before: _Edits, after: _Edits, by: str, at: datetime
) -> None:
    """Remember each standing text that was edited; forget one of which the writer went back to the first text."""
    for kind, number in _changed(before, after):
        if kind not in STANDING or number:
            continue
        key: dict[str, object] = {"branch_code": branch, "language": language, "kind": kind}
        edit = after.get((kind, number))
        if edit and edit.text != edit.base:
            values = {"text": edit.text, "written_at": acts.utc(at), "written_by": by}
            _put(conn, s.standing_texts, key, values)
        else:
            t = s.standing_texts
            conn.execute(sa.delete(t).where(*(t.c[name] == value for name, value in key.items())))


def _put(conn: sa.Connection, table: sa.Table, key: dict[str, object], values: dict[str, object]) -> None:
    """Write a row in the place of the one of the same key; the branch's turn keeps others from doing so meanwhile."""
    where = [table.c[name] == value for name, value in key.items()]
    if not conn.execute(sa.update(table).where(*where).values(**values)).rowcount:
        conn.execute(sa.insert(table).values(**key, **values))
