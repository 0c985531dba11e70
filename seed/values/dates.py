"""Days and months as branches write them. Each function reads a column's distinct texts, for the column as a whole.

Answers have the columns `text`, `value` and `rule`: the value, or the rule that the text breaks.
"""

import polars as pl

from queries.months import month_start
from seed.files.characters import DASHES
from seed.files.rules import RefusalRule
from seed.files.sheet import DATE_CELL
from seed.values.clock import clock, days_to_jakarta, has_zone, without_time

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
_NUMERIC = r"^(?<a>[0-9]{1,2})\s*[-/. ]\s*(?<b>[0-9]{1,2})\s*[-/. ]\s*(?<y>[0-9]{4}|[0-9]{2})$"
_ISO = r"^(?<y>[0-9]{4})[-/. ](?<m>[0-9]{1,2})[-/. ](?<d>[0-9]{1,2})$"
_COMPACT = r"^(?<y>(?:19|20)[0-9]{2})(?<m>[0-9]{2})(?<d>[0-9]{2})$"
_NAMED = (
    r"^(?<d>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-/.,]*(?<n>[a-z]{3,9})[\s\-/.,']*(?<y>[0-9]{4}|[0-9]{2})$",
    r"^(?<n>[a-z]{3,9})[\s.\-]+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?[\s,]+(?<y>[0-9]{4})$",
    r"^(?<y>[0-9]{4})[\s\-/]+(?<n>[a-z]{3,9})[\s\-/]+(?<d>[0-9]{1,2})$",
)
_SERIAL = r"^([0-9]{5})(?:[.,][0-9]+)?$"
_RARE = 10
"""One in so many days of a column may have been typed by hand."""

_SERIALS = 32_874, 54_789
"""1990 and 2050: days since 1899-12-30, as spreadsheets count them."""


def dates(texts: pl.Series) -> pl.DataFrame:
    """Days, from distinct texts without null. `value`: DATE.

    12-03-2019 (also with / or . or two digits of the year), 2019-03-12, 20190312, 12 Maret 2019, March 12, 2019, and a
    spreadsheet's 43536, each with or without a time; with a time and a zone, the day in Jakarta. Whether day or month
    comes first is told by the whole column: a first number over 12 somewhere is a day. Rules: AMBIGUOUS_DATE where
    nothing tells, CONFLICTING_DATES where the column tells both, MONTH_FIRST_MINORITY for the few that put the month
    first among many that do not, SWAPPED_DATES, YEAR_UNCLEAR where two digits are the year first as well as last,
    UNREADABLE_DATE.
    """
    return _dates(texts, False)


