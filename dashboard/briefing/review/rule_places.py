"""Of which kabupaten/kota a sentence says a figure: one of the whole branch is none of a single one."""

import re
from collections.abc import Iterator

from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import Statement
from dashboard.language.words import Words

_KIND = re.compile(r"^(?:Kabupaten|Kota) | (?:Regency|City)$")
_OUT_OF = re.compile(r"\s*(?:\w+\s+){0,2}(?:dari|di antara|out of|of)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_BRANCH = re.compile(r"(?:Cabang|BPJS Ketenagakerjaan|Perisai|Branch)\s+$", re.IGNORECASE)


def misplaced(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """A figure said of places that it is not of."""
    said = sorted(_mentions(statement.text, release))
    if not said:
        return
    names = dict(release.places)
    for number, one in enumerate(statement.said):
        if (
            not one.claims
            or _is_share(statement, number)
            or (_OUT_OF.fullmatch(statement.between(number - 1, number)) and number)
        ):
            continue
        start = statement.said[number - 1].numeral.end if number else 0
        end = statement.said[number + 1].numeral.begins if number + 1 < len(statement.said) else len(statement.text)
        beside = [
            frozenset(code for at, code in said if one.numeral.end <= at < end),
            frozenset(code for at, code in said if start <= at < one.numeral.begins),
        ]
        beside = [codes for codes in beside if codes]
        if not beside or any(_of(claim, release) == codes for claim in one.claims for codes in beside):
            continue
        values = {
            "figure": statement.written(one.numeral),
            "place": words.join(names[code] for code in sorted(beside[0])),
        }
        others = _of_these(release, one.claims[0], beside)
        yield Fault("place", "place", values, (one.claims[0].sentence, *others))
        return


def _is_share(statement: Statement, number: int) -> bool:
    """Whether a percentage stands beside the figure that it is a part of: that one's place is its own."""
    before = statement.said[number - 1].claims if number else ()
    return any(claim.numerator in before for claim in statement.said[number].claims if claim.numerator)


def _of_these(release: Release, claim: Claim, beside: list[frozenset[str]]) -> list[str]:
    return [
        one.sentence
        for one in release.known
        if one.metric == claim.metric and one.period == claim.period and _of(one, release) in beside
    ]


def _of(claim: Claim, release: Release) -> frozenset[str]:
    """The places of a claim; those of the whole view where it names none."""
    return frozenset(claim.places.split(",")) if claim.places else release.inside


def _mentions(text: str, release: Release) -> Iterator[tuple[int, str]]:
    """Where each place is named, by code. A bare name counts where only one place has it and it is no branch's."""
    bare = [_KIND.sub("", name) for _, name in release.places]
    for code, name in release.places:
        short = _KIND.sub("", name)
        kind = re.escape(name.replace(short, "").strip())
        spellings = [re.escape(name)]
        if release.language == "id":
            spellings += [rf"Kab(?:\.|upaten)?\s?/\s?Kota {short}", rf"Kab(?:upaten)? dan Kota {short}"]
            spellings += [rf"Kab\.? {short}"] if kind == "Kabupaten" else []
        if bare.count(short) == 1:
            spellings.append(re.escape(short))
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)", text, re.IGNORECASE):
            if match[0].lower() != short.lower() or not _BRANCH.search(text[: match.start()]):
                yield match.start(), code
