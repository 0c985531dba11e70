"""Figures that are declared alike: one declaration each by place, measure or cohort."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Literal

from dashboard.figures import coverage, funds, pace, persistency, stopped
from dashboard.figures import insured as active
from dashboard.figures.comparison import several
from dashboard.figures.declaration import Ask, Declaration, Draw, Picked, Place, Side
from dashboard.figures.table import ColumnKind, Native

PEOPLE: Mapping[str, ColumnKind] = MappingProxyType({"acquired": "people", "previous": "people"})
RUPIAH: Mapping[str, ColumnKind] = MappingProxyType(
    dict.fromkeys(("received", "cumulative", "previous", "received_from_new", "received_from_earlier"), "rupiah")
)
_SHARE: Mapping[str, ColumnKind] = MappingProxyType(
    {
        "n": "whole",
        **dict.fromkeys(("registered", "cohort_people", "covered_people"), "people"),
        **dict.fromkeys(("entry_amount", "covered_amount"), "rupiah"),
        **dict.fromkeys(("people", "rupiah"), "percent"),
    }
)


def ranked(measure: str) -> Native:
    """Bars by a measure, the period before beside each."""
    return Native("bar", "label", (measure, "previous"))


def acquired_by(
    by: str, ask: Ask, draw: Draw, rank: int, side: Side, picks: Picked, withheld: Literal["", "office"] = ""
) -> Declaration:
    """Acquisitions by something. `withheld`: why the press gate refuses what it asks."""
    return Declaration(
        f"acquired_by_{by}",
        "acquired",
        ask,
        draw,
        places=(Place("acquisitions", rank, side, picks),),
        kinds=PEOPLE,
        adds=("acquired", "previous"),
        native=ranked("acquired"),
        usual=not withheld,
        withheld=withheld,
        runs=(lambda view: True) if picks == "sectors" else partial(several, part=picks),
    )


def pace_figure(measure: str, page: str, rank: int, kind: ColumnKind) -> Declaration:
    """The pace of a running semester in a measure, whose column is of a kind."""
    return Declaration(
        f"pace_{measure}",
        f"projected_{measure}",
        partial(pace.ask, measure=measure),
        pace.figure,
        places=(Place(page, rank),),
        kinds={"n": "whole", **dict.fromkeys((f"cumulative_{measure}", "projected", "low_end", "high_end"), kind)},
        runs=partial(pace.runs, measure=measure),
    )


def active_figures() -> list[Declaration]:
    """The bridge of active participants, in people and beside it in rupiah; in no briefing."""
    return [
        Declaration(
            f"active_bridge_{unit}",
            active.METRIC,
            active.ask,
            draw,
            places=(Place("persistency", 0, side),),
            kinds={f"bridge_{unit}": unit},
            briefing=False,
            withheld="insured",
        )
        for unit, draw, side in _BRIDGES
    ]


def coverage_figure() -> Declaration:
    """Coverage and what moved it, drawn by the section on the active."""
    points = (f"coverage_{name}" for name in coverage.POINTS)
    return Declaration(
        "coverage",
        coverage.METRIC,
        coverage.ask,
        coverage.figure,
        places=(Place("persistency", 1, "section"),),
        kinds={
            **dict.fromkeys(("coverage_people", "coverage_denominator"), "people"),
            "coverage_share": "percent",
            **dict.fromkeys(points, "decimal"),
        },
        withheld="insured",
        runs=coverage.runs,
    )


def part_figures() -> list[Declaration]:
    """The bridge of the active by part, each drawn by the section in which a part is chosen."""
    kinds: Mapping[str, ColumnKind] = dict.fromkeys(active.OF_PART, "people")
    picks: dict[active.By, Picked] = {**active.FILTERS, "agent": "agent"}
    return [
        Declaration(
            f"active_parts_{by}",
            active.METRIC,
            partial(active.ask_parts, by=by),
            active.by_part,
            places=(Place("persistency", 1, "section", picks[by]),),
            kinds=kinds,
            adds=tuple(kinds),
            briefing=by != "agent",
            names_agents=by == "agent",
            withheld="insured",
        )
        for by in active.PARTS
    ]


def fund_figures() -> list[Declaration]:
    """The cliff when a fund ends, in people and beside it in rupiah."""
    people, rupiah = (
        (f"funded_{name}" for name in ("people", "behind", "left")),
        ("funded_amount", "funded_left_amount"),
    )
    kinds: Mapping[str, ColumnKind] = {**dict.fromkeys(people, "people"), **dict.fromkeys(rupiah, "rupiah")}
    sides: tuple[tuple[funds.Unit, Draw, Side], ...] = (
        ("people", funds.in_people, "left"),
        ("rupiah", funds.in_rupiah, "right"),
    )
    return [
        Declaration(
            f"fund_cliff_{unit}",
            funds.METRIC,
            funds.ask,
            draw,
            places=(Place("persistency", 0, side),),
            kinds=kinds,
            adds=("funded_people", "funded_amount", "funded_behind"),
            withheld="insured",
            runs=funds.runs,
        )
        for unit, draw, side in sides
    ]


_BRIDGES: tuple[tuple[active.Unit, Draw, Side], ...] = (
    ("people", active.bridge_of_people, "left"),
    ("rupiah", active.bridge_of_rupiah, "right"),
)


def stopped_figures() -> list[Declaration]:
    """Who stopped paying by office, and behind a heading by agent; in no briefing."""
    counts: Mapping[str, ColumnKind] = dict.fromkeys(
        ("stopped", "past_1", "past_2", "past_3", "past_more", "first_time", "again", "once"), "people"
    )
    parts: tuple[tuple[stopped.By, Draw, Side, Picked], ...] = (
        ("office", stopped.by_office, "wide", "offices"),
        ("agent", stopped.by_agent, "folded", "agent"),
    )
    return [
        Declaration(
            f"stopped_by_{by}",
            stopped.METRIC,
            partial(stopped.ask, by=by),
            draw,
            places=(Place("persistency", 5, side, picks),),
            kinds=counts,
            adds=tuple(counts),
            native=Native("bar", "label", ("stopped",)),
            briefing=False,
            names_agents=by == "agent",
            withheld="insured",
        )
        for by, draw, side, picks in parts
    ]


_GRIDS = {
    "cohort": (persistency.ask_by_cohort, persistency.by_cohort),
    "wilayah": (persistency.ask_by_wilayah, persistency.by_wilayah),
    "sector": (persistency.ask_by_sector, persistency.by_sector),
    "payer": (persistency.ask_by_payer, persistency.by_payer),
    "agent": (persistency.ask_by_agent, persistency.by_agent),
}


def persistency_figures(by: str, rank: int) -> list[Declaration]:
    """Two grids side by side, of people and of rupiah; those of agents stand behind a heading, and in no briefing."""
    ask, draw = _GRIDS[by]
    of_agents = by == "agent"
    sides: dict[persistency.Measure, Side] = {"people": "left", "rupiah": "right"}
    return [
        Declaration(
            f"persistency_{by}_{measure}",
            f"persistency_{measure}",
            partial(ask, measure=measure),
            draw,
            places=(Place("persistency", rank, "folded" if of_agents else side, picks="agent" if of_agents else ""),),
            kinds=_SHARE,
            briefing=not of_agents,
            names_agents=of_agents,
            withheld="persistency",
            runs=persistency.payers_said if by == "payer" else lambda view: True,
        )
        for measure, side in sides.items()
    ]
