"""An agent's status as it may be told: one that depends on a month that is missing is marked, never told as a fact.

Every place that shows a status, or a sentence that counts agents by status, writes it by these.
"""

from collections.abc import Iterable

import polars as pl

from dashboard.language.words import Words


def named(words: Words, status: str, uncertain: bool) -> str:
    """A status in words, inside a sentence: "dorman, tetap terdaftar (belum pasti)"."""
    return marked(words, words.status(status), uncertain)


def marked(words: Words, text: str, uncertain: bool) -> str:
    """What says a status, with the mark where it is uncertain."""
    return words("completeness.uncertain", status=text) if uncertain else text


def column(words: Words, rows: pl.DataFrame, name: str, unsure: str = "uncertain") -> pl.Series:
    """The statuses of a frame's column `name` for a table; `unsure`: the column that says which are uncertain."""
    pairs = zip(rows[name], rows[unsure], strict=True)
    return pl.Series(name, [words.capital(named(words, *pair)) for pair in pairs], dtype=pl.String)


def counted(words: Words, text: str, uncertain: bool) -> str:
    """A sentence that counts agents by status, with the word that it is not certain where it is not."""
    return f"{text} {words('completeness.doubt')}" if uncertain else text


def any_of(uncertain: Iterable[bool | None]) -> bool:
    """Whether one of these statuses is uncertain; null is no status."""
    return any(uncertain)
