"""What can be wrong with a sentence of a press text, one function a rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.match import COUNTED, Fit, same_unit
from dashboard.briefing.review.statement import MONEY, Said, Told, agree, apart
from dashboard.language.words import Words, words_in
from queries.metrics import Unit

LEAST = 5
"""Fewer people than this are not told to the press (domain, section 6)."""

LIKELY = 0.25
"""A number that is off by less is taken for a slip of the one beside it, which is offered in its place."""

RATES = {16_800, 36_800, 10_000, 6_800, 20_000}
"""Contributions a month that the rules name (domain, section 2): no figures of ours, and they change."""

_A_MONTH = re.compile(
    r"\s*(?:(?:per|tiap|setiap|/|a|each) ?(?:orang |peserta )?(?:per )?(?:bulan|month)|sebulan)", re.IGNORECASE
)
_BENEFIT = re.compile(r"\b(?:santunan|manfaat|beasiswa|benefits?|scholarships?)(?: \w+){0,4} (?:Rp)?$", re.IGNORECASE)
_BLANK = re.compile(r"\[[^\]]*\]|…{2,}|\.{4,}|_{3,}")
_TITLE = re.compile(r"(?:agen|agent|perisai|bapak|ibu|pak|bu|saudara|saudari|sdr|mr|mrs|ms)\.?", re.IGNORECASE)
_TITLES = re.compile(rf"(?:\b{_TITLE.pattern}\s+)*$", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """`why`: the text `release.why.<why>` and its `values`; `offers`: right wordings, the nearest to the text first."""

    kind: str
    why: str
    values: dict[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ()


def blank(told: Told, release: Release, words: Words) -> Iterator[Fault]:
    """Fields still to be filled in."""
    if fields := _BLANK.findall(told.text):
        yield Fault("blank", "blank", {"fields": words.join(dict.fromkeys(fields))})


def named(told: Told, release: Release, words: Words) -> Iterator[Fault]:
    """Agents' names. A name of one word is none inside a longer name: Slamet in Gunung Slamet."""
    for name in sorted(release.names, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", told.text, re.IGNORECASE):
            if " " in name or not _inside_a_name(told.text, found):
                text = words_of(release)
                start = found.start() - len(_TITLES.search(told.text[: found.start()])[0])
                instead = text("release.an_agent") if start else text.capital(text("release.an_agent"))
                yield Fault("named", "named", {}, (told.text[:start] + instead + told.text[found.end() :],))
                return


def _inside_a_name(text: str, found: re.Match) -> bool:
    if not found[0][:1].isupper():
        return True
    before, after = text[: found.start()].split(), text[found.end() :].split()
    beside = text[: found.start()].endswith(" ") and before and before[-1][:1].isupper()
    if beside and not _TITLE.fullmatch(before[-1]) and len(before) > 1:
        return True
    return bool(after and text[found.end() : found.end() + 1] == " " and after[0][:1].isupper())


def few(told: Told, release: Release, words: Words) -> Iterator[Fault]:
    """So few people that they could be known, in a text for the press."""
    for one in told.said if release.press else ():
        if one.figure.unit in ("people", "agents", "persons") and 0 < one.figure.value < LEAST:
            yield Fault("few", "few", {"figure": told.written(one.figure)}, _whole(release, "people"))
            return


def divided(told: Told, release: Release, words: Words) -> Iterator[Fault]:
    """An average, or an amount a head."""
    money = any(one.figure.unit == "rupiah" and not _is_rate(told, one) for one in told.said)
    if told.said and attribution.divides(told.text) and (money or not agree(told.said) or _unknown(told)):
        offers = (_both(release), *_whole(release, "rupiah"))
        yield Fault("divided", "divided", {}, offers)


def _unknown(told: Told) -> bool:
    return any(not one.claims for one in told.said)


def joined(told: Told, release: Release, words: Words, before: Told | None = None) -> Iterator[Fault]:
    """Figures of different people in one sentence, or money that is said to be of others than those who paid it."""
    both = _named_together(told)
    if not agree(told.said, both):
        known = [one for one in told.said if one.claims]
        pairs = [(one, other) for one, other in combinations(known, 2) if apart(one, other)]
        yield _apart(told, *(pairs or [(known[0], known[-1])])[0], words)
        return
    for number, one in enumerate(told.said):
        said = _payer(told, number)
        right = not said or said in one.subjects or (both and Subject.ALL in one.subjects)
        if one.figure.unit == "rupiah" and one.claims and not right:
            values = {"figure": told.written(one.figure), "who": _who(one, words), "said": words(f"release.who.{said}")}
            yield Fault("joined", "payer", values, (one.claims[0].sentence,))
            return
    if before and attribution.points_back(told.text) and not attribution.both(told.text):
        people_before = next((one for one in before.said if Subject.NEW in one.subjects), None)
        money = next(
            (one for one in told.said if one.subjects & MONEY and not one.subjects & {Subject.NEW_MONEY}), None
        )
        if people_before and money and not any(Subject.NEW in one.subjects for one in told.said):
            yield _apart(told, people_before, money, words, before.written(people_before.figure))


def _named_together(told: Told) -> frozenset[Subject]:
    """The right wording: new and earlier participants named together, or the earlier added to those just counted."""
    new = [number for number, one in enumerate(told.said) if Subject.NEW in one.subjects]
    alone = any(attribution.pays(told.between(number - 1, number), told.between(number, number + 1)) for number in new)
    if attribution.both(told.text) and not alone:
        return MONEY | {Subject.NEW}
    for number, one in enumerate(told.said):
        if Subject.NEW in one.subjects and attribution.adds_earlier(told.between(number, number + 1)):
            return MONEY | {Subject.NEW}
    return frozenset()


def _payer(told: Told, number: int) -> Subject | None:
    """Whose money the words after a figure, else those before it, say that it is."""
    alone = sum(one.figure.unit == "rupiah" for one in told.said) == 1
    after, before = told.between(number, number + 1), told.between(number - 1, number)
    return attribution.payer(after) or (attribution.payer(told.text) if alone else attribution.payer(before))


def _apart(told: Told, first: Said, second: Said, words: Words, written: str = "") -> Fault:
    values = {
        "first": written or told.written(first.figure),
        "second": told.written(second.figure),
        "who_first": _who(first, words),
        "who_second": _who(second, words),
    }
    ordered = (first.claims[0].sentence, second.claims[0].sentence)
    return Fault("joined", "joined", values, (" ".join(ordered), " ".join(reversed(ordered))))


def _who(one: Said, words: Words) -> str:
    return words(f"release.who.{one.claims[0].subject}")


def unknown(told: Told, release: Release, words: Words) -> Iterator[Fault]:
    """A figure that is neither ours nor published; percentages are looked at by `ratios`."""
    for one in told.said:
        figure, written = one.figure, told.written(one.figure)
        if one.claims or figure.unit == "percent":
            continue
        if _is_rate(told, one):
            yield Fault("rate", "rate", {"figure": written})
            continue
        near = _nearest(one, release)
        if near is None:
            yield Fault("unknown", "unknown_alone", {"figure": written})
            continue
        beside = figure.end > figure.digits or figure.unit == "rupiah"
        right = told.with_instead(figure, near.wording if beside else number_of(near))
        values = {"figure": written, "nearest": near.wording}
        likely = abs(float(near.exact) - float(figure.value)) <= LIKELY * float(figure.value)
        yield Fault("unknown", "unknown", values, (right, near.sentence) if likely else (near.sentence,))


def _is_rate(told: Told, one: Said) -> bool:
    """Whether it is what the rules let a participant pay a month, or what they promise."""
    figure = one.figure
    paid = figure.value in RATES and _A_MONTH.match(told.text, figure.end)
    return figure.unit == "rupiah" and bool(paid or _BENEFIT.search(told.text[: figure.begins]))


def _nearest(one: Said, release: Release) -> Claim | None:
    """The claim that was most likely meant: of the same value, else of the same unit and the nearest value."""
    figure = one.figure
    alike = [claim for claim in release.known if same_unit(figure, claim)]
    if figure.unit in COUNTED:
        alike += [claim for claim in release.known if claim.exact == figure.value and claim.unit is not Unit.RUPIAH]
    ours = [claim for claim in alike if not claim.published] or alike
    return min(ours, key=lambda claim: abs(float(claim.exact) - float(figure.value)), default=None)


def number_of(claim: Claim) -> str:
    """The number alone of a claim's wording."""
    found = re.search(r"\d[\d.,]*", claim.wording)
    return found[0] if found else claim.wording


def about(told: Told, release: Release, words: Words) -> Iterator[Fault]:
    """A rounded figure without "sekitar", or an exact one with it."""
    for one in told.said:
        if one.fit is Fit.NEEDS_ABOUT:
            claim, text = one.claims[0], words_of(release)
            money = claim.unit is Unit.RUPIAH
            rough = text("release.about_amount", amount=told.written(one.figure))
            exact = claim.wording if money or one.figure.end > one.figure.digits else number_of(claim)
            offers = [told.with_instead(one.figure, rough if money else exact, bound=money), claim.sentence]
            values = {"figure": told.written(one.figure), "value": claim.wording}
            yield Fault("about", "needs_about", values, tuple(offers))
        elif one.fit is Fit.TOO_EXACT:
            right, whole = told.with_instead(one.figure, told.written(one.figure), bound=True), one.claims[0].sentence
            offers = (right, whole) if one.figure.begins else (whole, right)
            yield Fault("about", "too_exact", {"figure": told.written(one.figure)}, offers)


def _both(release: Release) -> str:
    """The acquisitions and the money, each in its sentence."""
    found = {claim.metric: claim.sentence for claim in reversed(release.known) if claim.numerator is None}
    return " ".join(found[name] for name in ("acquired", "received") if name in found)


def _whole(release: Release, unit: str) -> tuple[str, ...]:
    """The sentences of what counts the same for the whole of the places."""
    return tuple(claim.sentence for claim in release.known if claim.unit.value == unit and claim.sentence)


def words_of(release: Release) -> Words:
    """The words of the release's own language."""
    return words_in(release.language)
