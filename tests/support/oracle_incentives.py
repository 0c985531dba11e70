"""The incentive of one agent and month again, payment by payment, straight from domain.md section 2."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise

from tests.support.oracle import number
from tests.support.worlds import Payment, World


def rupiah(amount: Decimal) -> int:
    exact = amount.quantize(Decimal("1e-30"), ROUND_HALF_UP)  # thirds of a rupiah, summed, are a hair beside the whole
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def incentive(world: World, agent: str, month: int) -> tuple[int, int] | None:
    """What the agent gets and what the office gets; None before 2018."""
    with localcontext(prec=60):
        if month < number(date(2018, 1, 1)):
            return None
        people = [one for one in world.participants if one.agent == agent]
        (own,) = [one for one in world.agents if one.code == agent]
        times = [(own.registered_on, own.deactivated_on), *own.back, (date.max, None)]
        away = [(left, back) for (_, left), (back, _) in pairwise(times) if left]
        new = [one for one in people if number(one.registered_on) == month]
        if month <= number(date(2022, 4, 1)):
            total = Decimal(500_000 if len(new) >= 50 else 0)
            total += sum(Decimal(amount) for _, amount in spread(world, agent, month, away)) * Decimal("0.075")
            return rupiah(total * Decimal("0.9")), rupiah(total * Decimal("0.1"))
        total = Decimal(0)
        before = {(one.person, one.registered_on, one.id) for one in world.participants}
        new = [
            one
            for one in new
            if not any(nik == one.person and (day, id) < (one.registered_on, one.id) for nik, day, id in before)
        ]
        if len(new) >= 25:
            total += sum(15_000 if one.program == "JKK+JKM+JHT" else 10_000 for one in new)
        for nth, amount in spread(world, agent, month, away):
            if 1 <= nth <= 24:
                total += amount * Decimal("0.15")
            elif 24 < nth <= 60:
                total += amount * Decimal("0.05")
        return rupiah(total), rupiah(total * Decimal("0.1"))


def spread(world: World, agent: str, month: int, away: list[tuple[date, date]]) -> list[tuple[int, Decimal]]:
    """Number of the contribution month and its part of the amount, of each month of each payment made in the month.

    The acquisition's month is the first. `away`: from which day to before which the agent looks after nobody.
    """

    def gone(one: Payment) -> bool:
        return any(left <= one.paid_on < back for left, back in away)

    found = []
    for one in world.paid_while_with(agent):
        person = world.participant(one.participant)
        if month < number(person.registered_on) or world.steward(person.id, one.paid_on) != agent:
            continue
        if number(one.paid_on) == month and not gone(one):
            nth = number(one.blth) - number(person.registered_on) + 1
            found += [(nth + n, Decimal(one.amount) / one.months) for n in range(one.months)]
    return found
