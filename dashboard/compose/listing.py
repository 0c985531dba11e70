"""A table that leaves as a file: its rows with everything that must stand beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import telling
from dashboard.view import View


@dataclass(frozen=True, eq=False)
class Listing:
    """Rows without a chart, in the words of a figure; see `figure.Figure` for the fields."""

    id: str
    title: str
    subtitle: str
    source: str
    as_of: str
    alt: str
    table: pl.DataFrame
    labels: Mapping[str, str]
    stem: str
    demo: bool = False
    note: str = ""
    code: str = ""


def listing(view: View, name: str, title: str, table: pl.DataFrame) -> Listing:
    """The table `name` of a view; its columns are labelled by `tables`, its file is named by `figures.<name>.stem`."""
    words = view.words
    return Listing(
        id=name,
        title=title,
        subtitle=telling.scope(view),
        source=telling.source(view),
        as_of=telling.as_of(view),
        alt=words(f"tables.alt.{name}"),
        table=table,
        labels={column: words(f"tables.{column}") for column in table.columns},
        stem=telling.stem(view, name),
        demo=view.held.is_demo,
    )
