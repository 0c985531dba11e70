"""Comparisons without a figure: up or down, most and fewest, more than another place, a target that was reached."""

import re
from collections.abc import Iterator

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.cues import FALL, RISE
from dashboard.briefing.review.parts import does, statuses
from dashboard.briefing.review.period_mentions import mentions as periods
from dashboard.briefing.review.place_mentions import mentions as places
from dashboard.briefing.review.rule_periods import period_of
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import MONEY, Statement
from dashboard.language.words import Words
from queries.metrics import Unit

_WAY = re.compile(rf"\b(?:(?P<rise>{RISE})|(?P<fall>{FALL}))\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:(?:di)?banding\w*|ketimbang|daripada|dari (?:semester|periode)|terhadap (?:semester|periode)|than|against"
    r"|compared|from the|over the)\b",
    re.IGNORECASE,
)
_ABOVE = (
    r"(?:ter|di)lampaui|tercapai|terpenuhi|terealisasi|tembus|melampaui|melebihi|mencapai|memenuhi|menembus|di atas"
    r"|exceed\w*|surpass\w*|met|reached|beat|above|achieved|hit"
)
_BELOW = (
    r"di bawah|meleset|kurang dari|jauh dari|gagal|missed|below|short of|fell short"
    r"|(?:belum|tidak|tak|not|never) (?:\w+ )?(?:" + _ABOVE + ")"
)
_TARGET = re.compile(
    rf"\btarget\b[^.;]{{0,60}}?\b(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE}))\b"
    rf"|\b(?:(?P<less>{_BELOW})|(?P<more>{_ABOVE}))\b[^.;]{{0,40}}?\btarget",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:akan|agar|untuk|guna|demi|optimis\w*|optimistis|diharapkan|berharap|harap\w*|mengejar|upaya|berupaya|ingin|hendak"
    r"|to reach|to meet|to exceed|will|hope\w*|aim\w*)\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?P<most>terbanyak|tertinggi|terbesar|paling (?:banyak|tinggi|besar)|most|highest|largest)\b"
    r"|\b(?P<least>tersedikit|terendah|terkecil|paling (?:sedikit|rendah|kecil)|fewest|lowest|smallest|least)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\s+(?P<nth>kedua|ketiga|keempat)\b|(?P<before>(?:second|third)[ -])", re.IGNORECASE)
_NTH = {"kedua": 1, "ketiga": 2, "keempat": 3}
_ALL_MONEY = re.compile(
    r"(?<!dari )(?<!of )\b(?:seluruh|semua|segenap|total|all(?: of)?(?: the)?) (?:penerimaan )?(?:iuran"
    r"|contributions)\b"
    r"(?=[^.;]*?\b(?:dibayar|disetor|berasal|dari|paid|came|from))",
    re.IGNORECASE,
)
_ALL_AGENTS = re.compile(
    r"(?<!dari )(?<!of )\b(?:seluruh|semua|segenap|all(?: of)?(?: the)?) (?:\d+ )?(?:agen|agents)\b", re.IGNORECASE
)
_PAID = {Subject.NEW_MONEY: "received_from_new", Subject.EARLIER_MONEY: "received_from_earlier"}
_MORE = re.compile(
    r"\b(?:(?P<more>lebih (?:banyak|tinggi|besar|unggul)|unggul|mengungguli|melampaui|melebihi|more|higher|larger"
    r"|ahead)"
    r"|(?P<less>lebih (?:sedikit|rendah|kecil)|di bawah|tertinggal|kalah|fewer|lower|less|behind))\b",
    re.IGNORECASE,
)


