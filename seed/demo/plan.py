"""Who works for the demonstration branch: its offices and agents, and how many participants each registers when.

Everything random comes from `Random.random()`, the one sequence that Python promises to keep, and is turned into whole
numbers at once: sums, powers and sorts of floats differ between versions and platforms.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from random import Random

from queries.periods import month_end, shift

LAST = date(2019, 6, 1)
"""The last month of the data: the article is of July 2019."""

ACQUIRED, AGENTS, OFFICES = 1_313, 32, 10
"""The article's figures, of the last six months; another number of agents acquires in proportion."""

PLACES = {
    "33.27": ("Pemalang", "Comal", "Petarukan", "Randudongkal", "Ulujami", "Taman", "Moga"),
    "33.26": ("Kajen", "Wiradesa", "Kedungwuni", "Bojong", "Sragi", "Doro", "Tirto"),
    "33.25": ("Batang", "Limpung", "Bandar", "Subah", "Tersono", "Gringsing"),
    "33.75": ("Pekalongan Utara", "Pekalongan Barat", "Pekalongan Timur", "Pekalongan Selatan"),
}
"""Districts after which an office is called, by kabupaten/kota."""

_OFFICE_SHARES = (3, 3, 2, 2)
_GROWTH = (22, 25)
_LEBARAN = {2009: (9, 20), 2010: (9, 10), 2011: (8, 31), 2012: (8, 19), 2013: (8, 8), 2014: (7, 28), 2015: (7, 17)}
_LEBARAN |= {2016: (7, 6), 2017: (6, 25), 2018: (6, 15), 2019: (6, 5)}


class Fate(Enum):
    """What becomes of an agent: months since the last acquisition at the end, and what keeps a dormant one listed."""

    STEADY = 0
    JUST_SLOWED = 1
    SLOWED = 2
    LATE_PAYER = 4
    LAPSED = 5
    MONTHLY_PAYERS = 6
    PREPAID_YEAR = 8
    PREPAID_HALF_YEAR = 9
    ONE_LEFT = 11


BY_LUCK = (Fate.STEADY, Fate.JUST_SLOWED, Fate.SLOWED)
_DORMANT = (Fate.PREPAID_YEAR, Fate.MONTHLY_PAYERS, Fate.PREPAID_HALF_YEAR, Fate.LATE_PAYER, Fate.ONE_LEFT)
_SHARES = (21, 5, 5, 1)


@dataclass(frozen=True)
class Office:
    """One office. `wilayah`: the Kemendagri code."""

    code: str
    name: str
    wilayah: str


