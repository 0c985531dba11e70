"""Percentages of a press text against their numerators and denominators (domain, section 2: 108% for 106,05%)."""

import re
from collections.abc import Iterator
from fractions import Fraction

from dashboard.briefing.release import wording
from dashboard.briefing.release.claims import Claim, Subject, round_to
from dashboard.briefing.release.derived import sector_of, sectors_of
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.cues import ANY_WAY, FALL, RISE
from dashboard.briefing.review.dimensions import Named, roles
from dashboard.briefing.review.match import near, nearest
from dashboard.briefing.review.numerals import Bound
from dashboard.briefing.review.parts import does, statuses
from dashboard.briefing.review.place_mentions import mentions
from dashboard.briefing.review.rules import Fault, words_of
from dashboard.briefing.review.sector_mentions import sectors
from dashboard.briefing.review.statement import BREAK, MONEY, Said, Statement
from dashboard.language.words import Words

_WAY = re.compile(rf"\b(?:(?P<rise>{RISE})|(?P<fall>{FALL}))(?:\s+\w+){{0,2}}\s*$", re.IGNORECASE)
_WAY_AFTER = re.compile(
    r"\s*(?:lebih )?(?:(?P<rise>tinggi|besar|banyak|higher|more)|(?P<fall>rendah|kecil|sedikit|lower|less))", re.I
)
_FROM_TO = re.compile(
    rf"\b(?:(?P<rise>{RISE})|(?P<fall>{FALL}))\b[^.;]*\b(?:dari|from)\b[^.;]*\b(?:menjadi|ke|to)\b", re.IGNORECASE
)
_OF = re.compile(
    r"[^.;\d]{0,40}?\b(?:dari|dibanding(?:kan)?|terhadap|atas|of|against|from|than|over|compared)\b[^.;,]*$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\s*(?:(?:dari|of|from|all|seluruh|semua|total|jumlah|para|the|our|new)\s+){0,4}(agen|agents?|peserta"
    r"|participants?|pekerja|iuran"
    r"|rupiah|penerimaan|contributions?)\b",
    re.IGNORECASE,
)
_PAID_BY = re.compile(
    r"\s*(?:sisanya )?(?:dari|(?:ber)?asal dari|dibayar|disetor|disumbang|oleh|from|paid|came|was|were)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\s*(?:\)|,)?\s*(?:dari|terhadap|atas|of|against)\b[^.;,\d]{0,40}?\btarget", re.IGNORECASE)


