"""Whether a question about a press release is answered: a reason is printed with the files, and read like a text."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.briefing.pack import Confirmed
from dashboard.briefing.release.confirmed import confirmed
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.review import Finding
from dashboard.briefing.review.rule_names import named
from dashboard.briefing.review.sentences import sentences
from dashboard.briefing.review.statement import statement
from dashboard.language.words import Words
from queries.published.drafts import Edit


def answered(
    finding: Finding, edits: Iterable[Edit], release: Release, words: Words
) -> tuple[Finding, Confirmed | None]:
    """A question with the confirmation among a draft's edits that answers it, None while none does: a reason that names
    an agent answers nothing, and the question says so instead."""
    asked = (finding.sentence, finding.figure)
    known = next((one for one in confirmed(edits) if (one.sentence, one.figure) == asked), None)
    if known is None or not _names_an_agent(known.reason, release, words):
        return finding, known
    return replace(finding, why=words("release.why.named_reason")), None


def _names_an_agent(reason: str, release: Release, words: Words) -> bool:
    every = (fault for one in sentences(reason) for fault in named(statement(one, release), release, words))
    return any(fault.kind == "named" for fault in every)
