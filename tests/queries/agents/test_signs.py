"""Signs in registrations: against plain Python, planted ones are found, and clean branches have hardly a flag."""

import random
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from math import comb, exp, factorial

import pytest
import sqlalchemy as sa

from queries.agents import chance
from queries.agents.incentives import Scheme
from queries.agents.signs import FALSE_ALARM, Registered, Sign, highest, judged, signs
from queries.periods import month_end, shift
from seed.writes.branch import lay_schemes
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

JUNE = date(2019, 6, 1)
MONTHS = [shift(JUNE, -n) for n in range(11, -1, -1)]
SCOPE = scope_of("2019-S1", JUNE)
SCHEME = Scheme(date(2014, 1, 1), 25, 0, 0, 0, 750, None, 0, None, 9_000, 1_000, "")


def number(day: date) -> int:
    return day.year * 12 + day.month


def drawn(seed: int) -> World:
    """Three agents, memberships that come again, payments of one to five months."""
    chosen, world = random.Random(seed), World()
    world.agents = [Agent(f"A{n}", "K1", date(2017, 1, 5)) for n in range(3)]
    for person in range(1, 30):
        day = date(2018, 5, 28) + timedelta(days=chosen.randrange(420))
        agent = f"A{chosen.randrange(3)}"
        for again in range(chosen.choice([1, 1, 2])):
            ident = person * 10 + again
            world.participants.append(Participant(ident, agent, day, nik=str(person)))
            for n in range(chosen.randrange(3)):
                paid_on = min(day + timedelta(days=30 * n), date(2019, 8, 1))
                world.payments.append(Payment(ident, shift(day.replace(day=1), n), paid_on, chosen.choice([1, 1, 5])))
            day += timedelta(days=chosen.choice([95, 120, 125, 150]))
    world.participants = [one for one in world.participants if one.registered_on <= date(2019, 7, 20)]
    ids = {one.id for one in world.participants}
    world.payments = [one for one in world.payments if one.participant in ids]
    return world


def oracle(world: World) -> dict[tuple[str, str], tuple[int, int]]:
    """Counted and among of each agent and sign, from the rows alone, on 30 June 2019."""
    as_of, sums = date(2019, 6, 30), {}
    for agent in ("A0", "A1", "A2"):
        own = [one for one in world.registered_by(agent) if date(2018, 7, 1) <= one.registered_on <= as_of]
        days = {one.registered_on for one in own}
        late = [day for day in days if (day + timedelta(days=3)).month != day.month]
        mature = [one for one in own if number(as_of) - number(one.registered_on) >= 4]
        covered = {one.id: last_covered(world, one, as_of) for one in own}
        once = [
            one
            for one in mature
            if len([p for p in world.paid_by(one.id) if p.paid_on <= as_of]) == 1
            and (last := covered[one.id])
            and last < number(as_of)
            and last - number(one.registered_on) < 3
        ]
        sooner = {
            one.id: [
                last
                for other in world.memberships(one.person)
                if other.registered_on < one.registered_on and (last := last_covered(world, other, as_of))
            ]
            for one in own
        }
        returned = [one for one in own if sooner[one.id] and number(one.registered_on) - max(sooner[one.id]) == 4]
        sums |= {(agent, "month_end"): (len(late), len(days)), (agent, "once"): (len(once), len(mature))}
        sums |= {(agent, "returned"): (len(returned), len(own))}
    return {key: pair for key, pair in sums.items() if pair[1]}


def last_covered(world: World, one: Participant, as_of: date) -> int | None:
    return max((number(p.blth) + p.months - 1 for p in world.paid_by(one.id) if p.paid_on <= as_of), default=None)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_counted_is_what_plain_python_counts(conn: sa.Connection, seed: int) -> None:
    world = drawn(seed)
    put(conn, world)
    rows = signs(conn, SCOPE)
    counted = {(row["code"], row["sign"]): (row["counted"], row["among"]) for row in rows.to_dicts()}
    assert counted == oracle(world)
    assert any(k for k, _ in counted.values())


