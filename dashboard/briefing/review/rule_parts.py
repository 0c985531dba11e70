"""Of which part of a whole a sentence says a figure: 32 are not the active agents, and 22 are not all of them."""

import re
from collections.abc import Iterator

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.derived import STATUSES, sector_of
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution, parts
from dashboard.briefing.review.place_mentions import mentions, names_one
from dashboard.briefing.review.rule_joins import context
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.sector_mentions import sectors
from dashboard.briefing.review.statement import ELSE, Statement, beside
from dashboard.language.words import Words

_AS_TARGET = re.compile(
    r"\b(?:target(?:nya)?|(?:me|di)(?:nargetkan|target(?:kan|i)?)|(?:me|di)patok|mematok|membidik|dibidik"
    r"|sasaran(?:nya)?)(?: (?!terlampaui|tercapai|dengan|karena|sudah|telah|yakni)\w+){0,4}?"
    r" (?:sebanyak|sebesar|ialah|adalah|sejumlah|is|was|of|menjadi|:)?\s*$",
    re.IGNORECASE,
)
_SET = re.compile(r"t?arget|patok|bidik|sasaran|aimed? (?:for|at)|goal", re.IGNORECASE)
_IS_PART_OF = re.compile(r"\s*(?:\w+\s+)?(?:dari|di antara|of|out of)\s+(?:\w+\s+){0,2}", re.IGNORECASE)
_LISTED = re.compile(
    r"\s*(?:agen |agents )?(?:Perisai )?(?:yang |are |were )?(?:terdaftar|listed|registered)\b", re.IGNORECASE
)
_NEAR = 18
"""A status that begins so near after a number is its own: "dari 22 agen yang aktif, lima ..."."""

_OUT_OF = re.compile(r"\b(?:dari|di antara|of|out of)\s+(?!whom|them|which)(?:[A-Za-z]+\s+){0,2}$", re.IGNORECASE)


def parted(statement: Statement, release: Release, words: Words, before: list[Statement]) -> Iterator[Fault]:
    """A figure of another part than the sentence names, or of a part where it names none."""
    if release.press and (hidden := _hidden(statement, release, before)):
        yield Fault("few", "withheld", {"status": words(f"release.status.{hidden}")})
        return
    for number, one in enumerate(statement.said):
        if one.claims and (fault := _of_earlier(statement, number)):
            yield fault
            return
        if one.derived or not one.claims or one.numeral.unit in ("percent", "times"):
            continue
        if (
            fault := _of_target(statement, number)
            or _of_agents(statement, number, release, words)
            or _as_whole(statement, number, release, words, before)
        ):
            yield fault
            return


def _of_target(statement: Statement, number: int) -> Fault | None:
    """A target said as what was reached, or what was reached as a target."""
    one = statement.said[number]
    ours = [claim for claim in one.claims if claim.metric.endswith("_target")]
    before = statement.between(number - 1, number)
    if (ours and len(ours) == len(one.claims) and not _SET.search(statement.text)) or (
        not ours and _AS_TARGET.search(before)
    ):
        return Fault(
            "part",
            "part_of",
            {"figure": statement.written(one.numeral), "who": one.claims[0].sentence},
            (one.claims[0].sentence,),
        )
    return None


def _of_earlier(statement: Statement, number: int) -> Fault | None:
    """Acquisitions said of those who were participants before: "1.313 peserta lama"."""
    one = statement.said[number]
    if any(claim.subject is not Subject.NEW for claim in one.claims):
        return None
    after = ELSE.split(statement.text[one.numeral.digits : one.numeral.end] + statement.between(number, number + 1))[0]
    local = f"{statement.between(number - 1, number)} {after}"
    said = {who for _, who in attribution.every_payer(local)}
    text = statement.text
    if said != {Subject.EARLIER_MONEY} or attribution.both(text) or attribution.adds_earlier(text):
        return None
    values = {"figure": statement.written(one.numeral), "who": one.claims[0].sentence}
    return Fault("part", "part_of", values, (one.claims[0].sentence,))


def _hidden(statement: Statement, release: Release, before: list[Statement]) -> str:
    """A status whose number is withheld, and of which the sentence says a number all the same."""
    known = {claim.metric for claim in release.known}
    if "agents_listed" not in known:
        return ""
    for name in parts.denied(statement.text):
        if name in STATUSES and name not in known:
            return name
    for number, one in enumerate(statement.said):
        if one.numeral.unit in ("agents", "persons", "") and not one.numeral.value % 1:
            name, _ = _status(statement, number)
            if name in (*STATUSES, "agents_removed") and name not in known and not (one.derived and name in STATUSES):
                return name
    return ""


