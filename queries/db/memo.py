"""Answers that other questions are made from, worked out once where the one who asks remembers them."""

from collections.abc import Callable
from functools import wraps

import sqlalchemy as sa

from queries.scope import Scope

REMEMBER = "remember"
"""Name of the connection's execution option: a function `(question, scope, *more)` that answers from memory."""


def part(question: Callable) -> Callable:
    """A question `(conn, scope, *more)` that others ask too; without the option on `conn` it is simply asked."""

    @wraps(question)
    def asked(conn: sa.Connection, scope: Scope, *more: object) -> object:
        remember = conn.get_execution_options().get(REMEMBER)
        return remember(question, scope, *more) if remember else question(conn, scope, *more)

    return asked


def changes_on_issue(question: Callable) -> Callable:
    """Marks a question whose answer changes when a briefing is issued, too, and not with a load alone."""
    question.changes_on_issue = True
    return question
