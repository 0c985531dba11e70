"""What a press release claims as it goes out, after somebody edited it."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.release import Release
from dashboard.briefing.release.wording import HUNDREDTHS
from dashboard.briefing.review.match import Fit, rounding_of
from dashboard.briefing.review.numerals import Bound
from dashboard.briefing.review.sentences import sentences
from dashboard.briefing.review.statement import Said, Told, told
from queries.metrics import Unit


def claimed(texts: Iterable[str], release: Release) -> tuple[Claim, ...]:
    """The claims that the texts tell, each once, as first told: value, rounding and wording are those of the text.

    What somebody struck out is not claimed; what somebody rounded is claimed as rounded.
    """
    found: dict[tuple, Claim] = {}
    for text in texts:
        for sentence in sentences(text):
            one = told(sentence, release)
            for said in one.said:
                if said.fit is Fit.FITS:
                    meant = next((claim for claim in said.claims if claim in release.claims), said.claims[0])
                    found.setdefault(meant.key, _as_told(one, said, meant))
    return tuple(found.values())


def _as_told(sentence: Told, said: Said, claim: Claim) -> Claim:
    figure = said.figure
    times = HUNDREDTHS if claim.unit is Unit.PERCENT else 1
    value = int(figure.value * times)
    if value == abs(claim.value) or figure.bound in (Bound.OVER, Bound.UNDER):
        return claim
    rounding = max(int(rounding_of(figure, claim) * times), 1)
    wording = sentence.text[figure.begins : figure.end]
    return replace(claim, value=-value if claim.value < 0 else value, rounding=rounding, wording=wording)
