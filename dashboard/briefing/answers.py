"""What a briefing asks the database, once: the only place of this room that asks it. All else is a function of this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

import polars as pl

from dashboard.figures import kpis
from dashboard.figures.kpis import Kpi
from dashboard.language.words import Words
from dashboard.view import captions, codes, completeness, press
from dashboard.view.view import View
from queries import branches, flows, loads, targets
from queries.access import Permission
from queries.branches import Holding
from queries.figures import anything, figures
from queries.press.protected import NotForPress
from queries.published import references
from queries.rules import Rule, in_force, least_contributions
from queries.scope import Scope
from queries.settled import STATES, doubtful

MEASURES = ("acquired", "received")
"""What has a target and an earlier period to be set beside."""

PARTS = ("acquired", "received", "received_from_new", "received_from_earlier")
"""What is known of each month and of each place."""

_NUMBERS = (
    "acquired",
    "received",
    "received_from_new",
    "received_from_earlier",
    "agents_listed",
    "agents_dormant_retained",
    "acquired_target_reached",
    "received_target_reached",
)


class PublishedFigure(NamedTuple):
    """One figure that was published of the view's period and places; `computed`: what it is now, None: not computed;
    `own`: whether the branch issued it."""

    metric: str
    value: int
    rounding: int
    computed: int | None
    source: str
    own: bool = False


@dataclass(frozen=True)
class Captions:
    """What stands on every document, in words (see dashboard/view/captions.py)."""

    places: str
    sectors: str
    scope: str
    source: str
    as_of: str
    breaks: str
    stem: str
    known_at: str = ""
    missing: str = ""


@dataclass(frozen=True)
class PeriodParts:
    """What is known of a period part by part, told or not: amounts by metric of each month and of each kabupaten/kota,
    by code, its figures as a `whole` and the acquisitions by sector; None where withheld."""

    scope: Scope
    months: Mapping[date, Mapping[str, int | None]]
    areas: Mapping[str, Mapping[str, int | None]]
    whole: Mapping[str, int | None] = field(default_factory=dict)
    sectors: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class BriefingAnswers:
    """Everything that the numbers and texts of a briefing are made from; of the press, what may leave.

    `figures`: value by metric, None where it is withheld; `targets`: by measure, those that were set; `before`: scope
    and totals of the period before, None where there is none; `areas`: acquisitions by wilayah code, empty where they
    are not for the press; `sectors`: likewise by sector; `least`: from which day, rupiah a month, a contribution of two
    programmes is at least; `published`: in the order of the listing. `places`: name by code of the kabupaten/kota that
    the view is of; `everywhere`: of all that its viewer may see; `offices`, `agents`: the names of all these,
    of agents none for whom they are not named.
    `rule`: in force on the as-of day, None without one; `doubtful`: whether a status depends on a missing month.
    `numbers`: in the order of a briefing; `links`: by trace code. `parts`: of the view's period and of the one before,
    which an editor may tell; `goals`: targets of each kabupaten/kota by measure and code.
    """

    words: Words
    holding: Holding
    scope: Scope
    press: bool
    captions: Captions
    anything: bool
    moment: datetime | None
    figures: Mapping[str, int | None]
    targets: Mapping[str, int]
    before: tuple[Scope, Mapping[str, int | None]] | None
    areas: Mapping[str, int | None]
    published: tuple[PublishedFigure, ...]
    places: Mapping[str, str]
    everywhere: Mapping[str, str]
    offices: frozenset[str]
    agents: frozenset[str]
    rule: Rule | None
    doubtful: bool = False
    sectors: Mapping[str, int | None] = field(default_factory=dict)
    least: tuple[tuple[date, int], ...] = ()
    numbers: tuple[Kpi, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[PeriodParts, ...] = ()
    goals: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def gather(view: View) -> BriefingAnswers:
    """The answers of a view. Raises NotForPress where the view's choice may not leave at all."""
    scope = view.scope
    everywhere = view.during(
        view.viewer.scope(scope.period, scope.last_complete, missing=scope.missing, alone=scope.alone)
    )
    offices = everywhere.ask(branches.offices)
    in_doubt = view.ask(doubtful)
    # A status that depends on a month that is missing does not leave.
    numbers = tuple(kpis.numbers(view, *(name for name in _NUMBERS if not (in_doubt and name in STATES))))
    closed = view.scope.as_of is not None
    return BriefingAnswers(
        words=view.words,
        holding=view.holding,
        scope=view.scope,
        press=view.press,
        captions=captions_of(view),
        anything=view.ask(anything),
        moment=view.ask(loads.moment),
        figures=view.ask(figures),
        targets={name: goal for name in MEASURES if (goal := _may_answer(view, targets.target, name))},
        before=_before(view) if closed else None,
        areas=_by(view, flows.by_wilayah),
        published=_published(view) if closed else (),
        places=_names(view, view.ask(branches.offices)),
        everywhere=_names(view, offices),
        offices=frozenset(row["office"] for row in offices),
        agents=press.agent_names(everywhere) if view.viewer.may(Permission.NAME_AGENTS) else frozenset(),
        rule=view.ask(in_force) if closed else None,
        doubtful=in_doubt,
        sectors=_by(view, flows.by_sector) if closed and scope.sectors is None else {},
        least=view.ask(least_contributions),
        numbers=numbers,
        links={kpi.code: codes.link(view, kpi.code) for kpi in numbers},
        parts=_parts(view) if closed else (),
        goals={name: _goals(view, name) for name in MEASURES} if closed else {},
    )


