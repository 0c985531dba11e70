"""Figures of different people said as of one, and money said to be of others than those who paid it."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from dashboard.briefing.release.claims import Subject
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import MONEY, Said, Statement, agree, apart
from dashboard.language.words import Words

_CLAUSE = re.compile(r"[,;:]|\b(?:dan|sedangkan|sementara|serta|lalu|and|while|whereas)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:\s+(?:baru|new|Perisai|orang|peserta|pekerja|participants?|agen|agents?)){0,3}\s*(?:,|,? dan|,? serta"
    r"|,? and)\s+(?:\w+\s+){0,1}",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:di|dari|pada|across|at|from|in)\s+$", re.IGNORECASE)
_OF_IT = re.compile(r"\s*(?:dari|of)\s+(?:(?:the|total|seluruh|iuran|penerimaan|sebesar)\s+){0,3}", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_THEM = re.compile(r";|,? (?:bukan|tidak ada|tanpa|not|none)\b", re.IGNORECASE)
_OWN_CLAUSE = re.compile(r"[;,](?!\d)|\b(?:sedangkan|sementara|adapun|dan|while|whereas|and)\b", re.IGNORECASE)


def joined(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """Figures of different people in one sentence, or money that is said to be of others than those who paid it."""
    both = _named_together(statement)
    money = next((one for one in statement.said if one.subjects & MONEY), None)
    if money and attribution.agents_pay(statement.text):
        values = {"figure": statement.written(money.numeral), "who": _who(money, words)}
        yield Fault("joined", "payer", {**values, "said": words("release.who.agents")}, (money.claims[0].sentence,))
        return
    alone = not any(Subject.NEW in one.subjects for one in statement.said)
    if attribution.adds_earlier(statement.text) and (alone or context(before) is Subject.NEW):
        both = MONEY | {Subject.NEW}
    known = _spoken_together(statement)
    if not agree(known, both) and not _listed(statement):
        pairs = [(one, other) for one, other in combinations(known, 2) if apart(one, other)]
        yield _apart(statement, *(pairs or [(known[0], known[-1])])[0], words)
        return
    for number, one in enumerate(statement.said):
        said = _payer(statement, number)
        if _is_sum(statement, one) or _is_whole_of_share(statement, number):
            continue
        right = not said or said in one.subjects or (both and Subject.ALL in one.subjects)
        if one.numeral.unit == "rupiah" and one.claims and (not one.derived or _is_change(one)) and not right:
            values = {
                "figure": statement.written(one.numeral),
                "who": _who(one, words),
                "said": words(f"release.who.{said}"),
            }
            yield Fault("joined", "payer", values, (one.claims[0].sentence,))
            return
    text = statement.text
    if not attribution.points_back(text) or attribution.both(text) or attribution.adds_earlier(text):
        return
    meant = context(before)
    money = next((one for one in statement.said if _is_of_others(one, meant)), None)
    if (
        meant
        and money
        and attribution.payer(text) is None
        and not any(Subject.NEW in one.subjects for one in statement.said)
    ):
        values = {"figure": statement.written(money.numeral), "who": _who(money, words)}
        values["said"] = words(f"release.who.{meant}")
        ours = tuple(claim.sentence for claim in release.known if claim.metric == "acquired")[:1]
        yield Fault("joined", "payer", values, (" ".join([*ours, money.claims[0].sentence]), money.claims[0].sentence))


def _spoken_together(statement: Statement) -> list[Said]:
    """The figures of which the sentence speaks as of one thing: a percentage in a clause of its own, which says of what
    it is, stands for itself: "iuran 106 persen, sementara akuisisi 109 persen dari target"."""
    known = [one for one in statement.said if one.claims and not _is_where(statement, one)]
    if _in_brackets(statement, known) or all(one.numeral.unit == "percent" for one in known):
        return []
    bounds = [0, *(one.start() for one in _OWN_CLAUSE.finditer(statement.text)), len(statement.text)]
    clauses = list(pairwise(bounds))

    def alone(one: Said) -> bool:
        start, end = next((a, b) for a, b in clauses if a <= one.numeral.start < b)
        topic = attribution.topic(statement.text[start:end])
        others = [each for each in known if each is not one and start <= each.numeral.start < end]
        own = one.numeral.unit == "percent" or all(claim.metric.endswith("_difference") for claim in one.claims)
        return len(clauses) > 1 and own and not others and bool(topic & one.subjects)

    return [one for one in known if not alone(one)]


def _is_where(statement: Statement, one: Said) -> bool:
    """Whether offices only say where somebody works: "agen di sepuluh kantor mitra"."""
    offices = all(claim.subject is Subject.OFFICES for claim in one.claims)
    return offices and bool(_WHERE.search(statement.text[: one.numeral.begins]))


def _in_brackets(statement: Statement, known: list[Said]) -> bool:
    """Whether figures stand in brackets of their own, each pair with what it counts: "peserta (304) maupun iuran (Rp23
    juta)"."""
    brackets = [one.span() for one in _BRACKETS.finditer(statement.text)]
    each = [[one for one in known if start < one.numeral.start < end] for start, end in brackets]
    return sum(map(len, each)) == len(known) > 0 and sum(map(bool, each)) > 1 and all(agree(one) for one in each)


