"""Of which period a sentence says a figure: one of the semester before is none of this one, nor of a whole year."""

import re
from collections.abc import Iterator, Sequence

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.cues import MONTHLY
from dashboard.briefing.review.period_mentions import Mention, mentions
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import BREAK, Statement
from dashboard.language.words import Words
from queries.periods import Period, month_of

_STOCKS = (Subject.AGENTS, Subject.OFFICES, Subject.AREA)
_EACH = re.compile(
    r"(?:\s+(?:baru|orang|peserta|new|participants)){0,2}\s+(?:(?:setiap|tiap|saban|per|every|each|a)\s+(?:hari"
    r"|pekan|minggu|bulan|triwulan|semester|tahun|day"
    r"|week|month|quarter|semester|year)\b(?! (?:earlier|ago|before|later))|sebulan|seminggu|setahun)",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\b(?:rata-rata|rerata|average\w*)\b", re.IGNORECASE)
_FOR_EACH = re.compile(
    r"\b(?:setiap|tiap|saban|every|each)\s+(?:hari|pekan|minggu|bulan|triwulan|semester|tahun|day|week|month|quarter"
    r"|year)\s+"
    r"(?:(?!rata)[a-z]+\s+){0,4}(?:Rp\s?)?$",
    re.IGNORECASE,
)
"""So much in each of many: a figure of one period is none of that."""

_REPORTED = r"(?:memberitakan|diberitakan|mewartakan|menulis|dimuat|terbit(?:an)?|melaporkan|reported|published|wrote)"
_CITED = re.compile(
    rf"\b(?:pada|in|edisi)\s+(?:\d{{1,2}} )?\w+ \d{{4}}(?=,? {_REPORTED})|(?<=terbit )\w+ \d{{4}}", re.IGNORECASE
)
"""When something was published, which is no period of what it said."""

_BECOMES = re.compile(r"\b(?:menjadi|jadi|ke|to|into)\s+(?:\w+\s+){0,2}(?:Rp\s?)?$", re.IGNORECASE)
"""What a figure has become is of a later period: "dari 120 pada semester II 2018 menjadi 304"."""

_FROM = re.compile(r"\b(?:dari|from)\s+$", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:sebelumnya|semula|dulu|lalu|banding\w*|before|against|previous|earlier)\b|\b(?:dari|from|than|di atas"
    r"|melampaui)\s+"
    r"(?:\w+\s+){0,2}(?:Rp\s?)?\d",
    re.IGNORECASE,
)


def mistimed(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """A figure said of a period that it is not of. A percentage of change has two, and is not asked."""
    now = period_of(release)
    if now is None:
        return
    said = mentions(_without_sources(statement.text, release), now, earlier_of(release, now))
    in_order = _in_order(statement, said)
    for number, one in enumerate(statement.said):
        ours = [claim for claim in one.claims if not claim.published or len(one.claims) == 1]
        if not ours:
            continue
        if one.numeral.unit == "percent" and any(each.compared for each in said):
            ours = [claim for claim in ours if _has_two(claim)] or ours
        if _is_whole_of_part(statement, number):
            continue
        beside = in_order.get(number) or _beside(statement, number, said)
        wrong = _is_of_each(statement, number) or not any(
            _agrees(claim, beside, statement, number, said, release) for claim in ours
        )
        unsaid = not beside and not said and _is_of_before(ours, now)
        if not wrong and not (unsaid and not _BEFORE.search(_around(statement, before))):
            continue
        periods = [mention.period for mention in beside] or [now]
        others = [claim for claim in release.known if claim.metric == ours[0].metric and claim.period in periods]
        values = {
            "figure": statement.written(one.numeral),
            "period": words.join(dict.fromkeys(words.period(each) for each in periods)),
        }
        yield Fault("period", "period", values, (ours[0].sentence, *(claim.sentence for claim in others)))
        return


def _in_order(statement: Statement, said: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Figures in the order of the periods before them: "lebih banyak pada Januari daripada Februari, 256 berbanding
    228"."""
    amounts = [n for n, one in enumerate(statement.said) if one.numeral.unit in ("people", "persons", "", "rupiah")]
    if len(amounts) < 2 or len(said) != len(amounts):
        return {}
    if said[-1].end > statement.said[amounts[0]].numeral.begins:
        return {}
    return {number: [one._replace(compared=False)] for number, one in zip(amounts, said, strict=True)}


def _is_of_each(statement: Statement, number: int) -> bool:
    """Whether a figure is said for each of many periods: "1.313 peserta setiap bulan"."""
    one = statement.said[number]
    said = _EACH.match(statement.text, one.numeral.end) or _FOR_EACH.search(statement.between(number - 1, number))
    averaged = len(statement.said) == 1 and MONTHLY.search(statement.text) and _AVERAGE.search(statement.text)
    if any(claim.metric.endswith("_monthly") for claim in one.claims):
        return False
    return not one.derived and one.numeral.unit != "percent" and bool(said or averaged)


def _agrees(
    claim: Claim, beside: list[Mention], statement: Statement, number: int, said: Sequence[Mention], release: Release
) -> bool:
    """Whether a figure may be the claim by the periods beside it; a change lies between two, and names no other."""
    now = period_of(release)
    if claim.metric.endswith("_monthly"):
        return True
    if claim.numerator and claim.denominator and claim.numerator.period != now:
        two = (claim.numerator.period, claim.denominator.period)
        return not said or any(one.period in two for one in said)
    if not _has_two(claim):
        spans = _spans(statement) if beside else []
        return not beside or any(_is_of(claim, one, release) or one.period in spans for one in beside)
    earlier = earlier_of(release, now) if now else None
    if now is None or earlier is None:
        return True
    both = {now, earlier, Period(earlier.first, now.last)}
    own = len(statement.said) == 1 or len({one.numeral.unit for one in statement.said}) == 1
    named = said if own else [*beside, *(one for one in said if one.compared)]
    first = named[0] if named else None
    reverse = (
        first and first.period == earlier and not first.compared and first.start < statement.said[number].numeral.begins
    )
    if claim.metric.endswith("_times") and reverse and all(one.period != now for one in named):
        return False
    ends = {now.last, min(now.last, month_of(release.as_of)) if release.as_of else now.last}
    return all(one.period in both or (one.until and one.period.last in ends) for one in named)


def _without_sources(text: str, release: Release) -> str:
    """The text with what was cited blanked: "(ANTARA, Juli 2019)" says when it was published."""
    cited = {*release.given, *(claim.published for claim in release.known)} - {""}
    for one in cited:
        text = text.replace(one, "\0" * len(one))
    return _CITED.sub(lambda match: "\0" * len(match[0]), text)


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


def _has_two(claim: Claim) -> bool:
    """Whether it lies between two periods: a difference, a change, how many times as much."""
    of_parts = claim.places and claim.metric.endswith("_times")
    ours = claim.subject not in (Subject.AGENTS, Subject.OFFICES) and not of_parts
    return (
        ours
        and claim.metric.endswith(("_difference", "_change", "_times", "_ratio"))
        and "_target_" not in claim.metric
    )


def _is_of_before(claims: list[Claim], now: Period) -> bool:
    return all(claim.period.last < now.first for claim in claims)


def _around(statement: Statement, before: list[Statement]) -> str:
    return " ".join([*(one.text for one in before[-1:]), statement.text])


def _beside(statement: Statement, number: int, said: Sequence[Mention]) -> list[Mention]:
    """The periods named beside a figure: after it, before it, else the only one of the sentence."""
    one = statement.said[number].numeral
    start = statement.said[number - 1].numeral.end if number else 0
    end = statement.said[number + 1].numeral.begins if number + 1 < len(statement.said) else len(statement.text)
    after = [each for each in said if one.end <= each.start < end and not each.compared]
    leading = [each for each in said if start <= each.start < one.begins and not (each.compared and number)]
    if number and _BECOMES.search(statement.between(number - 1, number)):
        return [each for each in after if not each.compared]
    if _FROM.search(statement.text[: one.begins]) and _BECOMES.search(statement.between(number, number + 1)):
        return [*leading, *after, *(each for each in said if each.end <= one.begins)]
    if len(leading) > 1 and BREAK.search(statement.text[leading[-2].end : leading[-1].start]):
        leading = leading[-1:]
    if any(not each.compared for each in leading) and after and BREAK.search(statement.text[one.end : after[0].start]):
        after = []
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
