"""What the filters offer: the periods, wilayah, offices and sectors that the data holds."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.language.words import Words
from dashboard.view.view import View
from queries import branches
from queries.access import Permission
from queries.branches import Holding
from queries.frames import standard
from queries.periods import Period, shift
from queries.status import Status


@dataclass(frozen=True)
class FilterOptions:
    """The places, sectors and agents that a viewer may choose from. `agents`: code to name."""

    places: list[dict]
    sectors: list[str]
    agents: dict[str, str]

    @classmethod
    def of(cls, view: View) -> "FilterOptions":
        """Those of a view of all that the viewer may see, whatever the period."""
        named = view.viewer.may(Permission.NAME_AGENTS)
        return cls(
            view.ask(branches.offices), view.ask(standard.sectors), view.ask(branches.agent_names) if named else {}
        )

    def codes(self) -> dict[str, frozenset[str]]:
        """The codes that an address may name, by part of the choice."""
        return {
            "wilayah": frozenset(row["wilayah_code"] for row in self.places),
            "offices": frozenset(row["office_code"] for row in self.places),
            "sectors": frozenset(self.sectors),
            "status": frozenset(Status),
            "agent": frozenset(self.agents),
        }

    def labels(self, words: Words) -> dict[str, dict[str, str]]:
        """Code to label, by part of the choice, in the order of the filters."""
        return {
            "wilayah": {row["wilayah_code"]: words.wilayah(row["wilayah"], row["kind"]) for row in self.places},
            "sectors": {name: words.sector(name) for name in self.sectors},
            "offices": {row["office_code"]: row["office"] for row in self.places},
        }


def whole(holding: Holding) -> Period:
    """All months of the data; any month where there is none."""
    return holding.every_month or Period(date(2019, 1, 1), date(2019, 1, 1))


def months(holding: Holding) -> list[date]:
    """Every month of the data, in order."""
    every = holding.every_month
    return every.months() if every else []


def periods(holding: Holding, chosen: str) -> list[str]:
    """Codes of the periods to choose from: semesters first, then years, quarters, months, each newest first.

    The chosen one is among them even where the data does not reach it, so that a link keeps what it asks for.
    """
    codes = _codes(holding)
    return [*codes] if chosen in codes else [chosen, *codes]


@lru_cache
def _codes(holding: Holding) -> tuple[str, ...]:
    every = months(holding)
    return (
        *dict.fromkeys(Period.semester_of(month).code for month in reversed(every)),
        *dict.fromkeys(f"{month:%Y}" for month in reversed(every)),
        *dict.fromkeys(f"{month:%Y}-Q{(month.month + 2) // 3}" for month in reversed(every)),
        *(f"{month:%Y-%m}" for month in reversed(every)),
    )


@lru_cache(maxsize=4096)
def period_label(words: Words, last_complete: date | None, code: str) -> str:
    """A period's name; one that has not ended in the data, which are whole until then, is marked."""
    period = Period.parse(code)
    name = words.capital(words.period(period))
    running = last_complete and period.first <= shift(last_complete, 1) <= period.last
    return words("frame.running", period=name) if running else name
