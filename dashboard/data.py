"""Answers, remembered by scope and data version: never by time, and never without the scope."""

from collections.abc import Callable
from functools import lru_cache

import sqlalchemy as sa

from dashboard import settings
from queries import branches, frames
from queries.branches import Holding
from queries.engine import connect
from queries.scope import Scope

KEPT = 4096
"""Answers kept in memory; each is some hundred rows at most."""


@lru_cache(maxsize=4)
def engine(url: str) -> sa.Engine:
    """The engine of an address, one for the whole process."""
    return connect(url)


@lru_cache(maxsize=KEPT)
def ask(url: str, data_version: int, question: Callable, scope: Scope, *more: object) -> object:
    """The answer of `question(conn, scope, *more)`. Everybody who asks gets the same object: it is not to be changed.

    `data_version` is part of what is remembered, so that an import makes every older answer unreachable.
    """
    with engine(url).connect() as conn:
        return question(conn, scope, *more)


def ask_anew(url: str, question: Callable, scope: Scope, *more: object) -> object:
    """The answer of `question(conn, scope, *more)` now: for what changes without an import, such as notes."""
    return ask.__wrapped__(url, 0, question, scope, *more)


def held(url: str, wanted: str) -> Holding:
    """What the database holds now of the branch to show (see `branches.shown_branch`)."""
    with engine(url).connect() as conn:
        return branches.holding(conn, branches.shown_branch(conn, wanted))


def places(conn: sa.Connection, scope: Scope) -> list[dict]:
    """One dict an office of the scope, by code; see `frames.offices`."""
    return frames.offices(conn, scope).collect().to_dicts()


def agent_names(conn: sa.Connection, scope: Scope) -> dict[str, str]:
    """The name of each agent of the scope, by code, whenever registered."""
    return dict(frames.agents(conn, scope).select("code", "name").collect().iter_rows())


def current_settings() -> settings.Settings:
    """The settings, read anew: a test or an operator may have changed them between two runs."""
    return settings.read()
