"""One agent's rows of a drawn world, as a verdict takes them: worked out day by day, not read from a database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from queries.agents.evidence import Acquisition, Contribution, Rows, Service, Takeover
from queries.periods import month_end, month_of, shift
from tests.support.worlds import Agent, Participant, World


def rows_of(world: World, agent: Agent, as_of: date) -> Rows:
    """The agent's rows in the order in which the database gives them, with the take-overs up to a day."""
    world = replace(world, takeovers=[one for one in world.takeovers if one[1] <= as_of])
    last4 = {one.id: f"{one.id:04}"[-4:] for one in world.participants}
    registered = sorted((one.registered_on, one.id) for one in world.participants if one.agent == agent.code)
    paid = sorted((one.paid_on, one.participant, one.blth, one.months, one.amount) for one in world.payments)
    spans = {one.id: spans_of(world, one, agent) for one in world.participants}
    contributions = [
        Contribution(
            *(who, last4[who], blth, shift(blth, count - 1), on, count, amount),
            theirs=world.steward(who, on) == agent.code,
            spans=spans[who],
        )
        for on, who, blth, count, amount in paid
    ]
    return Rows(
        tuple(Service(agent.code, *times) for times in ((agent.registered_on, agent.deactivated_on), *agent.back)),
        tuple(Acquisition(who, last4[who], day) for day, who in registered),
        tuple(one for one in contributions if one.theirs or one.stretches),
        tuple(
            Takeover(who, last4[who], day, before, after)
            for day, who, before, after in sorted(steps(world))
            if before != after and agent.code in (before, after)
        ),
    )


def spans_of(world: World, person: Participant, agent: Agent) -> tuple:
    """The months from one take-over to the next in which the participant is with the agent at the month's end."""
    turns = sorted({month_of(day) for who, day, _ in world.takeovers if who == person.id})
    found = []
    for first, until in pairwise([None, *turns, None]):
        with_whom = person.agent if first is None else world.steward(person.id, month_end(first))
        if with_whom == agent.code:
            found.append((first, until))
    return tuple(found)


def steps(world: World) -> Iterator[tuple[date, int, str, str]]:
    """Day, participant, from whom and to whom, of each take-over."""
    for person in world.participants:
        before = person.agent
        for _, day, after in sorted(one for one in world.takeovers if one[0] == person.id):
            yield day, person.id, before, after
            before = after
