"""What was known at each version, kept as whole copies of the branch, and the difference of two by plain comparison."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Person:
    agent: str
    registered_on: date
    sector: str
    ended_on: date | None = None


@dataclass
class Content:
    """The branch's rows at one version. `people` by KPJ; `paid`: (KPJ, BLTH, day) to rupiah.

    `offices`, `agents`: the first place and the first office; `relocated`, `moved`: (office, day) to another place,
    (agent, day) to another office; `taken`: (KPJ, day) to the agent who took over.
    """

    offices: dict[str, str] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)
    relocated: dict[tuple[str, date], str] = field(default_factory=dict)
    moved: dict[tuple[str, date], str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    taken: dict[tuple[str, date], str] = field(default_factory=dict)
    paid: dict[tuple[str, date, date], int] = field(default_factory=dict)

    def station(self, agent: str, day: date) -> tuple[str, str]:
        """The agent's office, and its place, on a day."""
        office = _on(self.agents[agent], self.moved, agent, day)
        return office, _on(self.offices[office], self.relocated, office, day)

    def steward(self, kpj: str, day: date) -> str:
        """Who looks after a participant on a day."""
        return _on(self.people[kpj].agent, self.taken, kpj, day)

    def plain(self) -> tuple[list[tuple], ...]:
        """Where offices and agents stand since when, people and payments, as sorted rows."""
        first = date(1900, 1, 1)
        places = [*((code, first, at) for code, at in self.offices.items()), *_flat(self.relocated)]
        offices = [*((code, first, at) for code, at in self.agents.items()), *_flat(self.moved)]
        people = [(kpj, one.agent, one.registered_on, one.sector, one.ended_on) for kpj, one in self.people.items()]
        paid = [(*key, amount) for key, amount in self.paid.items()]
        return sorted(places), sorted(offices), sorted(people), sorted(_flat(self.taken)), sorted(paid)


def _flat(rows: dict[tuple[str, date], str]) -> list[tuple[str, date, str]]:
    return [(*key, value) for key, value in rows.items()]


def _on(first: str, later: dict[tuple[str, date], str], owner: str, day: date) -> str:
    return max(
        [(date.min, first), *((since, to) for (code, since), to in later.items() if code == owner and since <= day)]
    )[1]


@dataclass
class Wanted:
    """A scope: first and last day, and the places and sectors that count; None for all."""

    first: date
    last: date
    wilayah: frozenset[str] | None = None
    offices: frozenset[str] | None = None
    sectors: frozenset[str] | None = None

    def person(self, content: Content, kpj: str, agent: str, day: date) -> bool:
        """Whether a participant counts at where an agent stands on a day."""
        office, place = content.station(agent, day)
        return (
            (self.sectors is None or content.people[kpj].sector in self.sectors)
            and (self.offices is None or office in self.offices)
            and (self.wilayah is None or place in self.wilayah)
        )

    def parts(self, content: Content, metric: str) -> dict[tuple, int]:
        """What each row that exists at a version counts, zero where it is outside."""
        if metric == "acquired":
            return {
                (kpj,): int(
                    self.first <= one.registered_on <= self.last
                    and self.person(content, kpj, one.agent, one.registered_on)
                )
                for kpj, one in content.people.items()
            }
        kinds = {"received": {True, False}, "received_from_new": {True}, "received_from_earlier": {False}}[metric]
        return {
            (kpj, blth, paid_on): amount
            * (
                self.first <= paid_on <= self.last
                and self.person(content, kpj, content.steward(kpj, paid_on), paid_on)
                and (content.people[kpj].registered_on >= self.first) in kinds
            )
            for (kpj, blth, paid_on), amount in content.paid.items()
        }


KINDS = ("offices", "agents", "relocated", "moved", "people", "taken", "paid")


class Rests(Exception):
    """A load without which later ones could not have been made as they were."""


def without_dangling(content: Content) -> Content:
    """The content, where each row's parent is there. Raises Rests."""
    agents = {person.agent for person in content.people.values()}
    whole = (
        {*content.agents.values(), *content.moved.values()} <= content.offices.keys()
        and {office for office, _ in content.relocated} <= content.offices.keys()
        and {agent for agent, _ in content.moved} <= content.agents.keys()
        and agents <= content.agents.keys()
        and {*content.taken.values()} <= content.agents.keys()
        and {key[0] for key in (*content.taken, *content.paid)} <= content.people.keys()
    )
    if not whole:
        raise Rests
    return content


@dataclass
class History:
    """Every version from 0 on, the load (the version) that each undo took back, and the loads that stand."""

    contents: list[Content] = field(default_factory=lambda: [Content()])
    undid: dict[int, int] = field(default_factory=dict)
    standing: list[int] = field(default_factory=list)

    @property
    def newest(self) -> int:
        return len(self.contents) - 1

    def begin(self) -> Content:
        """The content of a version to come."""
        self.contents.append(deepcopy(self.contents[-1]))
        return self.contents[-1]

    def undo(self, load: int | None = None) -> int:
        """Take a load that stands back, the newest if none is named; its number. Raises Rests, and changes nothing."""
        load = load or self.standing[-1]
        self.contents.append(self.without(load))
        self.standing.remove(load)
        self.undid[self.newest] = load
        return load

    def without(self, load: int) -> Content:
        """What there would be had a load never been made: the others that stand, made one after another. Raises Rests
        where one of them would find other rows than it did.
        """
        content = Content()
        for other in self.standing:
            if other != load:
                self._make(other, content)
                without_dangling(content)
        return content

    def _make(self, load: int, content: Content) -> None:
        before, after = self.contents[load - 1], self.contents[load]
        for kind in KINDS:
            old, new, there = (getattr(one, kind) for one in (before, after, content))
            for key in old.keys() | new.keys():
                if old.get(key) == new.get(key):
                    continue
                if there.get(key) != old.get(key):
                    raise Rests
                if key in new:
                    there[key] = deepcopy(new[key])
                else:
                    del there[key]

    def took_out(self, load: int, kpj: str) -> bool:
        """Whether a load took a payment of a participant out, besides what it brought."""
        return any(key[0] == kpj and key not in self.contents[load].paid for key in self.contents[load - 1].paid)

    def value(self, wanted: Wanted, metric: str, version: int) -> int:
        return sum(wanted.parts(self.contents[version], metric).values())

    def rows(self, wanted: Wanted, metric: str, then: int, now: int) -> list[tuple[str, int, tuple, int]]:
        """cause, load, row, change of each row that counts differently."""
        steps = {at: wanted.parts(self.contents[at], metric) for at in range(then, now + 1)}
        found = []
        for row in steps[then].keys() | steps[now].keys():
            change = steps[now].get(row, 0) - steps[then].get(row, 0)
            if change == 0:
                continue
            late = row not in steps[then]
            later = range(then + 1, now + 1)
            came = [at for at in later if row in steps[at] and row not in steps[at - 1]]
            turned = [at for at in later if steps[at].get(row, 0) != steps[at - 1].get(row, 0)]
            load = came[-1] if late else turned[-1]
            late = late and not (len(row) > 1 and self.took_out(load, row[0]))
            cause = "undone" if load in self.undid else "entered_late" if late else "corrected"
            found.append((cause, load, row, change))
        return found
