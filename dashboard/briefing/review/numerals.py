"""The figures that a sentence of a press text, in every spelling: "1.313", "Rp 113,7 juta", "69,98%", in words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.briefing.review import other_counts as other
from dashboard.briefing.review.ignored import blanked
from dashboard.briefing.review.number_words import SMALL, spelled
from dashboard.briefing.review.proportions import Proportion, proportions
from dashboard.language.formats import SCALES


class Bound(StrEnum):
    """What the words beside a figure make of it."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    BELOW = "below"


@dataclass(frozen=True)
class Numeral:
    """A figure in a sentence.

    `unit`: people (participants), agents, persons (either), offices, areas, rupiah, percent, times (in hundredths),
    other (things that no figure of ours counts); empty where no word tells. `step`: the unit to which it is told
    (Rp113,7 juta: 100.000), none for a proportion in words. `start` and `end`: where it stands with its unit;
    `begins`: likewise with the words that bound it; `digits`: the end of the number alone.
    """

    value: Decimal
    step: Decimal
    unit: str
    bound: Bound
    begins: int
    start: int
    digits: int
    end: int


_SCALES = {word: scale.size for scale in SCALES for word in (*scale.spellings, *scale.abbreviations)}
_LETTERS = {scale.letter: scale.size for scale in SCALES if scale.letter}
_NUMBER = re.compile(
    r"(?:(?P<currency>\b(?:Rp|IDR|Rupiah)\.?\s?)|(?<![\w.,]))(?P<number>\d+(?:[.,]\d+)*)(?:,-)?"
    rf"(?:\s?(?P<scale>{'|'.join(_SCALES)})\b)?(?P<letter>\s?(?:{'|'.join(_LETTERS)})\b)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?P<percent>%|persen\b|per\s?cent\b|percent\b|pct\b)|\s*(?P<rupiah>rupiah\b)", re.IGNORECASE)
_NOUNS = {
    "people": re.compile(r"peserta|pekerja|tenaga|warga|participants?|workers?|members?"),
    "persons": re.compile(r"people|persons?|jiwa"),
    "agents": re.compile(r"agen|agents?"),
    "offices": re.compile(r"kantor|offices?"),
    "areas": re.compile(r"kabupaten|kota|wilayah|daerah|areas?|regenc(?:y|ies)|cit(?:y|ies)"),
}
_WORD = re.compile(r"\s+([A-Za-z-]+)")
_REACH = 3
"""A noun so many words after a number is still what it counts: "32 orang agen", "1,331 newly acquired participants"."""

_STOP = re.findall(
    r"\S+",
    """
    di dari pada dan atau yang untuk ke dengan atas per melalui lewat oleh bagi serta adalah ialah telah sudah mencapai
    in of from at and or for with by through to was were is are who which among
    """,
)
_BESIDE = 40
"""So many letters before a number are looked at for what bounds it."""

_BEFORE = {
    Bound.ABOUT: r"(?:\b(?:sekitar|kurang lebih|lebih kurang|kira-kira|kisaran|about|around|approximately|roughly)\s+"
    r"|[±~]\s?)",
    Bound.UNDER: r"\b(?:hampir|nyaris|mendekati|nearly|almost|close to)\s+",
    Bound.OVER: r"\b(?:lebih dari|di atas|melebihi|(?:tidak|tak) kurang dari|sedikitnya|setidaknya|more than|over|above"
    r"|at least)\s+",
    Bound.BELOW: r"\b(?:kurang dari|di bawah|tidak sampai|less than|fewer than|under|below)\s+",
}
_ALONE = re.compile(
    r"\b(?:hanya|cuma|sebanyak|terdapat|ada|tinggal|tersisa|only|just|there (?:is|was))\s+$", re.IGNORECASE
)
_STATE = re.compile(
    r"\s+(?:agen|agents?)\s+(?:Perisai\s+)?(?:yang |is |was |who is |who was )?(?:jatuh|terancam|menghadapi"
    r"|faces|facing|dorman|nonaktif|dinonaktifkan|melambat|dikeluarkan|dicoret"
    r"|dormant|slowing|removed|due)\b",
    re.IGNORECASE,
)
"""What makes one agent a number: "satu agen jatuh nonaktif"."""

