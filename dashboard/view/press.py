"""Press mode: what a view whose every answer may leave (domain, section 6) does not show, with the reason."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from dashboard.charts.figure import Figure
from dashboard.language.words import Words
from dashboard.view import cache
from dashboard.view.view import View
from queries import branches, targets
from queries.press.protected import NotForPress, new_is_clear
from queries.returns import RETURNS
from queries.scope import Scope
from queries.settled import STATES

NARROW: Mapping[str, str] = MappingProxyType({"offices": "office", "sectors": "sector"})
"""The parts of a choice that the press has not, and why."""

PAGES: Mapping[str, str] = MappingProxyType(
    {"watch": "agents", "persistency": "persistency", "changed": "office", "meeting": "agents"}
)
"""The pages of which nothing leaves, and why."""

_RUPIAH = ("received", "cumulative", "received_from_new", "received_from_earlier")
_PARTS = ("received_from_new", "received_from_earlier")
_MEASURES = ("acquired", *_RUPIAH, "agents")


def agent_names(view: View) -> frozenset[str]:
    """The names of the agents of a view's scope, also of one for the press: to find them in a text, never to show."""
    return frozenset(
        cache.ask(view.origin, view.holding.data_version, branches.agent_names, view.scope).answer.values()
    )


@lru_cache(maxsize=256)
def withheld_cells(figure: Figure) -> tuple[tuple[int, int], ...]:
    """Row and column, in a press figure's table, of each number that is withheld.

    So is what it is compared with; a column of that without any value is none: there is no such period.
    """
    table = figure.table
    unknown = table["month"].is_in(figure.unknown) if "month" in table.columns else [False] * table.height
    names = [name for name in table.columns if name in _MEASURES]
    if "previous" in table.columns and table["previous"].null_count() < table.height:
        names.append("previous")
    return tuple(
        (row, table.columns.index(name))
        for name in sorted(names, key=table.columns.index)
        for row, missing in enumerate(table[name].is_null())
        if missing and not unknown[row]
    )


def with_note(figure: Figure, words: Words, beside: int = 0) -> Figure:
    """The figure with a note on how many numbers it withholds, in its table and `beside` it; raises NotForPress where
    its table has no other."""
    missing = len(withheld_cells(figure)) + beside
    if not missing:
        return figure
    own = [name for name in figure.table.columns if name in _MEASURES]
    if all(figure.table[name].null_count() == figure.table.height for name in own):
        raise NotForPress(few(own))
    note = words(f"press.{few(own).replace('few', 'note')}", n=words.count("cell", missing))
    return replace(figure, note=" ".join(filter(None, (figure.note, note))))


@lru_cache(maxsize=256)
def reasons(figure: Figure, words: Words) -> list[tuple[str, str]]:
    """What is withheld in a press figure and why: one entry a column, with the rows' names."""
    table, rows_of = figure.table, dict[int, list[str]]()
    for row, column in withheld_cells(figure):
        rows_of.setdefault(column, []).append(_named(table.row(row, named=True), words))
    what = words(f"briefing.figure.{figure.id}")
    return [
        (
            words("press.cells", figure=what, column=figure.labels[table.columns[column]], rows=words.join(rows)),
            words(f"press.reason.{few(name for name in table.columns if name in _MEASURES)}"),
        )
        for column, rows in rows_of.items()
    ]


def few(measures: Iterable[str]) -> str:
    """Why a number of some measures is withheld, where the scope leaves: the end of the text `press.reason`."""
    asked = set(measures)
    if asked.intersection(_RUPIAH):
        return "few_rupiah"
    return "few_people" if "acquired" in asked else "few"


def why_not(metric: str, scope: Scope, doubtful: bool) -> str:
    """Why a number is not shown, as protected.py decides it: the end of the text `press.reason`.

    `doubtful`: whether the agents' statuses depend on a month that is missing.
    """
    if metric in RETURNS:
        return "returns"
    if metric in STATES and doubtful:
        return "doubt"
    return (
        "parts_period" if metric in _PARTS and not new_is_clear(scope) else few([targets.REACHED.get(metric, metric)])
    )


def _named(row: dict[str, Any], words: Words) -> str:
    return row["label"] if "label" in row else words.month(row["month"])


def reason(words: Words, refused: NotForPress) -> str:
    """Why something does not leave, as a sentence."""
    return words(f"press.reason.{refused.reason}")