def _is_of_others(one: Said, meant: Subject | None) -> bool:
    """Whether it is money of others than those who are meant; agents, who pay none, have none of their own."""
    return bool(one.subjects & MONEY) and not (meant is Subject.NEW and Subject.NEW_MONEY in one.subjects)


def context(before: list[Statement]) -> Subject | None:
    """Of whom the sentences before speak, the last first: the new participants or the agents; None of all of them."""
    for one in reversed(before):
        if attribution.both(one.text) or attribution.payer(one.text) is Subject.ALL or attribution.splits(one.text):
            return None
        spoken = {subject for said in one.said if said.numeral.unit != "rupiah" for subject in said.subjects}
        if Subject.NEW in spoken or attribution.payer(one.text) is Subject.NEW_MONEY:
            return Subject.NEW
        if spoken & {Subject.AGENTS}:
            return Subject.AGENTS
        if spoken or attribution.payer(one.text) or any(said.subjects & MONEY for said in one.said):
            return None
    return None


def _listed(statement: Statement) -> bool:
    """Whether participants and agents only stand side by side: "1.313 peserta baru dan 32 agen"."""
    known = [number for number, one in enumerate(statement.said) if one.claims]
    money = any(one.subjects & MONEY for one in statement.said)
    return not money and all(
        _BESIDE.fullmatch(statement.between(number, after)) or not apart(statement.said[number], statement.said[after])
        for number, after in pairwise(known)
    )


def _named_together(statement: Statement) -> frozenset[Subject]:
    """The right wording: new and earlier participants named together, or the earlier added to those just counted."""
    new = [number for number, one in enumerate(statement.said) if Subject.NEW in one.subjects]
    alone = any(
        attribution.pays(statement.between(number - 1, number), statement.between(number, number + 1)) for number in new
    )
    if attribution.both(statement.text) and not alone:
        return MONEY | {Subject.NEW}
    for number, one in enumerate(statement.said):
        if Subject.NEW in one.subjects and attribution.adds_earlier(statement.between(number, number + 1)):
            return MONEY | {Subject.NEW}
    return frozenset()


def _is_sum(statement: Statement, one: Said) -> bool:
    """Whether both its parts stand beside it: "Rp80,7 juta dan Rp33,4 juta, bersama-sama Rp114,1 juta"."""
    parts = {subject for other in statement.said if other is not one for subject in other.subjects}
    return Subject.ALL in one.subjects and {Subject.NEW_MONEY, Subject.EARLIER_MONEY} <= parts


def _is_whole_of_share(statement: Statement, number: int) -> bool:
    """Whether it is what a percentage is of: "71 persen dari Rp114,1 juta"."""
    share = number and statement.said[number - 1].numeral.unit == "percent"
    return bool(share and _OF_IT.fullmatch(statement.between(number - 1, number)))


def _is_change(one: Said) -> bool:
    """Whether it is by how much the money of all grew or fell."""
    return all(claim.metric == "received_difference" for claim in one.claims)


def _payer(statement: Statement, number: int) -> Subject | None:
    """Whose money the words after a figure, else those before it, say that it is."""
    alone = sum(one.numeral.unit == "rupiah" for one in statement.said) == 1
    after, before = statement.between(number, number + 1), statement.between(number - 1, number)
    after = _NOT_THEM.split(after)[0]
    if not alone and number + 1 < len(statement.said):
        after = _CLAUSE.split(after)[0]
    whole = _NOT_THEM.split(statement.text)[0] if alone else before
    return attribution.payer(after) or attribution.payer(whole)


def _apart(statement: Statement, first: Said, second: Said, words: Words, written: str = "") -> Fault:
    values = {
        "first": written or statement.written(first.numeral),
        "second": statement.written(second.numeral),
        "who_first": _who(first, words),
        "who_second": _who(second, words),
    }
    ordered = (first.claims[0].sentence, second.claims[0].sentence)
    return Fault("joined", "joined", values, (" ".join(ordered), " ".join(reversed(ordered))))


def _who(one: Said, words: Words) -> str:
    return words(f"release.who.{one.claims[0].subject}")
