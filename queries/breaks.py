"""The breaks in rupiah that are no breaks in people: months in which the rates were lower by regulation (domain, 2)."""

from datetime import date
from typing import NamedTuple

from queries.periods import Period

TRANSPORT = frozenset({"Gojek", "Grab", "Ojek pangkalan", "Becak"})
"""The sectors that PP 50/2025 counts as transport, by the names that the importer stores."""


class Break(NamedTuple):
    """Months in which JKK and JKM cost less: for transport alone (True), for all but it (False), for all (None)."""

    name: str
    months: Period
    transport: bool | None
    source: str


BREAKS = (
    Break("pp_49_2020", Period(date(2020, 8, 1), date(2021, 1, 1)), None, "PP 49/2020"),
    Break("pp_50_2025_transport", Period(date(2026, 1, 1), date(2027, 3, 1)), True, "PP 50/2025"),
    Break("pp_50_2025_others", Period(date(2026, 4, 1), date(2026, 12, 1)), False, "PP 50/2025"),
)
"""JKK and JKM cut by 99%; then halved for BPU: transport first, and longest."""


def crossed(months: Period, sectors: frozenset[str] | None = None) -> list[Break]:
    """The breaks that fall into a run of months, of some sectors or (None) all; in order of time."""
    return [
        one
        for one in BREAKS
        if one.months.first <= months.last and months.first <= one.months.last and _concerns(one, sectors)
    ]


def _concerns(one: Break, sectors: frozenset[str] | None) -> bool:
    if sectors is None or one.transport is None:
        return True
    return bool(sectors & TRANSPORT) if one.transport else bool(sectors - TRANSPORT)
