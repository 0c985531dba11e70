"""Answers, remembered by scope and data version: never by time, and never without the scope."""

from collections.abc import Callable
from functools import lru_cache

import sqlalchemy as sa

from dashboard import settings
from queries import branches
from queries.branches import Holding
from queries.db.engine import connect
from queries.db.memo import REMEMBER
from queries.frames import standard
from queries.published import references
from queries.scope import Scope

KEPT = 4096
"""Answers kept in memory; each is some hundred rows at most."""


@lru_cache(maxsize=4)
def engine(url: str) -> sa.Engine:
    """The engine of an address, one for the whole process."""
    return connect(url)


def ask(url: str, data_version: int, question: Callable, scope: Scope, *more: object) -> object:
    """The answer of `question(conn, scope, *more)`. Everybody who asks gets the same object: it is not to be changed.

    `data_version` is part of what is remembered, so that an import makes every older answer unreachable. The parts
    that a question is made from (`queries.db.memo`) are remembered likewise. Where a briefing that is issued changes
    the answer too (`queries.db.memo.changes_on_issue`), so is the newest published figure.
    """
    question = getattr(question, "__wrapped__", question)
    newest = ask_anew(url, _newest, scope) if getattr(question, "changes_on_issue", False) else None
    known = _kept(url, (data_version, newest), question, scope, *more)
    if not known:
        with engine(url).connect() as conn:

            def remember(inner: Callable, scope: Scope, *more: object) -> object:
                place = _kept(url, (data_version, None), inner, scope, *more)
                if not place:
                    place.append(inner(conn, scope, *more))
                return place[0]

            conn.execution_options(**{REMEMBER: remember})
            known.append(question(conn, scope, *more))
    return known[0]


def _newest(conn: sa.Connection, scope: Scope) -> int:
    return references.newest(conn, scope.branch)


@lru_cache(maxsize=KEPT)
def _kept(*_key: object) -> list:
    """The place of an answer, empty until it is there."""
    return []


def ask_anew(url: str, question: Callable, scope: Scope, *more: object) -> object:
    """The answer of `question(conn, scope, *more)` now: for what changes without an import, such as notes."""
    with engine(url).connect() as conn:
        return question(conn, scope, *more)


def holding(url: str, wanted: str) -> Holding:
    """What the database holds now of the branch to show (see `branches.branch_to_show`)."""
    with engine(url).connect() as conn:
        code = branches.branch_to_show(conn, wanted)
        version = branches.data_version(conn, code)
    return _holding(url, code, version)


@lru_cache(maxsize=64)
def _holding(url: str, code: str, data_version: int) -> Holding:
    with engine(url).connect() as conn:
        return branches.holding(conn, code)


def places(conn: sa.Connection, scope: Scope) -> list[dict]:
    """One dict an office of the scope, by code; see `frames.offices`."""
    return standard.offices(conn, scope).collect().to_dicts()


def agent_names(conn: sa.Connection, scope: Scope) -> dict[str, str]:
    """The name of each agent of the scope, by code, whenever registered."""
    return dict(standard.agents(conn, scope).select("code", "name").collect().iter_rows())


def current_settings() -> settings.Settings:
    """The settings, read anew: a test or an operator may have changed them between two runs."""
    return settings.read()
