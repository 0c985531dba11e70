"""What follows from the figures of a release: sums and differences, shares of a month, how many times as much."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations

from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.wording import HUNDREDTHS
from queries.metrics import Unit
from queries.periods import Period, months_between

STATUSES = ("agents_active", "agents_slowing", "agents_dormant_retained", "agents_due_for_removal")
_MEASURES = ("acquired", "received")


def derived(known: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims without a sentence of their own, each named after what it is made of: `<metric>_difference` (now less
    before; below zero: a fall), `_target_difference`, `_target_excess` (in percent), `_gap` (of two parts), `_sum` (of
    parts), `_rest` (the whole less a part), `_share` of these, `_ratio` (now, of
    before), `_monthly` and `_per_office` (on average), `_times`."""
    ours = [claim for claim in known if not claim.published and not claim.numerator]
    flows = [*_between_periods(ours), *_of_areas(ours), *_of_sectors(ours), *_of_money(ours)]
    return (*flows, *_of_agents(ours))


def _between_periods(ours: list[Claim]) -> Iterator[Claim]:
    for measure in _MEASURES:
        same = [claim for claim in ours if claim.metric == measure]
        now = next((claim for claim in same if _is_whole(claim, ours)), None)
        if now is None:
            continue
        months = months_between(now.period.first, now.period.last) + 1
        if months > 1:
            yield _follows(now, "monthly", Fraction(now.exact, months))
        offices = next((claim for claim in ours if claim.metric == "offices"), None)
        if measure == "acquired" and offices and offices.exact:
            yield _follows(now, "per_office", Fraction(now.exact) / Fraction(offices.exact))
        goal = next((claim for claim in ours if claim.metric == f"{measure}_target"), None)
        if goal:
            yield _follows(now, "target_difference", now.exact - goal.exact)
            yield from _excess(now, goal)
        before = next((claim for claim in same if claim.period.last < now.period.first), None)
        if before:
            yield _follows(now, "difference", now.exact - before.exact)
            both = Period(before.period.first, now.period.last)
            yield replace(_follows(now, "sum", now.exact + before.exact), period=both)
            yield from (*_times(now, before), *_ratio(now, before))


def _is_whole(claim: Claim, ours: list[Claim]) -> bool:
    """Whether it is of the view's own period and of all its places."""
    latest = max(one.period.last for one in ours)
    alike = [one for one in ours if one.metric == claim.metric and one.period.last == latest]
    return claim in alike and (len(alike) == 1 or not _is_part(claim))


def _is_part(claim: Claim) -> bool:
    return bool(claim.places) and "," not in claim.places


def _of_areas(ours: list[Claim]) -> Iterator[Claim]:
    acquired = [one for one in ours if one.metric == "acquired"]
    whole = next((one for one in acquired if _is_whole(one, ours)), None)
    areas = [one for one in acquired if whole and one.period == whole.period and one is not whole]
    for size in range(2, len(areas)):
        for some in combinations(areas, size):
            both = replace(_follows(some[0], "sum", _total(some)), places=_places(some))
            yield from (both, *_share(both, whole))
    for one, other in combinations(areas, 2):
        yield replace(
            _follows(one, "gap", abs(Fraction(one.exact) - Fraction(other.exact))), places=_places((one, other))
        )
        for one_way in (*_times(one, other), *_times(other, one)):
            yield replace(one_way, places=_places((one, other)))
    if whole is None or len(areas) < 2:
        return
    for one in areas:
        rest = replace(_follows(one, "rest", whole.exact - one.exact), places=one.places)
        yield from (rest, *_share(rest, whole))


def _of_sectors(ours: list[Claim]) -> Iterator[Claim]:
    each = [one for one in ours if sector_of(one)]
    whole = next((one for one in ours if one.metric == "acquired" and _is_whole(one, ours)), None)
    for size in (2, 3):
        for some in combinations(each, size):
            name = "+".join(one.metric for one in some)
            both = replace(_follows(some[0], "sum", _total(some)), metric=f"{name}_sum")
            yield from (both, *_share(both, whole))
    for one, other in combinations(each, 2):
        gap = abs(Fraction(one.exact) - Fraction(other.exact))
        yield replace(_follows(one, "gap", gap), metric=f"{one.metric}+{other.metric}_gap")


