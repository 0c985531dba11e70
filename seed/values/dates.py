"""Days and months as branches write them. Each function reads a column's distinct texts, for the column as a whole.

Answers have the columns `text`, `value` and `rule`: the value, or the rule that the text breaks.
"""

import polars as pl

from queries.months import month_start
from seed.files.rules import RefusalRule

YEARS = 1990, 2199

_NAMES = {
    **dict.fromkeys(("januari", "january", "jan"), 1),
    **dict.fromkeys(("februari", "pebruari", "february", "feb", "peb", "pebr", "febr"), 2),
    **dict.fromkeys(("maret", "march", "mar", "mrt"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    **dict.fromkeys(("mei", "may"), 5),
    **dict.fromkeys(("juni", "june", "jun"), 6),
    **dict.fromkeys(("juli", "july", "jul"), 7),
    **dict.fromkeys(("agustus", "august", "agu", "agt", "ags", "agst", "agust", "agus", "aug"), 8),
    **dict.fromkeys(("september", "sep", "sept"), 9),
    **dict.fromkeys(("oktober", "october", "okt", "oct"), 10),
    **dict.fromkeys(("november", "nopember", "nov", "nop"), 11),
    **dict.fromkeys(("desember", "december", "des", "dec"), 12),
}
_WEEKDAY = r"^(senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|(mon|tues|wednes|thurs|fri|satur|sun)day)[,\s]+"
_TIME = r"(\d)(?:\s+|t|,\s*)(?:pukul\s*|jam\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
_ZONE = r"\s*(?:am|pm|wib|wita|wit|z)?(?:[+-]\d{2}:?\d{2})?$"
_NUMERIC = r"^(?<a>\d{1,2})\s*[-/. ]\s*(?<b>\d{1,2})\s*[-/. ]\s*(?<y>\d{4}|\d{2})$"
_ISO = r"^(?<y>\d{4})[-/. ](?<m>\d{1,2})[-/. ](?<d>\d{1,2})$"
_COMPACT = r"^(?<y>(?:19|20)\d{2})(?<m>\d{2})(?<d>\d{2})$"
_NAMED = (
    r"^(?<d>\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]*(?<n>[a-z]{3,9})[\s\-/.,']*(?<y>\d{4}|\d{2})$",
    r"^(?<n>[a-z]{3,9})[\s.\-]+(?<d>\d{1,2})(?:st|nd|rd|th)?[\s,]+(?<y>\d{4})$",
    r"^(?<y>\d{4})[\s\-/]+(?<n>[a-z]{3,9})[\s\-/]+(?<d>\d{1,2})$",
)
_SERIAL = r"^(\d{5})(?:[.,]\d+)?$"
_SERIALS = 32_874, 54_789
"""1990 and 2050: days since 1899-12-30, as spreadsheets count them."""


def dates(texts: pl.Series) -> pl.DataFrame:
    """Days, from distinct texts without null. `value`: DATE.

    12-03-2019 (also with / or . or two digits of the year), 2019-03-12, 20190312, 12 Maret 2019, March 12, 2019, and a
    spreadsheet's 43536, each with or without a time. Whether day or month comes first is told by the whole column: a
    first number over 12 somewhere is a day. Rules: AMBIGUOUS_DATE where nothing tells, CONFLICTING_DATES where the
    column tells both, UNREADABLE_DATE.
    """
    return _dates(texts, False)


def _dates(texts: pl.Series, day_first: bool) -> pl.DataFrame:
    plain = _plain()
    frame = texts.alias("text").to_frame().with_columns(plain=plain)
    frame = frame.with_columns(
        _day(_ISO), _day(_COMPACT, "compact"), *(_named(pattern, f"named{n}") for n, pattern in enumerate(_NAMED))
    )
    frame = frame.with_columns(serial=_serial(), **_numbers())
    # A day that no calendar has (31 February) tells nothing of the others.
    shows_day = ((pl.col("a") > 12) & _calendar_day(*map(pl.col, "yba")).is_not_null()).any() | pl.lit(day_first)
    shows_month = ((pl.col("b") > 12) & _calendar_day(*map(pl.col, "yab")).is_not_null()).any()
    open_question = pl.col("a").is_between(1, 12) & pl.col("b").is_between(1, 12) & (pl.col("a") != pl.col("b"))
    month_first = (pl.col("b") > 12) | (open_question & shows_month)
    numeric = _calendar_day(
        pl.col("y"), pl.when(month_first).then("a").otherwise("b"), pl.when(month_first).then("b").otherwise("a")
    )
    rule = (
        pl.when(open_question & shows_day & shows_month)
        .then(pl.lit(RefusalRule.CONFLICTING_DATES.value))
        .when(open_question & ~shows_day & ~shows_month)
        .then(pl.lit(RefusalRule.AMBIGUOUS_DATE.value))
    )
    day = pl.coalesce("iso", "compact", "named0", "named1", "named2", "serial", numeric)
    return (
        frame.with_columns(value=day, rule=rule)
        .with_columns(value=pl.when(pl.col("rule").is_null() & _in_reach(pl.col("value"))).then("value"))
        .select("text", "value", rule=_or_unreadable(RefusalRule.UNREADABLE_DATE))
    )


def _plain() -> pl.Expr:
    text = pl.col("text").str.to_lowercase().str.strip_chars(" '’`\u00a0")
    text = text.str.replace(_TIME + _ZONE, "${1}").str.replace(_WEEKDAY, "").str.replace_all(r"\s+", " ")
    return text.str.strip_chars()


def _day(pattern: str, name: str = "iso") -> pl.Expr:
    parts = pl.col("plain").str.extract_groups(pattern).struct
    return _calendar_day(*(parts.field(part).cast(pl.Int32) for part in "ymd")).alias(name)


def _named(pattern: str, name: str) -> pl.Expr:
    parts = pl.col("plain").str.extract_groups(pattern).struct
    return _calendar_day(
        _year(parts.field("y")), _month_number(parts.field("n")), parts.field("d").cast(pl.Int32)
    ).alias(name)


def _numbers() -> dict[str, pl.Expr]:
    parts = pl.col("plain").str.extract_groups(_NUMERIC).struct
    return {"a": parts.field("a").cast(pl.Int32), "b": parts.field("b").cast(pl.Int32), "y": _year(parts.field("y"))}


def _serial() -> pl.Expr:
    days = pl.col("plain").str.extract(_SERIAL).cast(pl.Int32)
    return pl.when(days.is_between(*_SERIALS)).then(pl.date(1899, 12, 30) + pl.duration(days=days))


def _year(text: pl.Expr) -> pl.Expr:
    year = text.cast(pl.Int32)
    return pl.when(text.str.len_bytes() == 2).then(year + 2000).otherwise(year)


def _month_number(name: pl.Expr) -> pl.Expr:
    return name.replace_strict(list(_NAMES), list(_NAMES.values()), default=None, return_dtype=pl.Int32)


def _calendar_day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    # Through text, because a day that no calendar has (31 February) is then null and no error.
    return pl.format("{}-{}-{}", year, month, day).str.to_date("%Y-%-m-%-d", strict=False)


def _in_reach(value: pl.Expr) -> pl.Expr:
    return value.dt.year().is_between(*YEARS)


def _or_unreadable(rule: RefusalRule) -> pl.Expr:
    return pl.when(pl.col("rule").is_null() & pl.col("value").is_null()).then(pl.lit(rule.value)).otherwise("rule")


_MONTHS = (
    r"^(?<m>\d{1,2})\s*[-/. ]\s*(?<y>\d{4})$",
    r"^(?<y>\d{4})\s*[-/. ]\s*(?<m>\d{1,2})$",
    r"^(?<y>(?:19|20|21)\d{2})(?<m>\d{2})$",
    r"^(?<m>0?[1-9]|1[0-2])(?<y>(?:19|20|21)\d{2})$",
)
_NAMED_MONTHS = (
    r"^(?<n>[a-z]{3,9})[\s\-/.,']*(?<y>\d{4}|\d{2})$",
    r"^(?<y>\d{4})[\s\-/.,]*(?<n>[a-z]{3,9})$",
)


def months(texts: pl.Series) -> pl.DataFrame:
    """Months, from distinct texts without null. `value`: DATE, the first day.

    07-2026, 2026-07, 072026, 202607, Juli 2026, Jul-26; a whole date stands for its month, by the rules of `dates`,
    where a column whose first number is always 1 shows first days. Rules: AMBIGUOUS_MONTH, UNREADABLE_MONTH.
    """
    frame = texts.alias("text").to_frame().with_columns(plain=_plain())
    frame = frame.with_columns(value=pl.coalesce(*map(_month, _MONTHS), *map(_named_month, _NAMED_MONTHS)))
    whole = frame.filter(pl.col("value").is_null())["text"]
    firsts = whole.str.extract(r"^\s*0?(\d{1,2})\s*[-/.]\s*(?:0?[1-9]|1[0-2])\s*[-/.]\s*\d{2,4}").drop_nulls()
    days = _dates(whole, len(firsts) > 1 and (firsts == "1").all())
    serial = pl.col("plain").str.extract(_SERIAL).cast(pl.Int32).is_between(*_SERIALS)
    unclear = pl.col("rule").is_in([RefusalRule.AMBIGUOUS_DATE.value, RefusalRule.CONFLICTING_DATES.value])
    joined = frame.join(days.rename({"value": "day"}), on="text", how="left")
    # 42019 may be April 2019 that lost its zero, or the spreadsheet's 15 January 2015.
    rule = pl.when(unclear | (serial & pl.col("value").is_not_null())).then(pl.lit(RefusalRule.AMBIGUOUS_MONTH.value))
    value = pl.coalesce("value", month_start(pl.col("day")))
    return (
        joined.with_columns(value=value, rule=rule)
        .with_columns(value=pl.when(pl.col("rule").is_null() & _in_reach(pl.col("value"))).then("value"))
        .select("text", "value", rule=_or_unreadable(RefusalRule.UNREADABLE_MONTH))
    )


def _month(pattern: str) -> pl.Expr:
    parts = pl.col("plain").str.extract_groups(pattern).struct
    return _calendar_day(parts.field("y").cast(pl.Int32), parts.field("m").cast(pl.Int32), pl.lit(1))


def _named_month(pattern: str) -> pl.Expr:
    parts = pl.col("plain").str.extract_groups(pattern).struct
    return _calendar_day(_year(parts.field("y")), _month_number(parts.field("n")), pl.lit(1))
