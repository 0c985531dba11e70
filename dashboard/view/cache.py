"""Answers, remembered by scope and data version: never by time, and never without the scope."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import RLock
from typing import Any, Generic, TypeVar

import polars as pl
import sqlalchemy as sa

from dashboard import settings
from dashboard.view.asked import Asked
from dashboard.view.past import PAST
from queries import branches, versions
from queries.branches import Holding
from queries.db import schema as s
from queries.db.engine import connect
from queries.db.memo import REMEMBER, P, Question, T, does_change_on_issue, is_of_now
from queries.published import references
from queries.scope import Scope
from queries.versions import Past
from seed.writes import snapshots

A = TypeVar("A")

ANSWERS = 4096
"""Answers that are remembered; each is some hundred rows at most."""


@lru_cache(maxsize=4)
def engine(url: str) -> sa.Engine:
    """The engine of an address, one for the whole process."""
    return connect(url)


@dataclass(frozen=True)
class Origin:
    """Where questions are asked: the database at an address, or (`past`) a branch of it as it was known."""

    url: str
    past: Past | None = None

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that reads it."""
        there = engine(self.url)
        with PAST.reading(there, self.past) if self.past else there.connect() as conn:
            yield conn


class Answer(Generic[A]):
    """Where an answer stands, once it is `there`. `making`: taken by who works it out: who asks meanwhile waits for it.
    `asked`: by whom it was asked for, where that is noted.
    """

    answer: A

    def __init__(self) -> None:
        self.there, self.making = False, RLock()
        self.asked: Asked | None = None

    def fill(self, work: Callable[[], A]) -> A:
        """The answer, worked out where it is not there."""
        with self.making:
            if not self.there:
                self.answer = work()
                self.there = True
        return self.answer


def ask(
    origin: Origin, data_version: int, question: Question[P, T], scope: Scope, *more: P.args, **named: P.kwargs
) -> Answer[T]:
    """Where the answer of `question(conn, scope, *more)` stands. All who ask get the same object, not to be changed.

    `data_version` is part of what is remembered, so that an import makes every older answer unreachable but for who
    asks what was known then. The parts that a question is made from (`queries.db.memo`) are remembered likewise. Where
    a briefing that is issued changes the answer too (`memo.changes_on_issue`), so is the newest published figure. Asked
    by the view alone: whoever else did would go past the press gate.
    """
    question = getattr(question, "__wrapped__", question)
    issued = newest(origin, scope) if does_change_on_issue(question) else None
    place: Answer[T] = _place(
        _of(origin, question), (data_version, issued), question, scope, frozenset(named.items()), *more
    )
    if place.there:
        return place
    # The connection before the place is filled: who waits for an answer must not have what its maker waits for.
    with origin.reading() as conn:
        if not origin.past and branches.data_version(conn, scope.branch) != data_version:
            # Loaded meanwhile: not to be remembered as known before.
            place = Answer()
            place.fill(lambda: question(conn, scope, *more, **named))
            return place
        _remember_parts(conn, origin, data_version)
        place.fill(lambda: question(conn, scope, *more, **named))
    return place


def _remember_parts(conn: sa.Connection, origin: Origin, data_version: int) -> None:
    """Let the parts of what is asked on a connection, which sees this data version, stand beside the answers."""

    def remember(inner: Callable[..., Any], scope: Scope, *more: object, **named: object) -> Any:
        known = (data_version, None)
        part = _place(_of(origin, inner), known, inner, scope, frozenset(named.items()), *more)
        return part.answer if part.there else part.fill(lambda: inner(conn, scope, *more, **named))

    conn.execution_options(**{REMEMBER: remember})


def _of(origin: Origin, question: Callable[..., Any]) -> Origin:
    """Whose answers are remembered together: what was known at a version is what was answered when it was the newest,
    whatever has been loaded since; but for what the past is not told (`memo.of_now`).
    """
    return origin if is_of_now(question) else Origin(origin.url)


def newest(origin: Origin, scope: Scope) -> tuple[int, int]:
    """The newest published figure, and the newest notice on a briefing, of where questions are asked; of the past
    without making its database, and once while neither a load nor either of them has come."""
    with engine(origin.url).connect() as conn:
        now = references.newest(conn, scope.branch)
        past = origin.past
        if not past:
            return now
        state = (branches.data_version(conn, past.branch), now)
        place: Answer[tuple[int, int]] = _place(origin, state, snapshots.newest)
        return place.fill(lambda: _newest_then(conn, past))


def _newest_then(conn: sa.Connection, past: Past) -> tuple[int, int]:
    figure, notice = (snapshots.newest(conn, past, table) for table in (s.reference_figures, s.notices))
    return figure, notice


@lru_cache(maxsize=ANSWERS)
def _place(*_key: object) -> Answer[Any]:
    """The place of an answer, empty until it is there."""
    return Answer()


def ask_anew(origin: Origin, question: Question[P, T], scope: Scope, *more: P.args, **named: P.kwargs) -> T:
    """The answer of `question(conn, scope, *more)` now: for what changes without an import, such as notes.

    Rows that are those of the last time are the same frame, so that nothing need be worked out of them again (`pure`).
    """
    with origin.reading() as conn:
        now = question(conn, scope, *more, **named)
    if not isinstance(now, pl.DataFrame):
        return now
    last = _last(origin, question, scope, frozenset(named.items()), *more)
    if not (last and last[0].schema == now.schema and _same(last[0], now)):
        last[:] = [now]
    answer: T = last[0]
    return answer


@lru_cache(maxsize=256)
def _last(*_key: object) -> list[Any]:
    """The last answer of what is asked anew, empty before the first."""
    return []


def _same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    if one.height == other.height == 0:
        return True
    if any(kind == pl.Object for kind in one.schema.values()):
        return one.rows() == other.rows()
    return one.equals(other)


def opened(url: str, wanted: str, known_at: str, today: date) -> tuple[Holding, Past | None]:
    """What is known of the branch to show: now, or (`known_at` not empty) as it was known at a data version or on a
    day. Raises versions.NotOnRecord.
    """
    now = holding(url, wanted)
    if not known_at:
        return now, None
    with engine(url).connect() as conn:
        past = versions.past(conn, now.code, known_at, today)
    return _holding(Origin(url, past), past.branch, past.version), past


def holding(url: str, wanted: str) -> Holding:
    """What the database holds now of the branch to show (see `branches.branch_to_show`)."""
    with engine(url).connect() as conn:
        code, version = branches.looked_at(conn, wanted)
    return _holding(Origin(url), code, version)


def _holding(origin: Origin, code: str, data_version: int) -> Holding:
    place: Answer[Holding] = _place(Origin(origin.url), data_version, branches.holding, code)
    if place.there:
        return place.answer
    with origin.reading() as conn:
        if branches.data_version(conn, code) == data_version:
            _remember_parts(conn, origin, data_version)
        there = branches.holding(conn, code)
    return place.fill(lambda: there) if there.data_version == data_version else there  # else loaded meanwhile


def current_settings() -> settings.Settings:
    """The settings, read anew: a test or an operator may have changed them between two runs."""
    return settings.read()
