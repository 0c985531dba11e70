"""Which part has most and which fewest, which comes next, and one against another: in words, without its figure."""

import re
from collections.abc import Iterator
from fractions import Fraction

from dashboard.briefing.release.claims import Claim
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.dimensions import Dimension, Named, dimensions, periods_of, roles
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import Statement

_NTH = {
    **dict.fromkeys(("pertama", "satu", "1", "first", "teratas", "puncak"), 0),
    **dict.fromkeys(("kedua", "dua", "2", "second"), 1),
    **dict.fromkeys(("ketiga", "tiga", "3", "third"), 2),
    **dict.fromkeys(("keempat", "empat", "4", "fourth"), 3),
}
_ANY_NTH = "|".join(_NTH)
_LAST = r"terakhir|terbawah|buncit|bawah|last"
_PLACE = r"(?:posisi|urutan|peringkat|ranking|tempat|nomor|juara)(?:\s+(?:ke-?|nomor)?\s?|\s)"
_MOST = (
    r"terbanyak|tertinggi|terbesar|teramai|tersibuk|terkuat|strongest|busiest|paling ramai|paling (?:banyak"
    r"|tinggi|besar|dominan)|most|highest|largest|biggest"
)
_LEAST = (
    r"tersedikit|terendah|terkecil|tersepi|terlemah|weakest|quietest|paling sepi|paling (?:sedikit|rendah"
    r"|kecil|minim)|fewest|lowest|smallest|least"
)
_OTHERS = (
    r"(?:\s+peserta\w*)?\s+(?:dari(?:pada)?|dibanding(?:kan)?|than)\s+(?:\w+\s+){0,2}(?:wilayah|daerah|kelompok|sektor)"
)
_RANK = re.compile(
    rf"\b(?:(?P<before>second|third|fourth|kedua|ketiga)[ -])?(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\b"
    rf"(?:\s+(?:nomor |ke-)?(?P<nth>{_ANY_NTH})\b(?!\s+(?:wilayah|kabupaten|daerah)))?"
    rf"|\b{_PLACE}(?:(?P<place>{_ANY_NTH})|(?P<last>{_LAST}))\b"
    rf"|\b(?:came|comes|ranked|ranks|placed|finished)\s+(?:(?P<came>first|second|third|fourth)|(?P<final>last))\b"
    rf"|(?P<lead>\bdidominasi|\bmendominasi|\bmemimpin (?=dengan|perolehan)|\b(?:leads?|led)\b(?= (?:with|the way"
    rf"|by))|\btopped"
    rf"|\boutnumber\w* (?:every|all) other|\bthan (?:in |at |from )?any other|\b(?:melampaui|mengungguli"
    rf"|mengalahkan) (?:\w+ ){{0,2}}(?:wilayah"
    rf"|kabupaten|daerah|kota|sektor|kelompok)(?:/kota)? lain|\blebih (?:banyak|tinggi|besar){_OTHERS})",
    re.IGNORECASE,
)
_IS = re.compile(
    r"[^.;,]{0,40}\b(?:di|pada|dari|adalah|ialah|yakni|yaitu|oleh|dipegang|ditempati|diduduki|diraih|diisi"
    r"|dicatat(?:kan)?|milik"
    r"|in|from|is|was|were|by)\s+(?:\w+\s+){0,2}$|,?\s*(?:yakni|yaitu|:)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|,? (?:sedangkan|sementara|adapun|tetapi|while|whereas|but)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(dua|tiga|empat|2|3|4)\s+(?:kelompok|sektor|wilayah|daerah|kabupaten|areas|groups"
    r"|sectors)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:disusul|diikuti|menyusul|followed by|then)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:(?P<more>lebih (?:banyak|tinggi|besar|unggul|cepat|pesat)|faster|unggul|mengungguli|melampaui|melebihi"
    r"|mengalahkan|more"
    r"|higher|larger"
    r"|ahead|outnumber\w*|di atas)"
    r"|(?P<less>lebih (?:sedikit|rendah|kecil|lambat)|slower|di bawah|tertinggal|kalah|fewer|lower|less|smaller"
    r"|behind))\b",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:menyamai|sama kuat|(?:ber|se)imbang|setara dengan|sama (?:banyak|besar)(?:nya)?|on par with|equal\w*"
    r"|as many as)\b",
    re.IGNORECASE,
)
ALIKE = Fraction(9, 10)
"""From this part of the other on, one is "hampir menyamai"."""

