"""The press gate: what answers a question for the press. What stands neither in TWINS nor in NOBODYS does not leave."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

import sqlalchemy as sa

from queries import (
    branches,
    coverage,
    figures,
    flows,
    funds,
    insured,
    loads,
    pace,
    persistency,
    rules,
    settled,
    stopped,
    targets,
    versions,
)
from queries.agents import standings
from queries.db.memo import P, Question, T
from queries.frames import standard
from queries.lineage import proof
from queries.press import masks, protected, watched
from queries.press.precedent import Precedent
from queries.press.protected import NotForPress, require_places_only
from queries.published import definitions, drafts, explanation, published, references, register
from queries.scope import Scope

TWINS: Mapping[Callable[..., Any], Callable[..., Any]] = MappingProxyType(
    {
        flows.totals: protected.totals,
        flows.by_month: protected.by_month,
        flows.by_wilayah: protected.by_wilayah,
        flows.by_sector: protected.by_sector,
        figures.figures: protected.one_number,
        figures.anything: protected.anything,
        standard.sectors: protected.sectors,
        standings.by_status: protected.by_status,
        references.compared: protected.compared,
        published.published: watched.known,
        explanation.explanation: watched.moves,
        pace.courses: protected.courses,
        pace.projection: protected.projection,
        versions.versions: protected.data_versions,
    }
)
"""Each question that tells of people and may leave, and its protected twin."""

OF_PLACES: frozenset[Callable[..., Any]] = frozenset(
    {branches.offices, targets.target, targets.active, targets.by_place, loads.moment, settled.doubtful}
)
"""Questions that tell of no person, for the choices that leave."""

NOBODYS: frozenset[Callable[..., Any]] = frozenset(
    {rules.in_force, rules.least_contributions, definitions.rule_of, proof.sql}
)
"""Questions that tell of no person whatever is chosen: rules, the text of a SELECT."""

WRITTEN: frozenset[Callable[..., Any]] = frozenset({drafts.draft, drafts.standing, drafts.embargo, register.register})
"""Questions about what people wrote for the press, which may be asked anew."""

_PERSISTENCY: tuple[Callable[..., Any], ...] = (
    *(persistency.overall, persistency.by_cohort, persistency.by_wilayah, persistency.by_sector),
    *(persistency.by_payer, persistency.payers),
)
_REASONS: Mapping[Callable[..., Any], str] = MappingProxyType(
    {
        flows.by_office: "office",
        **dict.fromkeys(_PERSISTENCY, "persistency"),
        **dict.fromkeys((insured.stock, insured.bridge, insured.labels, stopped.stopped, coverage.coverage), "insured"),
        **dict.fromkeys((funds.funds, funds.ending), "insured"),
    }
)


def for_press(question: Question[P, T], scope: Scope) -> Question[P, T]:
    """What answers a question for the press: its twin, or itself where it tells of no person.

    Raises NotForPress for any other question, and where an office or a sector narrows the scope.
    """
    if question in NOBODYS:
        return question
    require_places_only(scope)
    if question in OF_PLACES:
        return question
    if question not in TWINS:
        raise NotForPress(_REASONS.get(question, "agents"))
    return cast(Question[P, T], TWINS[question])


def to_issue(conn: sa.Connection, scope: Scope) -> dict[str, Precedent]:
    """By measure (acquired, received) which cells a briefing about the scope's semester withholds, and which sums it
    gives while it runs: for who issues it to write. No value is in it."""
    return masks.to_issue(conn, scope)
