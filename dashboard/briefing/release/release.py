"""The press release of a view: its paragraphs in the order of domain.md, section 5, and what they claim."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from dashboard.briefing.answers import BriefingAnswers
from dashboard.briefing.pack import Paragraph
from dashboard.briefing.release import facts
from dashboard.briefing.release.by_part import by_part
from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.derived import derived
from dashboard.briefing.release.derived_by_part import derived_by_part
from dashboard.briefing.release.text import ReleaseText, least_sentence
from dashboard.briefing.release.wording import HUNDREDTHS
from queries.metrics import Unit
from queries.periods import Period


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
    def statements(self) -> dict[tuple[str, str], Any]:
        """The sentences that were read with it, by their text and what came before (review/statement.py)."""
        return {}

    @cached_property
    def stated(self) -> tuple[Claim, ...]:
        """What is known without its single rows."""
        return self.known[: len(self.known) - self.rows]

    @cached_property
    def spans(self) -> frozenset[Period]:
        """The period of the release, the one that it is compared with, and both together."""
        each = {claim.period for claim in self.stated}
        if len(each) > 1:
            each.add(Period(min(one.first for one in each), max(one.last for one in each)))
        return frozenset(each)

    @cached_property
    def coarse(self) -> tuple[Claim, ...]:
        """What is known but of months and quarters, which a text means only where it names one."""
        return (*self.stated, *(claim for claim in self.known[len(self.stated) :] if claim.period in self.spans))

    @cached_property
    def _sized(self) -> tuple[list[float], list[Claim]]:
        """The derived claims by their size as it is written: a percentage in percent."""
        each = [(abs(float(one.exact)) / (HUNDREDTHS if one.unit is Unit.PERCENT else 1), one) for one in self.derived]
        each.sort(key=lambda one: one[0])
        return [size for size, _ in each], [claim for _, claim in each]

    def near(self, value: float) -> list[Claim]:
        """The derived claims of about this size, from half to twice: no rounding goes further."""
        sizes, claims = self._sized
        return claims[bisect_left(sizes, value / 2.1) : bisect_right(sizes, value * 2.1)]

    @cached_property
    def derived(self) -> tuple[Claim, ...]:
        """What follows from the known figures (see derived.py), and from what is known part by part."""
        return (*derived(self.stated), *(derived_by_part(self.known) if self.rows else ()))


def release(answers: BriefingAnswers, on: date | None, embargo: datetime | None = None) -> Release:
    """The press release, in the answers' language. `on`: its date, None leaves a field; `embargo`: with its time zone.

    What is withheld from the press is not spoken of.
    """
    known = facts.facts(answers)
    text = ReleaseText(answers, known)
    written = text.paragraphs(on, embargo)
    kinds = [kind for kind, _ in written]
    stated = {claim.key for claim in known.every()}
    rows = {claim.key: claim for claim in by_part(answers) if claim.key not in stated}
    paragraphs = tuple(
        Paragraph(kind, one, kinds[:place].count(kind)) for place, (kind, one) in enumerate(written) if one
    )
    return Release(
        paragraphs=paragraphs,
        claims=tuple({claim.key: claim for claim in text.said}.values()),
        known=(*known.every(), *rows.values()),
        rows=len(rows),
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
