"""What can be wrong with a sentence of a press text, one function a rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.derived import STATUSES
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.cues import FALL, RISE
from dashboard.briefing.review.match import ClaimMatch, same_unit, unit_of
from dashboard.briefing.review.parts import does, statuses
from dashboard.briefing.review.place_mentions import mentions as places
from dashboard.briefing.review.statement import Said, Statement, agree
from dashboard.language.words import Words, words_in
from queries.metrics import Unit
from queries.press.threshold import LEAST_PEOPLE

LIKELY = 0.25
"""A number that is off by less is taken for a slip of the one beside it, which is offered in its place."""

RATES = {16_800, 36_800, 10_000, 6_800, 20_000}
"""Contributions a month that the rules name (domain, section 2): no figures of ours, and they change."""

_A_MONTH = re.compile(
    r"\s*(?:(?:per|tiap|setiap|/|a|each) ?(?:orang |peserta )?(?:per )?(?:bulan|month)|sebulan)", re.IGNORECASE
)
_BENEFIT = re.compile(
    r"\b(?:santunan|manfaat|beasiswa|bantuan|hadiah|donasi|biaya|ongkos|harga|tarif|upah|gaji|penghasilan|pendapatan"
    r"|denda"
    r"|uang (?:saku|transpor|tunai)|klaim|benefits?|scholarships?|prizes?|donations?|fees?"
    r"|wages?)\b(?!.*\b(?:iuran|penerimaan|setoran|contributions?)\b)",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:bila|jika|apabila|kalau|asalkan|if|when(?:ever)?)\s+(?:seorang |an? )?(?:agen|peserta|mampu|berhasil"
    r"|mereka|ia|dapat|bisa"
    r"|me[a-z]+|agents?|participants?|they)\b(?!\s+(?:telah|sudah|have|had))",
    re.IGNORECASE,
)
"""A condition that a rule sets: its numbers are the rule's, no figures of ours."""
_MOVED = re.compile(rf"\s+(?:yang |lain |di antaranya )?(?:{RISE}|{FALL})\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:lain|lainnya|tersebut|itu|ini|sisanya|di antaranya|others?|these|those|remaining)\b", re.IGNORECASE
)
_BLANK = re.compile(r"\[[^\]]*\]|…{2,}|\.{4,}|_{3,}")


