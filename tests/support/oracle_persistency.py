"""Persistency again, slow and in plain Python, straight from design.md section 2."""

from dataclasses import dataclass
from fractions import Fraction

from tests.support.oracle import Oracle, number
from tests.support.worlds import Participant, Payment


@dataclass
class Persistency:
    """The answer for a number of participants and one n."""

    cohort_people: int = 0
    covered_people: int = 0
    entry_amount: int = 0
    covered_amount: int = 0

    @property
    def people(self) -> Fraction | None:
        return Fraction(self.covered_people, self.cohort_people) if self.cohort_people else None

    @property
    def rupiah(self) -> Fraction | None:
        return Fraction(self.covered_amount, self.entry_amount) if self.entry_amount else None


def spread(payment: Payment) -> dict[int, int]:
    """Month to rupiah: evenly over the months covered, one rupiah after the other, what is left over in the first."""
    first = number(payment.blth)
    even = payment.amount // payment.months
    shares = {first + n: even for n in range(payment.months)}
    shares[first] += payment.amount - even * payment.months
    return shares


def persistency(oracle: Oracle, n: int, people: list[Participant]) -> Persistency:
    """Of those of `people` who registered n months or more before the as-of month."""
    told = Persistency()
    for one in people:
        month = number(one.registered_on) + n
        if month > oracle.as_of:
            continue
        paid = sorted(oracle.payments([one]), key=lambda payment: (payment.paid_on, payment.blth))
        shares = [spread(payment) for payment in paid]
        told.cohort_people += 1
        told.covered_people += any(month in share for share in shares)
        told.covered_amount += sum(share.get(month, 0) for share in shares)
        if paid:
            told.entry_amount += shares[0][number(paid[0].blth)]
    return told


def everyone(oracle: Oracle) -> list[Participant]:
    """The participants of the oracle's places, where they were registered, and sectors."""
    agents = oracle.world.agents
    return [one for agent in agents for one in oracle.people(agent) if oracle.inside(agent, one.registered_on)]


def paying(oracle: Oracle, one: Participant) -> str:
    """Who paid a participant's first contribution."""
    paid = sorted(oracle.payments([one]), key=lambda payment: (payment.paid_on, payment.blth))
    if not paid:
        return "never"
    return {None: "unsaid", "Mandiri": "own"}.get(paid[0].payer, "fund")
