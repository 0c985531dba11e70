"""The demonstration branch's participants and what they pay.

How long participants go on paying is solved for, not written down: the share that stays from one month to the next is
halved in upon until the branch of the article's size has received, in its last six months, an amount drawn between
Rp113,6 and Rp114,4 juta. Every participant's luck is drawn before and kept, so that more of them stay the larger the
share is and the search has an end.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from seed.demo.plan import AGENTS, BY_LUCK, Agent, Fate, acquisitions, staff

_SECTORS = {
    "Gojek": (14, 20, 12, 26),
    "Grab": (10, 15, 9, 20),
    "Nelayan": (24, 6, 18, 16),
    "Pedagang": (17, 19, 16, 16),
    "Petani": (16, 13, 22, 1),
    "Buruh harian": (11, 11, 14, 6),
    "Perajin batik": (5, 13, 6, 14),
    "Ojek pangkalan": (3, 3, 3, 1),
}
"""Per cent of the participants in Pemalang, Kabupaten Pekalongan, Batang and Kota Pekalongan."""

_WILAYAH = ("33.27", "33.26", "33.25", "33.75")
_PPRT, _PPRT_SHARE, _PPRT_MONTHS = "Pengurus RT/RW", 0.018, 5
RATES = {"JKK+JKM": 16_800, "JKK+JKM+JHT": 36_800}
"""Rupiah a month, by programmes."""

_PPRT_RATE = 12_500
_AHEAD = ((0.66, 1), (0.88, 3), (0.96, 6), (1.0, 12))
_SPREAD = {w: list(accumulate(shares[n] for shares in _SECTORS.values())) for n, w in enumerate(_WILAYAH)}
_NAMES = tuple(_SECTORS)
_NEVER_PAY = 0.05
_GONE_FOR = 10
"""Months before the end until when somebody had registered who stopped paying and pays again."""

STANDARD_MONTHS = 18
FOREVER = 1_000


class Person(NamedTuple):
    """One participant. `month`: number of the month of registration. `ahead`: months a payment is for. `luck`: above.

    `stays`: months that they pay for after the first whatever the share is; None: by luck; -1: never paid. `last`: the
    last month of a payment, but for `again`: the month that one more is for, and the month in which it is made.
    """

    number: int
    month: int
    day: int
    sector: str
    program: str
    rate: int
    ahead: int
    luck: float
    habit: int
    stays: int | None
    last: int
    again: tuple[int, int] | None = None


class DemoPayment(NamedTuple):
    """One payment: `blth` and `month` (of payment) are numbers of months, `months` how many it is for."""

    blth: int
    months: int
    month: int
    day: int
    amount: int


def everyone(agents: Sequence[Agent], counts: Sequence[Sequence[int]], rng: Random) -> Iterator[tuple[Agent, Person]]:
    """Each participant with their agent: agent by agent, in the order of registration, numbered from 1.

    The first who can pays for one month, and again in the last but one of all.
    """
    number, gone = 1, False
    for agent, row in zip(agents, counts, strict=True):
        first = number
        for month, count in enumerate(row):
            for _ in range(count):
                person = _person(number, month, agent, len(row), rng.random)
                if agent.fate not in BY_LUCK:
                    person = _bound(person, agent, number == first, len(row))
                elif not gone and person.stays is None and month < len(row) - _GONE_FOR:
                    person, gone = person._replace(ahead=1, stays=0, again=(len(row) - 2, len(row) - 2)), True
                yield agent, person
                number += 1


def _person(number: int, month: int, agent: Agent, months: int, draw: Callable[[], float]) -> Person:
    spread = _SPREAD[agent.office.wilayah]
    sector = _NAMES[bisect_left(spread, draw() * spread[-1])]
    earliest = 20 if month == agent.since else 1
    day = earliest + int(draw() * (29 - earliest))
    program = "JKK+JKM" if draw() < 0.9 else "JKK+JKM+JHT"
    rate, chance = RATES[program], draw()
    if months - month <= _PPRT_MONTHS and draw() < _PPRT_SHARE:
        sector, program, rate = _PPRT, "JKK+JKM", _PPRT_RATE
    ahead = next(span for below, span in _AHEAD if chance < below)
    stays = None if draw() > _NEVER_PAY else -1
    return Person(number, month, day, sector, program, rate, ahead, draw(), int(draw() * 28), stays, months - 1)


def _bound(person: Person, agent: Agent, first: bool, months: int) -> Person:
    """A participant of a dormant or lapsed agent; the `first` one carries the reason why the agent is still listed."""
    end, stays = months - 1, FOREVER if first else None
    match agent.fate:
        case Fate.PREPAID_YEAR:
            return person._replace(ahead=12, stays=0)
        case Fate.PREPAID_HALF_YEAR:
            return person._replace(ahead=6, stays=stays)
        case Fate.MONTHLY_PAYERS:
            return person._replace(ahead=1, stays=stays)
        case Fate.ONE_LEFT:
            return person._replace(ahead=1, stays=FOREVER if first else 2)
        case Fate.LATE_PAYER:
            arrears = (end - 3, end) if first else None
            return person._replace(ahead=1, stays=stays, last=end - 4, again=arrears)
    return person._replace(ahead=1, stays=stays, last=end - 3)


def payments(person: Person, share: Sequence[float]) -> Iterator[DemoPayment]:
    """What one participant pays, up to the end of the data. `share`: see `staying`.

    The first payment is made on the day of registration or soon after; each later one in the month that it begins to
    be for, or, one in eight, a month late.
    """
    stays = bisect_left(share, person.luck) if person.stays is None else person.stays
    ahead, amount = person.ahead, person.rate * person.ahead
    month, last = person.month, person.last
    if stays < 0:
        return
    yield DemoPayment(month, ahead, month, min(28, person.day + person.habit % 4), amount)
    for n in range(1, stays // ahead + 1):
        blth = month + n * ahead
        late = (person.number * 31 + n * 17) % 8 == 0
        if blth + late > last:
            break
        yield DemoPayment(blth, ahead, blth + late, 1 + (person.habit + 3 * n) % 28, amount)
    if person.again:
        yield DemoPayment(person.again[0], 1, person.again[1], 1 + person.habit, person.rate)


def staying(share: float, months: int) -> list[float]:
    """The share that has left after 1, 2, ... months, where `share` stays from each month to the next."""
    left, stay = [], 1.0
    for _ in range(months):
        stay *= share
        left.append(1.0 - stay)
    return left


def solved(seed: int) -> float:
    """The share that stays, for a seed: that of the branch of the article's size."""
    rng, wanted = Random(seed), 113_600_000 + int(Random(seed + 1).random() * 800_000)
    agents = staff(AGENTS, STANDARD_MONTHS, rng)
    counts = acquisitions(agents, STANDARD_MONTHS, 1, rng)
    people = [person for _, person in everyone(agents, counts, rng)]
    low, high = 0.5, 0.99
    while high - low > 1e-4:
        middle = (low + high) / 2
        if _received(people, middle) < wanted:
            low = middle
        else:
            high = middle
    return high


def _received(people: Sequence[Person], share: float) -> int:
    """Rupiah of the last six months."""
    left = staying(share, STANDARD_MONTHS)
    paid = (payment for person in people for payment in payments(person, left))
    return sum(payment.amount for payment in paid if payment.month >= STANDARD_MONTHS - 6)