@dataclass(frozen=True)
class Fault:
    """`why`: the text `release.why.<why>` and its `values`; `offers`: right wordings, the nearest to the text first."""

    kind: str
    why: str
    values: dict[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ()


def blank(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """Fields still to be filled in."""
    if fields := _BLANK.findall(statement.text):
        yield Fault("blank", "blank", {"fields": words.join(dict.fromkeys(fields))})


def few(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """So few people that they could be known, in a text for the press."""
    for one in statement.said if release.press else ():
        people = one.numeral.unit in ("people", "agents", "persons") and not one.numeral.value % 1
        average = one.derived and all(claim.metric.endswith("_per_office") for claim in one.claims)
        if people and one.numeral.value < LEAST_PEOPLE and not average:
            yield Fault("few", "few", {"figure": statement.written(one.numeral)}, _whole(release, "people"))
            return
    lone = _ONE.search(statement.text) if release.press else None
    if lone and any(name in _FEW and not does(lone["rest"][at:]) for at, name in statuses(lone["rest"])):
        yield Fault("few", "few", {"figure": lone[0]}, _whole(release, "people"))


_ONE = re.compile(r"\b(?:a single|a lone|seorang|satu orang|one) (?:agen|agent)\b(?P<rest>[^.;]{0,60})", re.IGNORECASE)
_FEW = ("agents_dormant_retained", "agents_slowing", "agents_due_for_removal", "agents_removed")


def divided(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """An average, or an amount a head."""
    money = any(one.numeral.unit == "rupiah" and not _is_rate(statement, one) for one in statement.said)
    text = statement.text
    spread = attribution.over_time(text) and not attribution.heads(text)
    if (
        statement.said
        and attribution.divides(text)
        and not spread
        and (money or not agree(statement.said) or _unknown(statement))
    ):
        offers = (_both(release), *_whole(release, "rupiah"))
        yield Fault("divided", "divided", {}, offers)


def _unknown(statement: Statement) -> bool:
    return any(not one.claims and one.numeral.unit != "other" for one in statement.said)


def unknown(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """A figure that is neither ours nor published; percentages are looked at by `ratios`."""
    for one in statement.said:
        numeral, written = one.numeral, statement.written(one.numeral)
        if one.claims or numeral.unit in ("percent", "times", "other") or _are_some(statement, one, release):
            continue
        if _is_rate(statement, one):
            yield Fault("rate", "rate", {"figure": written})
            continue
        near = _nearest(statement, one, release)
        if near is None:
            yield Fault("unknown", "unknown_alone", {"figure": written})
            continue
        beside = numeral.end > numeral.digits or numeral.unit == "rupiah"
        right = statement.with_instead(numeral, near.wording if beside else number_of(near))
        yield Fault("unknown", "unknown", {"figure": written, "nearest": near.wording}, (right,))


def _are_some(statement: Statement, one: Said, release: Release) -> bool:
    """Whether it counts some of the places, as those just named: "dua wilayah lain"."""
    some = one.numeral.unit == "areas" and one.numeral.value < len(release.inside)
    said = list(places(statement.text, release))
    counts = {len({code for _, code in said}), sum(at == one.numeral.end for at, _ in said)}
    if one.numeral.unit == "areas" and "target" in statement.text.lower():
        return True  # of so many it is asked whether they reached it
    if one.numeral.unit == "areas" and _MOVED.match(statement.text, one.numeral.end):
        return True  # likewise whether they rose
    return some and (bool(_SOME.search(statement.text)) or one.numeral.value in counts)


def _is_rate(statement: Statement, one: Said) -> bool:
    """Whether it is what the rules let a participant pay a month, what they promise, or money of something else."""
    numeral = one.numeral
    paid = numeral.value in RATES and _A_MONTH.match(statement.text, numeral.end)
    if _RULE.search(statement.text):
        return True
    if numeral.unit == "rupiah" and attribution.over_time(statement.text) and numeral.value < max(RATES):
        return any(other.numeral.value in RATES for other in statement.said)
    return numeral.unit == "rupiah" and bool(paid or _BENEFIT.search(statement.text[: numeral.begins]))


def _nearest(statement: Statement, one: Said, release: Release) -> Claim | None:
    """The claim that was most likely meant: near in value, of the same unit and of what the sentence is about."""
    numeral, about_these = one.numeral, attribution.topic(statement.text)
    said = {name for _, name in statuses(statement.text)} & {*STATUSES, "agents_removed"}
    alike = [
        claim
        for claim in release.stated
        if same_unit(numeral, claim)
        and (claim.subject is not Subject.AGENTS or not said or claim.metric in said)
        and not claim.published
        and (claim.subject in about_these or (numeral.unit == unit_of(claim) and claim.unit is not Unit.RUPIAH))
        and abs(float(claim.exact) - float(numeral.value)) <= LIKELY * float(numeral.value)
    ]
    return min(alike, key=lambda claim: abs(float(claim.exact) - float(numeral.value)), default=None)


def number_of(claim: Claim) -> str:
    """The number alone of a claim's wording."""
    match = re.search(r"\d[\d.,]*", claim.wording)
    return match[0] if match else claim.wording


def about(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """A rounded figure without "sekitar", or an exact one with it."""
    for one in statement.said:
        if one.fit is ClaimMatch.NEEDS_ABOUT:
            claim, text = one.claims[0], words_of(release)
            money = claim.unit is Unit.RUPIAH
            rough = text("release.about_amount", amount=statement.written(one.numeral))
            exact = claim.wording if money or one.numeral.end > one.numeral.digits else number_of(claim)
            offers = statement.with_instead(one.numeral, rough if money else exact, bound=money), claim.sentence
            values = {"figure": statement.written(one.numeral), "value": claim.wording}
            yield Fault("about", "needs_about", values, offers)
        elif one.fit is ClaimMatch.TOO_EXACT:
            right, whole = (
                statement.with_instead(one.numeral, statement.written(one.numeral), bound=True),
                one.claims[0].sentence,
            )
            offers = (right, whole) if one.numeral.begins else (whole, right)
            yield Fault("about", "too_exact", {"figure": statement.written(one.numeral)}, offers)


def _both(release: Release) -> str:
    """The acquisitions and the money, each in its sentence."""
    sentences = {claim.metric: claim.sentence for claim in reversed(release.known) if claim.numerator is None}
    return " ".join(sentences[name] for name in ("acquired", "received") if name in sentences)


def _whole(release: Release, unit: str) -> tuple[str, ...]:
    """The sentences of what counts the same for the whole of the places."""
    return tuple(claim.sentence for claim in release.known if claim.unit.value == unit and claim.sentence)


def words_of(release: Release) -> Words:
    """The words of the release's own language."""
    return words_in(release.language)