_COUNTS = re.compile(
    r"\s*(?:di antaranya|lainnya|of them|of these)?\s*(?:yang )?(?:masih |sudah |tidak |are |were )?(?:aktif|dorman"
    r"|melambat"
    r"|nonaktif"
    r"|active|dormant|slowing)\b",
    re.IGNORECASE,
)
"""What makes a small number in words one of agents, without their name: "dari 32 agen, lima dorman"."""

_PART_OF = re.compile(
    r"\s+(?:orang\s+)?(?:dari|di antara|of|out of)\s+(?:(?:total|seluruh|sebanyak|the|all|some)\s+){0,2}"
    rf"(?:\d+(?:[.,]\d+)*|(?:(?:{'|'.join(SMALL)}|puluh|belas|ratus|ribu)\s+)+)\s*([a-z]+)",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\b(?:melampaui|melebihi|menembus|exceeding|topping)\s+$", re.IGNORECASE)
_SAID_BEFORE = re.compile(r"((?:[Pp]eserta )?\w+)\s+(?:yang \w+ )?(?:sebanyak|berjumlah|sejumlah|mencapai)\s+$")
_LATER = {Bound.ABOUT: r"-an\b", Bound.OVER: r"\s+lebih\b(?!\s+(?:dari|banyak|tinggi|besar|rendah))"}


def spot(text: str, language: str, given: tuple[str, ...] = ()) -> list[Numeral]:
    """The figures of a sentence in order; dates, laws, durations and the like are none, nor what stands in `given`."""
    legible = blanked(text, given)
    numerals = [_in_words_of_parts(legible, one) for one in proportions(legible)]
    taken = [(one.start, one.end) for one in numerals]
    digits = [_in_digits(legible, one, language) for one in _NUMBER.finditer(legible)]
    numerals += [one for one in digits if _is_free(one.start, one.digits, taken)]
    taken = [(one.start, one.end) for one in numerals]
    for word in spelled(legible):
        if _is_free(word.start, word.end, taken):
            money = _is_money(legible, word.start, word.step)
            numeral = _numeral_at(legible, word.value, word.step, word.start, word.end, money, language)
            if numeral.unit == "other":
                continue
            counts = numeral.unit
            if numeral.value >= 100 or (counts and (numeral.value != 1 or _is_single(legible, numeral))):
                numerals.append(numeral)
    return sorted(numerals, key=lambda one: one.start)


def _is_free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= first or start >= last for first, last in taken)


def _is_single(text: str, numeral: Numeral) -> bool:
    """Whether "satu" counts: "hanya satu agen", not "satu agen Perisai yang kami temui"."""
    return bool(_ALONE.search(text[: numeral.start]) or _STATE.match(text, numeral.digits))


def _in_words_of_parts(text: str, part: Proportion) -> Numeral:
    bound, begins = _bound(text, part.start)
    if bound is Bound.EXACT and re.match(_LATER[Bound.OVER], text[part.end :], re.IGNORECASE):
        bound = Bound.OVER
    step = part.step or Decimal(0)
    unit = "times" if part.times else "percent"
    return Numeral(part.value, step, unit, Bound.OVER if part.least else bound, begins, part.start, part.end, part.end)


def read(number: str, language: str) -> tuple[Decimal, Decimal]:
    """A number's value and its last digit's unit; a sign of the other language is understood where it can mean one."""
    group, point = (".", ",") if language == "id" else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?", number):
        plain = number.replace(group, "").replace(point, ".")
    elif re.fullmatch(rf"\d{{1,3}}(?:\{point}\d{{3}}){{2,}}", number):
        plain = number.replace(point, "")
    elif re.fullmatch(r"\d+(?:[.,]\d+)?", number):
        plain = number.replace(",", ".")
    else:
        plain = re.sub(r"[.,]", "", number)
    return Decimal(plain), Decimal(1).scaleb(-len(plain.partition(".")[2]))


def _is_money(text: str, start: int, step: Decimal) -> bool:
    return bool(re.search(r"(?:Rp|IDR)\.?\s?$", text[max(0, start - _BESIDE) : start])) or step >= 10**5


def _in_digits(text: str, match: re.Match, language: str) -> Numeral:
    value, step = read(match["number"], language)
    scale, end = (match["scale"] or "").lower(), match.end("number")
    if match["scale"]:
        end = match.end("scale")
    elif match["letter"] and match["currency"]:
        scale, end = match["letter"].strip().lower(), match.end("letter")
    times = {**_SCALES, **_LETTERS}.get(scale, 1)
    money = bool(match["currency"]) or times >= 10**6
    numeral = _numeral_at(text, value * times, step * times, match.start(), end, money, language)
    if numeral.unit not in ("rupiah", "percent") and not scale and step == Decimal("0.001"):
        value, step = value * 1000, Decimal(1)  # 1,313 among Indonesian words: the other language's thousands
        numeral = _numeral_at(text, value, step, match.start(), end, money, language)
    return numeral


