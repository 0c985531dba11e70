"""A branch whose registrations are whole to January 2019 and whose payments go on, and a scope of what it holds."""

from datetime import UTC, date, datetime

from queries.branches import Holding
from queries.periods import Period
from queries.scope import Scope
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World

JUNE = [Payment(n, date(2019, 6, 1), date(2019, 6, 13 + n)) for n in range(1, 9)]


def world(*more: Payment, **other: object) -> World:
    """Eight registered in January 2019, of whom all pay until March and six until May; nobody registered later."""
    offices = {"KP01": "33.25", "KP02": "33.26", "KP03": "33.75"}
    homes = ("KP01", "KP02", "KP03", "KP01")
    return World(
        offices=offices,
        agents=[Agent(f"AB000{n}", home, date(2018, n, 20)) for n, home in enumerate(homes, 1)],
        participants=[Participant(n, f"AB000{(n - 1) % 4 + 1}", date(2019, 1, 10 + n), "Gojek") for n in range(1, 9)],
        payments=[
            *(
                Payment(n, date(2019, month, 1), date(2019, month, 13 + n))
                for month in range(1, 6)
                for n in range(1, 9)
                if month < 4 or n not in (4, 8)
            ),
            *more,
        ],
        **{"confirmed": False, "loaded_at": datetime(2019, 8, 1, tzinfo=UTC), **other},
    )


def scoped(known: Holding, period: str = "2019-S1", **only: object) -> Scope:
    asked, months = Period.parse(period), {"missing": known.missing, "alone": known.alone}
    return viewer(branch=BRANCH).scope(asked, known.complete_in(asked), **months, **only)
