"""What each figure means: the catalogue in metrics.toml, in Indonesian and English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from queries.db.schema import MONTHLY
from queries.scope import Scope

Text = Mapping[str, str]
"""One text by language: `id`, `en`."""

LANGUAGES = ("id", "en")
TEXTS = ("label", "definition", "formula", "leaves_out", "caveat")
DIMENSIONS = ("months", "places", "agents")


class Unit(StrEnum):
    """What a figure counts. MONTHS is a number of months, MONTH one calendar month."""

    PEOPLE = "people"
    RUPIAH = "rupiah"
    PEOPLE_PER_MONTH = "people_per_month"
    MONTHS = "months"
    MONTH = "month"
    AGENTS = "agents"
    OFFICES = "offices"
    PERCENT = "percent"


class CatalogueError(ValueError):
    """An entry of the catalogue is incomplete; the message says which and what it lacks."""


@dataclass(frozen=True)
class Adds:
    """Whether a figure adds up over a dimension, and the reason by language."""

    adds: bool
    reason: Text


@dataclass(frozen=True, eq=False)
class Metric:
    """One figure. The texts by language; `files`: the branch's files; `tables`: those it is read from; `version`: of
    its meaning, raised when that changes. `flow`: of what adds up months, the kind of rows of which it counts those
    that are whole; None of what needs both kinds.

    `adds_over`: for `months`, `places` and `agents`, whether the parts sum to the whole. `earlier`: the definition of
    each version before this one, by its number as text: what an old trace code is explained with.
    """

    id: str
    version: int
    unit: Unit
    files: tuple[str, ...]
    tables: tuple[str, ...]
    label: Text
    definition: Text
    formula: Text
    leaves_out: Text
    caveat: Text
    adds_over: Mapping[str, Adds]
    earlier: Mapping[str, Text]
    flow: str | None = None

    def until(self, scope: Scope) -> date | None:
        """The day until which it counts in a scope; None where no month of the period is whole in its kind."""
        return scope.as_of if self.flow is None else scope.until(self.flow)

    def until_month(self, scope: Scope) -> date | None:
        """The first day of the month in which that day lies."""
        return scope.as_of_month if self.flow is None else scope.until_month(self.flow)


@cache
def catalogue() -> Mapping[str, Metric]:
    """Every metric by its id, in the catalogue's order; read once. Raises CatalogueError on an incomplete entry."""
    return load(Path(__file__).with_name("metrics.toml").read_text(encoding="utf-8"))


def load(text: str) -> Mapping[str, Metric]:
    """The metrics of a catalogue's TOML; a name given twice is an error of TOML itself."""
    entries = tomllib.loads(text)
    reasons = {name: _text(f"reasons.{name}", given) for name, given in entries.pop("reasons", {}).items()}
    return MappingProxyType({name: _metric(name, entry, reasons) for name, entry in entries.items()})


def _metric(name: str, entry: dict[str, Any], reasons: Mapping[str, Text]) -> Metric:
    expected = {"unit", "version", "source", *TEXTS, *DIMENSIONS}
    if wrong := sorted((entry.keys() - {"earlier", "flow"}) ^ expected):
        raise CatalogueError(f"{name}: lacks or does not know {', '.join(wrong)}")
    if entry["unit"] not in set(Unit):
        raise CatalogueError(f"{name}: no unit {entry['unit']!r}; use one of {', '.join(Unit)}")
    if not isinstance(entry["version"], int) or entry["version"] < 1:
        raise CatalogueError(f"{name}: version is a whole number from 1")
    if entry.get("flow", MONTHLY[0]) not in MONTHLY:
        raise CatalogueError(f"{name}: flow is one of {', '.join(MONTHLY)}, or left out")
    earlier = entry.get("earlier", {})
    if set(earlier) != {str(version) for version in range(1, entry["version"])}:
        raise CatalogueError(f"{name}: write the definition of each version before {entry['version']} into earlier")
    return Metric(
        id=name,
        version=entry["version"],
        unit=Unit(entry["unit"]),
        files=tuple(entry["source"]["files"]),
        tables=tuple(entry["source"]["tables"]),
        adds_over=MappingProxyType({over: _adds(f"{name}.{over}", entry[over], reasons) for over in DIMENSIONS}),
        earlier=MappingProxyType({version: _text(f"{name}.earlier", given) for version, given in earlier.items()}),
        flow=entry.get("flow"),
        **{part: _text(f"{name}.{part}", entry[part]) for part in TEXTS},
    )


def _adds(where: str, given: dict[str, Any], reasons: Mapping[str, Text]) -> Adds:
    if given.keys() != {"adds", "why"} or not isinstance(given["adds"], bool):
        raise CatalogueError(f"{where}: write {{ adds = true or false, why = a name in [reasons] }}")
    if given["why"] not in reasons:
        raise CatalogueError(f"{where}: [reasons] has no {given['why']!r}")
    return Adds(given["adds"], reasons[given["why"]])


def _text(where: str, given: dict[str, Any]) -> Text:
    if given.keys() != set(LANGUAGES) or not all(given.values()):
        raise CatalogueError(f"{where}: write it in {' and '.join(LANGUAGES)}, and nothing else")
    return MappingProxyType({language: given[language] for language in LANGUAGES})
