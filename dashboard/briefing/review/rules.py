"""What can be wrong with a sentence of a press text, one function a rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.derived import STATUSES
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.match import ClaimMatch, same_unit, unit_of
from dashboard.briefing.review.parts import statuses
from dashboard.briefing.review.statement import MONEY, Said, Statement, agree, apart
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
_BENEFIT = re.compile(r"\b(?:santunan|manfaat|beasiswa|benefits?|scholarships?)(?: \w+){0,4} (?:Rp)?$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]|\b(?:dan|sedangkan|sementara|serta|lalu|and|while|whereas)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:\s+(?:baru|new|Perisai|orang|peserta|pekerja|participants?|agen|agents?)){0,3}\s*(?:,|,? dan|,? serta"
    r"|,? and)\s+(?:\w+\s+){0,1}",
    re.IGNORECASE,
)
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
        if people and one.numeral.value < LEAST_PEOPLE:
            yield Fault("few", "few", {"figure": statement.written(one.numeral)}, _whole(release, "people"))
            return


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


def joined(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """Figures of different people in one sentence, or money that is said to be of others than those who paid it."""
    both = _named_together(statement)
    money = next((one for one in statement.said if one.subjects & MONEY), None)
    if money and attribution.agents_pay(statement.text):
        values = {"figure": statement.written(money.numeral), "who": _who(money, words)}
        yield Fault("joined", "payer", {**values, "said": words("release.who.agents")}, (money.claims[0].sentence,))
        return
    alone = not any(Subject.NEW in one.subjects for one in statement.said)
    if attribution.adds_earlier(statement.text) and (alone or context(before) is Subject.NEW):
        both = MONEY | {Subject.NEW}
    if not agree(statement.said, both) and not _listed(statement):
        known = [one for one in statement.said if one.claims]
        pairs = [(one, other) for one, other in combinations(known, 2) if apart(one, other)]
        yield _apart(statement, *(pairs or [(known[0], known[-1])])[0], words)
        return
    for number, one in enumerate(statement.said):
        said = _payer(statement, number)
        right = not said or said in one.subjects or (both and Subject.ALL in one.subjects)
        if one.numeral.unit == "rupiah" and one.claims and not one.derived and not right:
            values = {
                "figure": statement.written(one.numeral),
                "who": _who(one, words),
                "said": words(f"release.who.{said}"),
            }
            yield Fault("joined", "payer", values, (one.claims[0].sentence,))
            return
    text = statement.text
    if not attribution.points_back(text) or attribution.both(text) or attribution.adds_earlier(text):
        return
    meant = context(before)
    money = next((one for one in statement.said if _is_of_others(one, meant)), None)
    if (
        meant
        and money
        and attribution.payer(text) is None
        and not any(Subject.NEW in one.subjects for one in statement.said)
    ):
        values = {"figure": statement.written(money.numeral), "who": _who(money, words)}
        values["said"] = words(f"release.who.{meant}")
        ours = tuple(claim.sentence for claim in release.known if claim.metric == "acquired")[:1]
        yield Fault("joined", "payer", values, (" ".join([*ours, money.claims[0].sentence]), money.claims[0].sentence))


def _is_of_others(one: Said, meant: Subject | None) -> bool:
    """Whether it is money of others than those who are meant; agents, who pay none, have none of their own."""
    return bool(one.subjects & MONEY) and not (meant is Subject.NEW and Subject.NEW_MONEY in one.subjects)


def context(before: list[Statement]) -> Subject | None:
    """Of whom the sentences before speak, the last first: the new participants or the agents; None of all of them."""
    for one in reversed(before):
        if attribution.both(one.text) or attribution.payer(one.text) is Subject.ALL or attribution.splits(one.text):
            return None
        spoken = {subject for said in one.said if said.numeral.unit != "rupiah" for subject in said.subjects}
        if Subject.NEW in spoken or attribution.payer(one.text) is Subject.NEW_MONEY:
            return Subject.NEW
        if spoken & {Subject.AGENTS}:
            return Subject.AGENTS
        if spoken or attribution.payer(one.text) or any(said.subjects & MONEY for said in one.said):
            return None
    return None


def _listed(statement: Statement) -> bool:
    """Whether participants and agents only stand side by side: "1.313 peserta baru dan 32 agen"."""
    known = [number for number, one in enumerate(statement.said) if one.claims]
    money = any(one.subjects & MONEY for one in statement.said)
    return not money and all(
        _BESIDE.fullmatch(statement.between(number, after)) or not apart(statement.said[number], statement.said[after])
        for number, after in pairwise(known)
    )


def _named_together(statement: Statement) -> frozenset[Subject]:
    """The right wording: new and earlier participants named together, or the earlier added to those just counted."""
    new = [number for number, one in enumerate(statement.said) if Subject.NEW in one.subjects]
    alone = any(
        attribution.pays(statement.between(number - 1, number), statement.between(number, number + 1)) for number in new
    )
    if attribution.both(statement.text) and not alone:
        return MONEY | {Subject.NEW}
    for number, one in enumerate(statement.said):
        if Subject.NEW in one.subjects and attribution.adds_earlier(statement.between(number, number + 1)):
            return MONEY | {Subject.NEW}
    return frozenset()


def _payer(statement: Statement, number: int) -> Subject | None:
    """Whose money the words after a figure, else those before it, say that it is."""
    alone = sum(one.numeral.unit == "rupiah" for one in statement.said) == 1
    after, before = statement.between(number, number + 1), statement.between(number - 1, number)
    if not alone and number + 1 < len(statement.said):
        after = _CLAUSE.split(after)[0]
    return attribution.payer(after) or (attribution.payer(statement.text) if alone else attribution.payer(before))


def _apart(statement: Statement, first: Said, second: Said, words: Words, written: str = "") -> Fault:
    values = {
        "first": written or statement.written(first.numeral),
        "second": statement.written(second.numeral),
        "who_first": _who(first, words),
        "who_second": _who(second, words),
    }
    ordered = (first.claims[0].sentence, second.claims[0].sentence)
    return Fault("joined", "joined", values, (" ".join(ordered), " ".join(reversed(ordered))))


def _who(one: Said, words: Words) -> str:
    return words(f"release.who.{one.claims[0].subject}")


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
    return some and bool(_SOME.search(statement.text))


def _is_rate(statement: Statement, one: Said) -> bool:
    """Whether it is what the rules let a participant pay a month, or what they promise."""
    numeral = one.numeral
    paid = numeral.value in RATES and _A_MONTH.match(statement.text, numeral.end)
    return numeral.unit == "rupiah" and bool(paid or _BENEFIT.search(statement.text[: numeral.begins]))


def _nearest(statement: Statement, one: Said, release: Release) -> Claim | None:
    """The claim that was most likely meant: near in value, of the same unit and of what the sentence is about."""
    numeral, about_these = one.numeral, attribution.topic(statement.text)
    said = {name for _, name in statuses(statement.text)} & {*STATUSES, "agents_removed"}
    alike = [
        claim
        for claim in release.known
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
