"""Which figures of a scope the data can settle: of which months are missing, or of which there are no data at all."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import sqlalchemy as sa

from queries.agents.doubt import possible
from queries.agents.standings import standings
from queries.completeness import Completeness, of_branch
from queries.db.memo import part
from queries.metrics import catalogue
from queries.rules import NoRule, rule_on
from queries.scope import Scope
from queries.status import LISTED

_BOTH = ("participants", "contributions")
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("acquired", "acquired_new", "acquired_returning"), ("participants",)),
        "acquired_target_reached": ("participants",),
        **dict.fromkeys(("received", "returned_by_paying"), ("contributions",)),
        "received_target_reached": ("contributions",),
        "received_from_new": _BOTH,
        "received_from_earlier": _BOTH,
        **dict.fromkeys(("acquired_per_month", "projected_acquired"), ("participants",)),
        **dict.fromkeys(("cumulative", "projected_received", "covered_people"), ("contributions",)),
        **dict.fromkeys(("persistency_people", "persistency_rupiah"), _BOTH),
    }
)
"""Of each metric that adds up months: the kinds of rows that it is counted from."""

STATES = frozenset(f"agents_{status.value}" for status in LISTED)
"""The metrics that count agents of one status."""


@part
def doubtful(conn: sa.Connection, scope: Scope) -> bool:
    """Whether the status of an agent of the scope depends on a month that is missing; without a rule there is none."""
    if scope.as_of is None:
        return False
    try:
        rule = rule_on(conn, scope.branch, scope.as_of)
    except NoRule:
        return False
    return possible(conn, scope, rule) and bool(standings(conn, scope)["uncertain"].any())


def unsettled(conn: sa.Connection, scope: Scope, metric: str) -> bool:
    """Whether the metric could come to something else once the missing months of the scope's period are loaded.

    So it is where the data of its kind begin within the period, or later.
    """
    if metric in STATES:
        return doubtful(conn, scope)
    until = catalogue()[metric].until_month(scope) if metric in KINDS else None
    if until is None:
        return False
    return not of_branch(conn, scope).whole(scope.period.first, until, KINDS[metric])


def without_data(known: Completeness, scope: Scope) -> frozenset[str]:
    """The metrics of which there are no data in the period at all: they begin later, or no month is whole in their
    kind, though one is in another. Their zeros mean nothing.

    The agents' states are among them where both kinds begin later. None of a branch without any data.
    """
    if not known.begins:
        return frozenset()
    last, every = scope.period.last, {*KINDS, *STATES, "agents_listed", "agents_removed"}
    if last < min(month for _, month in known.begins):
        return frozenset(every)
    waiting = {metric for metric in every if scope.reach_month and catalogue()[metric].until(scope) is None}
    return frozenset(
        metric
        for metric in every
        if metric in waiting or (metric in KINDS and (known.beginning(KINDS[metric]) or date.max) > last)
    )
