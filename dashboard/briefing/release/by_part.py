"""What is known month by month and place by place, as claims: an editor may tell it, the release itself does not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dashboard.briefing.answers import MEASURES, PARTS, BriefingAnswers, PeriodParts
from dashboard.briefing.release import facts
from dashboard.briefing.release.claims import Claim
from queries.periods import Period, shift
from queries.sectors import NONE, OTHER

_TERMS = (3, 6)
"""So many months are a term of which people speak: a quarter, a semester."""


def by_part(answers: BriefingAnswers) -> Iterator[Claim]:
    """Each month and each term of the periods, what came in since their first month, each place and its target."""
    for part in answers.parts:
        for period in _terms(part):
            during = [amounts for month, amounts in part.months.items() if period.first <= month <= period.last]
            about = replace(answers, scope=part.scope.during(period))
            for metric in PARTS:
                values = [value for one in during if (value := one[metric]) is not None]
                if len(values) == len(period.months()) and not (len(values) > 1 and metric not in MEASURES):
                    yield facts.claim_of(about, metric, sum(values), listed=True)
        yield from _whole(replace(answers, scope=part.scope), part)
        if len(part.areas) > 1:
            about = replace(answers, scope=part.scope)
            for code, amounts in part.areas.items():
                for metric in PARTS:
                    yield from _of_place(about, code, metric, amounts[metric])
    for measure, goals in answers.goals.items():
        for code, goal in goals.items():
            yield from _of_place(answers, code, measure, goal, "_target")


def _whole(about: BriefingAnswers, part: PeriodParts) -> Iterator[Claim]:
    """The figures of a whole period, and its sectors; a status that depends on a missing month is none."""
    for metric, value in part.whole.items():
        known = metric in PARTS or (metric in facts.STOCKS and not about.doubtful)
        if known and value is not None:
            yield facts.claim_of(about, metric, value, listed=True)
    for sector, people in part.sectors.items():
        if people and sector not in (OTHER, NONE):
            yield replace(facts.claim_of(about, "acquired", people, listed=True), metric=f"acquired_{sector}")


def _of_place(answers: BriefingAnswers, code: str, metric: str, value: int | None, suffix: str = "") -> Iterator[Claim]:
    if value is not None and code in answers.places:
        claim = facts.claim_of(answers, metric, value, suffix, facts.place_of(answers, code), listed=True)
        yield replace(claim, places=code)


def _terms(part: PeriodParts) -> Iterator[Period]:
    """The months, and what is shorter than the whole: quarters, semesters, and what adds up since the first month."""
    months, whole = sorted(part.months), part.scope.period
    periods = {Period(month, month) for month in months}
    periods |= {Period(whole.first, month) for month in months}
    periods |= {Period(month, shift(month, 1)) for month in months if shift(month, 1) in part.months}
    for count in _TERMS:
        starts = (month for month in months if (month.month - 1) % count == 0)
        periods |= {Period(first, last) for first in starts if (last := _last(first, count)) in part.months}
    yield from sorted(periods - {whole}, key=lambda one: (one.first, one.last))


def _last(first: date, count: int) -> date:
    return shift(first, count - 1)
