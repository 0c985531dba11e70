"""Whose acquisitions of the as-of month are out of the ordinary: one sentence and a table."""

from functools import lru_cache

import polars as pl

from dashboard.figures import caption
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.agents import moved
from queries.agents.moved import Level, Moved

_NAMES = {"name": Level.AGENT, "office": Level.OFFICE}
"""The column that names each: an agent's name is a way to their page, an office's is none."""


@lru_cache(maxsize=64)
def table(view: View) -> Listing:
    """The agents and offices that moved beyond ordinary variation, the least likely first; for inside the office."""
    return table_of(caption.context(view), view.ask(moved.moved))


def table_of(context: Context, rows: pl.DataFrame) -> Listing:
    """`table` from the rows of `moved.moved`."""
    words, beyond = context.words, rows.drop_nulls("moved")
    listed = beyond.select(
        pl.Series("moved_level", [words(f"moved.level.{one}") for one in beyond["level"]], dtype=pl.String),
        "code",
        *(pl.when(level=one.value).then("label").alias(name) for name, one in _NAMES.items()),
        pl.Series("moved_way", [words(f"moved.way.{one}") for one in beyond["moved"]], dtype=pl.String),
        "acquired",
        (pl.col("before") / pl.col("months")).alias("moved_usual"),
    )
    return caption.listing(context, "moved_since", sentence(context, rows), listed)


@pure
def names(words: Words, rows: pl.DataFrame) -> list[str]:
    """Who moved, a line each way, for where no table stands; from the rows of `moved.moved`."""
    lines = []
    for way in Moved:
        who = rows.filter(moved=way.value).select("label", "acquired", usual=pl.col("before") / pl.col("months"))
        texts = [
            words("moved.one", name=name, acquired=words.number(acquired), usual=words.decimal(usual))
            for name, acquired, usual in who.iter_rows()
        ]
        if texts:
            lines.append(words("moved.who", way=words(f"moved.way.{way.value}"), names="; ".join(texts)))
    return lines


def sentence(context: Context, rows: pl.DataFrame) -> str:
    """How many of how many moved, and which way."""
    words = context.words
    month = words.month(context.scope.require_as_of_month())
    more, less = (rows.filter(pl.col("moved") == way.value).height for way in (Moved.MORE, Moved.LESS))
    if rows.is_empty():
        return words("moved.nothing", month=month)
    numbers = {"moved": more + less, "n": rows.height, "more": more, "less": less}
    texts = {name: words.number(n) for name, n in numbers.items()}
    return words("moved.some" if more + less else "moved.none", month=month, **texts)
