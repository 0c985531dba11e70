"""Published figures as JSON."""

from collections.abc import Callable

import sqlalchemy as sa

from queries.access import Permission, Viewer
from queries.press.gate import for_press
from queries.published import explanation, published
from queries.published.published import Published
from queries.scope import Scope


def published_document(conn: sa.Connection, viewer: Viewer, scope: Scope) -> list[dict]:
    """One object a published figure of the branch, whatever its period and places; the newest first.

    Values in the metric's unit, percentages in hundredths of a percent; `places` are codes, none for the whole branch.
    verdict: matches, matches_after_rounding, differs, or null where it cannot be computed; then and now are null where
    they cannot be, or are withheld from the press; taken_back: corrected, withdrawn, or null where it
    stands. The changes in `explanation` add up to value_now - value_then.
    """
    every = published.published
    moves: Callable[[sa.Connection, Scope, Published], tuple[explanation.Step, ...]] = explanation.explanation
    if not viewer.may(Permission.SEE_ROWS):
        every, moves = for_press(every, scope), for_press(moves, scope)
    return [_one(one, moves(conn, scope, one)) for one in every(conn, scope)]


def _one(one: Published, moves: tuple[explanation.Step, ...]) -> dict:
    return {
        "metric": one.metric,
        "value": one.value,
        "rounding": one.rounding,
        "wording": one.wording,
        "period": one.period.code,
        "places": one.places.split(",") if one.places else [],
        "source": one.source,
        "published_on": one.published_on.isoformat(),
        "published_by": one.published_by,
        "code": one.code,
        "definition_then": one.definition,
        "definition_now": one.definition_now,
        "data_version_then": one.data_version,
        "value_then": one.then,
        "value_now": one.now,
        "verdict": one.agreement,
        "taken_back": one.taken_back or None,
        "difference": one.difference,
        "explanation": [_step(step) for step in moves],
    }


def _step(step: explanation.Step) -> dict:
    return {
        "load": step.load,
        "at": step.at.isoformat(),
        "by": step.by,
        "change": step.change,
        "causes": [{"cause": part.cause, "change": part.change, "rows": part.rows} for part in step.parts],
    }
