"""Published figures and what moved them, as the press may have them."""

from dataclasses import replace

import polars as pl
import sqlalchemy as sa

from queries import branches, settled
from queries.db.memo import changes_on_issue
from queries.metrics import catalogue
from queries.press.protected import NotForPress, by_sector, one_number
from queries.press.threshold import LEAST_PEOPLE
from queries.published import derived, explanation, published
from queries.published.explanation import Part, Step
from queries.published.published import Published
from queries.scope import Scope
from queries.targets import REACHED


@changes_on_issue
def known(conn: sa.Connection, scope: Scope) -> list[Published]:
    """`published.published`; then, now and what was observed are None where what was published is withheld now.

    So they are while a month of it is missing: which of its cells may leave is not known before it is there again.
    """
    holding, every = branches.holding(conn, scope.branch), []
    for one in published.published(conn, scope):
        own = published.scope_of(holding, one.period, one.places)
        # One that has no twin, such as a percentage of a target, is made from one that has.
        source = REACHED.get(one.metric, derived.base(one.metric))
        until = catalogue()[source].until_month(own) if source in catalogue() else None
        whole = until == own.period.last and not settled.unsettled(conn, own, derived.base(one.metric))
        leaves = whole and one_number(conn, own).get(source) is not None and _derived_leaves(conn, own, one.metric)
        seen = tuple(each._replace(value=None) for each in one.observations)
        every.append(one if leaves else replace(one, then=None, now=None, observations=seen))
    return every


def _derived_leaves(conn: sa.Connection, scope: Scope, metric: str) -> bool:
    """Whether all else that a published figure is made from may leave beside the figure that it is said of."""
    known = derived.parts(metric)
    if known is None or not known.kind:
        return True
    if known.kind == "share":
        return one_number(conn, scope).get(derived.WHOLES[known.base]) is not None
    if known.kind == "areas":
        return one_number(conn, published.rows_of(scope, metric)).get(known.base) is not None
    if known.kind == "change":
        before = derived.earlier(conn, scope)
        return before is not None and one_number(conn, before).get(known.base) is not None
    try:
        rows = by_sector(conn, scope)
    except NotForPress:
        return False
    return known.sector in rows.filter(pl.col("acquired").is_not_null())["code"].to_list()


def moves(conn: sa.Connection, scope: Scope, one: Published) -> tuple[Step, ...]:
    """`explanation.explanation`; a step with a part of fewer than LEAST_PEOPLE rows keeps its causes alone."""
    return tuple(
        replace(step, change=None, parts=tuple(Part(each.cause, None, None) for each in step.parts), withheld=True)
        if any(each.rows is not None and each.rows < LEAST_PEOPLE for each in step.parts)
        else step
        for step in explanation.explanation(conn, scope, one)
    )
