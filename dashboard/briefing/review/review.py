"""Refuses sentences of a press release that its figures do not bear out, and offers right ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dashboard.briefing.release.release import Release
from dashboard.briefing.review.rule_comparisons import compared
from dashboard.briefing.review.rule_joins import joined
from dashboard.briefing.review.rule_names import named
from dashboard.briefing.review.rule_parts import parted
from dashboard.briefing.review.rule_periods import mistimed
from dashboard.briefing.review.rule_places import misplaced
from dashboard.briefing.review.rule_ratios import ratios
from dashboard.briefing.review.rule_vouching import unvouched
from dashboard.briefing.review.rules import Fault, about, blank, divided, few, unknown
from dashboard.briefing.review.sentences import sentences
from dashboard.briefing.review.statement import Statement, statement
from dashboard.language.words import Words


class Severity(StrEnum):
    """A refused sentence may not leave; one that is asked about may once somebody confirms it with a reason; a reminder
    is for somebody to act on."""

    REFUSE = "refuse"
    ASK = "ask"
    REMIND = "remind"


REMINDERS = ("blank", "rate", "about")
QUESTIONS = ("unknown", "person", "unvouched")
"""The kinds of finding that refuse nothing; all others tell of a figure that is known, and said wrongly."""


REMEMBERED = 6
"""So many sentences back somebody may be meant by "mereka"."""

MOST_OFFERS = 12
"""Of a paragraph: an offer is itself read like a text, and one with more faults has to be written anew."""


@dataclass(frozen=True)
class Finding:
    """What is wrong with a sentence: `why` in the reader's language; `offer`, whole, in that of the text, or empty;
    `figure`: what is asked about, as it is written."""

    kind: str
    severity: Severity
    sentence: str
    why: str
    offer: str = ""
    figure: str = ""


def check(text: str, release: Release, words: Words, earlier: str = "") -> list[Finding]:
    """What is wrong with a paragraph of a press release, in the order of its sentences; `earlier`: those before it.

    An offer is itself clean; where the sentence has other faults too, it may mend the one that it is of alone. Of many
    findings the first ones have an offer.
    """
    findings: list[Finding] = []
    before = [statement(one, release) for one in sentences(earlier)[-REMEMBERED:]]
    faults = list(_faults(text, release, words, before))
    kinds = {fault.kind for _, fault in faults}
    for sentence, fault in faults:
        why = words(f"release.why.{fault.why}", **fault.values)
        offers = fault.offers if len(findings) < MOST_OFFERS else ()
        wrong = {one: _kinds(one, release, words) for one in dict.fromkeys(offers) if one}
        clean = [one for one, left in wrong.items() if not left]
        better = [one for one, left in wrong.items() if left - {"unvouched"} < kinds and fault.kind not in left]
        offer = next(iter([*clean, *better]), "")
        figure = fault.values.get("figure") or fault.values.get("name", "")
        findings.append(Finding(fault.kind, severity_of(fault.kind), sentence.text, why, offer, figure))
    return findings


def severity_of(kind: str) -> Severity:
    """What a kind of finding asks for."""
    return Severity.REMIND if kind in REMINDERS else Severity.ASK if kind in QUESTIONS else Severity.REFUSE


def _kinds(text: str, release: Release, words: Words) -> set[str]:
    """The kinds of what is refused or asked in a text."""
    return {fault.kind for _, fault in _faults(text, release, words, [])} - {"blank", "rate"}


def _faults(text: str, release: Release, words: Words, before: list[Statement]) -> Iterator[tuple[Statement, Fault]]:
    before = list(before)
    for one in sentences(text):
        sentence = statement(one, release, before[-1].text if before else "")
        for fault in _of_sentence(sentence, before[-REMEMBERED:], release, words):
            yield sentence, fault
        before.append(sentence)


def _of_sentence(sentence: Statement, before: list[Statement], release: Release, words: Words) -> Iterator[Fault]:
    faults = list(_contradicted(sentence, before, release, words))
    if all(one.kind in ("blank", "about") for one in faults):
        asked = list(unvouched(sentence, release, words, before))
        faults = [one for one in faults if one.kind != "about" or not asked] + asked
    yield from faults


def _contradicted(sentence: Statement, before: list[Statement], release: Release, words: Words) -> Iterator[Fault]:
    yield from blank(sentence, release, words)
    yield from named(sentence, release, words)
    if withheld := list(few(sentence, release, words)):
        yield from withheld
        return
    if averaged := list(divided(sentence, release, words)):
        yield from averaged
        return
    yield from unknown(sentence, release, words)
    yield from about(sentence, release, words)
    yield from ratios(sentence, release, words, before)
    wrongly = list(joined(sentence, release, words, before))
    yield from wrongly or parted(sentence, release, words, before)
    yield from misplaced(sentence, release, words, before)
    yield from mistimed(sentence, release, words, before)
    yield from compared(sentence, release, words, before)
