"""Published figures: what they came to when they were first known, and what they come to now."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

import sqlalchemy as sa

from queries import branches, settled
from queries.access import published_scope
from queries.branches import Holding
from queries.db import schema as s
from queries.db.memo import changes_on_issue
from queries.figures import with_targets
from queries.periods import Period
from queries.published import derived
from queries.published.definitions import of_rule, rule_of
from queries.published.references import Agreement, agreement
from queries.published.register import taken_back
from queries.rules import NoRule, Rule
from queries.scope import Scope


class Observation(NamedTuple):
    """What a figure came to. `load`: the data version; `at`: UTC; `value` None: it could not be computed."""

    number: int
    load: int
    definition: str
    at: datetime
    value: int | None


@dataclass(frozen=True)
class Published:
    """One published figure, in the metric's unit, percentages in hundredths of a percent.

    `places`: codes joined by commas, empty for the whole branch. `published_by`, `briefing`, `code`: None where not
    known. `definition`, `data_version`: then; where not kept with the figure, those of its first observation, None
    before it. `then`: as it was first computed once its period was complete; `now`: as it is computed now; None where
    it cannot be, as while a month is missing or where the data begin later. `observations`: in time. `stale`: whether
    data or definition are newer than the last of them. `taken_back`: corrected or withdrawn, where a notice on its
    briefing says so; empty where it stands.
    """

    id: int
    metric: str
    value: int
    rounding: int
    wording: str
    period: Period
    places: str
    source: str
    published_on: date
    published_by: str | None
    briefing: int | None
    code: str | None
    definition: str | None
    data_version: int | None
    then: int | None
    now: int | None
    definition_now: str
    observations: tuple[Observation, ...]
    stale: bool
    taken_back: str = ""

    @property
    def agreement(self) -> Agreement | None:
        """How what is computed now stands to what was published; None where nothing can be computed."""
        unit = derived.entry(self.metric).unit
        return None if self.now is None else agreement(self.value, self.now, self.rounding, unit)

    @property
    def difference(self) -> int | None:
        """What is computed now less what was published."""
        return None if self.now is None else self.now - self.value


@changes_on_issue
def published(conn: sa.Connection, scope: Scope) -> list[Published]:
    """Every published figure of the scope's branch, whatever its period and places: the newest first, then by id.

    Of places that the viewer may see: what it comes to now is a count of their rows.
    """
    holding = branches.holding(conn, scope.branch)
    allowed = [one for one in known(conn, holding) if scope.allows(one.places)]
    return sorted(allowed, key=lambda one: (-one.published_on.toordinal(), one.id))


def scope_of(holding: Holding, period: Period, places: str) -> Scope:
    """The scope of which a figure was published: it was said to everybody, so that everybody may see it."""
    wilayah = places.split(",") if places else None
    return published_scope(holding.code, period, holding.complete_in(period), wilayah, holding.missing, holding.alone)


def rows_of(scope: Scope, metric: str) -> Scope:
    """The scope of all rows that a published figure of a scope counts: of a share of areas, those of the whole."""
    said = derived.parts(metric)
    if said is None or said.kind != "areas":
        return scope
    wilayah = said.whole.split(",") if said.whole else None
    return published_scope(scope.branch, scope.period, scope.last_complete, wilayah, scope.missing, scope.alone)


def known(conn: sa.Connection, holding: Holding) -> list[Published]:
    """Every published figure of a branch, by id.

    What was observed under the data and the definition of now is taken from there; the rest is computed, each scope
    once.
    """
    r = s.reference_figures.c
    rows = conn.execute(sa.select(s.reference_figures).where(r.branch_code == holding.code).order_by(r.id)).mappings()
    seen, gone, scopes = _observed(conn, holding.code), taken_back(conn, holding.code), {}
    every = []
    for row in rows:
        key = (Period(row["first_month"], row["last_month"]), row["places"])
        if key not in scopes:
            scopes[key] = _Now(conn, scope_of(holding, *key))
        one = _one(row, seen.get(row["id"], ()), scopes[key], holding.data_version)
        every.append(replace(one, taken_back=gone.get(one.id, "")))
    return every


class _Now:
    """A scope's rule and figures, worked out when they are asked for."""

    def __init__(self, conn: sa.Connection, scope: Scope) -> None:
        self.conn, self.scope = conn, scope

    @cached_property
    def rule(self) -> Rule | None:
        return rule_of(self.conn, self.scope)

    @cached_property
    def figures(self) -> dict[str, int]:
        """Nothing while the period is complete in no kind, or where the branch has no rule for it."""
        if self.scope.reach_month != self.scope.period.last:
            return {}
        try:
            return with_targets(self.conn, self.scope)
        except NoRule:
            return {}

    def unsettled(self, metric: str) -> bool:
        """Whether months are missing without which the figure cannot be computed."""
        return settled.unsettled(self.conn, self.scope, derived.base(metric))

    def value(self, metric: str) -> int | None:
        """What the metric comes to; None where it cannot be computed."""
        if derived.parts(metric) is None or self.unsettled(metric):
            return None
        if derived.entry(metric).until_month(self.scope) != self.scope.period.last:
            return None
        return derived.value(self.conn, self.scope, metric, self.figures, rows_of(self.scope, metric))


def _one(row: sa.RowMapping, seen: tuple[Observation, ...], now: _Now, data_version: int) -> Published:
    definition = of_rule(row["metric"], now.rule)
    stale = not seen or (seen[-1].load, seen[-1].definition) != (data_version, definition)
    first = next((one for one in seen if one.value is not None), None)
    return Published(
        **{name: row[name] for name in ("id", "metric", "value", "rounding", "wording", "places", "source", "code")},
        period=now.scope.period,
        published_on=row["published_on"],
        published_by=row["published_by"],
        briefing=row["briefing_id"],
        definition=row["definition"] or (first and first.definition),
        data_version=row["data_version"] or (first and first.load),
        then=first and first.value,
        now=now.value(row["metric"]) if stale or now.unsettled(row["metric"]) else seen[-1].value,
        definition_now=definition,
        observations=seen,
        stale=stale,
    )


def _observed(conn: sa.Connection, branch: str) -> dict[int, tuple[Observation, ...]]:
    """The observations of each published figure, in time."""
    o = s.observations.c
    query = sa.select(o.reference_id, o.number, o.import_id, o.definition, o.observed_at, o.value)
    observations: dict[int, tuple[Observation, ...]] = {}
    for row in conn.execute(query.where(o.branch_code == branch).order_by(o.reference_id, o.number)):
        observations[row.reference_id] = (*observations.get(row.reference_id, ()), Observation(*row[1:]))
    return observations
