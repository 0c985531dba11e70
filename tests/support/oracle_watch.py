"""The countdown, another rule and the participants who are left behind, in plain Python from design.md section 2."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from tests.support.oracle import first_day, last_day, number, running_months
from tests.support.worlds import Agent, Participant, Payment, World


@dataclass
class Life:
    """One agent with the people whom they registered and the payments that came in to them."""

    agent: Agent
    world: World
    people: list[Participant] = field(default_factory=list)
    paid: list[Payment] = field(default_factory=list)
    _ran: dict[int, list[tuple[int, set[int]]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def starts(self) -> list[int]:
        """The months of acquisitions."""
        return [number(one.registered_on) for one in self.people]

    def service(self, known: int) -> tuple[date, date | None]:
        """The last one begun by the end of a month."""
        every = [(self.agent.registered_on, self.agent.deactivated_on), *self.agent.back]
        return max(one for one in every if one[0] <= last_day(known))

    def ran(self, known: int) -> list[tuple[int, set[int]]]:
        """Of each payment up to the end of a month its participant, and the months in which it runs for this agent."""
        if known not in self._ran:
            self._ran[known] = [
                (
                    one.participant,
                    {month for month in running_months(one) if self.has(one.participant, min(month, known))},
                )
                for one in self.world.payments
                if number(one.paid_on) <= known
            ]
        return self._ran[known]

    def has(self, participant: int, month: int) -> bool:
        """Whether the agent looks after a participant at the end of a month."""
        return self.world.steward(participant, last_day(month)) == self.agent.code

    def zero_months(self, month: int, known: int) -> int:
        """At the end of `month`, by what was registered up to the end of `known`."""
        return month - max(start for start in (number(self.service(known)[0]), *self.starts) if start <= known)

    def runs(self, month: int, known: int, back: int) -> bool:
        """Whether what was paid up to the end of `known` runs in one of the `back` months that end with `month`."""
        return any(month - back < one <= month for _, ran in self.ran(known) for one in ran)

    def came_in(self, month: int, known: int, back: int) -> bool:
        """Whether what was paid up to the end of `known` came in in one of the `back` months that end with `month`."""
        every = [number(one.paid_on) for one in self.paid]
        return any(month - back < paid <= month for paid in every if paid <= known)

    def state(self, month: int, known: int | None = None, dormant_after: int = 3, reading: str = "runs") -> str:
        """The state at the end of `month`; a deactivation is looked at only where nothing is foreseen."""
        left = self.service(month if known is None else known)[1]
        if left and left <= last_day(month if known is None else known):
            return "removed"
        known = month if known is None else known
        zero = self.zero_months(month, known)
        if zero == 0:
            return "active"
        if zero < dormant_after:
            return "slowing"
        asked = {"runs": self.runs, "came_in": self.came_in, "alone": lambda *_: False}[reading]
        return "dormant_retained" if asked(month, known, dormant_after) else "due_for_removal"

    def running_people(self, month: int, back: int = 3) -> int:
        wanted = set(range(month - back + 1, month + 1))
        return len({person for person, ran in self.ran(month) if ran & wanted})

    def without_agent(self, month: int) -> int:
        """Who loses this agent: registered and not ended by the end of a month, and the agent's then."""
        day = last_day(month)
        there = [one for one in self.world.participants if one.registered_on <= day and self.has(one.id, month)]
        return sum(one.ended_on is None or one.ended_on > day for one in there)

    def received(self, first: int, last: int) -> int:
        return sum(one.amount for one in self.paid if first <= number(one.paid_on) <= last)

    def foreseen(self, month: int, as_of: int, known: int, reading: str = "runs") -> str:
        """The state at the end of `month` of who is listed at that of `as_of`, by what is known at that of `known`."""
        zero = month - max(start for start in (number(self.service(as_of)[0]), *self.starts) if start <= known)
        if zero < 3:
            return "slowing" if zero else "active"
        asked = {"runs": self.runs, "came_in": self.came_in, "alone": lambda *_: False}[reading]
        return "dormant_retained" if asked(month, known, 3) else "due_for_removal"

    def fell_due(self, as_of: int, reading: str = "runs") -> date:
        """The day after the first of the months, up to `as_of`, at whose ends the agent is due for removal."""
        month = as_of
        while self.foreseen(month - 1, as_of, as_of, reading) == "due_for_removal":
            month -= 1
        return first_day(month + 1)

    def changes(self, as_of: int, today: date, days: int = 90, reading: str = "runs") -> list["Change"]:
        """By day: one after another the months up to the last that ends in so many days, and those up to today."""
        left = self.service(as_of)[1]
        if left and left <= max(today, last_day(as_of)):
            return []
        now, until = max(number(today), as_of), today + timedelta(days=days)
        last = max(now, number(until))
        supposed = {month: self.foreseen(month, as_of, as_of, reading) for month in range(as_of, last + 1)}
        known = {month: self.foreseen(month, as_of, min(month, now), reading) for month in supposed}
        every, met = [], []
        if known[as_of] == "due_for_removal":
            every.append((as_of, Change(self.fell_due(as_of, reading), None, "due_for_removal")))
        for month in range(as_of + 1, last + 1):
            if last_day(month) > until:
                continue
            day, before, after = first_day(month + 1), known[month - 1], known[month]
            rises = GRAVITY[supposed[month]] < GRAVITY[supposed[month - 1]]
            if GRAVITY[after] > GRAVITY[before] or (after != before and rises):
                every.append((month, Change(day, before, after)))
            one = Change(day, supposed[month - 1], supposed[month], "met")
            if one.worse and GRAVITY[after] < GRAVITY[one.after]:
                met.append((month, one))
        came = []
        for month, one in every:
            better = (
                later
                for later in range(month + 1, now + 1)
                if GRAVITY[known[later]] < min(GRAVITY[one.after], GRAVITY[supposed[later]])
            )
            back = next(better, None)
            if one.day <= today and one.worse and back:
                met.append((back, replace(one, stage="met")))
            elif one.day <= today:
                came = [replace(one, stage="reached")]
        met = [replace(one, by=self._by(known[month], as_of, min(month, now))) for month, one in met]
        coming = [one for _, one in every if one.day > today]
        rows = [*sorted(met, key=lambda one: one.day)[:1], *came, *coming]
        return sorted((one.with_act(reading, self.paying(as_of, today)) for one in rows), key=lambda one: one.day)

    def _by(self, state: str, as_of: int, month: int) -> tuple[str, date | None]:
        """What prevented a change by the end of a month, in which the agent is now in `state`."""
        acquired = [start for start in self.starts if as_of < start <= month]
        paid = [number(one.paid_on) for one in self.paid if as_of < number(one.paid_on) <= month]
        if state in ("active", "slowing"):
            return "acquisition", first_day(max(acquired))
        return ("payment", first_day(max(paid))) if paid else ("takeover", None)

    def paying(self, month: int, today: date) -> list[int]:
        """The participants at the end of a month whose membership has not ended by today."""
        there = [one for one in self.world.participants if self.has(one.id, month)]
        return [one.id for one in there if one.ended_on is None or one.ended_on > today]