def test_months_just_above_the_threshold_are_found_in_a_branch(conn: sa.Connection) -> None:
    """The scheme of 2018 begins at 50 in a month."""
    world = World(agents=[Agent("A1", "K1", date(2017, 1, 5)), Agent("A2", "K1", date(2017, 1, 5))])
    for n, month in enumerate(MONTHS):
        for agent, people in (("A1", 51 if n < 9 else 20), ("A2", 30 + n)):
            first = len(world.participants)
            world.participants += [Participant(first + i, agent, month.replace(day=2 + i % 20)) for i in range(people)]
    put(conn, world)
    lay_schemes(conn, BRANCH)
    asked = signs(conn, SCOPE).filter("asked")
    assert asked.select("code", "name", "sign", "counted", "among").rows() == [("A1", "Agen A1", "threshold", 9, 12)]
    assert signs(conn, scope_of("2019-S1", None)).is_empty()


def test_the_probabilities_are_exact() -> None:
    exact = sum(
        Fraction(comb(9, k) * comb(41, 12 - k), comb(50, 12)) for k in range(6, 10)
    )  # 9 of 50 have it, at least 6 of 12
    assert chance.hypergeometric(6, 12, 3, 38) == pytest.approx(float(exact))
    assert chance.hypergeometric(0, 5, 0, 9) == 1
    window = [sum(exp(-mean) * mean**k / factorial(k) for k in (25, 26, 27)) for mean in range(20, 33)]
    assert max(window) <= highest(25) <= max(window) + 0.001


def clean(chosen: random.Random, agents: int = 8) -> list[Registered]:
    """A branch in which nothing is odd: the agents' rates differ, some close to the threshold; people in batches."""
    rows = []
    for n in range(agents):
        rate, pays_once = chosen.choice([3, 8, 26]), chosen.uniform(0.1, 0.25)
        for month in MONTHS:
            left = sum(chosen.random() < rate / 100 for _ in range(100))
            while left > 0:
                batch, day = min(left, chosen.randrange(1, 6)), chosen.randrange(month_end(month).day)
                for _ in range(batch):
                    once = chosen.random() < pays_once if month <= date(2019, 2, 1) else None
                    rows.append(Registered(f"A{n}", month + timedelta(days=day), True, once, chosen.random() < 0.02))
                left -= batch
    return rows


def flagged(rows: list[Registered]) -> set[tuple[str, str]]:
    return set(judged(rows, [SCHEME]).filter("asked").select("code", "sign").rows())


def test_at_most_one_clean_branch_in_twenty_has_a_flag() -> None:
    chosen, branches = random.Random(7), 50
    alarms = sum(bool(flagged(clean(chosen))) for _ in range(branches))
    assert alarms / branches <= FALSE_ALARM


@pytest.mark.parametrize("sign", Sign)
def test_what_is_planted_in_a_clean_branch_is_found_and_nothing_else(sign: Sign) -> None:
    chosen, found = random.Random(11), Counter()
    for _ in range(8):
        rows = clean(chosen)
        found.update(flagged([one for one in rows if one.agent != "A0"] + planted(rows, sign)))
    assert found["A0", sign.value] >= 7
    assert sum(found.values()) - found["A0", sign.value] <= 1


def planted(rows: list[Registered], sign: Sign) -> list[Registered]:
    """What A0 would have registered with the sign."""
    own = [one for one in rows if one.agent == "A0"]
    match sign:
        case Sign.THRESHOLD:
            days = [month + timedelta(days=i % 27) for month in MONTHS[:10] for i in range(26)]
            return [Registered("A0", day, True, None, False) for day in days]
        case Sign.MONTH_END:
            return [one._replace(day=month_end(one.day) - timedelta(days=n % 3)) for n, one in enumerate(own)]
        case Sign.ONCE:
            return [one._replace(once=one.once is not None and n % 4 > 0) for n, one in enumerate(own)]
    return [one._replace(returned=n % 2 == 0) for n, one in enumerate(own)]
