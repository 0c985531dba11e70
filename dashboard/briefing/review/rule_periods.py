"""Of which period a sentence says a figure: one of the semester before is none of this one, nor of a whole year."""

import re
from collections.abc import Iterator

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.period_mentions import Mention, mentions
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import Statement
from dashboard.language.words import Words
from queries.periods import Period, month_of

_STOCKS = (Subject.AGENTS, Subject.OFFICES, Subject.AREA)
_BEFORE = re.compile(r"\b(?:sebelumnya|dari|semula|dulu|lalu|banding\w*|before|from|against|previous|earlier)\b", re.I)


def mistimed(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """A figure said of a period that it is not of. A percentage of change has two, and is not asked."""
    now = period_of(release)
    if now is None:
        return
    said = mentions(_without_sources(statement.text, release), now, earlier_of(release, now))
    for number, one in enumerate(statement.said):
        ours = [claim for claim in one.claims if not claim.published or len(one.claims) == 1]
        if not ours or one.numeral.unit in ("percent", "times") or (one.derived and _has_two(ours)):
            continue
        if _is_whole_of_part(statement, number):
            continue
        beside = _beside(statement, number, said)
        values = {"figure": statement.written(one.numeral)}
        if not beside:
            if _is_of_before(ours, now) and not said and not _BEFORE.search(_around(statement, before)):
                values["period"] = words.period(now)
                yield Fault("period", "period", values, (ours[0].sentence,))
                return
            continue
        if any(_is_of(claim, mention, release) for claim in ours for mention in beside):
            continue
        if any(mention.period == span for mention in beside for span in _spans(statement)):
            continue
        values["period"] = words.join(dict.fromkeys(words.period(one.period) for one in beside))
        periods = {mention.period for mention in beside}
        others = [claim for claim in release.known if claim.metric == ours[0].metric and claim.period in periods]
        yield Fault("period", "period", values, (ours[0].sentence, *(claim.sentence for claim in others)))
        return


def _without_sources(text: str, release: Release) -> str:
    """The text with what was cited blanked: "(ANTARA, Juli 2019)" says when it was published."""
    cited = {*release.given, *(claim.published for claim in release.known)} - {""}
    for one in cited:
        text = text.replace(one, "\0" * len(one))
    return text


def period_of(release: Release) -> Period | None:
    """The period that a release is of: the last of its figures'."""
    return max((claim.period for claim in release.known), key=lambda one: one.last, default=None)


def earlier_of(release: Release, now: Period) -> Period | None:
    """The period with which a release compares its own."""
    before = [claim.period for claim in release.known if claim.period.last < now.first and not claim.published]
    return max(before, key=lambda one: one.last, default=None)


def _spans(statement: Statement) -> list[Period]:
    """From the first period of the sentence's figures to the last: "dari 717 menjadi 1.313 dalam setahun"."""
    each = sorted(
        {claim.period for one in statement.said for claim in one.claims if not one.derived},
        key=lambda one: (one.first, one.last),
    )
    return [Period(each[0].first, each[-1].last)] if len(each) > 1 else []


_OF = re.compile(r"\s*(?:\w+\s+){0,3}(?:dari|of)\s+", re.IGNORECASE)


def _is_whole_of_part(statement: Statement, number: int) -> bool:
    """Whether a figure of a part of its period is said to be of it: "Januari 2019 menjaring 256 dari 1.313 peserta"."""
    if not number or not _OF.fullmatch(statement.between(number - 1, number)):
        return False
    part, whole = statement.said[number - 1 : number + 1]
    return any(
        one.period != other.period and one.period.first >= other.period.first and one.period.last <= other.period.last
        for one in part.claims
        for other in whole.claims
        if one.metric == other.metric
    )


def _has_two(claims: list[Claim]) -> bool:
    """Whether they are a difference, which lies between two periods."""
    return all(claim.metric.endswith(("_difference", "_monthly")) for claim in claims)


def _is_of_before(claims: list[Claim], now: Period) -> bool:
    return all(claim.period.last < now.first for claim in claims)


def _around(statement: Statement, before: list[Statement]) -> str:
    return " ".join([*(one.text for one in before[-1:]), statement.text])


def _beside(statement: Statement, number: int, said: list[Mention]) -> list[Mention]:
    """The periods named beside a figure: after it, before it, else the only one of the sentence."""
    one = statement.said[number].numeral
    start = statement.said[number - 1].numeral.end if number else 0
    end = statement.said[number + 1].numeral.begins if number + 1 < len(statement.said) else len(statement.text)
    after = [each for each in said if one.end <= each.start < end and not each.compared]
    leading = [each for each in said if start <= each.start < one.begins and not (each.compared and number)]
    if not (after or leading):
        alone = [each for each in said if not each.compared]
        return alone if len(alone) == 1 and alone[0].start < one.begins else []
    return [*after, *(each for each in leading if not each.compared or not after)]


def _is_of(claim: Claim, mention: Mention, release: Release) -> bool:
    period, named = claim.period, mention.period
    until = min(period.last, month_of(release.as_of)) if release.as_of else period.last
    if claim.subject in _STOCKS:
        return any(named.first <= month <= named.last for month in (period.last, until))
    if mention.until:
        return named.last in (period.last, until)
    return period == named