def _dates(texts: pl.Series, day_first: bool) -> pl.DataFrame:
    if texts.is_empty():  # as of most columns of months: what follows costs as much for no text as for many
        return texts.alias("text").to_frame().with_columns(value=pl.lit(None, pl.Date), rule=pl.lit(None, pl.String))
    frame = _parts(texts.alias("text").to_frame().with_columns(lower=_lower()).with_columns(plain=_plain()))
    frame = frame.with_columns(_year_first().alias("year_unclear"), *_order(day_first))
    month_first = (pl.col("b") > 12) | (pl.col("open") & pl.col("shows_month"))
    numeric = _calendar_day(
        pl.col("y"), pl.when(month_first).then("a").otherwise("b"), pl.when(month_first).then("b").otherwise("a")
    )
    day = pl.coalesce("iso", "compact", "named0", "named1", "named2", "serial", numeric)
    if frame["zoned"].any():
        day += pl.duration(days=days_to_jakarta(pl.col("clock")))
    frame = frame.select("text", value=day, rule=_order_rule())
    return _settled(frame, RefusalRule.UNREADABLE_DATE)


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the day that `plain` is in each notation, and in the numeric one with its numbers a, b and y.

    What a pattern finds is a column of its own first: an expression that is used twice is worked out twice.
    """
    patterns = {"iso": _ISO, "compact": _COMPACT, **{f"named{n}": pattern for n, pattern in enumerate(_NAMED)}}
    groups = {f"in_{name}": pl.col("plain").str.extract_groups(pattern) for name, pattern in patterns.items()}
    frame = frame.with_columns(
        clock=clock(pl.col("lower")), numeric=pl.col("plain").str.extract_groups(_NUMERIC), serial=_serial(), **groups
    )
    frame = frame.with_columns(
        *(_day(pl.col(f"in_{name}"), name) for name in ("iso", "compact")),
        *(_named(pl.col(f"in_named{n}"), f"named{n}") for n in range(len(_NAMED))),
        **_numbers(pl.col("numeric")),
    )
    # A day that no calendar has (31 February) tells nothing of the order of day and month.
    return frame.with_columns(
        month_there=(pl.col("b") > 12) & _calendar_day(*map(pl.col, "yab")).is_not_null(),
        low=pl.col("a").is_between(1, 12) & pl.col("b").is_between(1, 12),
        as_first=_calendar_day(pl.col("a") + 2000, pl.col("b"), pl.col("y") - 2000).is_not_null(),
        as_last=_calendar_day(*map(pl.col, "yba")).is_not_null(),
        zoned=has_zone(pl.col("clock")),
        cell=pl.when(~has_zone(pl.col("clock"))).then(pl.coalesce("iso", "serial")),
        is_cell=pl.col("text").str.contains(DATE_CELL),
    )


def _order(day_first: bool) -> list[pl.Expr]:
    """What the column tells of the order of day and month."""
    day_there, month_there, both_low = (pl.col("a") > 12) & pl.col("as_last"), pl.col("month_there"), pl.col("low")
    open_question = both_low & (pl.col("a") != pl.col("b"))
    days, others = day_there.sum(), pl.when(day_there.any()).then(day_there.sum()).otherwise(open_question.sum())
    few, named = month_there.any() & (month_there.sum() < others), _any_named()
    # A spreadsheet that takes the day for the month makes dates of days up to 12, and leaves the later ones as texts.
    # All of them are refused: a part of a month would be loaded as if it were the month.
    cell = pl.col("cell")
    # A few that somebody typed hide nothing.
    low, high = (cell.dt.day() <= 12).sum(), (day_there | month_there).sum()
    typed = (cell.dt.day() > 12).sum() + both_low.sum()
    several = (low > 1) & (high > 1) & ((typed == 1) | (typed * _RARE <= low + high))
    other = (cell.dt.day() != cell.dt.month()).any()
    mixed = (low > 0) & (high > 0) & (low + high > 2) & ((typed == 0) | several) | _cells_beside_texts()
    return [
        open_question.alias("open"),
        ((days > 0) | pl.lit(day_first)).alias("shows_day"),
        (month_there.any() & ~few).alias("shows_month"),
        month_there.any().alias("any_month"),
        (month_there & few).alias("odd_one"),
        (mixed & other & (cell.is_not_null() | pl.col("a").is_not_null() | named)).fill_null(False).alias("swapped"),
    ]


def _cells_beside_texts() -> pl.Expr:
    """Whether cells that are dates, all with a day of at most 12, stand beside such texts as 2019-06-14, all with one
    above. Where the days would lie in more months if they were swapped, nothing tells of it.
    """
    day = pl.col("cell")
    cells, texts = day.filter("is_cell"), day.filter(~pl.col("is_cell"))
    low, high = (cells.dt.day() <= 12).sum(), (texts.dt.day() > 12).sum()
    few = (cells.len() + texts.drop_nulls().len() - low - high) * _RARE <= low + high
    months = day.dt.strftime("%Y-%m")
    swapped = pl.when("is_cell").then(day.dt.strftime("%Y-%d")).otherwise(months)
    return (low > 1) & (high > 1) & few & (swapped.drop_nulls().n_unique() <= months.drop_nulls().n_unique())


def _year_first() -> pl.Expr:
    """Where 19-06-14 may be of 2019: the first two digits vary less than the last over the column, or as little."""
    either = pl.col("short") & pl.col("as_first") & pl.col("as_last")
    firsts, lasts = (pl.col(name).filter(either).n_unique() for name in ("a", "y"))
    later = (pl.col("a") + 2000 > pl.col("y")).filter(either).any()
    always = (pl.col("as_first") | ~pl.col("short")).all()
    return (either & always & ((lasts > firsts) | ((lasts == firsts) & later))).fill_null(False)


def _order_rule() -> pl.Expr:
    """The rule that a text breaks for the sake of the column's other texts."""
    return (
        pl.when("swapped")
        .then(pl.lit(RefusalRule.SWAPPED_DATES.value))
        .when("year_unclear")
        .then(pl.lit(RefusalRule.YEAR_UNCLEAR.value))
        .when("odd_one")
        .then(pl.lit(RefusalRule.MONTH_FIRST_MINORITY.value))
        .when(pl.col("open") & pl.col("shows_day") & pl.col("any_month"))
        .then(pl.lit(RefusalRule.CONFLICTING_DATES.value))
        .when(pl.col("open") & ~pl.col("shows_day") & ~pl.col("shows_month"))
        .then(pl.lit(RefusalRule.AMBIGUOUS_DATE.value))
    )