def compared(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """A comparison that the figures do not bear out."""
    yield from _targets(statement, release, words)
    yield from _ways(statement, release, words)
    yield from _ranks(statement, release, words)
    yield from _places(statement, release, words)
    yield from _payers(statement, release)
    yield from _alls(statement, release)


def _measures(text: str) -> list[str]:
    topic = attribution.topic(text)
    if topic & MONEY:
        return ["received"]
    return ["acquired"] if Subject.NEW in topic else [] if topic else ["acquired", "received"]


def _targets(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    match = _TARGET.search(statement.text)
    if not match or _WISHED.search(statement.text[max(0, match.start() - 30) : match.end()]):
        return
    reached = {claim.metric: claim for claim in release.known if claim.metric.endswith("_target_reached")}
    asked = [
        reached[f"{one}_target_reached"] for one in _measures(statement.text) if f"{one}_target_reached" in reached
    ]
    if not asked:
        if not any(one.numeral.unit == "percent" and one.fit for one in statement.said):
            yield Fault("unknown", "no_target", {"figure": match[0]})
        return
    above = bool(match["above"] or match["more"])
    whole = [claim for claim in asked if (claim.exact >= 100 * 100) is above]
    if not whole:
        claim = asked[0]
        yield Fault("compared", "target", {"reached": claim.wording}, (claim.sentence,))


def _ways(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """Up or down against the period before; of a percentage beside it `ratios` asks."""
    text, now = statement.text, period_of(release)
    if now is None or any(one.numeral.unit in ("percent", "times") for one in statement.said):
        return
    earlier = [one for one in periods(text, now) if one.period.last < now.first]
    way = _WAY.search(text)
    if not way or not (earlier and (_AGAINST.search(text) or len(earlier) == 1)) or places(text, release):
        return
    changes = {claim.metric: claim for claim in release.known if claim.metric.endswith("_change")}
    if "target" in text.lower():
        return
    asked = [changes[f"{one}_change"] for one in _measures(text) if f"{one}_change" in changes]
    if asked and all((claim.exact > 0) is not bool(way["rise"]) for claim in asked):
        claim = asked[0]
        said = words(f"release.way.{'rise' if claim.exact > 0 else 'fall'}", percent=claim.wording)
        yield Fault("compared", "way", {"way": said}, (claim.sentence,))


def _payers(statement: Statement, release: Release) -> Iterator[Fault]:
    """What new and earlier participants paid, one against the other."""
    named = {claim.metric: claim for claim in reversed(release.known) if not claim.numerator}
    new, earlier = named.get("received_from_new"), named.get("received_from_earlier")
    places_of, match = attribution.payers(statement.text), _MORE.search(statement.text)
    if not (new and earlier and match and places_of):
        return
    first, second = sorted(places_of)
    if first < match.start() < second:
        leads = new if places_of[0] == first else earlier
        other = earlier if leads is new else new
        if (leads.exact > other.exact) is not bool(match["more"]):
            right = max((new, earlier), key=lambda claim: claim.exact)
            yield Fault("compared", "rank", {"right": right.sentence}, (right.sentence,))


def _alls(statement: Statement, release: Release) -> Iterator[Fault]:
    """All the contributions said to be of some, or all agents of one status."""
    named = {claim.metric: claim for claim in reversed(release.known) if not claim.numerator}
    text, parts = statement.text, []
    if match := _ALL_MONEY.search(text):
        payer = attribution.payer(text[match.end() :])
        parts = [("received", name) for subject, name in _PAID.items() if payer is subject]
    elif (match := _ALL_AGENTS.search(text)) and (said := list(statuses(text[match.end() :]))):
        at, status = said[0]
        parts = [("agents_listed", status)] if not does(text[match.end() + at :]) else []
    for whole, part in parts:
        if whole in named and part in named and named[whole].exact != named[part].exact:
            yield Fault("compared", "not_all", {"right": named[part].sentence}, (named[part].sentence,))


def _areas(release: Release) -> dict[str, Claim]:
    last = period_of(release)
    return {
        claim.places: claim
        for claim in release.known
        if claim.metric == "acquired" and claim.unit is Unit.PEOPLE and claim.period == last and "," not in claim.places
    }


def _ranks(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """Which place has most and which fewest."""
    text = statement.text
    areas = {code: claim for code, claim in _areas(release).items() if code}
    said = [(at, code) for at, code in places(text, release) if code in areas]
    if len(areas) < 2 or attribution.topic(text) & (MONEY | {Subject.AGENTS}):
        return
    for match in _MOST.finditer(text):
        after = [
            one for one in said if one[0] >= match.end() and not re.search(r"[;,]\s*\d|\d", text[match.end() : one[0]])
        ]
        leading = [one for one in said if one[0] < match.start()]
        near = _nearest(text, match, leading, after)
        if near is None:
            continue
        ordered = sorted(areas.values(), key=lambda claim: claim.exact, reverse=bool(match["most"]))
        second = _SECOND.match(text, match.end())
        nth = _NTH.get((second["nth"] or "").lower(), 0) if second else 0
        right = ordered[min(nth, len(ordered) - 1)]
        if areas[near].exact != right.exact:
            yield Fault("compared", "rank", {"right": right.sentence}, (right.sentence,))
            return


def _nearest(text: str, match: re.Match, leading: list[tuple[int, str]], after: list[tuple[int, str]]) -> str | None:
    """The place that a superlative is said of: "terbanyak di Batang", else the one before it, else one after it."""
    if after and re.match(
        r"[^.;,]{0,40}\b(?:di|dari|adalah|ialah|yakni|yaitu|oleh|in|from|is|was|were)\s+(?:\w+\s+){0,2}$|,?\s*(?:yakni|yaitu)\s+$",
        text[match.end() : after[0][0]],
    ):
        return after[0][1]
    if leading:
        return leading[-1][1]
    return after[0][1] if after else None


def _places(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """One place against another."""
    text, areas = statement.text, _areas(release)
    said = [(at, code) for at, code in places(text, release) if code in areas and code]
    match = _MORE.search(text)
    if not match or len(said) != 2 or attribution.topic(text) & (MONEY | {Subject.AGENTS}):
        return
    (_, one), (at, other) = said
    if not said[0][0] < match.start() < at or one == other:
        return
    if (areas[one].exact > areas[other].exact) is not bool(match["more"]):
        right = max((areas[one], areas[other]), key=lambda claim: claim.exact)
        yield Fault("compared", "rank", {"right": right.sentence}, (areas[one].sentence, areas[other].sentence))
