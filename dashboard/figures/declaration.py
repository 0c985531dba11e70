"""What a figure declares of itself: see dashboard/figures/registry.py."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from dashboard.charts.figure import Figure
from dashboard.figures.caption import Context
from dashboard.figures.table import ColumnKind, Native
from dashboard.language.words import Words
from dashboard.view.view import View

Side = Literal["wide", "left", "right", "folded", "section"]
"""How a figure stands on its page: over its whole width, in one of two columns, behind a heading that unfolds it, or
where a section of the page draws it."""

Picked = Literal["", "wilayah", "offices", "sectors", "status", "agent"]
"""What a click on a figure chooses; nothing where it is empty."""


Ask = Callable[[View], Any]
"""The answers to a figure's questions."""

Draw = Callable[[Context, Any], Figure]
"""The figure from its answers."""


@dataclass(frozen=True)
class Place:
    """Where a figure stands: a page, by its name in dashboard/pages, and its rank there, from the top."""

    page: str
    rank: int
    side: Side = "wide"
    picks: Picked = ""


@dataclass(frozen=True, eq=False)
class Declaration:
    """One figure. Its texts stand under its id: `figures.<id>.kind` and `.stem`, `briefing.figure.<id>` for a briefing.

    `metric`: of the catalogue, whose definition stands beside it. `ask`: its questions, each asked once; `draw`: the
    figure from their answers, and nothing else. `places`: the pages that it stands on. `kinds`: of each column of its
    table that holds numbers; `adds`: those whose rows are parts of one whole.

    `native`: how an office program draws it, None for its picture. `proof`: the metric whose rows stand behind it,
    where that is another than its own's. `briefing`: whether a briefing may hold it; `usual`: whether it does unless
    told otherwise. `names_agents`: only for who may see agents by name. `withheld`: why the press gate refuses what it
    asks, empty where it may leave. `runs`: whether a view has it. `version`: what changes it without a load, None
    where nothing does.
    """

    id: str
    metric: str
    ask: Ask
    draw: Draw
    places: tuple[Place, ...]
    kinds: Mapping[str, ColumnKind] = field(default_factory=lambda: MappingProxyType({}))
    adds: tuple[str, ...] = ()
    native: Native | None = None
    proof: str = ""
    briefing: bool = True
    usual: bool = False
    names_agents: bool = False
    withheld: Literal["", "agents", "office", "persistency", "insured"] = ""
    runs: Callable[[View], bool] = lambda view: True
    version: Callable[[View], Hashable] | None = None

    @property
    def one_agent(self) -> bool:
        """Whether it is about the one agent whom the view is about."""
        return self.id.startswith("one_agent")

    def label(self, words: Words) -> str:
        """Its name in a list of figures."""
        return words(f"briefing.figure.{self.id}")

    def place(self, page: str) -> Place | None:
        """Where it stands on a page; None where it does not."""
        return next((one for one in self.places if one.page == page), None)