def _lower() -> pl.Expr:
    return pl.col("text").str.to_lowercase().str.replace_all(DASHES, "-").str.strip_chars(" '’`\u00a0")


def _plain() -> pl.Expr:
    return without_time(pl.col("lower")).str.replace(_WEEKDAY, "").str.replace_all(r"\s+", " ").str.strip_chars()


def _day(groups: pl.Expr, name: str) -> pl.Expr:
    parts = groups.struct
    return _calendar_day(*(parts.field(part).cast(pl.Int32, strict=False) for part in "ymd")).alias(name)


def _named(groups: pl.Expr, name: str) -> pl.Expr:
    parts = groups.struct
    return _calendar_day(
        _year(parts.field("y")), _month_number(parts.field("n")), parts.field("d").cast(pl.Int32, strict=False)
    ).alias(name)


def _numbers(groups: pl.Expr) -> dict[str, pl.Expr]:
    parts = groups.struct
    first, second = (parts.field(part).cast(pl.Int32, strict=False) for part in "ab")
    year = parts.field("y")
    return {"a": first, "b": second, "y": _year(year), "short": (year.str.len_bytes() == 2).fill_null(False)}


def _any_named() -> pl.Expr:
    return pl.any_horizontal(pl.col(f"named{n}").is_not_null() for n in range(len(_NAMED)))


def _serial() -> pl.Expr:
    days = pl.col("plain").str.extract(_SERIAL).cast(pl.Int32, strict=False)
    return pl.when(days.is_between(*_SERIALS)).then(pl.date(1899, 12, 30) + pl.duration(days=days))


def _year(text: pl.Expr) -> pl.Expr:
    year = text.cast(pl.Int32, strict=False)
    return pl.when(text.str.len_bytes() == 2).then(year + 2000).otherwise(year)


def _month_number(name: pl.Expr) -> pl.Expr:
    return name.replace_strict(list(_NAMES), list(_NAMES.values()), default=None, return_dtype=pl.Int32)


def _calendar_day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    # Through text, because a day that no calendar has (31 February) is then null and no error.
    return pl.format("{}-{}-{}", year, month, day).str.to_date("%Y-%-m-%-d", strict=False)


def _in_reach(value: pl.Expr) -> pl.Expr:
    return value.dt.year().is_between(*YEARS)


