"""Everything that press mode tells of a branch, over all margins, as sums of the finest cells there are.

The world says in plain Python how many people stand behind a sum, and what it amounts to.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations

import numpy as np

from queries import flows
from queries.agents import standings
from queries.figures import figures
from queries.periods import Period, shift
from queries.press.protected import NotForPress
from queries.scope import Scope
from queries.status import LISTED
from tests.support.attack import Atoms, Attack
from tests.support.oracle import Oracle, number, office_on, place_on
from tests.support.worlds import Agent, World

FEWER_THAN = 5
Ask = Callable[..., object]


@dataclass
class Gathered:
    """The answers to `ask` of scopes made by `scope_of(period, wilayah)`, for a world whose last whole month is known.

    `left`: measure, atoms and value of each number that was shown. An atom of people acquired is place, month and
    sector; of rupiah received place, month of payment and whether the payer registered in that semester; of agents
    as-of month, place and status.
    """

    world: World
    ask: Ask
    scope_of: Callable[[Period, Sequence[str] | None], Scope]
    last_complete: date
    left: list[tuple[str, Atoms, int]] = field(default_factory=list)
    withheld: int = 0

    @cached_property
    def places(self) -> list[str]:
        return sorted(set(self.world.offices.values()))

    @cached_property
    def agents(self) -> dict[str, Agent]:
        return {agent.code: agent for agent in self.world.agents}

    def place_of(self, agent: str, day: date) -> str:
        return place_on(self.world, office_on(self.agents[agent], day), day)

    @cached_property
    def people(self) -> dict[tuple, set[int]]:
        """Those behind each atom of people and of rupiah."""
        behind: dict[tuple, set[int]] = {}
        ids = {one.id: one for one in self.world.participants}
        for one in self.world.participants:
            atom = ("acquired", self.place_of(one.agent, one.registered_on), number(one.registered_on), one.sector)
            behind.setdefault(atom, set()).add(one.id)
        for paid in self.world.payments:
            behind.setdefault(self._paid(paid, ids[paid.participant]), set()).add(paid.participant)
        return behind

    @cached_property
    def brought(self) -> dict[str, dict[tuple, np.ndarray]]:
        """By payer and by agent: the rupiah of each in each atom; a fund that pays for many is one payer."""
        ids = {one.id: one for one in self.world.participants}
        payments = self.world.payments
        own = (None, "Mandiri")
        who = {
            "payer": [paid.participant if paid.payer in own else paid.payer for paid in payments],
            "agent": [self.world.steward(paid.participant, paid.paid_on) for paid in payments],
        }
        brought: dict[str, dict[tuple, np.ndarray]] = {}
        for kind, keys in who.items():
            place = {key: n for n, key in enumerate(dict.fromkeys(keys))}
            of_atoms = brought[kind] = {}
            for key, paid in zip(keys, payments, strict=True):
                parts = of_atoms.setdefault(self._paid(paid, ids[paid.participant]), np.zeros(max(3, len(place)), int))
                parts[place[key]] += paid.amount
        return brought

    def one_stands_for_most(self, atoms: Atoms) -> bool:
        """Whether the second largest payer or agent of a sum could tell the largest one's part to less than 10%."""
        for of_atoms in self.brought.values():
            if parts := [of_atoms[atom] for atom in atoms if atom in of_atoms]:
                *rest, _, largest = np.sort(np.sum(parts, axis=0)).tolist()
                if sum(rest) * 10 < largest:
                    return True
        return False

    @cached_property
    def rupiah(self) -> dict[tuple, int]:
        amounts: dict[tuple, int] = {}
        ids = {one.id: one for one in self.world.participants}
        for paid in self.world.payments:
            atom = self._paid(paid, ids[paid.participant])
            amounts[atom] = amounts.get(atom, 0) + paid.amount
        return amounts

    def _paid(self, paid, person) -> tuple:
        month = number(paid.paid_on)
        new = number(person.registered_on) >= month - month % 6
        return ("received", self.place_of(self.world.steward(person.id, paid.paid_on), paid.paid_on), month, new)

    @cached_property
    def sectors(self) -> list[str]:
        return sorted({one.sector for one in self.world.participants})

    def atoms(self, measure: str, places: Sequence[str] | None, months: Sequence[int], of: object = None) -> Atoms:
        """The atoms of a sum; `of`: a sector, or whether of new participants; None: all."""
        last = ([of] if of is not None else self.sectors) if measure == "acquired" else [of]
        last = [True, False] if measure == "received" and of is None else last
        return frozenset(
            (measure, place, month, one) for place in places or self.places for month in months for one in last
        )

    def behind(self, atoms: Atoms) -> int:
        """The people behind a sum, each once."""
        return len(set().union(*(self.people.get(atom, set()) for atom in atoms)))

    def everything_but_small(self, periods: Sequence[Period]) -> "Gathered":
        """As `everything`, of answers that are not protected; only what has fewer than five people is left out."""
        self.everything(periods)
        self.left = [
            (measure, atoms, value)
            for measure, atoms, value in self.left
            if (value if measure == "agents" else self.behind(atoms)) >= FEWER_THAN
        ]
        return self

    def hear(self, measure: str, atoms: Atoms, value: int | None) -> None:
        """A number that was shown, or was not."""
        if value is None:
            self.withheld += 1
        else:
            self.left.append((measure, atoms, value))

    def everything(self, periods: Sequence[Period], sizes: Sequence[int] = (1, 2)) -> "Gathered":
        """Ask every question of every period, for the whole branch and for each choice of so many places."""
        chosen = [None, *(list(some) for size in sizes for some in combinations(self.places, size))]
        for period in periods:
            for places in chosen:
                self._of(self.scope_of(period, places), period, places)
        return self

    def _of(self, scope: Scope, period: Period, places: list[str] | None) -> None:
        if scope.reach_month is None:
            return
        until = {"acquired": scope.until_month("participants"), "received": scope.until_month("contributions")}
        months = {
            measure: [number(month) for month in period.months() if last and month <= last]
            for measure, last in until.items()
        }
        clear = period.last <= Period.semester_of(period.first).last
        clear = clear and period.first.month in (1, 7)
        self._amounts(self.ask(flows.totals, scope), places, months, clear)
        for row in self.ask(flows.by_month, scope).to_dicts():
            month = number(row["month"])
            self._amounts(row, places, {key: [month] for key in months}, clear)
            run = [one for one in months["received"] if one <= month]
            self.hear("received", self.atoms("received", places, run), row["cumulative"])
        for row in self.ask(flows.by_wilayah, scope).to_dicts():
            self._amounts(row, [row["code"]], months, clear)
        try:
            for row in self.ask(flows.by_sector, scope).to_dicts():
                self.hear("acquired", self.atoms("acquired", places, months["acquired"], row["code"]), row["acquired"])
        except NotForPress:
            self.withheld += 1
        self._agents(scope, places)

    def _amounts(self, row: dict, places: list[str] | None, months: dict[str, list[int]], clear: bool) -> None:
        self.hear("acquired", self.atoms("acquired", places, months["acquired"]), row["acquired"])
        self.hear("received", self.atoms("received", places, months["received"]), row["received"])
        for name, new in (("received_from_new", True), ("received_from_earlier", False)):
            assert clear or row[name] is None
            self.hear("received", self.atoms("received", places, months["received"], new), row[name])

    def _agents(self, scope: Scope, places: list[str] | None) -> None:
        if scope.as_of is None:
            return
        one = self.ask(figures, scope)
        as_of = number(scope.as_of_month)
        statuses = [status.value for status in LISTED]
        counted = dict(self.ask(standings.by_status, scope).iter_rows())
        for status in (*statuses, "removed"):
            atoms = frozenset(("agents", as_of, place, status) for place in places or self.places)
            self.hear("agents", atoms, one[f"agents_{status}"])
            assert status == "removed" or counted[status] == one[f"agents_{status}"]
        atoms = frozenset(("agents", as_of, place, status) for place in places or self.places for status in statuses)
        self.hear("agents", atoms, one["agents_listed"])

    @cached_property
    def standing(self) -> dict[tuple, int]:
        """Agents by as-of month, place and status, of every as-of month that was told of."""
        counts: dict[tuple, int] = {}
        for as_of in {atom[1] for measure, atoms, _ in self.left if measure == "agents" for atom in atoms}:
            for place in self.places:
                oracle = Oracle(self.world, as_of, as_of, as_of, frozenset({place}))
                for status in oracle.statuses().values():
                    atom = ("agents", as_of, place, status)
                    counts[atom] = counts.get(atom, 0) + 1
        return counts

    def asked(self, months: Sequence[int]) -> Iterator[tuple[Atoms, int]]:
        """Every sum that somebody may want to know, with the people behind it: any places in any run of months, each
        place's and the branch's sectors and parts, each place's agents."""
        places = [list(some) for size in range(1, len(self.places) + 1) for some in combinations(self.places, size)]
        runs = [months[a:b] for a, b in combinations(range(len(months) + 1), 2)]
        for chosen in places:
            for run in runs:
                for measure, of in (("acquired", None), ("received", None), ("received", True), ("received", False)):
                    atoms = self.atoms(measure, chosen, run, of)
                    yield atoms, self.behind(atoms)
                for sector in self.sectors:
                    atoms = self.atoms("acquired", chosen, run, sector)
                    yield atoms, self.behind(atoms)
        for as_of in {atom[1] for atom in self.standing}:
            for chosen in places:
                for status in (*LISTED, "removed"):
                    atoms = frozenset(("agents", as_of, place, str(status)) for place in chosen)
                    yield atoms, sum(self.standing.get(atom, 0) for atom in atoms)

    def worked_out(self, months: Sequence[int]) -> list[Atoms]:
        """The sums of fewer than five people, or of which one stands for most, that follow from what was told."""
        attacks = {measure: Attack() for measure in ("acquired", "received", "agents")}
        for measure, atoms, _ in self.left:
            attacks[measure].learn(atoms)
        few = {atoms for atoms, people in self.asked(months) if people < FEWER_THAN or self.one_stands_for_most(atoms)}
        return [atoms for atoms in few if attacks[next(iter(atoms))[0]].works_out(atoms)]

    def wrong(self) -> list[tuple]:
        """What was told and is not so, or has fewer than five people behind it, or one who stands for most of it."""
        wrong_ones = []
        for measure, atoms, value in self.left:
            if measure == "agents":
                true = people = sum(self.standing.get(atom, 0) for atom in atoms)
            else:
                people = self.behind(atoms)
                true = people if measure == "acquired" else sum(self.rupiah.get(atom, 0) for atom in atoms)
            if value != true or people < FEWER_THAN or self.one_stands_for_most(atoms):
                wrong_ones.append((measure, sorted(atoms, key=repr), value, true, people))
        return wrong_ones


def periods(first: date, last: date) -> list[Period]:
    """Months, quarters, semesters, years and some other runs between two months."""
    months = Period(first, last).months()
    runs = [Period(month, month) for month in months]
    for length in (3, 6, 12):
        starts = (month for month in months if (month.month - 1) % length == 0)
        runs += [Period(month, shift(month, length - 1)) for month in starts]
    runs += [Period(first, last), Period(first, shift(first, 4)), Period(months[len(months) // 3], last)]
    return list(dict.fromkeys(runs))
