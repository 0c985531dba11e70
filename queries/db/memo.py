"""Answers that other questions are made from, worked out once where the one who asks remembers them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

import sqlalchemy as sa

from queries.scope import Scope

P = ParamSpec("P")
T = TypeVar("T")
Of = TypeVar("Of", Scope, str)
"""What a question is about: a scope, or a branch by its code."""

Question: TypeAlias = Callable[Concatenate[sa.Connection, Scope, P], T]
"""A question `(conn, scope, *more)`, with the types of what it takes and answers."""

REMEMBER = "remember"
"""Name of the connection's execution option: a function `(question, scope, *more)` that answers from memory."""

_CHANGING_ON_ISSUE: set[Callable[..., Any]] = set()
_OF_NOW: set[Callable[..., Any]] = set()


def part(question: Callable[Concatenate[sa.Connection, Of, P], T]) -> Callable[Concatenate[sa.Connection, Of, P], T]:
    """A question that others ask too; without the option on `conn` it is simply asked.

    One that is about no scope but a branch is a part of every scope's: its answer is worked out once for all of them.
    """

    @wraps(question)
    def asked(conn: sa.Connection, of: Of, /, *more: P.args, **named: P.kwargs) -> T:
        remember = conn.get_execution_options().get(REMEMBER)
        if remember is None:
            return question(conn, of, *more, **named)
        answer: T = remember(question, of, *more, **named)
        return answer

    return asked


def remembering(asking: Callable[Concatenate[sa.Connection, P], T]) -> Callable[Concatenate[sa.Connection, P], T]:
    """What asks many questions `(conn, …)` of one state of the data: each part is worked out once for all of them."""

    @wraps(asking)
    def asked(conn: sa.Connection, /, *more: P.args, **named: P.kwargs) -> T:
        answers: dict[tuple[Any, ...], Any] = {}

        def remember(question: Callable[..., Any], scope: Scope, *more: object, **named: object) -> Any:
            key = (question, scope, *more, frozenset(named.items()))
            if key not in answers:
                answers[key] = question(conn, scope, *more, **named)
            return answers[key]

        conn.execution_options(**{REMEMBER: remember})
        try:
            return asking(conn, *more, **named)
        finally:
            conn.execution_options(**{REMEMBER: None})

    return asked


def changes_on_issue(question: Question[P, T]) -> Question[P, T]:
    """Marks a question whose answer changes when a briefing is issued, too, and not with a load alone."""
    _CHANGING_ON_ISSUE.add(question)
    return question


def does_change_on_issue(question: Callable[..., Any]) -> bool:
    """Whether a question is so marked."""
    return question in _CHANGING_ON_ISSUE


def of_now(question: Question[P, T]) -> Question[P, T]:
    """Marks a question that is answered with more now than of the past, at the same data version: what stands in one
    place alone, so that it can be forgotten."""
    _OF_NOW.add(question)
    return question


def is_of_now(question: Callable[..., Any]) -> bool:
    """Whether a question is so marked."""
    return question in _OF_NOW
