"""Every figure, declared once: what it shows, how it is asked and drawn, where it stands, who may have it.

Whoever needs a list of figures reads this one: the pages, the briefing's choice, trace codes, the command line.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from types import MappingProxyType

from dashboard.charts.figure import Figure
from dashboard.figures import (
    acquisitions,
    agents,
    caption,
    contributions,
    fairness,
    one_agent,
    tabulate,
)
from dashboard.figures import places as maps
from dashboard.figures.comparison import several
from dashboard.figures.declaration import Ask, Declaration, Draw, Place, Side
from dashboard.figures.families import (
    PEOPLE,
    RUPIAH,
    acquired_by,
    active_figures,
    coverage_figure,
    fund_figures,
    pace_figure,
    part_figures,
    persistency_figures,
    ranked,
    stopped_figures,
)
from dashboard.figures.table import ColumnKind, Native, Table
from dashboard.view.asked import ASKED, Asked
from dashboard.view.view import View
from queries.access import Permission

_FUNNEL: Mapping[str, ColumnKind] = MappingProxyType(
    {
        "acquired": "people",
        "service_months": "whole",
        **dict.fromkeys(("expected", "rate", "low", "high", "low_far", "high_far"), "decimal"),
    }
)

_MONTHS_OF_AGENT: Mapping[str, ColumnKind] = MappingProxyType(
    {
        **dict.fromkeys(("acquired", "covered_people"), "people"),
        **dict.fromkeys(("received", "agent_amount", "office_amount"), "rupiah"),
    }
)

_ONE_AGENT: tuple[tuple[str, str, Ask, Draw, int, Side], ...] = (
    ("acquired", "acquired", one_agent.ask_months, one_agent.acquired, 1, "left"),
    ("covered", "covered_people", one_agent.ask_months, one_agent.covered, 2, "right"),
    ("sectors", "acquired", one_agent.ask_sectors, one_agent.sectors, 3, "left"),
)


_AREAS = partial(several, part="wilayah")

_DECLARED = (
    Declaration(
        "acquired_by_month",
        "acquired",
        acquisitions.ask_by_month,
        acquisitions.by_month,
        places=(Place("overview", 1, "left"), Place("acquisitions", 1)),
        kinds=PEOPLE,
        adds=("acquired", "previous"),
        native=Native("column", "month", ("acquired", "previous")),
        usual=True,
    ),
    Declaration(
        "cumulative_received",
        "cumulative",
        contributions.ask_cumulative,
        contributions.cumulative,
        places=(Place("overview", 2, "right"), Place("contributions", 1)),
        kinds=RUPIAH,
        adds=("received",),
        native=Native("line", "month", ("cumulative",)),
        usual=True,
        version=contributions.published,
    ),
    Declaration(
        "received_parts",
        "received_from_new",
        contributions.ask_parts,
        contributions.parts,
        places=(Place("contributions", 3, "left"),),
        kinds=RUPIAH,
        adds=("received_from_new", "received_from_earlier"),
        native=Native("stacked_column", "month", ("received_from_new", "received_from_earlier")),
        proof="received",
        usual=True,
    ),
    acquired_by("wilayah", acquisitions.ask_by_wilayah, acquisitions.by_wilayah, 3, "left", "wilayah"),
    Declaration(
        "received_by_wilayah",
        "received",
        contributions.ask_by_wilayah,
        contributions.by_wilayah,
        places=(Place("contributions", 4, "right", picks="wilayah"),),
        kinds=RUPIAH,
        adds=("received", "previous"),
        native=ranked("received"),
        usual=True,
        runs=_AREAS,
    ),
    acquired_by("sector", acquisitions.ask_by_sector, acquisitions.by_sector, 5, "right", "sectors"),
    Declaration(
        "agents_by_status",
        "agents_listed",
        agents.ask_statuses,
        agents.statuses,
        places=(Place("overview", 4, "right", picks="status"),),
        kinds={"agents": "people"},
        adds=("agents",),
        native=Native("bar", "label", ("agents",)),
        usual=True,
    ),
    Declaration(
        "wilayah_map",
        "acquired",
        maps.ask,
        maps.wilayah,
        places=(Place("overview", 3, "left", picks="wilayah"),),
        kinds={"acquired": "people", "received": "rupiah"},
        adds=("acquired", "received"),
        usual=True,
        runs=_AREAS,
    ),
    pace_figure("acquired", "acquisitions", 2, "people"),
    pace_figure("received", "contributions", 2, "rupiah"),
    *persistency_figures("cohort", 1),
    *persistency_figures("wilayah", 2),
    *persistency_figures("sector", 3),
    *persistency_figures("payer", 4),
    acquired_by("office", acquisitions.ask_by_office, acquisitions.by_office, 4, "left", "offices", "office"),
    Declaration(
        "agent_funnel",
        "acquired_per_month",
        fairness.ask,
        fairness.funnel,
        places=(Place("acquisitions", 6, picks="agent"),),
        kinds=_FUNNEL,
        names_agents=True,
        withheld="agents",
    ),
    Declaration(
        "agent_grid",
        "zero_months",
        agents.ask_grid,
        agents.grid,
        places=(Place("agents", 2, picks="agent"),),
        kinds={"acquired": "people", "received": "rupiah"},
        names_agents=True,
        withheld="agents",
    ),
    Declaration(
        "dormant_timeline",
        "retained_until",
        agents.ask_dormant,
        agents.dormant,
        places=(Place("agents", 1, picks="agent"),),
        names_agents=True,
        withheld="agents",
    ),
    *persistency_figures("agent", 4),
    *active_figures(),
    coverage_figure(),
    *fund_figures(),
    *part_figures(),
    *stopped_figures(),
    *(
        Declaration(
            f"one_agent_{part}",
            metric,
            ask,
            draw,
            places=(Place("agent", rank, side),),
            kinds=_MONTHS_OF_AGENT,
            briefing=False,
            names_agents=True,
            withheld="agents",
        )
        for part, metric, ask, draw, rank, side in _ONE_AGENT
    ),
)

FIGURES: Mapping[str, Declaration] = MappingProxyType({one.id: one for one in _DECLARED})
"""Every figure by its id, in the order in which a briefing offers them."""


def usual() -> tuple[str, ...]:
    """What a briefing holds unless told otherwise."""
    return tuple(name for name, one in FIGURES.items() if one.usual)


def briefed() -> tuple[str, ...]:
    """The figures that some briefing may hold."""
    return tuple(name for name, one in FIGURES.items() if one.briefing)


def offered(view: View) -> tuple[str, ...]:
    """The figures that this viewer may choose from for a briefing of this view, in order."""
    return tuple(name for name in briefed() if _has(view, FIGURES[name]))


def of_branch(view: View) -> tuple[str, ...]:
    """The figures of this view that are about no single agent."""
    return tuple(name for name, one in FIGURES.items() if not one.one_agent and _has(view, one))


def on_page(view: View, page: str) -> tuple[tuple[Declaration, Place], ...]:
    """The figures that stand on a page of this view, and where, from the top."""
    there = [(one, place) for one in FIGURES.values() if (place := one.place(page)) and _has(view, one)]
    return tuple(sorted(there, key=lambda pair: pair[1].rank))


def _has(view: View, declared: Declaration) -> bool:
    return (view.viewer.may(Permission.NAME_AGENTS) or not declared.names_agents) and declared.runs(view)


def figure(view: View, name: str) -> Figure:
    """The figure of a view, composed once: a page runs again at every click, and composing took half of its time.

    The view is the key, with its viewer, scope, language and data version; nobody may change what is handed out.
    Raises NotForPress where it does not leave.
    """
    declared = FIGURES[name]
    composed, asked = _composed(view, declared, declared.version(view) if declared.version else None)
    if asked is not None:
        asked.used = ASKED.now()
    return composed


@lru_cache(maxsize=256)
def _composed(view: View, declared: Declaration, _version: object) -> tuple[Figure, Asked | None]:
    context = replace(caption.context(view, declared.one_agent), metric=declared.metric)
    composed = declared.draw(context, declared.ask(view))
    return composed, None if view.past else ASKED.note(view, partial(figure, name=declared.id))


def metric(name: str) -> str:
    """The metric of the catalogue that a figure shows, and whose definition stands beside it."""
    return FIGURES[name].metric


def table(figure: Figure, withheld: tuple[tuple[int, int], ...] = ()) -> Table:
    """A figure's numbers for a document; see `tabulate.table`."""
    return tabulate.table(FIGURES[figure.id], figure, withheld)


def native(figure: Figure, table: Table) -> Native | None:
    """How an office program draws a figure; see `tabulate.native`."""
    return tabulate.native(FIGURES[figure.id], table)
