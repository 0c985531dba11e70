"""Targets without their figure: reached or missed, by the branch, by a place, by so many of the places."""

import re
from collections.abc import Iterator

from dashboard.briefing.release import wording
from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.period_mentions import mentions as periods
from dashboard.briefing.review.place_mentions import mentions as places
from dashboard.briefing.review.rule_periods import period_of
from dashboard.briefing.review.rules import Fault, words_of
from dashboard.briefing.review.statement import MONEY, Statement

_ABOVE = (
    r"(?:ter|di)lampaui|(?:ter|di|me)?lewati|tercapai|terpenuhi|terealisasi|tembus|melampaui|melebihi|mencapai|memenuhi"
    r"|menembus|di atas"
    r"|exceed\w*|surpass\w*|met|reached|beat|above|achieved|hit"
)
_BELOW = (
    r"di bawah|meleset|kurang dari|jauh dari|gagal|missed|below|short of|fell short"
    r"|(?:belum|tidak|tak|not|never) (?:\w+ )?(?:" + _ABOVE + r")|(?:tidak|belum|not)(?=\s*(?:[.,;]|$))"
)
_TARGET = re.compile(
    rf"\btarget\b[^.;]{{0,60}}?\b(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE}))\b"
    rf"|\b(?:(?P<less>{_BELOW})|(?P<more>{_ABOVE}))\b[^.;]{{0,40}}?\btarget",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:(?:tak|tidak|belum) (?:ada|satu ?pun|sebuah pun)|none of|neither|no)\b[^.;]{0,15}$", re.IGNORECASE
)
_WISHED = re.compile(
    r"\b(?:akan|agar|untuk|guna|demi|optimis\w*|optimistis|diharapkan|berharap|harap\w*|mengejar|upaya|berupaya"
    r"|ingin|hendak"
    r"|to reach|to meet|to exceed|will|hope\w*|aim\w*)\b",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(
    r"^(?:mencapai|memenuhi|reached|met|achieved|hit)\b[^;]*\d\s*(?:%|persen|per ?cent)", re.IGNORECASE
)
"""How much of a target was reached, which the percentage says."""

_ONLY_SO_MANY = re.compile(r"\b(?:baru|hanya|cuma|only|just)\s+(?:Rp\s?)?\d", re.IGNORECASE)
_OF_AREAS = re.compile(
    r"\b(?P<count>semua|seluruh|segenap|satu|dua|tiga|empat|kedua|ketiga|keempat|all|every|one|two|three|four|[1-9])"
    r"(?: dari (?:empat|tiga|[2-9])| of (?:the )?(?:four|three|[2-9]))?(?: the)? "
    r"(?:daerah|wilayah|kabupaten/kota|areas?|regions?)\b",
    re.IGNORECASE,
)
_COUNTS = {
    **dict.fromkeys(("satu", "one"), 1),
    **dict.fromkeys(("dua", "two", "kedua"), 2),
    **dict.fromkeys(("tiga", "three", "ketiga"), 3),
    **dict.fromkeys(("empat", "four", "keempat"), 4),
}
_SOLE = re.compile(r"\b(?:satu-satunya|hanya|cuma|the only|only)\b", re.IGNORECASE)
_BUT_ONE = re.compile(
    r"\b(?:hanya|cuma|kecuali|only|except|but not)\s+(?:\w+\s+){0,3}(?:yang |that |which )?(?:belum|tidak"
    r"|did not|not)?",
    re.IGNORECASE,
)


def targeted(statement: Statement, release: Release) -> Iterator[Fault]:
    """A target said to be reached that was missed, or the other way round."""
    for match in _TARGET.finditer(statement.flat):
        yield from _target(match, statement, release)


def _measures(text: str) -> list[str]:
    topic = attribution.topic(text)
    if topic & MONEY:
        return ["received"]
    return ["acquired"] if Subject.NEW in topic else [] if topic else ["acquired", "received"]


def _target(match: re.Match, statement: Statement, release: Release) -> Iterator[Fault]:
    now, text = period_of(release), statement.flat
    named = periods(statement.text, now) if now else []
    if named and all(one.period != now for one in named if not one.compared) and not all(one.compared for one in named):
        yield Fault("unknown", "no_target", {"figure": match[0]})
        return
    if _PART_OF_IT.search(match[0]) or _WISHED.search(text[max(0, match.start() - 30) : match.end()]):
        return
    measures = _measures(match[0]) if attribution.topic(match[0]) else _measures(text)
    above = _is_above(match, text)
    codes = {code for _, code in places(statement.text, release)}
    of_areas = [area for one in measures if (area := _by_area(one, release))]
    if of_areas and (_OF_AREAS.search(text) or (codes & release.inside < release.inside and codes)):
        yield from _of_areas(match, statement, release, above, of_areas)
        return
    reached = {claim.metric: claim for claim in reversed(release.known) if claim.metric.endswith("_target_reached")}
    asked = [reached[f"{one}_target_reached"] for one in measures if f"{one}_target_reached" in reached]
    if not asked or (codes and codes < release.inside):
        if not any(one.numeral.unit == "percent" and one.fit for one in statement.said):
            yield Fault("unknown", "no_target", {"figure": match[0]})
        return
    if not any((claim.exact >= 100 * 100) is above for claim in asked):
        yield Fault("compared", "target", {"reached": asked[0].wording}, (asked[0].sentence,))


def _is_above(match: re.Match, text: str) -> bool:
    """Whether it is said to be reached: "baru 1.313 yang tercapai" and "tak satu pun target tercapai" say it is not."""
    short = match["more"] and re.search(rf"\b(?:{_BELOW})\b", match[0], re.IGNORECASE)
    above = bool((match["above"] or match["more"]) and not short)
    if above and _ONLY_SO_MANY.search(match[0]):
        return False
    return above is not bool(_NONE.search(text[: match.start()]))


def _by_area(measure: str, release: Release) -> dict[str, Claim]:
    """What part of its target each place reached."""
    name = f"{measure}_target_reached"
    return {claim.places: claim for claim in release.derived if claim.metric == name and claim.places}


def _of_areas(
    match: re.Match, statement: Statement, release: Release, above: bool, of_areas: list[dict[str, Claim]]
) -> Iterator[Fault]:
    """The first place of which it is not so, unless it is of any of the measures that may be meant."""
    wrong = [_wrong_area(statement, release, above, area) for area in of_areas]
    if all(wrong):
        claim = next(one for one in wrong if one)
        reached = wording.percent(words_of(release), claim.value)
        sentence = claim.numerator.sentence if claim.numerator else ""
        yield Fault("compared", "target", {"reached": reached}, (sentence,) if sentence else ())


def _wrong_area(statement: Statement, release: Release, above: bool, area: dict[str, Claim]) -> Claim | None:
    text = statement.flat
    so = {code for code, claim in area.items() if (claim.exact >= 100 * 100) is above}
    said = [(at, code) for at, code in places(statement.text, release) if code in area]
    count = _OF_AREAS.search(text)
    but = count and _BUT_ONE.search(text, count.end())
    if but:
        apart = {code for at, code in said if at >= but.start()}
        if wrong := apart & so:
            return area[min(wrong)]
        said = [(at, code) for at, code in said if at < but.start()]
    named = {code for _, code in said}
    if wrong := named - so:
        return area[min(wrong)]
    if count:
        word = count["count"].lower()
        many = int(word) if word.isdigit() else _COUNTS.get(word, len(area))
        return area[min(area)] if many != len(so) else None
    if _SOLE.search(text) and named < so:
        return area[min(so - named)]
    return None
