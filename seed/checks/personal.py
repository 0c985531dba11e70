"""What looks like a NIK, a KPJ or a person's name in a column that is not for it: never stored, never in a report."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import polars as pl

from seed.checks.given_names import GIVEN, ORDINARY
from seed.checks.validator import Sieve
from seed.files.heading_names import PERSON
from seed.files.headings import key
from seed.files.rules import RefusalRule
from seed.values.vocabulary import SECTORS

LONG_NUMBER = r"[0-9](?:[^0-9A-Za-z:]{0,3}[0-9]){10,}"
"""Eleven digits or more in a row, whatever stands between them; a colon is a clock's. Of plain cells, whose digits are
ASCII: the classes of Unicode would take twenty times as long to be compiled, in every load.
"""

_GROUPED = r"\b[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?\b|\b[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\b"
_FIRST = r"^[^\pL]*(\pL{3,})"
_ORDINARY = {word for name in SECTORS for word in name.split()} | {"agen", "agent", "kantor", "peserta", "program"}
_SECTOR_WORDS = {word for name in SECTORS.values() for word in re.findall(r"[a-z]{2,}", name.lower())}
_NO_NAMES = pl.Series(sorted(ORDINARY | _SECTOR_WORDS)).implode()
_GIVEN = pl.Series(sorted(GIVEN - ORDINARY)).implode()
_PEOPLE = frozenset(key(heading) for heading in PERSON)


class Names(NamedTuple):
    """People that are named where names belong. `whole`: their letters alone; `first`: first words of participants."""

    whole: pl.Series
    first: pl.Series


def names(participants: Iterable[pl.Series], agents: Iterable[pl.Series] = ()) -> Names:
    """The names in columns that are for them."""
    text = pl.Series("name", [], dtype=pl.String)
    of_participants = pl.concat([text, *(column.cast(pl.String).alias("name") for column in participants)])
    everybody = pl.concat([of_participants, *(column.cast(pl.String).alias("name") for column in agents)])
    whole = everybody.drop_nulls().unique().to_frame().select(_letters(pl.col("name")))["name"]
    first = of_participants.drop_nulls().unique().to_frame().select(_first(pl.col("name")))["name"].drop_nulls()
    return Names(
        whole.filter(whole.str.len_chars() >= 4).unique(), first.filter(~first.is_in(list(_ORDINARY))).unique()
    )


def is_person_heading(heading: str) -> bool:
    """Whether a column that goes by this heading holds people's names."""
    return key(heading) in _PEOPLE


def is_name(text: pl.Expr, known: Names) -> pl.Expr:
    """Whether a cell is one of the names, or begins as a participant's does and, unlike a code, has no digit."""
    begins = _first(text).is_in(known.first.implode()) & ~text.str.contains(r"[0-9]")
    return _letters(text).is_in(known.whole.implode()) | begins


def looks_like_a_name(text: pl.Expr) -> pl.Expr:
    """Whether a cell may be the name of somebody whom no column names: letters alone, with a given name among them, or
    two words or more of which none is one of trades, places and offices.
    """
    letters = text.str.contains(r"^[\pL\s.,'’`-]+$") & text.str.contains(r"\pL{3}")
    words = text.str.to_lowercase().str.extract_all(r"\pL{2,}")
    ordinary = words.list.set_intersection(pl.lit(_NO_NAMES)).list.len() > 0
    given = words.list.set_intersection(pl.lit(_GIVEN)).list.len() > 0
    return letters & ~ordinary & (given | (words.list.len() > 1))


def refuse_names(sieve: Sieve, columns: Sequence[str], usual: pl.Series) -> None:
    """Refuse the rows whose cell in one of these columns looks like a name. `usual`: texts that the branch has."""
    for column in columns:
        cells = pl.DataFrame({"text": sieve.rows[column].unique().drop_nulls()}, schema={"text": pl.String})
        odd = cells.filter(~pl.col("text").is_in(usual.implode()), looks_like_a_name(pl.col("text")))["text"]
        if odd.len():
            sieve.refuse(pl.col(column).is_in(odd.implode()), column, RefusalRule.PERSONAL_DATA)


def refuse_personal(sieve: Sieve, columns: Sequence[str], known: Names | None = None) -> None:
    """Refuse the rows with such a cell in one of these columns; without names, for numbers alone."""
    for column in columns:
        cells = pl.DataFrame({"text": sieve.rows[column].unique().drop_nulls()}, schema={"text": pl.String})
        number = pl.col("text").str.replace_all(_GROUPED, "").str.contains(LONG_NUMBER)
        person = is_name(pl.col("text"), known) & ~_is_ordinary(pl.col("text")) if known else pl.lit(False)
        personal = cells.filter(number | person.fill_null(False))["text"]
        if personal.len():
            sieve.refuse(pl.col(column).is_in(personal.implode()), column, RefusalRule.PERSONAL_DATA)


def _is_ordinary(text: pl.Expr) -> pl.Expr:
    """Whether a cell is a sector of the dashboard's own vocabulary."""
    return text.is_in(sorted(set(SECTORS.values())))


def _letters(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace_all(r"[^\pL]", "")


def _first(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.extract(_FIRST)