def ratios(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """Each percentage that no numerator and denominator give, those of the sentence first."""
    for number, one in enumerate(statement.said):
        if one.numeral.unit not in ("percent", "times"):
            continue
        asked = _Asked(statement, number, release, before)
        if not any(asked.allows(claim) for claim in one.claims) and not asked.given():
            if asked.is_ours(release):
                yield _fault(asked, release, words)
            else:
                yield Fault("unknown", "percent_alone", {"figure": statement.written(one.numeral)})


class _Asked:
    """What the sentence says of one of its percentages."""

    def __init__(self, statement: Statement, number: int, release: Release, before: list[Statement]) -> None:
        self.statement, self.one, self.release = statement, statement.said[number], release
        numeral = self.one.numeral
        way = _WAY.search(statement.flat[: numeral.begins]) or _WAY_AFTER.match(statement.flat, numeral.end)
        self.way = next((name for name, matched in way.groupdict().items() if matched), "") if way else ""
        if not self.way and (changed := _FROM_TO.search(statement.flat[: numeral.begins])):
            self.way = "rise" if changed["rise"] else "fall"
        self.of_target = bool(_TARGET.match(statement.flat, numeral.end))
        amounts = [
            (n, said) for n, said in enumerate(statement.said) if said.numeral.unit not in ("percent", "times", "other")
        ]
        self.before = [said for n, said in amounts if n < number][-2:]
        after = next(((n, said) for n, said in amounts if n > number), None)
        after_it = BREAK.split(statement.flat[numeral.end :])[0]
        self.local = attribution.payer(after_it) if _PAID_BY.match(after_it) else None
        several = sum(one.numeral.unit == "percent" for one in statement.said) > 1
        beside = attribution.topic(statement.between(number - 1, number)) if several else frozenset()
        self.topic = self._whole() or beside or attribution.topic(statement.text) or self._context(before)
        self.payer = attribution.payer(statement.between(number - 1, number))
        self.places = {code for _, code in mentions(statement.text, release)}
        self.statuses = {name for _, name in statuses(statement.text)}
        self.of = after[1] if after and _OF.match(statement.between(number, after[0])) else None

    def _whole(self) -> frozenset[Subject]:
        """Of what it is a part, by the word after it: "tiga perempat agen", "80 persen dari seluruh iuran"."""
        if self.local and attribution.topic(self.statement.text) & MONEY:
            return MONEY
        match = _PART_OF.match(self.statement.text, self.one.numeral.end)
        return frozenset() if match is None else attribution.topic(match[1])

    def _context(self, before: list[Statement]) -> frozenset[Subject]:
        """What a sentence without a topic is about: agents, if it names a status; what it points back to."""
        if list(statuses(self.statement.text)):
            return frozenset({Subject.AGENTS})
        topics = [attribution.topic(one.text) for one in reversed(before)]
        back = attribution.points_back(self.statement.text)
        return next((one for one in topics if one), frozenset()) if back else frozenset()

    def allows(self, claim: Claim) -> bool:
        """Whether the sentence may mean this percentage: its way, its target, and the figures beside it."""
        if claim.metric.endswith("_times"):
            return self.allows_times(claim)
        if claim.metric.endswith(("_target_excess", "_ratio")):
            return not self.topic or claim.subject in self.topic
        change = claim.metric.endswith("_change")
        if change and not (self.way or ANY_WAY.search(self.statement.text) or self.operands(claim)):
            return False
        if not self.singles_out(claim):
            return False
        parts = (Subject.NEW_MONEY, Subject.EARLIER_MONEY)
        if self.local in parts and claim.subject in parts and claim.subject is not self.local:
            return False
        if self.way and not (change and (claim.exact > 0) == (self.way == "rise")):
            return False
        if self.of_target and not claim.metric.endswith(("_target_reached", "_target_excess")):
            return False
        if self.of and self._alike(self.of, claim) and claim.denominator not in self.of.claims:
            return False
        if self.topic and claim.subject not in self.topic:
            return False
        if change and claim.subject is Subject.ALL and self.payer not in (None, Subject.ALL):
            return False
        if self.ratios() and not self.operands(claim):
            return False
        beside = [one for one in [*self.before, self.of] if one and self._alike(one, claim)]
        return not beside or any(self._operand(one, claim) for one in beside)

    def singles_out(self, claim: Claim) -> bool:
        """Whether the sentence names the part of which a share is: its place, its status, its payers."""
        if not claim.metric.endswith("_share"):
            return True
        if sectors_of(claim) or sector_of_part(claim):
            named = {name for _, name in sectors(self.statement.text, self.release)}
            return (sectors_of(claim) or {sector_of_part(claim)}) <= named
        if claim.subject is Subject.NEW and claim.places:
            named = set(claim.places.split(","))
            return bool(named == self.places or (len(named) == 1 and named & self.places) or self.operands(claim))
        if claim.subject is Subject.AGENTS:
            parts = claim.metric.removesuffix("_share").removesuffix("_sum").split("+")
            beside = list(statuses(BREAK.split(self.statement.text[self.one.numeral.end :])[0]))
            if beside and not does(self.statement.text[self.one.numeral.end + beside[0][0] :]):
                names = {name.replace("rest", "agents_active_rest") for _, name in beside}
                return names == set(parts) if len(parts) > 1 else parts[0] in names
            rest = parts == ["agents_active_rest"] and "rest" in self.statuses
            return rest or set(parts) <= self.statuses
        payer = attribution.payer(self.statement.text)
        if claim.places and claim.subject in MONEY:
            return set(claim.places.split(",")) <= self.places
        if self.places not in (set(), set(self.release.inside)):
            return False
        return payer in (None, claim.subject) or attribution.splits(self.statement.text)

    def allows_times(self, claim: Claim) -> bool:
        """Whether the sentence may mean how many times one of these is the other."""
        if self.way == "fall" and self.one.numeral.value >= 100:
            return False
        if self.topic and claim.subject not in self.topic:
            return bool(self.topic & MONEY) and claim.subject in MONEY
        text, names = self.statement.text, claim.numerator.places if claim.numerator else ""
        said = [Named(*one) for one in mentions(text, self.release)]
        if claim.subject is Subject.AGENTS:
            said, names = [Named(*one) for one in statuses(text)], claim.metric.removesuffix("_times")
            of_these = {names, claim.denominator.metric if claim.denominator else ""}
            return {one.name for one in said} == of_these and roles(text, tuple(said)) in (
                None,
                (names, *of_these - {names}),
            )
        if claim.subject in (Subject.NEW_MONEY, Subject.EARLIER_MONEY):
            paid = sorted(Named(at, str(who)) for at, who in attribution.every_payer(text))
            return bool(paid) and (roles(text, tuple(paid)) or (str(claim.subject),))[0] == str(claim.subject)
        both = roles(text, tuple(said))
        parts = set(filter(None, claim.places.split(",")))
        return parts == self.places and (not parts or both is None or names == both[0])

    def is_ours(self, release: Release) -> bool:
        """Whether it is a percentage of our figures at all: its operands, way, target, part or place are named."""
        named = self.ratios() or self.of_target or self.statuses or self.places or self.topic & MONEY
        beside = any(self.operands(claim) for claim in release.known if claim.numerator)
        loose = not self.one.numeral.step and self.topic
        return bool(
            named or beside or loose or (self.way and self.topic) or self.one.numeral.unit == "times" or self.one.claims
        )

    def about(self, claim: Claim) -> bool:
        """Whether the sentence is about this percentage, whatever it says of its way."""
        kind = (
            "_change"
            if self.way
            else "_target_reached"
            if re.search("target", self.statement.text, re.IGNORECASE)
            else ""
        )
        return claim.metric.endswith(kind) and (not self.topic or claim.subject in self.topic)

    def given(self) -> bool:
        """Whether two figures of the sentence give it."""
        numeral = self.one.numeral
        stated, step = Fraction(numeral.value), Fraction(numeral.step)
        ratios = self.ratios()
        if not step:
            return any(near(numeral, ratio * 100) for ratio in ratios)
        exact = numeral.bound in (Bound.EXACT, Bound.ABOUT)
        return exact and any(stated == nearest(ratio * 100, step) for ratio in ratios)

    def ratios(self) -> list[Fraction]:
        """What the figures beside it give: the last two before it, or the last and the one that it is of."""
        pairs: list[tuple[Said, Said]] = []
        if self.of:
            pairs = [(one, self.of) for one in self.before[-1:]]
        elif len(self.before) == 2:
            first, second = self.before
            pairs = [(first, second), (second, first)]
        values = [
            (_value(one), _value(other))
            for one, other in pairs
            if one.numeral.unit == other.numeral.unit and _value(other)
        ]
        if self.way and self.one.numeral.unit != "times":
            return [abs(one - other) / other for one, other in values if (one > other) == (self.way == "rise")]
        return [one / other for one, other in values]

    def operands(self, claim: Claim) -> int:
        """How many figures beside it the claim is made of."""
        return sum(self._operand(one, claim) for one in [*self.before, self.of] if one)

    def _operand(self, one: Said, claim: Claim) -> bool:
        difference = f"{claim.metric.removesuffix('_change')}_difference"
        of_change = any(each.metric == difference for each in one.claims)
        return of_change or claim.numerator in one.claims or claim.denominator in one.claims

    def _alike(self, one: Said, claim: Claim) -> bool:
        """Whether a figure counts what the claim's numerator does."""
        unit = claim.numerator.unit.value if claim.numerator else ""
        return one.numeral.unit == unit or (unit != "rupiah" and one.numeral.unit in ("", "persons"))


def sector_of_part(claim: Claim) -> str:
    """The sector of which a share is; empty for that of anything else."""
    return sector_of(claim.numerator) if claim.numerator and claim.metric.endswith("_share") else ""


def _value(one: Said) -> Fraction:
    """A figure's exact value where it is a claim, else as it is written."""
    return Fraction(one.claims[0].exact) if one.claims else Fraction(one.numeral.value)


def _fault(asked: _Asked, release: Release, words: Words) -> Fault:
    statement, numeral, text = asked.statement, asked.one.numeral, words_of(release)
    written = statement.written(numeral)
    computed = asked.ratios()
    known = [claim for claim in release.known if claim.numerator and not claim.published]
    meant = [claim for claim in known if asked.operands(claim)] or known
    if computed and not any(asked.operands(claim) == 2 for claim in known):
        right = min(computed, key=lambda ratio: abs(ratio * 100 - Fraction(numeral.value)))
        corrected = wording.percent(text, round_to(right * 100 * wording.HUNDREDTHS, 1))
        values = {"figure": written, "right": corrected}
        return Fault("percent", "percent_given", values, (statement.with_instead(numeral, corrected),))
    if not meant:
        return Fault("percent", "percent_alone", {"figure": written})
    stated = Fraction(numeral.value) * wording.HUNDREDTHS
    best = min(meant, key=lambda one: (-asked.operands(one), not asked.about(one), abs(abs(one.exact) - stated)))
    way = "" if not best.metric.endswith("_change") else "rise" if best.value > 0 else "fall"
    assert best.numerator is not None, "a percentage is of two figures"
    assert best.denominator is not None, "a percentage is of two figures"
    values = {
        "figure": written,
        "numerator": best.numerator.wording,
        "denominator": best.denominator.wording,
        "right": words(f"release.way.{way}", percent=best.wording) if way else best.wording,
    }
    instead = statement.with_instead(numeral, best.wording)
    plain = asked.operands(best) or asked.way or asked.of_target
    return Fault("percent", "percent", values, (instead, best.sentence) if plain else (best.sentence,))