def captions_of(view: View) -> Captions:
    """The words of a view that stand on every document."""
    return Captions(
        places=captions.places(view),
        sectors=captions.sectors(view),
        scope=captions.scope(view),
        source=captions.source(view),
        as_of=captions.as_of(view),
        breaks=captions.breaks(view.words, view.scope),
        missing=completeness.sentence(view),
        stem=captions.stem(view, "briefing"),
        known_at=captions.known_at(view.words, view.past) if view.past else "",
    )


def _may_answer(view: View, question: Callable, *more: object) -> Any:
    """A question's answer, None where it is none for the press."""
    try:
        return view.ask(question, *more)
    except NotForPress:
        return None


def _before(view: View) -> tuple[Scope, Mapping[str, int | None]] | None:
    before = view.before()
    return (before.scope, before.ask(flows.totals)) if before else None


def _by(view: View, question: Callable) -> dict[str, int | None]:
    """What was acquired by wilayah or sector, by code; empty where that is not for the press."""
    rows = _may_answer(view, question)
    return {} if rows is None else dict(zip(rows["code"].to_list(), rows["acquired"].to_list(), strict=True))


def _parts(view: View) -> tuple[PeriodParts, ...]:
    """Month by month and place by place, now and before; nothing of sectors and offices, which have no places."""
    if view.scope.sectors is not None or view.scope.offices is not None:
        return ()
    every = []
    for one in (view, view.before()):
        if one is not None:
            months, areas = _may_answer(one, flows.by_month), _may_answer(one, flows.by_wilayah)
            parts = PeriodParts(one.scope, _rows(months, "month"), _rows(areas, "code"))
            if one is not view:
                parts = replace(parts, whole=one.ask(figures), sectors=_by(one, flows.by_sector))
            every.append(parts)
    return tuple(every)


def _rows(rows: pl.DataFrame | None, by: str) -> dict[Any, dict[str, int | None]]:
    if rows is None:
        return {}
    return {row[by]: {name: row[name] for name in PARTS} for row in rows.iter_rows(named=True)}


def _goals(view: View, measure: str) -> dict[str, int]:
    rows = _may_answer(view, targets.by_place, "wilayah", measure)
    return {} if rows is None else dict(rows.select("code", "target").rows())


def _published(view: View) -> tuple[PublishedFigure, ...]:
    rows = _may_answer(view, references.compared)
    return () if rows is None else tuple(PublishedFigure(*row) for row in rows.select(PublishedFigure._fields).rows())


def _names(view: View, offices: list[dict]) -> dict[str, str]:
    """The kabupaten/kota of offices by code, with their kind: Kota Pekalongan."""
    return {row["wilayah_code"]: view.words.wilayah(row["wilayah"], row["kind"]) for row in offices}