def _numeral_at(
    text: str, value: Decimal, step: Decimal, start: int, digits: int, money: bool, language: str
) -> Numeral:
    bound, begins = _bound(text, start)
    unit, end = _unit(text, digits, money, language)
    if unit == "percent" and bound is Bound.EXACT and _BEYOND.search(text[:start]):
        bound = Bound.OVER
    if unit == "offices" and bound is Bound.BELOW:
        bound, begins = Bound.EXACT, start  # "di bawah 10 kantor": who looks after them, not how many
    if unit in ("", "persons") and (noun := _SAID_BEFORE.search(text[:begins])) and other.is_other(noun[1]):
        unit = "other"
    if other.ATTENDED.search(text[:begins]) and (not unit or unit in ("people", "persons")):
        guests = not unit and other.NARROWER.match(text, end + 1)
        unit = "other" if guests or other.EVENT.search(text) else unit
    unit = unit or _whose(text, digits)
    for one, pattern in _LATER.items():
        if later := re.match(pattern, text[digits:], re.IGNORECASE):
            bound, (unit, end) = one, _unit(text, digits + later.end(), money, language)
        elif later := re.match(pattern, text[end:], re.IGNORECASE):
            bound, end = one, end + later.end()
    return Numeral(value, step, unit, bound, begins, start, digits, end)


def _bound(text: str, start: int) -> tuple[Bound, int]:
    """What the words before a figure make of it, and where they begin."""
    for one, pattern in _BEFORE.items():
        if before := re.search(rf"{pattern}(?:Rp\.?\s?)?$", text[max(0, start - _BESIDE) : start], re.IGNORECASE):
            return one, max(0, start - _BESIDE) + before.start()
    return Bound.EXACT, start


def _unit(text: str, digits: int, money: bool, language: str) -> tuple[str, int]:
    """What is counted, and where it ends if its word stands beside the number."""
    if after := _AFTER.match(text, digits):
        return ("percent" if after["percent"] else "rupiah"), after.end()
    if money:
        return "rupiah", digits
    place, end = digits, digits
    for number in range(_REACH):
        word = _WORD.match(text, place)
        if word is None or word[1].lower() in _STOP:
            break
        place = word.end()
        small = text[:digits].split()[-1].lower() in SMALL
        if number == 0 and (
            other.EVERY_OTHER.match(text, word.start(1)) or (small and other.A_WHILE.match(text, word.start(1)))
        ):
            return "other", digits
        if number and other.NARROWER.fullmatch(word[1].lower()):
            return "", digits
        for unit, noun in _NOUNS.items():
            if noun.fullmatch(word[1].lower()):
                if unit == "people" and other.AT_AN_EVENT.match(text, place):
                    return "other", digits
                return unit, place if number == 0 else digits
        if number == 0 and word[1].lower() == "orang":
            end = place
        elif number == 0 and other.is_a_thing(word[1], language) and not _nouns_beside(text, place):
            return ("persons" if other.JOINS.match(text, place) else "other"), digits
        elif number == 0 and other.NARROWER.fullmatch(word[1].lower()) and other.JOINS.match(text, place):
            return "persons", digits
    return ("persons" if end > digits else ""), end


def _whose(text: str, digits: int) -> str:
    """What a number without a noun counts: that of the one that it is a part of ("lima dari 32 agen"), or agents, by a
    word that is said of them alone."""
    if (whole := _PART_OF.match(text, digits)) is not None:
        return next((unit for unit, noun in _NOUNS.items() if noun.fullmatch(whole[1].lower())), "")
    return "agents" if _COUNTS.match(text, digits) else ""


def _nouns_beside(text: str, place: int) -> bool:
    """Whether one of the two words that follow is what is counted after all: "32 tenaga agen"."""
    for _ in range(_REACH - 1):
        word = _WORD.match(text, place)
        if word is None or word[1].lower() in _STOP:
            return False
        if any(noun.fullmatch(word[1].lower()) for noun in _NOUNS.values()):
            return True
        place = word.end()
    return False
