"""A figure's answers drawn as small tables, and the context of a branch that no database holds."""

from datetime import date
from typing import Any

import polars as pl

from dashboard.figures.caption import Context
from dashboard.language.words import words_in
from tests.support.worlds import scope_of

NONE = "-"
"""A cell without a value."""


def context(
    language: str = "id",
    period: str = "2019-S1",
    last_complete: date = date(2019, 6, 1),
    press: bool = False,
    **lines: str,
) -> Context:
    """What stands beside the figures of a drawn branch. `lines`: those of the context that a test is about."""
    return Context(words_in(language), scope_of(period, last_complete), press=press, **lines)


def table(text: str, **types: Any) -> pl.DataFrame:
    """A frame from its columns' names in the first line and a row in each other one, "-" for null.

    A month stands as 2019-01, a day as 2019-01-31, a name of several words as Kota~Pekalongan. `types`: of columns that
    hold nothing but nulls.
    """
    names, *rows = [line.split() for line in text.strip().splitlines()]
    cells = {name: [_value(row[n]) for row in rows] for n, name in enumerate(names)}
    return pl.DataFrame(cells, schema_overrides=types)


def _value(cell: str) -> Any:
    if cell == NONE:
        return None
    if cell in ("yes", "no"):
        return cell == "yes"
    if cell.count("-") in (1, 2) and cell.replace("-", "").isdigit():
        return date.fromisoformat(cell if cell.count("-") == 2 else f"{cell}-01")
    try:
        return float(cell) if "." in cell and cell.count(".") == 1 and not cell.startswith("33.") else int(cell)
    except ValueError:
        return cell.replace("~", " ")
