"""Every metric again, slow and in plain Python, straight from design.md section 2. Shares no code with queries/."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from tests.support.worlds import Agent, Participant, Payment, World


def number(day: date) -> int:
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, monthrange(month // 12, month % 12 + 1)[1])


def office_on(agent: Agent, day: date) -> str:
    return max([(date.min, agent.office), *(one for one in agent.moves if one[0] <= day)])[1]


def place_on(world: World, office: str, day: date) -> str:
    moved = [(since, place) for code, since, place in world.relocated if code == office and since <= day]
    return max([(date.min, world.offices[office]), *moved])[1]


def running_months(payment: Payment) -> set[int]:
    """The month it was paid and every month it covers."""
    covered = {number(payment.blth) + n for n in range(payment.months)}
    return covered | {number(payment.paid_on)}


@dataclass
class Oracle:
    """The answers for one world, period (month numbers), choice of places and sectors, and reading of the rule."""

    world: World
    first: int
    last: int
    last_complete: int
    wilayah: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    offices: frozenset[str] | None = None
    reading: str = "runs"
    ahead: frozenset[tuple[str, int]] = frozenset()
    """Kind and month (number) of those whole in that kind alone, after the last one whole in both."""

    @property
    def as_of(self) -> int:
        return min(self.last, self.last_complete)

    @property
    def day(self) -> date:
        return last_day(self.as_of)

    def until(self, kind: str) -> int:
        """The last month of the period that is whole in the kind, whatever the other lacks."""
        for month in range(self.last, self.first - 1, -1):
            if month <= self.last_complete or (kind, month) in self.ahead:
                return month
        return self.first - 1

    @property
    def reach(self) -> int:
        return max(self.until("participants"), self.until("contributions"))

    def inside(self, agent: Agent, day: date) -> bool:
        """Whether the office where the agent is posted on a day, and its place on it, are among the chosen."""
        office = office_on(agent, day)
        place = place_on(self.world, office, day)
        return (self.wilayah is None or place in self.wilayah) and (self.offices is None or office in self.offices)

    def agents(self) -> list[Agent]:
        return [agent for agent in self.world.agents if self.inside(agent, self.day)]

    def people(self, agent: Agent, every_sector: bool = False) -> list[Participant]:
        wanted = None if every_sector else self.sectors
        return [one for one in self.world.registered_by(agent.code) if wanted is None or one.sector in wanted]

    def payments(self, people: list[Participant]) -> list[Payment]:
        return [payment for one in people for payment in self.world.paid_by(one.id)]

    def acquired(self, first: int | None = None, last: int | None = None) -> int:
        return sum(self.acquired_by(agent, first, last) for agent in self.world.agents)

    def acquired_by(self, agent: Agent, first: int | None = None, last: int | None = None) -> int:
        begin, end = self.first if first is None else first, self.until("participants") if last is None else last
        here = [one for one in self.people(agent) if self.inside(agent, one.registered_on)]
        return sum(begin <= number(one.registered_on) <= end for one in here)

    def received(self, first: int | None = None, last: int | None = None, *, new: bool | None = None) -> int:
        """`new`: of participants registered in the period (True), before it (False), or both (None)."""
        begin, end = self.first if first is None else first, self.until("contributions") if last is None else last
        since = {one.id: number(one.registered_on) for one in self.world.participants}
        total = 0
        for agent in self.world.agents:
            for payment in self.paid_to(agent):
                if new is not None and (since[payment.participant] >= self.first) != new:
                    continue
                if begin <= number(payment.paid_on) <= end and self.inside(agent, payment.paid_on):
                    total += payment.amount
        return total

    def paid_to(self, agent: Agent, every_sector: bool = False) -> list[Payment]:
        """The payments of participants whom the agent looked after on the day."""
        wanted = None if every_sector else self.sectors
        every = self.world.paid_while_with(agent.code)
        if wanted is not None:
            every = [one for one in every if self.world.participant(one.participant).sector in wanted]
        return [one for one in every if self.world.steward(one.participant, one.paid_on) == agent.code]

    def received_by(self, agent: Agent) -> int:
        paid = [one for one in self.paid_to(agent) if self.inside(agent, one.paid_on)]
        return sum(one.amount for one in paid if self.first <= number(one.paid_on) <= self.until("contributions"))

    def service(self, agent: Agent) -> tuple[date, date | None]:
        """The last one begun by the as-of day."""
        every = [(agent.registered_on, agent.deactivated_on), *agent.back]
        return max(one for one in every if one[0] <= self.day)

    def zero_months(self, agent: Agent) -> int:
        months = [number(self.service(agent)[0])]
        months += [number(one.registered_on) for one in self.people(agent, True)]
        return self.as_of - max(month for month in months if month <= self.as_of)

    def known(self, agent: Agent) -> list[Payment]:
        return [payment for payment in self.paid_to(agent, True) if payment.paid_on <= self.day]

    def running(self, agent: Agent) -> list[tuple[int, int]]:
        """Participant and month of what runs: a month of who has them at its end, one to come of who has them now."""
        return [
            (payment.participant, month)
            for payment in self.world.paid_while_with(agent.code)
            if payment.paid_on <= self.day
            for month in running_months(payment)
            if self.world.steward(payment.participant, last_day(min(month, self.as_of))) == agent.code
        ]

    def runs(self, agent: Agent) -> set[int]:
        return {month for _, month in self.running(agent)}

    def recent(self, months: int) -> set[int]:
        return {self.as_of - n for n in range(months)}

    def retaining(self, agent: Agent) -> set[int]:
        """The months in which the agent has what the rule's reading asks of contributions."""
        if self.reading == "came_in":
            return {number(payment.paid_on) for payment in self.known(agent)}
        return self.runs(agent) if self.reading == "runs" else set()

    def status(self, agent: Agent, dormant_after: int = 3) -> str:
        left = self.service(agent)[1]
        if left and left <= self.day:
            return "removed"
        zero = self.zero_months(agent)
        if zero == 0:
            return "active"
        if zero < dormant_after:
            return "slowing"
        if self.retaining(agent) & self.recent(dormant_after):
            return "dormant_retained"
        return "due_for_removal"

    def alternatives(self, agent: Agent, lacking: dict[str, set[int]]) -> list["Oracle"]:
        """This world, and every one that it could be for an agent once months are loaded that are missing, by kind.

        Each may bring an acquisition of somebody who does not pay, or one payment for the month itself, or neither.
        """
        people, paid = self.world.participants, self.world.payments
        known, others = next((one for one in people if one.agent == agent.code), None), [self]
        brought = [
            Participant(-1, agent.code, max(first_day(month), agent.registered_on))
            for month in lacking["participants"]
            if last_day(month) >= agent.registered_on
        ]
        payer = known or Participant(-2, agent.code, agent.registered_on)
        came = [Payment(payer.id, first_day(month), last_day(month)) for month in lacking["contributions"]]
        there = [] if known else [payer]
        for person in [None, *brought]:
            for payment in [None, *came]:
                more = [*([person] if person else []), *(there if payment else [])]
                came_in = [*paid, *filter(None, [payment])]
                world = replace(self.world, participants=[*people, *more], payments=came_in)
                others.append(replace(self, world=world))
        return others

    def foreseen(self, agent: Agent, month: int, dormant_after: int = 3) -> str:
        """The state at the end of `month`, this one or one to come, if nothing happens and nobody is taken off."""
        zero = self.zero_months(agent) + month - self.as_of
        if zero == 0:
            return "active"
        if zero < dormant_after:
            return "slowing"
        retained = self.retaining(agent) & {month - n for n in range(dormant_after)}
        return "dormant_retained" if retained else "due_for_removal"

    def running_people(self, agent: Agent) -> int:
        recent = self.recent(3)
        return len({person for person, month in self.running(agent) if month in recent})

    def received_recently(self, agent: Agent) -> int:
        recent = self.recent(3)
        return sum(one.amount for one in self.paid_to(agent, True) if number(one.paid_on) in recent)

    def last_received_month(self, agent: Agent) -> date | None:
        paid = [number(payment.paid_on) for payment in self.known(agent)]
        return first_day(max(paid)) if paid else None

    def last_running_month(self, agent: Agent) -> date | None:
        months = self.runs(agent)
        return first_day(max(months)) if months else None

    def retained_until(self, agent: Agent) -> date | None:
        """Month by month: the last month-end, from the last month that retained, at which one of three months does."""
        retaining = self.retaining(agent)
        past = [month for month in retaining if month <= self.as_of]
        if not past:
            return None
        end = max(past)
        while retaining & {end + 1, end, end - 1}:
            end += 1
        return last_day(end)

    def listed(self) -> list[Agent]:
        return [agent for agent in self.agents() if number(agent.registered_on) <= self.as_of]

    def statuses(self) -> dict[str, str]:
        return {agent.code: self.status(agent) for agent in self.listed()}

    def covered_people(self, agent: Agent, month: int) -> int:
        every = self.world.paid_while_with(agent.code)
        paid = {one.participant for one in every if number(one.blth) <= month < number(one.blth) + one.months}
        return len([one for one in paid if self.world.steward(one, last_day(month)) == agent.code])

    def is_return(self, person: Participant) -> bool:
        """Whether the same person had a membership before this one."""
        own = self.world.memberships(person.person)
        return any((one.registered_on, one.id) < (person.registered_on, person.id) for one in own)

    def acquired_returning(self) -> int:
        every = [(agent, one) for agent in self.world.agents for one in self.people(agent) if self.is_return(one)]
        people = [one for agent, one in every if self.inside(agent, one.registered_on)]
        return sum(self.first <= number(one.registered_on) <= self.until("participants") for one in people)

    def returned_by_paying(self) -> int:
        """Day by day: four months or more between the last month covered until then and the first covered now."""
        times, agents = 0, {one.code: one for one in self.world.agents}
        for acquirer in self.world.agents:
            for person in self.people(acquirer):
                covered: set[int] = set()
                for day in sorted({one.paid_on for one in self.payments([person])}):
                    paid = [one for one in self.payments([person]) if one.paid_on == day]
                    first = min(number(one.blth) for one in paid)
                    lapsed = covered and first - max(covered) > 4
                    here = self.inside(agents[self.world.steward(person.id, day)], day)
                    times += bool(lapsed) and here and self.first <= number(day) <= self.until("contributions")
                    covered |= {number(one.blth) + n for one in paid for n in range(one.months)}
        return times
