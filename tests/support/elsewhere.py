"""Two branches that differ in one wilayah alone: who sees another is answered the same of both."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from queries.db import schema as s
from queries.periods import Period, shift
from tests.support.strategies import FIRST, MONTHS, worlds
from tests.support.worlds import Agent, Participant, Payment, World

OWN, OTHERS = "33.25", ("33.26", "33.75")
_LAST = shift(FIRST, MONTHS - 1)
_WHOLE = frozenset((kind, month) for kind in s.MONTHLY for month in Period(FIRST, _LAST).months())


def _named(world: World, prefix: str, number: int, places: tuple[str, ...]) -> World:
    """The world under codes, people, sectors and payers that no other one has, at some places alone."""
    there = {code: places[n % len(places)] for n, code in enumerate(world.offices)}
    return World(
        offices={f"{prefix}{code}": place for code, place in there.items()},
        agents=[
            replace(
                one,
                code=f"{prefix}{one.code}",
                office=f"{prefix}{one.office}",
                moves=tuple((day, f"{prefix}{office}") for day, office in one.moves),
            )
            for one in world.agents
        ],
        participants=[
            replace(
                one,
                id=one.id + number,
                agent=f"{prefix}{one.agent}",
                sector=f"{prefix}{one.sector}",
                nik=one.nik and f"{prefix}{one.nik}",
            )
            for one in world.participants
        ],
        payments=[
            replace(one, participant=one.participant + number, payer=one.payer and f"{prefix}{one.payer}")
            for one in world.payments
        ],
        takeovers=[(one + number, day, f"{prefix}{agent}") for one, day, agent in world.takeovers],
    )


def together(own: World, other: World) -> World:
    """One branch of both; its months are whole whoever has rows in them."""
    begins = Agent("ZA", "ZK", FIRST)
    ends = Participant(99, "ZA", FIRST)
    fixed = World({"ZK": OWN}, [begins], [ends], [Payment(99, _LAST, date(_LAST.year, _LAST.month, 2))])
    parts = [fixed, own, other]
    return World(
        offices={code: place for one in parts for code, place in one.offices.items()},
        agents=[agent for one in parts for agent in one.agents],
        participants=[person for one in parts for person in one.participants],
        payments=[payment for one in parts for payment in one.payments],
        takeovers=[taken for one in parts for taken in one.takeovers],
        confirmed=_WHOLE,
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[World, World]:
    """Two branches that have the same rows in OWN, and others in OTHERS: codes begin with A, and with B or C."""
    own = _named(draw(worlds()), "A", 0, (OWN,))
    first, second = (_named(draw(worlds()), prefix, number, OTHERS) for prefix, number in (("B", 20), ("C", 40)))
    return together(own, first), together(own, second)
