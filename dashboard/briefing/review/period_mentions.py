"""Which period the words of a press text name: "sepanjang 2019", "Januari–Juni 2019", "semester lalu"."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dashboard.briefing.review.number_words import SMALL
from queries.periods import Period, shift


class Mention(NamedTuple):
    """Where a period is named; whether something is compared with it there, and whether it is only up to its end."""

    start: int
    end: int
    period: Period
    compared: bool
    until: bool = False


_ORDER = {
    **dict.fromkeys(("1", "i", "pertama", "first", "satu"), 1),
    **dict.fromkeys(("2", "ii", "kedua", "second", "dua"), 2),
    **dict.fromkeys(("3", "iii", "ketiga", "third", "tiga"), 3),
    **dict.fromkeys(("4", "iv", "keempat", "fourth", "empat"), 4),
}
_FIVE = {"lima": 5, "five": 5, "enam": 6, "six": 6}
_NTH = "|".join(sorted(_ORDER, key=len, reverse=True))
_NAMES = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maret", "march", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agu", "aug"),
    ("september", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "des", "dec"),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_NAME = re.compile(rf"\b(?:{'|'.join(one for one in MONTHS if len(one) > 3 or one in ('mei', 'may'))})\b", re.I)
_SPAN = {
    "semester": 6,
    "triwulan": 3,
    "kuartal": 3,
    "quarter": 3,
    "half": 6,
    "paruh": 6,
    "caturwulan": 4,
    "tahun": 12,
    "year": 12,
}
_YEAR = r"(?P<year>(?:19|20|21)\d{2})\b(?![.,]\d)"
_OF = r"(?:\s*[/-]\s*|\s+(?:tahun\s+|of\s+|in\s+|pada\s+)*)"
_TO = r"\s*(?:[-–—]|s\.?d\.?|sampai(?: dengan)?|hingga|to|until|through)\s*(?:akhir |the end of |\d{1,2} )?"
_PATTERNS = (
    (
        "range",
        rf"(?:\d{{1,2}} )?(?P<from>{_MONTH})(?:\s+(?P<since>(?:19|20|21)\d{{2}}))?{_TO}(?P<to>{_MONTH})(?:\s+{_YEAR}"
        r"|\s+(?P<rel>tahun ini|tahun lalu|this year|last year))?",
    ),
    ("range", rf"(?:antara|between) (?P<from>{_MONTH}) (?:dan|and) (?:akhir )?(?P<to>{_MONTH})(?:\s+{_YEAR})?"),
    (
        "nth",
        rf"(?P<span>semester|triwulan|kuartal|quarter|paruh)(?:\s+(?:waktu\s+)?(?:ke-?)?)(?P<nth>{_NTH})\b"
        rf"(?:{_OF}(?:{_YEAR}|(?P<rel>tahun ini|tahun lalu|this year|last year)))?",
    ),
    (
        "nth",
        rf"(?P<nth>first|second|third|fourth)\s+(?P<span>half|quarter|semester)(?:{_OF}(?:{_YEAR}|(?P<rel>this year"
        rf"|last year)))?",
    ),
    ("nth", rf"(?P<short>[QHS])(?P<nth>[1-4])\b(?:[\s/-]*{_YEAR})?"),
    ("first", rf"(?P<count>enam|tiga|six|three|6|3) (?:bulan|months) (?:pertama|awal)(?:{_OF}{_YEAR}|(?= tahun ini))?"),
    ("first", rf"(?:the )?first (?P<count>six|three|6|3) months(?:{_OF}{_YEAR})?"),
    ("pair", rf"(?P<from>{_MONTH}) (?:dan|and) (?P<to>{_MONTH})(?:\s+{_YEAR})?"),
    ("month", rf"(?:dari|from) (?P<alone>{_MONTH})(?= ke )"),
    (
        "again",
        r"(?<=and the )(?P<nth>second|third|fourth)(?=\s+(?:\d|Rp|brought|added|only))|(?<=yang )(?P<nth2>kedua"
        r"|ketiga)(?=\s+(?:\d|Rp))",
    ),
    ("whole", rf"(?:the whole|all|the entirety|the full year) of\s+{_YEAR}"),
    ("whole", rf"(?:sepanjang|selama|seluruh|in all of|throughout|during|over)(?:\s+tahun)?\s+{_YEAR}"),
    ("since", r"(?:sejak|mulai|since) (?P<begin>awal tahun|the (?:beginning|start) of (?:the|this) year)(?: ini)?"),
    ("since", rf"(?:sejak|mulai|since)\s+(?:awal\s+|early\s+)?(?:bulan\s+)?(?P<from>{_MONTH})\b(?!\s+\d{{4}})"),
    ("since", rf"(?:sejak|mulai|since)\s+(?:awal\s+|early\s+)?(?:bulan\s+|tahun\s+)?(?:(?P<from>{_MONTH})\s+)?{_YEAR}"),
    (
        "until",
        rf"(?:per|hingga|sampai(?: dengan)?|posisi|as of|until|up to|by|at the end of|akhir)\s+(?:akhir\s+"
        rf"|the end of\s+)?"
        rf"(?:\d{{1,2}}\s+)?(?P<to>{_MONTH})\b(?:(?:\s+\d{{1,2}},)?\s+{_YEAR})?",
    ),
    (
        "date",
        rf"\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}|(?:{_MONTH})\s+\d{{1,2}},\s+\d{{4}}|\(\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?\)",
    ),
    ("month", rf"(?P<to>{_MONTH})\s+{_YEAR}|(?:bulan|sepanjang|selama) (?P<alone>{_MONTH})\b"),
    ("month", rf"(?:pada|in|during) (?P<alone>{_MONTH})\b|(?P<to>{_MONTH}) (?:saja|alone)\b"),
    (
        "week",
        r"(?:dalam|selama|hanya) (?:waktu )?se(?:bulan|pekan|minggu|hari)|(?:pekan|minggu) (?:lalu|ini)|(?:last"
        r"|this) week",
    ),
    (
        "past",
        rf"(?:dalam|selama|hanya|cuma|within|in only) (?:waktu |kurun waktu )?(?P<count>{_NTH}|lima|enam|five|six"
        rf"|\d{{1,2}})"
        r" (?P<span>bulan|triwulan|semester|months?|quarters?|hari|pekan|minggu|days?|weeks?)\b",
    ),
    ("past", rf"(?P<count>{_NTH}|lima|enam|five|six|\d{{1,2}}) (?P<span>bulan|triwulan|semester|tahun) terakhir"),
    ("past", rf"(?:the )?(?:last|past) (?P<count>{_NTH}|five|six|\d{{1,2}}) (?P<span>months|quarters|semesters|years)"),
    (
        "year",
        rf"(?<!sebelum )(?<!before )(?:tahun|pada|di|dalam|untuk|in|for|year|iuran|penerimaan|perolehan|akuisisi"
        rf"|peserta|capaian|realisasi"
        rf"|kinerja)\s+(?:tahun\s+)?{_YEAR}",
    ),
    (
        "before",
        r"(?<!peserta )(?<!participants )(?:sebelumnya|semula|previously|formerly)\s+(?:(?:sebesar|sebanyak|hanya|baru"
        r"|only|at)\s+){0,2}(?=(?:Rp\s?)?\d)",
    ),
    (
        "now",
        r"(?:sekarang|kini|saat ini|now|currently)\s+(?:(?:sudah|telah|ada|terdapat|tercatat|mencapai|menjadi"
        r"|sebanyak|hanya|baru|at"
        r"|only)\s+){0,3}(?=(?:Rp\s?)?\d)",
    ),
    (
        "this",
        r"(?:sepanjang|selama|seluruh) tahun(?: ini)?\b|(?:throughout|during|all through) the (?:whole )?year|all year",
    ),
    ("this", r"(?:semester|triwulan|kuartal|bulan|tahun) (?:ini|berjalan)|this (?:semester|quarter|month|year|half)"),
    (
        "next",
        r"(?P<span>semester|triwulan|bulan|tahun|periode) (?:berikutnya|selanjutnya|setelahnya|sesudahnya)"
        r"|(?:the )?(?:next"
        r"|following) (?:semester|quarter|month|year|half|period)|(?:enam|tiga|six|three) (?:bulan"
        r"|months) (?:kemudian|later)",
    ),
    (
        "last",
        r"(?P<span>semester|triwulan|bulan|tahun) (?:lalu|sebelumnya|kemarin|silam)|periode (?:sebelumnya|lalu)"
        r"|(?:the )?(?:last|previous|preceding) (?:semester|quarter|month|year|half|period)"
        r"|(?:the )?(?:semester|quarter|month|year|half|period) before",
    ),
    (
        "past",
        r"(?:setahun|dua belas bulan|12 bulan|satu tahun) (?:terakhir|ini)|(?:dalam|selama) (?:setahun|satu tahun)"
        r"|the (?:last|past) (?:year|twelve months|12 months)|full[- ]year|setahun penuh",
    ),
)
_READ = tuple(
    (kind, re.compile(rf"\b(?:{text})" if kind != "date" else text, re.IGNORECASE)) for kind, text in _PATTERNS
)
_COMPARED = re.compile(
    r"\b(?:dari(?:pada)?|(?:di)?banding(?:kan|an)?(?: dengan)?|ketimbang|terhadap|atas|kali|lipat|than|against|from"
    r"|over|to"
    r"|melampaui|melebihi|mengungguli|twice|compared (?:with|to)|(?:di )?bawah"
    rf"|selisih(?:nya)? dengan)\s+(?:(?!pada\b|\w*\d|(?:{'|'.join(SMALL)})\b)\w+\s+){{0,4}}$",
    re.IGNORECASE,
)


@lru_cache(256)
def mentions(text: str, now: Period, earlier: Period | None = None) -> tuple[Mention, ...]:
    """The periods that a text names, in order. `now`: the period that "semester ini" would be; `earlier`: the one that
    "periode sebelumnya" is."""
    matches: list[tuple[str, re.Match]] = []
    for kind, pattern in _READ:
        for match in pattern.finditer(text):
            if all(match.end() <= one.start() or match.start() >= one.end() for _, one in matches):
                matches.append((kind, match))
    named: list[Mention] = []
    for kind, match in sorted(matches, key=lambda one: one[1].start()):
        compared = kind not in ("now", "before") and bool(_COMPARED.search(text[: match.start()]))
        since = named[-1].period if named else None
        if kind == "again":
            nth = _ORDER[(match["nth"] or match["nth2"]).lower()]
            after = [_nth_like(since, nth)] if since else []
        elif kind == "next" and since:
            after = [_after(since)]
        else:
            after = list(_period(kind, match, now, earlier))
        named += [Mention(*match.span(), period, compared, kind == "until") for period in after]
    return tuple(named)


def _nth_like(period: Period, nth: int) -> Period:
    """The nth of the year as long as one named before: "the first quarter ... and the second"."""
    return _months(date(period.first.year, 1, 1), (nth - 1) * period.length, period.length)


def _after(period: Period) -> Period:
    """The period that follows one, as long as it."""
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    return _months(period.first, months, months)


def _period(kind: str, match: re.Match, now: Period, earlier: Period | None) -> Iterator[Period]:
    asked = match.groupdict()
    year = _year(asked, now)
    if kind == "nth":
        span = asked.get("span") or ("half" if (asked.get("short") or "").upper() in "HS" else "quarter")
        months, nth = _SPAN[span.lower()], _ORDER[asked["nth"].lower()]
        if nth * months <= 12:
            yield _months(date(year, 1, 1), (nth - 1) * months, months)
    elif kind == "first":
        yield _months(date(year, 1, 1), 0, 6 if asked["count"].lower() in ("enam", "six", "6") else 3)
    elif kind in ("whole", "year"):
        yield _months(date(year, 1, 1), 0, 12)
    elif kind in ("range", "pair"):
        yield from _of_months(kind, asked, year)
    elif kind == "since":
        first = date(year, MONTHS[(asked.get("from") or "januari").lower()], 1)
        if first <= now.last:
            yield Period(first, now.last)
    elif kind in ("until", "month"):
        month = date(year, MONTHS[(asked.get("to") or asked.get("alone") or "").lower()], 1)
        yield Period(month, month)
    elif kind == "week":
        yield Period(now.last, now.last)
    elif kind == "before":
        if earlier:
            yield earlier
    elif kind == "now":
        yield now
    elif kind == "next":
        return  # of what was named before, if it was
    elif kind == "past" and asked.get("count"):
        count, span = asked["count"].lower(), asked["span"].lower().rstrip("s")
        months = (int(count) if count.isdigit() else {**_ORDER, **_FIVE}[count]) * _SPAN.get(span, 1)
        if "hari" in span or span in ("pekan", "minggu", "day", "week"):
            months = 1
        if months:
            yield _months(now.last, 1 - months, months)
    else:
        if kind == "last" and "period" in match[0].lower() and earlier:
            yield earlier
        else:
            yield from _relative(kind, match[0].lower(), now)


def _of_months(kind: str, asked: dict[str, str | None], year: int) -> Iterator[Period]:
    """From one month to another; of two joined by "dan" each by itself too."""
    first = date(int(asked.get("since") or year), MONTHS[(asked["from"] or "").lower()], 1)
    last = date(year, MONTHS[(asked["to"] or "").lower()], 1)
    if kind == "pair":
        yield from (Period(first, first), Period(last, last))
    if first <= last:
        yield Period(first, last)


def _relative(kind: str, text: str, now: Period) -> Iterator[Period]:
    months = next((size for word, size in _SPAN.items() if word in text), 0)
    own = (now.last.year - now.first.year) * 12 + now.last.month - now.first.month + 1
    if kind == "past":
        yield _months(now.last, -11, 12)
    elif kind == "last" and ("periode" in text or "period" in text):
        yield _months(now.first, -own, own)
    elif kind in ("this", "last"):
        back = int(kind == "last")
        if "tahun" in text or "year" in text:
            yield _months(date(now.last.year - back, 1, 1), 0, 12)
        elif "bulan" in text or "month" in text:
            yield _months(now.last, -back, 1)
        elif months:
            begins = date(now.last.year, (now.last.month - 1) // months * months + 1, 1)
            yield _months(begins, -months * back, months)


def _year(asked: dict[str, str | None], now: Period) -> int:
    if asked.get("year"):
        return int(asked["year"] or 0)
    return now.last.year - ((asked.get("rel") or "") in ("tahun lalu", "last year"))


def _months(first: date, later: int, count: int) -> Period:
    begins = shift(first, later)
    return Period(begins, shift(begins, count - 1))
