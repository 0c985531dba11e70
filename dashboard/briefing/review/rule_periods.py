"""Of which period a sentence says a figure: one of the semester before is none of this one."""

import re
from collections.abc import Iterator
from datetime import date

from dashboard.briefing.release.release import Release
from dashboard.briefing.review.rules import Fault
from dashboard.briefing.review.statement import Statement
from dashboard.language.words import Words
from queries.periods import Period, shift

_ORDER = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "pertama": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "first": 1,
    "second": 2,
}
_PERIOD = re.compile(
    r"\b(?:(?P<span>semester|triwulan|kuartal|quarter)\s+(?P<order>\w+)|(?P<short>Q)(?P<number>[1-4])|(?P<year>tahun))"
    r"(?:\s+(?:tahun|of))?\s+(?P<of>(?:19|20|21)\d{2})\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:dari|dibanding(?:kan)?|ketimbang|terhadap|daripada|than|against|from|over|to)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def mistimed(statement: Statement, release: Release, words: Words) -> Iterator[Fault]:
    """A figure said of a period that it is not of. A percentage of change has two, and is not asked."""
    said = list(_mentions(statement.text))
    for number, one in enumerate(statement.said):
        ours = [claim for claim in one.claims if not claim.published]
        if not ours or one.numeral.unit == "percent":
            continue
        start = statement.said[number - 1].numeral.end if number else 0
        end = statement.said[number + 1].numeral.begins if number + 1 < len(statement.said) else len(statement.text)
        beside = {period for at, period, compared in said if one.numeral.end <= at < end and not compared}
        beside |= {period for at, period, _ in said if start <= at < one.numeral.begins}
        if not beside or any(claim.period in beside for claim in ours):
            continue
        values = {
            "figure": statement.written(one.numeral),
            "period": words.join(words.period(one) for one in sorted(beside)),
        }
        others = [claim for claim in release.known if claim.metric == ours[0].metric and claim.period in beside]
        yield Fault("period", "period", values, (ours[0].sentence, *(claim.sentence for claim in others)))
        return


def _mentions(text: str) -> Iterator[tuple[int, Period, bool]]:
    """Where a semester, quarter or year is named, and whether something is compared with it there."""
    for match in _PERIOD.finditer(text):
        months = 12 if match["year"] else 6 if (match["span"] or "").lower() == "semester" else 3
        order = match["order"] or match["number"] or "1"
        nth = int(order) if order.isdigit() else _ORDER.get(order.lower(), 0)
        if 0 < nth <= 12 // months:
            first = shift(date(int(match["of"]), 1, 1), (nth - 1) * months)
            period = Period(first, shift(first, months - 1))
            yield match.start(), period, bool(_COMPARED.search(text[: match.start()]))
