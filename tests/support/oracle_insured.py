"""Active participants again, membership by membership and month by month, in plain Python from design.md section 2."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tests.support.oracle import last_day, number, office_on, place_on
from tests.support.worlds import Participant, Payment, World


@dataclass(frozen=True)
class Standing:
    """One membership at a month's end: its state, what it pays for the month, and where it counts.

    `months_past`: since the last month paid for, 0 for who never paid; `gap`: whether it was covered at the end of
    two months and not of one between; `payments`: those for months up to it.
    """

    state: str
    amount: int
    agent: str
    office: str
    wilayah: str
    sector: str
    months_past: int
    gap: bool
    payments: int


def standings(world: World, month: int) -> dict[int, Standing]:
    """The memberships that have begun and not ended at a month's end, by their number."""
    every = {one.id: standing(world, one, month, world.paid_by(one.id)) for one in world.participants}
    return {number_of: at for number_of, at in every.items() if at is not None}


def standing(world: World, one: Participant, month: int, payments: list[Payment]) -> Standing | None:
    """None before it is registered, and once it has ended. `payments`: the membership's."""
    day = last_day(month)
    if one.registered_on > day or (one.ended_on is not None and one.ended_on <= day):
        return None
    agent = world.agent(world.steward(one.id, day))
    office = office_on(agent, day)
    paid = [pay for pay in payments if pay.paid_on <= day]
    covered = {number(pay.blth) + n for pay in paid for n in range(pay.months)}
    past = [each for each in covered if each <= month]
    state = "never" if not past else "covered" if month in past else "lapsed" if month - max(past) > 3 else "in_arrears"
    amount = sum(_of_month(pay, month) for pay in paid)
    in_time = {
        number(pay.blth) + n for pay in paid for n in range(pay.months) if number(pay.blth) + n >= number(pay.paid_on)
    }
    gap = sum(each <= month and each - 1 not in in_time for each in in_time) > 1
    times = sum(number(pay.blth) <= month for pay in paid)
    place = place_on(world, office, day)
    behind = month - max(past) if past else 0
    return Standing(state, amount, agent.code, office, place, one.sector, behind, gap, times)


def _of_month(pay: Payment, month: int) -> int:
    """Spread evenly over the months it covers; what is left over is of the first."""
    n = month - number(pay.blth)
    if not 0 <= n < pay.months:
        return 0
    return pay.amount // pay.months + (pay.amount % pay.months if n == 0 else 0)


def bridge(world: World, month: int, inside: frozenset[str] | None, by: str, sectors: frozenset[str] | None) -> Counter:
    """(code, part) to people, and (code, part + "_amount") to rupiah, of one month; zeros left out."""
    counted: Counter = Counter()

    def place(at: Standing | None) -> str | None:
        if at is None or at.state != "covered" or (inside is not None and at.wilayah not in inside):
            return None
        return getattr(at, by) if by else ""

    def add(code: str | None, part: str, amount: int) -> None:
        if code is not None:
            counted[code, part] += 1
            counted[code, f"{part}_amount"] += amount

    earlier, current, again = standings(world, month - 1), standings(world, month), later(world)
    for one in world.participants:
        if sectors is not None and one.sector not in sectors:
            continue
        before, now = earlier.get(one.id), current.get(one.id)
        was, is_now = before is not None and before.state == "covered", now is not None and now.state == "covered"
        there, here = place(before), place(now)
        if was:
            add(there, "opening", before.amount)
        if is_now:
            add(here, "closing", now.amount)
        if is_now and not was:
            fresh = (before is None or before.state == "never") and one.id not in again
            add(here, "new" if fresh else "returned", now.amount)
        elif was and not is_now:
            add(there, "ended" if now is None else "stopped", before.amount)
        elif was and is_now and there != here:
            add(there, "moved_out", before.amount)
            add(here, "moved_in", now.amount)
        elif was and is_now and here is not None:
            counted[here, "repriced_amount"] += now.amount - before.amount
    return Counter({key: value for key, value in counted.items() if value})


