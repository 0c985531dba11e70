"""What a press release claims as it goes out, after somebody edited it."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.release import Release
from dashboard.briefing.release.wording import HUNDREDTHS
from dashboard.briefing.review.match import BOUNDED, ClaimMatch, rounding_of
from dashboard.briefing.review.sentences import sentences
from dashboard.briefing.review.statement import Said, Statement, statement
from queries.metrics import Unit


def claimed(texts: Iterable[str], release: Release) -> tuple[Claim, ...]:
    """The claims that the texts tell, each once, as first told: value, rounding and wording are those of the text.

    What somebody struck out is not claimed; what somebody rounded is claimed as rounded.
    """
    claims: dict[tuple, Claim] = {}
    for text in texts:
        for sentence in sentences(text):
            said_in = statement(sentence, release)
            for said in said_in.said:
                if said.fit is ClaimMatch.FITS and not said.derived:
                    meant = next((claim for claim in said.claims if claim in release.claims), said.claims[0])
                    claims.setdefault(meant.key, _as_written(said_in, said, meant))
    return tuple(claims.values())


def _as_written(sentence: Statement, said: Said, claim: Claim) -> Claim:
    numeral = said.numeral
    times = HUNDREDTHS if claim.unit is Unit.PERCENT else 1
    value = int(numeral.value * times)
    if value == abs(claim.value) or numeral.bound in BOUNDED or not numeral.step:
        return claim
    rounding = max(int(rounding_of(numeral, claim) * times), 1)
    wording = sentence.text[numeral.begins : numeral.end]
    return replace(claim, value=-value if claim.value < 0 else value, rounding=rounding, wording=wording)