GRAVITY = {"active": 0, "slowing": 1, "dormant_retained": 2, "due_for_removal": 3}


@dataclass(frozen=True)
class Change:
    """One change of state: the day after the last month that counts, from, to, and how it stands today."""

    day: date
    before: str | None
    after: str
    stage: str = "coming"
    act: str | None = None
    by: tuple[str | None, date | None] = (None, None)

    @property
    def worse(self) -> bool:
        return self.before is None or GRAVITY[self.after] > GRAVITY[self.before]

    def with_act(self, reading: str, paying: list[int]) -> "Change":
        if self.stage == "met" or not self.worse:
            return self
        pays = self.after == "due_for_removal" and reading != "alone" and paying
        return replace(self, act="payment" if pays else "acquisition")


def lives(world: World) -> dict[str, Life]:
    """Each agent's own rows, by code; its world is of the participants whom the agent ever looked after."""
    people = {one.id: one for one in world.participants}
    ever = {agent.code: {} for agent in world.agents}
    paid, taken = {one: [] for one in people}, {one: [] for one in people}
    for one in world.participants:
        ever[one.agent][one.id] = one
    for move in world.takeovers:
        ever[move[2]][move[0]] = people[move[0]]
        taken[move[0]].append(move)
    for payment in world.payments:
        paid[payment.participant].append(payment)
    found = {}
    for agent in world.agents:
        mine = ever[agent.code]
        own = World(
            participants=list(mine.values()),
            payments=[one for person in mine for one in paid[person]],
            takeovers=[move for person in mine for move in taken[person]],
        )
        received = [one for one in own.payments if own.steward(one.participant, one.paid_on) == agent.code]
        registered = [one for one in own.participants if one.agent == agent.code]
        found[agent.code] = Life(agent, own, registered, received)
    return found


def registered(world: World | dict[str, Life], month: int) -> dict[str, Life]:
    """Those registered by the end of the month, removed ones too."""
    every = lives(world) if isinstance(world, World) else world
    return {code: life for code, life in every.items() if number(life.agent.registered_on) <= month}


def listed(world: World | dict[str, Life], month: int) -> dict[str, Life]:
    """Those registered by the end of the month and not removed."""
    return {code: life for code, life in registered(world, month).items() if life.state(month) != "removed"}


def likeliest(life: Life, month: int, today: date) -> int | None:
    """The participant whose contribution runs longest, then who paid last, then the first; None where none paid."""
    theirs = life.paying(month, today)
    rows = [one for one in life.world.payments if number(one.paid_on) <= month and one.participant in theirs]
    best = {}
    for one in rows:
        runs, paid = best.get(one.participant, (0, date.min))
        best[one.participant] = (max(runs, *running_months(one)), max(paid, one.paid_on))
    return min(best, key=lambda person: (-best[person][0], -best[person][1].toordinal(), person), default=None)


def leaving(world: World | dict[str, Life], month: int, reading: str = "runs") -> dict[int, int]:
    """Participant to the month from which they are to pay again, of agents due for removal or removed, but for those
    whose membership has ended."""
    found = {}
    for life in registered(world, month).values():
        if life.state(month, reading=reading) in ("due_for_removal", "removed"):
            for person in life.world.participants:
                if not life.has(person.id, month):
                    continue
                ended = person.ended_on is not None and person.ended_on <= last_day(month)
                if number(person.registered_on) <= month and not ended:
                    ends = [
                        number(one.blth) + one.months
                        for one in life.world.paid_by(person.id)
                        if number(one.paid_on) <= month
                    ]
                    found[person.id] = max(ends, default=number(person.registered_on))
    return found
