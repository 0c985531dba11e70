"""Small branches over six months: every one of an agent with up to two participants, and of those with three some."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations_with_replacement, islice, product

from queries.periods import month_end, shift
from tests.support.worlds import Agent, Participant, Payment, World

FIRST = date(2019, 1, 1)
MONTHS = 6

_PAID = ((), ((0, 0, 1),), ((0, 0, 3),), ((1, -1, 1),), ((0, 4, 1),))
"""What a participant pays: months after registration, from there to BLTH, months covered. Nothing; on time; ahead;
late; for a month far off."""

CHOICES = tuple(product(range(MONTHS), _PAID))

EVERY_OF_THREE = 7
"""Of the 4,960 branches with three participants each seventh, through all months and ways of paying: a third that
differs from two is what they show, and 709 have each such difference."""


def small_worlds(people: int = 3) -> Iterator[World]:
    """Each world has one agent, registered in the first month, and up to `people` participants."""
    for count in range(people + 1):
        every = combinations_with_replacement(CHOICES, count)
        yield from map(_world, islice(every, 0, None, EVERY_OF_THREE if count > 2 else 1))


def side_by_side(people: int = 3) -> World:
    """All of them in one branch, an agent each: one agent's figures never depend on another's rows."""
    whole = World()
    for n, world in enumerate(small_worlds(people)):
        code, shift_id = f"A{n:05}", n * 10
        whole.agents.append(Agent(code, "K1", world.agents[0].registered_on))
        whole.participants += [Participant(one.id + shift_id, code, one.registered_on) for one in world.participants]
        whole.payments += [
            Payment(one.participant + shift_id, one.blth, one.paid_on, one.months) for one in world.payments
        ]
    return whole


def _world(chosen: tuple) -> World:
    world = World(agents=[Agent("A1", "K1", FIRST)])
    for n, (month, paid) in enumerate(chosen):
        day = shift(FIRST, month)
        world.participants.append(Participant(n, "A1", month_end(day) if n % 2 else day))
        for after, ahead, months in paid:
            on = shift(day, after)
            world.payments.append(Payment(n, shift(on, ahead), month_end(on), months))
    return world