@dataclass(frozen=True)
class Agent:
    """One agent. `since`, `until`: number of the month of registration and of the last acquisition (first month: 0).

    `moved`: the day from which on they are at another office, and which; `before`: an earlier service, its first and
    its last day, after which they came back on `registered_on`.
    """

    code: str
    name: str
    office: Office
    fate: Fate
    since: int
    until: int
    registered_on: date
    strength: int
    moved: tuple[date, Office] | None = None
    before: tuple[date, date] | None = None


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """The total in whole parts by weight, the largest remainders rounded up: the parts sum to exactly the total."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    for n in order[: total - sum(parts)]:
        parts[n] += 1
    return parts


def proportion(figure: int, agents: int) -> int:
    """What so many agents would have where the article's 32 have `figure`; at least 1."""
    return max(1, (2 * figure * agents + AGENTS) // (2 * AGENTS))


def offices(agents: int) -> list[Office]:
    """The offices of a branch with so many agents, over the four kabupaten/kota."""
    count = proportion(OFFICES, agents)
    listed: list[Office] = []
    for (wilayah, districts), share in zip(PLACES.items(), apportion(count, _OFFICE_SHARES), strict=True):
        for n in range(share):
            round_, place = divmod(n, len(districts))
            name = f"Kantor Contoh {districts[place]}" + (f" {round_ + 1}" if round_ else "")
            listed.append(Office(f"KD{len(listed) + 1:03d}", name, wilayah))
    return listed


def staff(agents: int, months: int, rng: Random) -> list[Agent]:
    """The agents, each with what becomes of them. Names are numbers, so that nobody is meant.

    They register between the 13th and the 19th: no date of theirs can be taken for another with day and month swapped.
    """
    fates = _fates(agents, rng)
    places = offices(agents)
    width = max(2, len(str(agents)))
    people = []
    for n, fate in enumerate(fates):
        until = max(0, months - 1 - fate.value)
        early, day, strength = rng.random(), rng.random(), rng.random()
        since = min(until, int(early * early * 0.75 * months)) if n else 0
        people.append(
            Agent(
                code=f"AD{n + 1:04d}",
                name=f"Agen Contoh {n + 1:0{width}d}",
                office=places[n % len(places)],
                fate=fate,
                since=since,
                until=until,
                registered_on=shift(LAST, since - months + 1) + timedelta(days=12 + int(day * 7)),
                strength=200 + int((1800 if fate in BY_LUCK else 300) * strength * strength),
            )
        )
    return _back(_moved(people, places), months)


_AWAY = 7
"""Months from leaving to coming back: longer than the rule asks."""


def _moved(people: list[Agent], places: list[Office]) -> list[Agent]:
    """The first steady agent who was there early is in another kabupaten/kota since 15 April 2019, if there is one."""
    for n, one in enumerate(people):
        other = next((place for place in places if place.wilayah != one.office.wilayah), None)
        if n and other and one.fate is Fate.STEADY and one.registered_on < date(2019, 1, 1):
            people[n] = replace(one, moved=(date(2019, 4, 15), other))
            break
    return people


def _back(people: list[Agent], months: int) -> list[Agent]:
    """The last agent who came late had been there before, and left on the 28th of the next month."""
    for n in reversed(range(len(people))):
        one = people[n]
        if one.since > _AWAY and one.fate in BY_LUCK and not one.moved:
            first = shift(LAST, one.since - months - _AWAY) + timedelta(days=one.registered_on.day - 1)
            people[n] = replace(one, before=(first, shift(first.replace(day=1), 1) + timedelta(days=27)))
            break
    return people


def _fates(agents: int, rng: Random) -> list[Fate]:
    steady, slowing, dormant, lapsed = apportion(agents, _SHARES)
    fates = [Fate.STEADY] * steady + [(Fate.JUST_SLOWED, Fate.SLOWED)[n % 2] for n in range(slowing)]
    fates += [_DORMANT[n % len(_DORMANT)] for n in range(dormant)] + [Fate.LAPSED] * lapsed
    for n in range(len(fates) - 1, 0, -1):
        other = int(rng.random() * (n + 1))
        fates[n], fates[other] = fates[other], fates[n]
    return fates


def acquisitions(people: Sequence[Agent], months: int, factor: int, rng: Random) -> list[list[int]]:
    """How many participants each agent registers in each month, agents × months.

    Each half year's total, the article's for the last and less for those before, is apportioned to agents and months
    by the agent's strength, the season and luck; every agent has one in the last month in which they acquire.
    """
    seasons = [season(shift(LAST, n - months + 1)) for n in range(months)]
    counts = [[0] * months for _ in people]
    for agent, row in zip(people, counts, strict=True):
        row[agent.until] = 1
    for end in range(months, 0, -6):
        ago, start = (months - end) // 6, max(0, end - 6)
        whole = proportion(ACQUIRED, len(people)) * factor * _GROWTH[0] ** ago // _GROWTH[1] ** ago
        total = whole * (end - start) // 6 - sum(sum(row[start:end]) for row in counts)
        cells = [
            (n, month)
            for n, agent in enumerate(people)
            for month in range(max(start, agent.since), min(end, agent.until + 1))
        ]
        weights = [people[n].strength * seasons[month] * (50 + int(rng.random() * 100)) for n, month in cells]
        for (n, month), part in zip(cells, apportion(max(0, total), weights), strict=True):
            counts[n][month] += part
    return counts


def season(month: date) -> int:
    """A month's weight in per mille: 12 less for each day in Ramadan or the week of Lebaran, less in December."""
    lebaran = date(month.year, *_LEBARAN[month.year])
    first, last = max(month, lebaran - timedelta(days=29)), min(month_end(month), lebaran + timedelta(days=6))
    return 1000 - 12 * max(0, (last - first).days + 1) - (100 if month.month == 12 else 0)
