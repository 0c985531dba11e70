"""Refuses sentences of a press release that its figures do not bear out, and offers right ones."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.briefing.release import Release
from dashboard.i18n import Words


class Severity(StrEnum):
    """A refused sentence may not leave; a reminder is for somebody to act on."""

    REFUSE = "refuse"
    REMIND = "remind"


@dataclass(frozen=True)
class Finding:
    """What is wrong with a sentence: `why` in the reader's language; `offer`, whole, in that of the text, or empty."""

    kind: str
    severity: Severity
    sentence: str
    why: str
    offer: str = ""


def check(text: str, release: Release, words: Words) -> list[Finding]:
    """What is wrong with a paragraph of a press release, in the order of its sentences."""
    return []
