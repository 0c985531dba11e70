"""The press release of a view: its paragraphs in the order of domain.md, section 5, and what they claim."""

from dataclasses import dataclass, field
from datetime import date, datetime

from dashboard.briefing.pack import Paragraph
from dashboard.briefing.release import facts
from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.text import ReleaseText
from dashboard.view import captions, press
from dashboard.view.view import View
from queries import branches


@dataclass(frozen=True)
class Release:
    """A press release, and what its linter needs to know.

    `claims`: the figures that the text says, each once; `known`: those and all that it may say, with the published
    ones. `places`: code and name of each kabupaten/kota that the viewer may see; `inside`: the codes of those that the
    text is about. `names`: of agents, who are not named in the press; `given`: texts that may stand as they are, such
    as office names with a number in them.
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


def release(view: View, on: date | None, embargo: datetime | None = None) -> Release:
    """The press release of a view, in its language. `on`: its date, None leaves a field; `embargo`: with its time zone.

    What is withheld from the press is not spoken of. Raises NotForPress where the view's choice may not leave at all.
    """
    known = facts.facts(view)
    text = ReleaseText(view, known)
    paragraphs = tuple(Paragraph(kind, written) for kind, written in text.paragraphs(on, embargo) if written)
    everywhere = facts.everywhere(view)
    offices = {row["office"] for row in everywhere.ask(branches.offices)}
    return Release(
        paragraphs=paragraphs,
        claims=tuple({claim.key: claim for claim in text.said}.values()),
        known=known.every(),
        language=view.words.language,
        press=view.press,
        places=tuple(facts.places_of(everywhere).items()),
        inside=frozenset(facts.places_of(view)),
        given=tuple(sorted({*offices, captions.source(view), captions.breaks(view)} - {""})),
        names=press.agent_names(everywhere),
    )
