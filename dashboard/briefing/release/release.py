"""The press release of a view: its paragraphs in the order of domain.md, section 5, and what they claim."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from dashboard.briefing.answers import BriefingAnswers
from dashboard.briefing.pack import Paragraph
from dashboard.briefing.release import facts
from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.derived import derived
from dashboard.briefing.release.text import ReleaseText, least_sentence


@dataclass(frozen=True)
class Release:
    """A press release, and what its linter needs to know.

    `claims`: the figures that the text says, each once; `known`: those and all that it may say, with the published
    ones. `places`: code and name of each kabupaten/kota that the viewer may see; `inside`: the codes of those that the
    text is about. `names`: of agents, who are not named in the press, empty for a reader who may
    not know them; `given`: texts that may stand as they are, such
    as office names with a number in them. `rows`: so many of `known`, the last ones, are single rows of a figure.
    """

    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Claim, ...]
    known: tuple[Claim, ...]
    language: str
    press: bool
    places: tuple[tuple[str, str], ...]
    inside: frozenset[str]
    given: tuple[str, ...] = ()
    names: frozenset[str] = field(default=frozenset(), repr=False)
    branch: str = ""
    as_of: date | None = None
    rows: int = 0

    @cached_property
    def derived(self) -> tuple[Claim, ...]:
        """What follows from the known figures (see derived.py), but from single rows of a figure."""
        return derived(self.known[: len(self.known) - self.rows])


def release(answers: BriefingAnswers, on: date | None, embargo: datetime | None = None) -> Release:
    """The press release, in the answers' language. `on`: its date, None leaves a field; `embargo`: with its time zone.

    What is withheld from the press is not spoken of.
    """
    known = facts.facts(answers)
    text = ReleaseText(answers, known)
    written = text.paragraphs(on, embargo)
    kinds = [kind for kind, _ in written]
    paragraphs = tuple(
        Paragraph(kind, one, kinds[:place].count(kind)) for place, (kind, one) in enumerate(written) if one
    )
    return Release(
        paragraphs=paragraphs,
        claims=tuple({claim.key: claim for claim in text.said}.values()),
        known=known.every(),
        language=answers.words.language,
        press=answers.press,
        places=tuple(answers.everywhere.items()),
        inside=frozenset(answers.places),
        given=tuple(
            sorted(
                {*(least_sentence(answers.words, amount) for _, amount in answers.least)}
                | {*answers.offices, answers.captions.source, answers.captions.breaks, answers.captions.missing} - {""}
            )
        ),
        names=answers.agents,
        branch=answers.holding.name,
        as_of=answers.scope.as_of,
    )
