"""Times behind a day: what is left of the text, and which day it was in Jakarta, whose calendar the months are of."""

import polars as pl

_TIME = (
    r"(?<before>[0-9])(?:\s+|t|,\s*)(?:pukul\s*|jam\s*)?(?<hour>[01]?[0-9]|2[0-4])[:.](?<minute>[0-5][0-9])"
    r"(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?\s*(?<half>am|pm)?"
    r"\s*(?<zone>wib|wita|wit|z|utc|gmt)?\s*(?:(?<sign>[+-])(?<hours>[01]?[0-9])(?::?(?<minutes>[0-5][0-9]))?)?$"
)
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "z": 0, "utc": 0, "gmt": 0}
_JAKARTA = 7 * 60
_DAY = 24 * 60


def without_time(text: pl.Expr) -> pl.Expr:
    """A lower-case text without the time and the zone at its end."""
    return text.str.replace(_TIME, "${before}")


def clock(text: pl.Expr) -> pl.Expr:
    """The time at the end of a lower-case text in its parts, a struct, for `has_zone` and `days_to_jakarta`."""
    return text.str.extract_groups(_TIME)


def has_zone(clock: pl.Expr) -> pl.Expr:
    """Whether a text ends in a time with a zone."""
    return clock.struct.field("zone").is_not_null() | clock.struct.field("sign").is_not_null()


def days_to_jakarta(clock: pl.Expr) -> pl.Expr:
    """How many days later than the text's own it was in Jakarta: -1, 0 or 1; 0 where the text names no zone.

    2019-06-30T18:30Z is half past one on 1 July in Jakarta; 00:30 WITA is half past eleven of the day before.
    """
    parts = clock.struct
    hour, minute = (parts.field(name).cast(pl.Int32, strict=False) for name in ("hour", "minute"))
    half = parts.field("half")
    hour = pl.when(half == "pm").then(hour % 12 + 12).when(half == "am").then(hour % 12).otherwise(hour)
    named = parts.field("zone").replace_strict(
        list(_ZONES), [hours * 60 for hours in _ZONES.values()], default=None, return_dtype=pl.Int32
    )
    offset = parts.field("hours").cast(pl.Int32, strict=False) * 60 + parts.field("minutes").cast(
        pl.Int32, strict=False
    ).fill_null(0)
    offset = pl.when(parts.field("sign") == "-").then(-offset).otherwise(offset)
    zone = pl.when(named.is_null() & offset.is_null()).then(None).otherwise(named.fill_null(0) + offset.fill_null(0))
    return ((hour * 60 + minute - zone + _JAKARTA) // _DAY).fill_null(0)
