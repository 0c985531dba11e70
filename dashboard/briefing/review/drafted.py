"""A press release as its draft has it, read by the linter as the page reads it: what may leave, and what keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.briefing.pack import Confirmed, Paragraph
from dashboard.briefing.release.edited import written
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.reasons import answered
from dashboard.briefing.review.review import Finding, Severity, check
from dashboard.language.words import Words
from queries.published.drafts import Draft, Edit


@dataclass(frozen=True)
class Drafted:
    """`paragraphs`: as edited; `refused`: what may not leave; `asked`: questions that nobody has answered; `confirmed`:
    those that somebody has. `edited`: how many texts somebody wrote otherwise; `gone`: edits of paragraphs that
    the press release no longer has."""

    paragraphs: tuple[Paragraph, ...]
    refused: tuple[Finding, ...]
    asked: tuple[Finding, ...]
    confirmed: tuple[Confirmed, ...]
    edited: int
    gone: tuple[Edit, ...]

    @property
    def stopped(self) -> bool:
        """Whether something in it may not leave as it stands."""
        return bool(self.refused or self.asked)


def drafted(
    release: Release,
    draft: Draft,
    standing: Mapping[str, str],
    words: Words,
    headlines: Sequence[tuple[str, Release]] = (),
) -> Drafted:
    """The press release with the edits of a draft; `standing`: the texts with which the branch's releases begin;
    `headlines`: those of figures that somebody wrote, each with what it is read by."""
    every, gone = written(release.paragraphs, draft.edits, standing)
    texts = [one.paragraph.text for one in every]
    findings = [
        one for number, text in enumerate(texts) for one in check(text, release, words, "\n".join(texts[:number]))
    ]
    findings += [one for text, own in headlines for one in check(text, own, words)]
    questions = [answered(one, draft.edits, release, words) for one in findings if one.severity is Severity.ASK]
    return Drafted(
        tuple(one.paragraph for one in every),
        tuple(one for one in findings if one.severity is Severity.REFUSE),
        tuple(one for one, answer in questions if answer is None),
        tuple(dict.fromkeys(answer for _, answer in questions if answer)),
        sum(one.edited for one in every) + len(headlines),
        gone,
    )