_HOWS = ("target", "reached", "change", "share", "difference", "gap", "sum", "rest", "monthly", "office")


def sector_of(claim: Claim) -> str:
    """The sector of a claim, empty where it is of all: they are named after it (see facts.py)."""
    known = claim.metric.removeprefix("acquired_")
    plain = claim.metric == known or claim.numerator or known.rpartition("_")[2] in _HOWS
    return "" if plain else known


def sectors_of(claim: Claim) -> frozenset[str]:
    """The sectors of which a claim is the sum or the difference; empty where it is of none."""
    if "+" not in claim.metric or not claim.metric.startswith("acquired_"):
        return frozenset()
    parts = claim.metric.removesuffix("_share").removesuffix("_sum").removesuffix("_gap").split("+")
    return frozenset(one.removeprefix("acquired_") for one in parts)


def _of_money(ours: list[Claim]) -> Iterator[Claim]:
    named = {claim.metric: claim for claim in reversed(ours)}
    new, earlier = named.get("received_from_new"), named.get("received_from_earlier")
    whole = named.get("received")
    if new and earlier and whole:
        yield replace(_follows(whole, "gap", abs(Fraction(new.exact) - Fraction(earlier.exact))), metric="received_gap")
        yield from (*_times(new, earlier), *_times(earlier, new))


def _of_agents(ours: list[Claim]) -> Iterator[Claim]:
    named = {claim.metric: claim for claim in reversed(ours)}
    whole, parts = named.get("agents_listed"), [named[one] for one in STATUSES if one in named]
    if whole is None:
        return
    offices = named.get("offices")
    if offices and offices.exact:
        yield _follows(whole, "per_office", Fraction(whole.exact) / Fraction(offices.exact))
    for one in parts:
        rest = replace(_follows(whole, "rest", whole.exact - one.exact), metric=f"{one.metric}_rest")
        yield from (rest, *_share(rest, whole))
    for one, other in permutations(parts, 2):
        yield from (replace(times, metric=f"{one.metric}_times") for times in _times(one, other))
    for size in range(2, len(STATUSES)):
        for some in combinations(parts, size):
            metric = "+".join(one.metric for one in some)
            both = replace(_follows(whole, "sum", _total(some)), metric=f"{metric}_sum")
            yield from (both, *_share(both, whole))


def _share(part: Claim, whole: Claim | None) -> Iterator[Claim]:
    if whole and whole.exact:
        of_it = _follows(part, "share", Fraction(part.exact) / Fraction(whole.exact) * 100 * HUNDREDTHS)
        yield replace(of_it, unit=Unit.PERCENT, numerator=part, denominator=whole)


def _ratio(now: Claim, before: Claim) -> Iterator[Claim]:
    """What per cent of the period before: "183 persen dari perolehan semester II"."""
    if before.exact:
        part = _follows(now, "ratio", Fraction(now.exact) / Fraction(before.exact) * 100 * HUNDREDTHS)
        yield replace(part, unit=Unit.PERCENT, numerator=now, denominator=before)


def _excess(now: Claim, goal: Claim) -> Iterator[Claim]:
    """By how much of the target it was surpassed or missed."""
    if goal.exact:
        ratio = (Fraction(now.exact) - Fraction(goal.exact)) / Fraction(goal.exact) * 100 * HUNDREDTHS
        beyond = _follows(now, "target_excess", ratio)
        yield replace(beyond, unit=Unit.PERCENT, numerator=now, denominator=goal)


def _total(some: Iterable[Claim]) -> Fraction:
    return sum((Fraction(one.exact) for one in some), Fraction(0))


def _times(one: Claim, other: Claim) -> Iterator[Claim]:
    if other.exact:
        ratio = Fraction(one.exact) / Fraction(other.exact) * 100 * HUNDREDTHS
        ratio_of = _follows(one, "times", ratio)
        yield replace(ratio_of, unit=Unit.PERCENT, numerator=one, denominator=other)


def _follows(of: Claim, how: str, exact: int | Fraction) -> Claim:
    return replace(of, metric=f"{of.metric}_{how}", value=round(exact), rounding=1, exact=exact, sentence="")


def _places(some: Iterable[Claim]) -> str:
    return ",".join(sorted(one.places for one in some))