def _status(statement: Statement, number: int) -> tuple[str, bool]:
    """The status that the words beside a figure name, those after it first, or nothing; and whether it calls the agents
    so, rather than says what they do: "32 agen merekrut peserta"."""
    after, before = statement.between(number, number + 1), statement.between(number - 1, number)
    if _IS_PART_OF.fullmatch(after):
        after = statement.between(number + 1, number + 2)
    if any(not _is_closed(before, at) for at, _ in parts.statuses(before)):
        after = ELSE.split(after)[0]
    for text, choose in ((_clause(after), 0), (before, -1)):
        if named := list(parts.statuses(text)):
            at, name = named[choose]
            if choose == 0 or not _is_closed(before, at):
                return name, not parts.does(text[at:])
    return "", False


def _clause(text: str) -> str:
    """The text up to where another thing begins to be spoken of."""
    return text.split(";")[0]


def _is_closed(before: str, at: int) -> bool:
    """Whether what stood before the figure belongs to the figure before that: "22 aktif dan 5 dorman"."""
    return any(mark in before[at:] for mark in (",", ";", " dan ", " and ", " sementara ", " sedangkan "))


def _of_agents(statement: Statement, number: int, release: Release, words: Words) -> Fault | None:
    one = statement.said[number]
    claims = [claim for claim in one.claims if claim.subject is Subject.AGENTS]
    if not claims or (len(claims) < len(one.claims) and one.numeral.unit != "agents"):
        return None
    metrics = {claim.metric for claim in claims}
    said, called = _status(statement, number)
    if (said in metrics and not _is_whole_of(statement, number)) or (
        said == "agents_removed" and parts.lists(statement.text)
    ):
        return None
    listed = "agents_listed" in metrics
    if _is_whole_of(statement, number) and not listed and not one.derived:
        values = {"figure": statement.written(one.numeral), "who": words(f"release.status.{claims[0].metric}")}
        all_of_them = tuple(claim.sentence for claim in release.known if claim.metric == "agents_listed")
        return Fault("part", "part_whole", values, all_of_them)
    all_of = _IS_PART_OF.fullmatch(statement.between(number, number + 1)) and len(statement.said) > number + 1
    if (
        listed
        and not (all_of and said)
        and (not said or not called or _OUT_OF.search(statement.between(number - 1, number)))
    ):
        return None
    if not said and _spoken_of(statement, metrics):
        return None
    values = {"figure": statement.written(one.numeral), "who": words(f"release.status.{claims[0].metric}")}
    others = [claim.sentence for claim in release.known if claim.metric == said]
    return Fault("part", "part_other" if said else "part_whole", values, (*others, claims[0].sentence))


def _is_whole_of(statement: Statement, number: int) -> bool:
    """Whether it is said of all agents: those listed, or those of whom others are a part."""
    after = statement.between(number, number + 1)
    close = any(at < _NEAR for at, _ in parts.statuses(after))
    if number and _IS_PART_OF.fullmatch(statement.between(number - 1, number)):
        close = close and bool(re.match(r"[^,;]{0,12}\b(?:yang|who|that)\b", after))
    part = _OUT_OF.search(statement.between(number - 1, number)) and len(statement.said) > 1
    return bool(_LISTED.match(after) or (part and not close))


def _spoken_of(statement: Statement, metrics: set[str]) -> bool:
    return bool(metrics & {name for _, name in parts.statuses(statement.text)}) or parts.others(statement.text)


def _as_whole(
    statement: Statement, number: int, release: Release, words: Words, before: list[Statement]
) -> Fault | None:
    """A part of the acquisitions or of the money, said as if it were all of it."""
    one, text = statement.said[number], statement.text
    ours = [claim for claim in one.claims if not claim.published]
    if not ours or any(_is_whole(claim, release) for claim in one.claims):
        return None
    earlier = context(before)
    named = frozenset().union(*beside(statement, number, sectors(text, release)))
    every = [name for _, name in sectors(text, release)]
    amounts = [n for n, each in enumerate(statement.said) if each.numeral.unit in ("people", "persons", "")]
    if len(set(every)) == 1 and not named:
        named = frozenset(every)
    elif len(every) == len(amounts) > 1 and number in amounts:
        named = frozenset([every[amounts.index(number)]])
    if any(sector_of(claim) in named for claim in ours):
        return None
    if all(claim.subject is Subject.NEW for claim in ours):
        codes = {code for claim in ours for code in claim.places.split(",")}
        placed = any(names_one(each, release, codes) for each in (text, *(one.text for one in before[-2:])))
        if (placed or (any(codes) and list(mentions(text, release)))) and not all(sector_of(claim) for claim in ours):
            return None
    elif all(claim.subject in (Subject.NEW_MONEY, Subject.EARLIER_MONEY) for claim in ours):
        if attribution.payer(text) or attribution.splits(text) or (earlier and attribution.points_back(text)):
            return None
    else:
        return None
    values = {"figure": statement.written(one.numeral), "who": ours[0].sentence}
    return Fault("part", "part_of", values, (ours[0].sentence,))


def _is_whole(claim: Claim, release: Release) -> bool:
    inside = ",".join(sorted(release.inside))
    if sector_of(claim):
        return False
    alone = claim.subject in (Subject.NEW_MONEY, Subject.EARLIER_MONEY)
    return not alone and claim.places in ("", inside)