def _settled(frame: pl.DataFrame, unreadable: RefusalRule) -> pl.DataFrame:
    """`text`, `value` and `rule`: no value where a rule is broken, and none out of reach."""
    value = pl.when(pl.col("rule").is_null() & _in_reach(pl.col("value"))).then("value")
    broken = pl.when(pl.col("rule").is_null() & pl.col("value").is_null()).then(pl.lit(unreadable.value))
    return frame.with_columns(value=value).select("text", "value", rule=broken.otherwise("rule"))


_MONTHS = (
    r"^(?<m>[0-9]{1,2})\s*[-/. ]\s*(?<y>[0-9]{4})$",
    r"^(?<y>[0-9]{4})\s*[-/. ]\s*(?<m>[0-9]{1,2})$",
    r"^(?<y>(?:19|20|21)[0-9]{2})(?<m>[0-9]{2})$",
    r"^(?<m>0?[1-9]|1[0-2])(?<y>(?:19|20|21)[0-9]{2})$",
)
_NAMED_MONTHS = (
    r"^(?<n>[a-z]{3,9})[\s\-/.,']*(?<y>[0-9]{4}|[0-9]{2})$",
    r"^(?<y>[0-9]{4})[\s\-/.,]*(?<n>[a-z]{3,9})$",
)


def months(texts: pl.Series) -> pl.DataFrame:
    """Months, from distinct texts without null. `value`: DATE, the first day.

    07-2026, 2026-07, 072026, 202607, Juli 2026, Jul-26; a whole date stands for its month, by the rules of `dates`,
    where a column whose first number is always 1 shows first days. 42019 is April 2019, unless it may be a
    spreadsheet's day: a first of a month, or one among other such days. Rules: AMBIGUOUS_MONTH, UNREADABLE_MONTH.
    """
    frame = texts.alias("text").to_frame().with_columns(lower=_lower()).with_columns(plain=_plain())
    patterns = (*_MONTHS, *_NAMED_MONTHS)
    groups = {f"in_{n}": pl.col("plain").str.extract_groups(pattern) for n, pattern in enumerate(patterns)}
    plain = (_month(pl.col(f"in_{n}")) for n in range(len(_MONTHS)))
    named = (_named_month(pl.col(f"in_{n}")) for n in range(len(_MONTHS), len(patterns)))
    frame = frame.with_columns(**groups).select("text", "plain", value=pl.coalesce(*plain, *named))
    whole = frame.filter(pl.col("value").is_null())["text"]
    firsts = whole.str.extract(r"^\s*0?([0-9]{1,2})\s*[-/.]\s*(?:0?[1-9]|1[0-2])\s*[-/.]\s*[0-9]{2,4}").drop_nulls()
    days = _dates(whole, len(firsts) > 0 and (firsts == "1").all())
    joined = frame.join(days.rename({"value": "day"}), on="text", how="left").with_columns(serial=_serial())
    either = pl.col("serial").is_not_null() & pl.col("value").is_not_null()
    other_days = (pl.col("serial").is_not_null() & pl.col("value").is_null()).any()
    unclear = pl.col("rule").is_not_null() & (pl.col("rule") != RefusalRule.UNREADABLE_DATE.value)
    unclear |= either & ((pl.col("serial").dt.day() == 1) | other_days)
    rule = pl.when(unclear).then(pl.lit(RefusalRule.AMBIGUOUS_MONTH.value))
    value = pl.coalesce("value", month_start(pl.col("day")))
    return _settled(joined.select("text", value=value, rule=rule), RefusalRule.UNREADABLE_MONTH)


def _month(groups: pl.Expr) -> pl.Expr:
    parts = groups.struct
    year, month = (parts.field(part).cast(pl.Int32, strict=False) for part in "ym")
    return _calendar_day(year, month, pl.lit(1))


def _named_month(groups: pl.Expr) -> pl.Expr:
    parts = groups.struct
    return _calendar_day(_year(parts.field("y")), _month_number(parts.field("n")), pl.lit(1))
