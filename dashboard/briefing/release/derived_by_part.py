"""What follows from figures known by month and by place (see by_part.py): changes, shares, targets reached."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.wording import HUNDREDTHS
from queries.metrics import Unit

_SHARED = ("received", "received_from_new", "received_from_earlier")


def derived_by_part(known: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims without a sentence, named as in derived.py: each part's change, its target, and one against another."""
    ours = [claim for claim in known if not claim.published and not claim.numerator]
    whole = max((claim.period for claim in ours), key=lambda one: (one.last, one.length), default=None)
    if whole is None:
        return ()
    now = [claim for claim in ours if claim.period == whole and "," not in claim.places]
    before = [claim for claim in ours if claim.period == whole.previous()]
    parts = [claim for claim in now if claim.metric in _SHARED[1:] and not claim.places]
    monthly = [_follows(claim, "monthly", Fraction(claim.exact, whole.length)) for claim in parts if whole.length > 1]
    return (*monthly, *_changes(now, before), *_months(ours), *_targets(now), *_of_areas(now, before), *_money(now))


def _changes(now: list[Claim], before: list[Claim]) -> Iterator[Claim]:
    """Of each place, sector, payer and stock against the period before."""
    then = {(claim.metric, claim.places): claim for claim in before}
    for claim in now:
        earlier = then.get((claim.metric, claim.places))
        of_whole = claim.metric in ("acquired", "received") and not claim.places
        if earlier and not of_whole:
            yield from change(claim, earlier)


def change(now: Claim, before: Claim) -> Iterator[Claim]:
    """By how much, in units and in percent, and how many times as much."""
    yield _follows(now, "difference", now.exact - before.exact)
    if before.exact:
        ratio = Fraction(now.exact) / Fraction(before.exact) * 100 * HUNDREDTHS
        yield _percent(now, before, "change", ratio - 100 * HUNDREDTHS)
        yield _percent(now, before, "times", ratio)
        yield _percent(now, before, "ratio", ratio)


def _months(ours: list[Claim]) -> Iterator[Claim]:
    """Each month and quarter against the one before it, and against another one."""
    for metric in ("acquired", "received"):
        same = {claim.period: claim for claim in ours if claim.metric == metric and not claim.places}
        for period, claim in same.items():
            earlier = same.get(period.previous())
            if earlier and period.length in (1, 3):
                yield from change(claim, earlier)
            whole = next((one for one in same.values() if one.period.length == 6 and _inside(claim, one)), None)
            if whole and whole.exact:
                share = Fraction(claim.exact) / Fraction(whole.exact) * 100 * HUNDREDTHS
                yield _percent(claim, whole, "share", share)
        for one, other in combinations([claim for period, claim in same.items() if period.length == 1], 2):
            yield _follows(other, "gap", abs(Fraction(one.exact) - Fraction(other.exact)))


def _inside(claim: Claim, whole: Claim) -> bool:
    return claim is not whole and whole.period.first <= claim.period.first and claim.period.last <= whole.period.last


def _targets(now: list[Claim]) -> Iterator[Claim]:
    goals = {(claim.metric, claim.places): claim for claim in now}
    for claim in now:
        goal = goals.get((f"{claim.metric}_target", claim.places))
        if goal and claim.places and goal.exact:
            ratio = Fraction(claim.exact) / Fraction(goal.exact) * 100 * HUNDREDTHS
            yield _follows(claim, "target_difference", claim.exact - goal.exact)
            yield _percent(claim, goal, "target_reached", ratio)
            yield _percent(claim, goal, "target_excess", ratio - 100 * HUNDREDTHS)


def _of_areas(now: list[Claim], before: list[Claim]) -> Iterator[Claim]:
    """The money of one place against another's and all of it, and the acquisitions of the period before."""
    for claims, metrics in ((now, _SHARED), (before, ("acquired", *_SHARED))):
        for metric in metrics:
            areas = [claim for claim in claims if claim.metric == metric and claim.places]
            whole = next((claim for claim in claims if claim.metric == metric and not claim.places), None)
            for size in range(1, len(areas)):
                for some in combinations(areas, size):
                    total = sum((Fraction(one.exact) for one in some), Fraction(0))
                    both = replace(_follows(some[0], "sum", total), places=_places(some))
                    if size > 1:
                        yield both
                    if whole and whole.exact:
                        part = both if size > 1 else some[0]
                        yield _percent(part, whole, "share", total / Fraction(whole.exact) * 100 * HUNDREDTHS)
            for one, other in combinations(areas, 2):
                gap = abs(Fraction(one.exact) - Fraction(other.exact))
                yield replace(_follows(one, "gap", gap), places=_places((one, other)))
                for first, second in ((one, other), (other, one)):
                    if second.exact:
                        ratio = Fraction(first.exact) / Fraction(second.exact) * 100 * HUNDREDTHS
                        yield replace(_percent(first, second, "times", ratio), places=_places((one, other)))


def _money(now: list[Claim]) -> Iterator[Claim]:
    """Sectors' parts of all acquisitions."""
    whole = next((claim for claim in now if claim.metric == "acquired" and not claim.places), None)
    for claim in now:
        sector = claim.metric.startswith("acquired_") and not claim.metric.endswith("_target")
        if sector and claim.subject is Subject.NEW and whole and whole.exact:
            yield _percent(claim, whole, "share", Fraction(claim.exact) / Fraction(whole.exact) * 100 * HUNDREDTHS)


def _percent(part: Claim, whole: Claim, how: str, exact: Fraction) -> Claim:
    return replace(_follows(part, how, exact), unit=Unit.PERCENT, numerator=part, denominator=whole)


def _follows(of: Claim, how: str, exact: int | Fraction) -> Claim:
    return replace(of, metric=f"{of.metric}_{how}", value=round(exact), rounding=1, exact=exact, sentence="")


def _places(some: Iterable[Claim]) -> str:
    return ",".join(sorted(one.places for one in some))
