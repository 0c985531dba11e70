"""Which kabupaten or kota is meant, among those that the database knows."""

import re

import polars as pl

from seed.files.rules import RefusalRule
from seed.values.vocabulary import place_code

_PREFIX = re.compile(r"(kabupaten|kab|kotamadya|kodya|kota)(?:\.\s*|\s+)(.+)")
_SUFFIX = re.compile(r"(.+?)[\s,]*\(?\b(kabupaten|kab|regency|kota|city)\.?\)?")
PLACES = (
    {"code": "33.25", "name": "Batang", "kind": "kabupaten", "latitude": -7.0210, "longitude": 109.8616},
    {"code": "33.26", "name": "Pekalongan", "kind": "kabupaten", "latitude": -7.0570, "longitude": 109.6205},
    {"code": "33.27", "name": "Pemalang", "kind": "kabupaten", "latitude": -7.0368, "longitude": 109.3952},
    {"code": "33.75", "name": "Pekalongan", "kind": "kota", "latitude": -6.8934, "longitude": 109.6772},
)
"""The area of the Pekalongan branch (domain, section 4), known before any file. Another brings a wilayah file."""

_WHOLE_BRANCH = {"semua", "total", "seluruh", "cabang", "all", "semuawilayah", "seluruhwilayah", "kantorcabang"}


def resolve(texts: pl.Series, known: pl.DataFrame) -> pl.DataFrame:
    """`text`, `value` (33.25), `rule`, of distinct texts. `known`: code, name, kind of each place.

    A code of Kemendagri or BPS, a name with its kind, or a name that is one place's alone; a code in front of the name
    must agree with it. Rules: AMBIGUOUS_WILAYAH (a bare "Pekalongan"), UNKNOWN_WILAYAH.
    """
    places = [(code, _letters(name), kind) for code, name, kind in known.select("code", "name", "kind").rows()]
    answers = [_resolve(text, places) for text in texts]
    return pl.DataFrame(
        {"text": texts, "value": [value for value, _ in answers], "rule": [rule for _, rule in answers]},
        schema={"text": pl.String, "value": pl.String, "rule": pl.String},
    )


def is_whole_branch(text: pl.Expr) -> pl.Expr:
    """Whether a target's or a figure's place is no place but the branch itself: semua, total, seluruh wilayah."""
    letters = text.str.to_lowercase().str.replace_all(r"[^a-z]", "")
    return letters.is_in(sorted(_WHOLE_BRANCH)) | letters.str.starts_with("cabang")


def _resolve(text: str, places: list[tuple[str, str, str]]) -> tuple[str | None, str | None]:
    if code := place_code(text):
        return (code, None) if any(code == place[0] for place in places) else (None, RefusalRule.UNKNOWN_WILAYAH.value)
    coded = re.fullmatch(r"([0-9][0-9][.,]?[0-9][0-9])\b[\s\-–:.]*(.+)", text.strip())
    codes = _named(coded[2] if coded else text, places)
    if coded:
        codes &= {place_code(coded[1])}
    if len(codes) == 1:
        return codes.pop(), None
    return None, RefusalRule.AMBIGUOUS_WILAYAH.value if codes else RefusalRule.UNKNOWN_WILAYAH.value


def _named(text: str, places: list[tuple[str, str, str]]) -> set[str]:
    plain = " ".join(text.casefold().split())
    whole = {code for code, name, _ in places if name == _letters(plain)}
    if parts := _PREFIX.fullmatch(plain):
        word, rest = parts[1], parts[2]
    elif parts := _SUFFIX.fullmatch(plain):
        word, rest = parts[2], parts[1]
    else:
        return whole
    wanted = "kota" if word.startswith(("kot", "kod", "city")) else "kabupaten"
    return {code for code, name, kind in places if kind == wanted and name == _letters(rest)} or whole


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())
