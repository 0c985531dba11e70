"""What is suspected of numbers and codes: digits that a spreadsheet lost, a code that is nearly another one."""

import re
import unicodedata

import polars as pl

from seed.checks.validator import NEW, Sieve
from seed.files.rules import Suspicion

ENOUGH_NIKS = 5
"""As many different NIKs of one file that all end in 0: by chance once in 100.000 files."""


def niks(sieve: Sieve) -> None:
    """`sieve`: settled participants, with `nik` as it can be read."""
    ends = sieve.rows.group_by("file").agg(
        pl.col("nik").n_unique().alias("different"), pl.col("nik").str.ends_with("0").all().alias("zero")
    )
    lost = ends.filter(pl.col("zero"), pl.col("different") >= ENOUGH_NIKS)["file"]
    sieve.suspect(pl.col("file").is_in(lost.implode()), "nik", Suspicion.NIKS_END_IN_ZERO)


_LOOKS = {
    **dict(zip("АВЕЅІЈКМНОРСТУХ", "ABESIJKMHOPCTYX", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
}
"""Cyrillic and Greek letters, and the Latin ones that they look like."""

_DIGITS = str.maketrans("OIL", "011")


def near(sieve: Sieve, column: str, known: pl.Series) -> None:
    """Suspect new codes that differ from a known one, or from one of the load, in zeros or by what looks alike."""
    new = sieve.rows.filter(pl.col("state") == NEW)[column].unique()
    codes = [code.upper() for code in (*known.unique(), *new)]
    skeletons: dict[str, set[str]] = {}
    for code in codes:
        skeletons.setdefault(_skeleton(code), set()).add(code)
    odd = [code for code in new if len(skeletons[_skeleton(code)]) > 1]
    sieve.suspect(pl.col(column).is_in(odd), column, Suspicion.NEARLY_A_KNOWN_CODE)


def _skeleton(code: str) -> str:
    """AB1 from ab0001, AB 1, AB-01, ABOOO1, one with a Cyrillic letter or with a space that cannot be seen."""
    plain = unicodedata.normalize("NFKD", code).upper()
    seen = "".join(_LOOKS.get(letter, letter) for letter in plain if unicodedata.category(letter)[0] not in "ZCM")
    seen = seen.translate(_DIGITS)
    joined = re.sub(r"(?<=[^\W\d_])[-_./](?=\d)", "", seen)
    return re.sub(r"(?<!\d)0+(?=\d)", "", joined)
