"""Figures that are said of figures of the catalogue: how one changed, which part of another it is, one of a sector."""

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa

from queries import comparisons, completeness, flows
from queries.comparisons import Earlier
from queries.metrics import Metric, Unit, catalogue
from queries.scope import Scope
from queries.sectors import KNOWN
from queries.targets import hundredths

_CHANGING = ("acquired", "received")
WHOLES = {
    "received_from_new": "received",
    "received_from_earlier": "received",
    "agents_active": "agents_listed",
    "agents_slowing": "agents_listed",
    "agents_dormant_retained": "agents_listed",
    "agents_due_for_removal": "agents_listed",
}
"""The whole of which each of them is a part."""

_AREAS = re.compile(r"acquired_share(?:_(\d\d\.\d\d(?:,\d\d\.\d\d)*))?")
LONGEST = 40
"""Letters of a metric's name, as the column of published figures has them."""


class Derived(NamedTuple):
    """`base`: of the catalogue; `kind`: change, share, areas (a share of other places' figure), sector, or empty for
    the figure itself; `sector`: which; `whole`: the places that areas are a part of, as in Scope, empty for the branch.
    """

    base: str
    kind: str = ""
    sector: str = ""
    whole: str = ""


@lru_cache(maxsize=512)
def parts(metric: str) -> Derived | None:
    """What a published figure is said of; None for one that is not known. acquired_change, received_from_new_share,
    acquired_Gojek, acquired_share (of the branch), acquired_share_33.25,33.75 (of these)."""
    if metric in catalogue():
        return Derived(metric)
    if (areas := _AREAS.fullmatch(metric)) and len(metric) <= LONGEST:
        return Derived("acquired", "areas", whole=areas[1] or "")
    base, _, kind = metric.rpartition("_")
    if (kind == "change" and base in _CHANGING) or (kind == "share" and base in WHOLES):
        return Derived(base, kind)
    base, _, sector = metric.partition("_")
    return Derived(base, "sector", sector) if base == "acquired" and sector in KNOWN else None


def base(metric: str) -> str:
    """The figure of the catalogue that it is said of; itself where there is none."""
    known = parts(metric)
    return known.base if known else metric


def entry(metric: str) -> Metric:
    """The catalogue's entry, with the figure's own unit. Raises KeyError for one that is not known."""
    known = parts(metric)
    own = catalogue()[known.base if known else metric]
    return replace(own, unit=Unit.PERCENT) if known and known.kind in ("change", "share", "areas") else own


def value(
    conn: sa.Connection, scope: Scope, metric: str, figures: dict[str, int], rows: Scope | None = None
) -> int | None:
    """What it comes to, in its unit (percentages in hundredths, a fall below zero); None where it cannot be computed.

    `figures`: those of the catalogue for the scope; `rows`: the scope of a share of areas' whole.
    """
    known = parts(metric)
    if known is None or known.base not in figures:
        return None
    now = figures[known.base]
    if known.kind == "sector":
        by_sector = dict(flows.by_sector(conn, scope).select("code", "acquired").iter_rows())
        return int(by_sector.get(known.sector) or 0)
    if known.kind == "change":
        before = earlier(conn, scope)
        then = flows.totals(conn, before)[known.base] if before else 0
        return hundredths(Fraction(now - then, then)) if then else None
    if known.kind in ("share", "areas"):
        areas = known.kind == "areas"
        whole = flows.totals(conn, rows or scope)[known.base] if areas else figures[WHOLES[known.base]]
        return hundredths(Fraction(now, whole)) if whole else None
    return now


def earlier(conn: sa.Connection, scope: Scope) -> Scope | None:
    """The period that a change is counted from."""
    return comparisons.earlier(scope, Earlier.PREVIOUS, completeness.of_branch(conn, scope))
