"""KPJ, NIK and codes. Answers as in seed/values/dates.py: `text`, `value`, `rule`."""

import polars as pl

from seed.files.characters import DASHES
from seed.files.rules import RefusalRule

ROUNDED = r"^[0-9]+(?:[.,][0-9]+)?\s*[eE]\s*\+?[0-9]+$"
_GROUPED = r"^[0-9]{1,3}(?:[.,][0-9]{3})+$"


def kpjs(texts: pl.Series) -> pl.DataFrame:
    """Membership numbers: 11 digits, as text or number. Rules: BAD_KPJ; ROUNDED_NUMBER (1,9E+10, beyond repair)."""
    return _digits(texts, 11, RefusalRule.BAD_KPJ)


def niks(texts: pl.Series) -> pl.DataFrame:
    """Population numbers: 16 digits as text. Rules: BAD_NIK; ROUNDED_NUMBER (3,32E+15, beyond repair)."""
    return _digits(texts, 16, RefusalRule.BAD_NIK)


def _digits(texts: pl.Series, length: int, broken: RefusalRule) -> pl.DataFrame:
    frame = texts.alias("text").to_frame()
    whole = pl.col("text").str.contains(rf"^[0-9]{{{length}}}$")
    # Most are as they should be: what has to be looked at closely are the others.
    as_they_are = frame.select("text", value="text", rule=pl.lit(None, pl.String), whole=whole.fill_null(False))
    if as_they_are["whole"].all():
        return as_they_are.drop("whole")
    looked_at = _looked_at(as_they_are.filter(~pl.col("whole")).select("text"), length, broken)
    return pl.concat([as_they_are.filter("whole").drop("whole"), looked_at])


def _looked_at(frame: pl.DataFrame, length: int, broken: RefusalRule) -> pl.DataFrame:
    plain = pl.col("plain")
    grouped = pl.when(plain.str.contains(_GROUPED)).then(plain.str.replace_all(r"[.,]", "")).otherwise(plain)
    frame = frame.with_columns(plain=_plain())
    frame = frame.with_columns(number=grouped.str.replace_all(r"[\s\-]", ""))
    rule = (
        pl.when(plain.str.contains(ROUNDED))
        .then(pl.lit(RefusalRule.ROUNDED_NUMBER.value))
        .when(~pl.col("number").str.contains(rf"^[0-9]{{{length}}}$"))
        .then(pl.lit(broken.value))
    )
    frame = frame.with_columns(rule=rule)
    return frame.select("text", value=pl.when(pl.col("rule").is_null()).then("number"), rule="rule")


def codes(texts: pl.Series) -> pl.DataFrame:
    """Codes of agents and offices, as they are written; a number's .0 and inner double spaces go."""
    value = _plain().str.replace_all(r"\s+", " ")
    return texts.alias("text").to_frame().select("text", value=value, rule=pl.lit(None, pl.String))


def _plain() -> pl.Expr:
    # '190… and ="190…" are how spreadsheets are kept from taking a number for a number; .0 is what they leave if not.
    bare = (
        pl.col("text").str.replace_all(DASHES, "-").str.replace(r'^=\s*"(.*)"$', "${1}").str.strip_chars(" '’`\"\u00a0")
    )
    return bare.str.replace(r"^([0-9]+)[.,]0+$", "${1}")
