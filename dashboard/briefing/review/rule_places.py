"""Of which kabupaten/kota a sentence says a figure: one of the whole branch is none of a single one."""

import re
from collections.abc import Iterator

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.parts import others
from dashboard.briefing.review.place_mentions import mentions
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import Statement, beside
from dashboard.language.words import Words

_OUT_OF = re.compile(r"\s*(?:\w+\s+){0,2}(?:dari|di antara|out of|of)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


_EACH = re.compile(r"\b(?:masing-masing|berturut-turut|secara berurutan|respectively)\b", re.IGNORECASE)


def misplaced(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """A figure said of places that it is not of."""
    said = mentions(statement.text, release)
    if not said:
        return
    names = dict(release.places)
    aligned = _aligned(statement, said)
    for number, one in enumerate(statement.said):
        if (
            not one.claims
            or one.numeral.unit == "times"
            or _is_share(statement, number)
            or (_OUT_OF.fullmatch(statement.between(number - 1, number)) and number)
        ):
            continue
        if all(claim.subject is Subject.AREA for claim in one.claims) and not any(code[0] == "?" for _, code in said):
            continue  # "terbanyak di antara empat wilayah"
        each = [aligned[number]] if number in aligned else _beside(statement, number, said, one.derived)
        if one.derived and others(statement.text):
            each += [release.inside - codes for codes in each]
        if not each or any(_of(claim, release) == codes for claim in one.claims for codes in each):
            continue
        values = {
            "figure": statement.written(one.numeral),
            "place": words.join(names.get(code, code.lstrip("?")) for code in sorted(each[0])),
        }
        right = _of_these(release, one.claims[0], each)
        yield Fault("place", "place", values, (one.claims[0].sentence, *right))
        return


def _beside(statement: Statement, number: int, said: list[tuple[int, str]], derived: bool) -> list[frozenset[str]]:
    """The places named beside a figure; of one that follows from others, also those of both sides together."""
    each = beside(statement, number, said)
    if derived:
        together = frozenset(code for codes in each for code in codes)
        each += [codes for codes in (together, frozenset(code for _, code in said)) if codes]
    return each


def _aligned(statement: Statement, said: list[tuple[int, str]]) -> dict[int, frozenset[str]]:
    """Figures in the order of the places before them: "Batang dan Pemalang mencatat 378 dan 262 peserta"."""
    each = _EACH.search(statement.text)
    amounts = [n for n, one in enumerate(statement.said) if one.numeral.unit in ("people", "persons", "")]
    if each:
        amounts = [n for n in amounts if statement.said[n].numeral.begins >= each.end()]
        said = said[: len(amounts)]
    if not each and amounts:
        first_amount = statement.said[amounts[0]].numeral.begins
        leading = [one for one in said if one[0] < first_amount]
        following = next((at for at, _ in said if at > first_amount), len(statement.text))
        own = [n for n in amounts if statement.said[n].numeral.end <= following]
        if len(leading) == len(own) > 1:
            said, amounts = leading, own
    if len(said) < 2 or len(amounts) < len(said):
        return {}
    last = amounts[-len(said) :]
    first, final = said[0][0], said[-1][0]
    between = [one for one in statement.said if first < one.numeral.begins < final]
    if between or final >= statement.said[last[0]].numeral.begins:
        return {}
    return {number: frozenset([code]) for number, (_, code) in zip(last, said, strict=True)}


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