_AMONG = re.compile(
    r"\b(?:di antara|antara|among|between|selain|di luar|kecuali|except)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


_THAN = re.compile(r"\b(?:daripada|ketimbang|dibanding(?:kan)?|than)\b", re.IGNORECASE)


def ranked(statement: Statement, release: Release) -> Iterator[Fault]:
    """An order that is not that of the figures."""
    for dimension in dimensions(statement.flat, release):
        right = _superlative(statement.flat, dimension) or _pair(statement.flat, dimension)
        if right:
            yield Fault("compared", "rank", {"right": right.sentence}, (right.sentence,))
            return
    right = _pair(statement.flat, periods_of(statement.flat, release)) if _THAN.search(statement.flat) else None
    if right:
        yield Fault("compared", "rank", {"right": right.sentence}, (right.sentence,))


_NO_RANK = re.compile(r"\s*(?:Rp\s?)?\d|\s+Tahun \d|\s+(?:of the time|all)\b")
"""What follows a number's least, or a law's number, and no rank: "paling sedikit Rp36.800"."""


_FEWER = re.compile(r"\b(?:fewer|less|lower|smaller)\b", re.IGNORECASE)


def unranked(statement: Statement, release: Release) -> str:
    """A rank of which no dimension of the figures can tell: the branches, the months, the offices of the agents."""
    text = statement.flat
    each = list(dimensions(text, release))
    for match in _RANK.finditer(text):
        if _NO_RANK.match(text, match.end()) or text[: match.start()].endswith(("at ", "At ")):
            continue
        if not any(_SEVERAL.search(text[: match.start()]) or _subject(text, match, one) for one in each):
            return match[0]
    return ""


def _superlative(text: str, dimension: Dimension) -> Claim | None:
    """The claim that does stand where the text has another one; None where the text is right or says nothing."""
    last = -1
    for match in _RANK.finditer(text):
        asked = match.groupdict()
        most = not (asked["least"] or asked["last"] or asked["final"])
        if match[0].lower().startswith("than"):
            most = not _FEWER.search(text[: match.start()])
        name = next((asked[one] for one in ("before", "nth", "place", "came") if asked[one]), "")
        nth = _NTH.get(name.lower(), 0)
        if most and (several := _SEVERAL.search(text[: match.start()])):
            count = _NTH[several[1].lower()] + 1
            if any(all(not dimension.stands(one.name, n, most) for n in range(count)) for one in dimension.said):
                return dimension.first(0, most)
            last = match.start()
            continue
        near = _subject(text, match, dimension)
        if near is None:
            continue
        if not dimension.stands(near.name, nth, most):
            return dimension.first(nth, most)
        last = max(last, near.at)
        if asked["came"] and nth and (over := re.match(r"\s+(?:only )?to\b", text[match.end() :])):
            ahead = [one for one in dimension.said if one.at >= match.end() + over.end()]
            if ahead and not dimension.stands(ahead[0].name, nth - 1, most):
                return dimension.first(nth - 1, most)
        if most and (wrong := _followers(text, dimension, near, nth)):
            return wrong
    return None if last >= 0 else _followers(text, dimension, None, 0)


def _followers(text: str, dimension: Dimension, lead: Named | None, nth: int) -> Claim | None:
    """Who is said to come next: those named after "disusul", in their order."""
    match = _NEXT.search(text, lead.at if lead else 0)
    if not match:
        return None
    after = [
        one for one in dimension.said if one.at >= match.end() and not re.search(r"[.;]", text[match.end() : one.at])
    ]
    before = [one for one in dimension.said if one.at < match.start()]
    if lead:
        for place, one in enumerate(after, nth + 1):
            if not dimension.stands(one.name, place, True):
                return dimension.first(place, True)
    elif before and after and dimension.value(before[-1].name) < dimension.value(after[0].name):
        return dimension.claims[after[0].name]
    return None


def _subject(text: str, match: re.Match, dimension: Dimension) -> Named | None:
    """The part of which a superlative is said: "terbanyak di Batang", else the one before it, else one after it."""
    begins = max((one.end() for one in _CLAUSE.finditer(text, 0, match.start())), default=0)
    own = next((one.start() for one in _CLAUSE.finditer(text, match.end())), len(text))
    inside = [one for one in dimension.said if begins <= one.at < own] or dimension.said
    after = [one for one in inside if one.at >= match.end() and not re.search(r"\d", text[match.end() : one.at])]
    leading = [one for one in inside if one.at < match.start() and not _AMONG.search(text[: one.at])]
    if after and _IS.match(text[match.end() : after[0].at]):
        return after[0]
    if leading:
        return leading[-1]
    return after[0] if after else None


def _pair(text: str, dimension: Dimension) -> Claim | None:
    """The greater one of two where the text says otherwise."""
    both, match = roles(text, dimension.said), _MORE.search(text)
    if both and _ALIKE.search(text):
        less, more = sorted(both, key=dimension.value)
        alike = dimension.value(less) >= ALIKE * dimension.value(more)
        return None if alike else dimension.claims[more]
    if not match or both is None or _RANK.search(text):
        return None
    compared, other = both
    ahead, behind = dimension.value(compared), dimension.value(other)
    if min(one.at for one in dimension.said) > match.start() and not re.match(r"\s*\w+", text[: match.start()]):
        return None
    apart = [one.at for one in dimension.said]
    crossed = min(apart) < match.start() < max(apart) or both != tuple(
        dict.fromkeys(one.name for one in dimension.said)
    )
    if crossed and ((ahead > behind) is not bool(match["more"]) or ahead == behind):
        return dimension.claims[compared if ahead > behind else other]
    return None
