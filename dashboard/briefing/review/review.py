"""Refuses sentences of a press release that its figures do not bear out, and offers right ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dashboard.briefing.release.release import Release
from dashboard.briefing.review.rule_periods import mistimed
from dashboard.briefing.review.rule_places import misplaced
from dashboard.briefing.review.rule_ratios import ratios
from dashboard.briefing.review.rules import Fault, about, blank, divided, few, joined, named, unknown
from dashboard.briefing.review.sentences import sentences
from dashboard.briefing.review.statement import Statement, statement
from dashboard.language.words import Words


class Severity(StrEnum):
    """A refused sentence may not leave; a reminder is for somebody to act on."""

    REFUSE = "refuse"
    REMIND = "remind"


REMINDERS = ("blank", "rate")
"""The kinds of finding that refuse nothing."""


MOST_OFFERS = 12
"""Of a paragraph: an offer is itself read like a text, and one with more faults has to be written anew."""


@dataclass(frozen=True)
class Finding:
    """What is wrong with a sentence: `why` in the reader's language; `offer`, whole, in that of the text, or empty."""

    kind: str
    severity: Severity
    sentence: str
    why: str
    offer: str = ""


def check(text: str, release: Release, words: Words) -> list[Finding]:
    """What is wrong with a paragraph of a press release, in the order of its sentences.

    An offer is itself clean; where the sentence has other faults too, it may mend the one that it is of alone. Of many
    findings the first ones have an offer.
    """
    findings: list[Finding] = []
    faults = list(_faults(text, release, words))
    kinds = {fault.kind for _, fault in faults}
    for sentence, fault in faults:
        severity = Severity.REMIND if fault.kind in REMINDERS else Severity.REFUSE
        why = words(f"release.why.{fault.why}", **fault.values)
        offers = fault.offers if len(findings) < MOST_OFFERS else ()
        wrong = {one: _kinds(one, release, words) for one in offers if one}
        clean = [one for one, left in wrong.items() if not left]
        better = [one for one, left in wrong.items() if left < kinds and fault.kind not in left]
        offer = next(iter([*clean, *better]), "")
        findings.append(Finding(fault.kind, severity, sentence.text, why, offer))
    return findings


def _kinds(text: str, release: Release, words: Words) -> set[str]:
    """The kinds of what is refused in a text."""
    return {fault.kind for _, fault in _faults(text, release, words)} - set(REMINDERS)


def _faults(text: str, release: Release, words: Words) -> Iterator[tuple[Statement, Fault]]:
    before = None
    for one in sentences(text):
        sentence = statement(one, release)
        for fault in _of_sentence(sentence, before, release, words):
            yield sentence, fault
        before = sentence


def _of_sentence(sentence: Statement, before: Statement | None, release: Release, words: Words) -> Iterator[Fault]:
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
    yield from ratios(sentence, release, words)
    yield from joined(sentence, release, words, before)
    yield from misplaced(sentence, release, words)
    yield from mistimed(sentence, release, words)