def later(world: World) -> set[int]:
    """The memberships whose person had one before, by their number."""
    first: dict[str, tuple] = {}
    for one in world.participants:
        mine = (one.registered_on, one.id)
        first[one.person] = min(first.get(one.person, mine), mine)
    return {one.id for one in world.participants if first[one.person] != (one.registered_on, one.id)}


def covered_until(world: World, participant: int, month: int) -> tuple[int, int]:
    """The last month up to `month` paid for by its end, and the rupiah a month of the payment that reaches furthest."""
    day = last_day(month)
    paid = [pay for pay in world.payments if pay.participant == participant and pay.paid_on <= day]
    known = [pay for pay in paid if number(pay.blth) <= month]
    furthest, _, monthly = max(
        (number(pay.blth) + pay.months - 1, pay.amount, pay.amount // pay.months) for pay in known
    )
    return min(furthest, month), monthly


def funded(world: World, stated: list[tuple[str, date, date]], month: int, inside: frozenset[str] | None) -> list:
    """(name, until, people, rupiah, behind, left, rupiah left) of each fund, by its end; `stated`: name, since, until.

    Who pays last is whose payment reaches furthest, of equals the one made last, then of the later first month.
    """
    at = {n: one for n, one in standings(world, month).items() if inside is None or one.wilayah in inside}
    active = {n: one.amount for n, one in at.items() if one.state == "covered"}
    ends = {name: max((until, since) for other, since, until in stated if other == name) for name, _, _ in stated}
    funds: dict[str, list[int]] = {}
    for n in at:
        paid = [pay for pay in world.payments if pay.participant == n and pay.paid_on <= last_day(month)]
        if not paid:
            continue
        last = max(paid, key=lambda pay: (number(pay.blth) + pay.months, pay.paid_on, pay.blth))
        if last.payer in (None, "Mandiri"):
            continue
        counts = funds.setdefault(last.payer, [0, 0, 0])
        if n in active:
            counts[0] += 1
            counts[1] += active[n]
        elif last.payer in ends and number(last.blth) + last.months - 1 >= number(ends[last.payer][0]):
            counts[2] += 1
    rows, gone = [], [0, 0]
    there = [(name, ends.get(name, (None,))[0], *n) for name, n in funds.items() if n[0] or n[2]]
    for name, until, *counts in sorted(there, key=lambda row: (row[1] is None, row[1] or 0, row[0])):
        gone = [sum(row[k] for row in there if row[1] is not None and until and row[1] <= until) for k in (2, 3)]
        left = [len(active) - gone[0], sum(active.values()) - gone[1]] if until else [None, None]
        rows.append((name, until, *counts, *left))
    return rows


def agents_of_ending(
    world: World, stated: list[tuple[str, date, date]], month: int, inside: frozenset[str] | None, last: date
) -> list[tuple[date, int, str, str]]:
    """(until, people, fund, agent) of the agents whose participants a fund pays that ends by a day, in order."""
    people: dict[tuple[date, str, str], int] = {}
    for until, fund, agent, _, behind in whose_fund_ends(world, stated, month, inside):
        if not behind and until <= last:
            people[until, fund, agent] = people.get((until, fund, agent), 0) + 1
    rows = [(until, n, fund, agent) for (until, fund, agent), n in people.items()]
    return sorted(rows, key=lambda row: (row[0], -row[1], row[2], row[3]))


def whose_fund_ends(
    world: World, stated: list[tuple[str, date, date]], month: int, inside: frozenset[str] | None
) -> list[tuple[date, str, str, int, bool]]:
    """(until, fund, agent, participant, behind) of everybody in `funded` whose fund has an end, in order."""
    ends = {name: max((until, since) for other, since, until in stated if other == name)[0] for name, _, _ in stated}
    rows = []
    for n, one in standings(world, month).items():
        paid = [pay for pay in world.payments if pay.participant == n and pay.paid_on <= last_day(month)]
        last = max(paid, key=lambda pay: (number(pay.blth) + pay.months, pay.paid_on, pay.blth), default=None)
        if last is None or last.payer not in ends or (inside is not None and one.wilayah not in inside):
            continue
        until = ends[last.payer]
        if one.state == "covered" or number(last.blth) + last.months - 1 >= number(until):
            rows.append((until, last.payer, one.agent, n, one.state != "covered"))
    return sorted(rows)
