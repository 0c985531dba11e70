"""Comparisons without a figure: up or down, most and fewest, more than another place, a target that was reached."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dashboard.briefing.release import wording
from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.cues import FALL, RISE
from dashboard.briefing.review.parts import denied, does, statuses
from dashboard.briefing.review.period_mentions import mentions as periods
from dashboard.briefing.review.place_mentions import mentions as places
from dashboard.briefing.review.rule_periods import earlier_of, period_of
from dashboard.briefing.review.rule_ranks import ranked
from dashboard.briefing.review.rule_targets import targeted
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.sector_mentions import sectors
from dashboard.briefing.review.statement import MONEY, Statement
from dashboard.language.words import Words

_WAY = re.compile(rf"\b(?:(?P<rise>{RISE})|(?P<fall>{FALL}))\b", re.IGNORECASE)
_SIDE = re.compile(
    rf"\b(?:(?P<rise>{RISE})(?:nya)?|(?P<fall>{FALL})(?:nya)?|(?P<more>lebih (?:banyak|tinggi|besar)|kelebihan"
    rf"|di atas|beat|more|above|higher)"
    r"|(?P<less>lebih (?:sedikit|rendah|kecil)|kekurangan|kurang(?! dari| lebih)|di bawah|missed|fewer|less|below|lower"
    r"|short of))\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:dari|from|semula)\s+(?:(?:sebanyak|sebesar|hanya|sekitar|only|about|Rp)\s*){0,2}$", re.IGNORECASE
)
_TO = re.compile(r"\b(?:menjadi|jadi|ke|to|into)\s+(?:(?:sebanyak|sebesar|sekitar|about|Rp)\s*){0,2}$", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:(?:di)?banding\w*|ketimbang|daripada|dari (?:semester|periode)|terhadap (?:semester|periode)|than|against"
    r"|compared|from the|over the)\b",
    re.IGNORECASE,
)
_ALL_MONEY = re.compile(
    r"(?<!dari )(?<!of )\b(?:seluruh|semua|segenap|total|all(?: of)?(?: the)?) (?:penerimaan )?(?:iuran"
    r"|contributions)\b"
    r"(?=[^.;]*?\b(?:dibayar|disetor|berasal|dari|paid|came|from))",
    re.IGNORECASE,
)
_ALL_AGENTS = re.compile(
    r"(?<!dari )(?<!of )(?<!tidak )(?<!belum )(?<!tak )(?<!bukan )(?<!not )\b(?:seluruh|semua|segenap"
    r"|all(?: of)?(?: the)?) (?:\d+ )?(?:agen|agents)\b",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(
    r"(?<!tidak )(?<!belum )(?<!tak )(?<!bila )(?<!kalau )\b(?:seluruhnya|semuanya|all of (?:them|whom) (?:are"
    r"|were)|every one of them (?:is|was))(?= )",
    re.I,
)
_PAID = {Subject.NEW_MONEY: "received_from_new", Subject.EARLIER_MONEY: "received_from_earlier"}


def compared(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """A comparison that the figures do not bear out."""
    yield from targeted(statement, release)
    yield from _from_to(statement, release, words)
    yield from list(_ways(statement, release, words)) or _differences(statement, release, words)
    yield from ranked(statement, release)
    yield from _alls(statement, release)


def _measures(text: str) -> list[str]:
    topic = attribution.topic(text)
    if topic & MONEY:
        return ["received"]
    return ["acquired"] if Subject.NEW in topic else [] if topic else ["acquired", "received"]


def _ways(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """Up or down against the period before; of a percentage beside it `ratios` asks."""
    text, now = statement.flat, period_of(release)
    if now is None or any(one.numeral.unit in ("percent", "times") for one in statement.said):
        return
    earlier = [one for one in periods(text, now) if one.period.last < now.first]
    way = _WAY.search(text) or _SIDE.search(text)
    if not way or not (earlier and (_AGAINST.search(text) or len(earlier) == 1)):
        return
    changes = _changes(release, {code for _, code in places(text, release)})
    with_this = earlier_of(release, now)
    if with_this and all(one.period != with_this for one in earlier) and not statement.said:
        yield Fault("unknown", "no_period", {"figure": way[0], "period": words.period(earlier[0].period)})
        return
    if "target" in text.lower():
        return
    named = _of_sectors(statement, release, way.start())
    asked = named or [changes[f"{one}_change"] for one in _measures(text) if f"{one}_change" in changes]
    up = bool(way["rise"] or way.groupdict().get("more"))
    if asked and all((claim.exact > 0) is not up for claim in asked):
        yield _turned(asked[0], words)


def _of_sectors(statement: Statement, release: Release, at: int) -> list[Claim]:
    """The changes of the sectors that are said to rise or fall there: named ahead of it, in its clause."""
    start, _ = statement.clause(at)
    clause = statement.text[start:at]
    if attribution.topic(clause) & MONEY or list(places(statement.text, release)):
        return []
    asked = {f"acquired_{name}_change" for _, name in sectors(clause, release)}
    return [claim for claim in release.derived if claim.metric in asked and not claim.places]


def _changes(release: Release, codes: set[str]) -> dict[str, Claim]:
    """The change of each measure, of the place that is named."""
    if codes and codes != release.inside:
        alone = ",".join(codes) if len(codes) == 1 else "-"
        each = [claim for claim in release.derived if claim.places == alone]
    else:
        each = list(release.known)
    return {claim.metric: claim for claim in each if claim.metric.endswith("_change")}


def _turned(change: Claim, words: Words) -> Fault:
    said = words(f"release.way.{'rise' if change.exact > 0 else 'fall'}", percent=_percent(change, words))
    before = change.denominator.period if change.denominator else change.period.previous()
    offers = (change.sentence,) if change.sentence else ()
    return Fault("compared", "way", {"way": said, "before": words.period(before)}, offers)


def _percent(change: Claim, words: Words) -> str:
    return change.wording if change.sentence else wording.percent(words, abs(change.value))


def _from_to(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """What rose "dari 717 menjadi 1.313": the first of the period before, the second of this one, and which is more."""
    for number, (one, other) in enumerate(pairwise(statement.said)):
        ahead, between = statement.between(number - 1, number), statement.between(number, number + 1)
        turned = bool(_TO.search(ahead) and _FROM.search(between))
        if not (turned or (_FROM.search(ahead) and _TO.search(between))):
            continue
        first, last = (other, one) if turned else (one, other)
        pairs = [(a, b) for a in first.claims for b in last.claims if a.metric == b.metric and a.places == b.places]
        if not pairs or first.derived or last.derived:
            continue
        right = [(a, b) for a, b in pairs if a.period.last < b.period.first]
        way = next(_WAY.finditer(statement.flat[: one.numeral.begins]), None)
        rises = not right or right[0][1].exact > right[0][0].exact
        if right and (way is None or bool(way["rise"]) is rises):
            continue
        before, after = sorted((right or pairs)[0], key=lambda claim: claim.period.first)
        yield _moved(before, after, release, words)
        return


def _moved(before: Claim, after: Claim, release: Release, words: Words) -> Fault:
    """Which way a figure went between two periods, of whatever it counts: the branch, one of its places, a sector."""
    for change in (*release.known, *release.derived):
        same = change.metric == f"{after.metric}_change" and change.places == after.places
        spans = change.period == after.period and change.denominator and change.denominator.period == before.period
        if same and spans and change.exact:
            return _turned(change, words)
    values = {"before": words.period(before.period), "after": words.period(after.period)}
    return Fault("compared", "way_alone", {**values, "first": before.wording, "last": after.wording})


def _differences(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """A difference said to be a rise where it is a fall, or the other way round."""
    for one in statement.said:
        changes = [claim for claim in one.claims if claim.metric.endswith("_difference")]
        if not changes or len(changes) < len(one.claims):
            continue
        rises = [bool(way["rise"] or way["more"]) for way in _SIDE.finditer(statement.flat)]
        if rises and all((claim.exact > 0) not in rises for claim in changes):
            metric = (
                changes[0].metric.replace("_target_difference", "_target_reached").replace("_difference", "_change")
            )
            right = next((claim for claim in release.known if claim.metric == metric), None)
            if right and metric.endswith("_change"):
                yield _turned(right, words)
            elif right:
                yield Fault("compared", "target", {"reached": right.wording}, (right.sentence,))
            return


def _alls(statement: Statement, release: Release) -> Iterator[Fault]:
    """All the contributions said to be of some, or all agents of one status."""
    named = {claim.metric: claim for claim in reversed(release.known) if not claim.numerator}
    text, parts = statement.flat, []
    if match := _ALL_MONEY.search(text):
        payer = attribution.payer(text[match.end() :])
        parts = [("received", name) for subject, name in _PAID.items() if payer is subject]
    elif (match := _ALL_AGENTS.search(text)) and (said := list(statuses(text[match.end() :]))):
        at, status = said[0]
        parts = [("agents_listed", status)] if not does(text[match.end() + at :]) else []
    elif match := _ALL_OF_THEM.search(text):
        said = list(statuses(text[match.end() :]))
        parts = (
            [("agents_listed", said[0][1])]
            if said and said[0][0] < 2 and not does(text[match.end() :].lstrip())
            else []
        )
    for status in denied(text):
        if status in named and named[status].exact:
            yield Fault("compared", "not_all", {"right": named[status].sentence}, (named[status].sentence,))
    for whole, part in parts:
        if whole in named and part in named and named[whole].exact != named[part].exact:
            yield Fault("compared", "not_all", {"right": named[part].sentence}, (named[part].sentence,))
