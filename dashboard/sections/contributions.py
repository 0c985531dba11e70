"""The table of the page on contributions: what was published of them, beside the same computed now."""

import polars as pl
import streamlit as st

from dashboard.figures.contributions import source
from dashboard.figures.kpis import label
from dashboard.language.words import Words
from dashboard.sections import components
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.published.references import compared


def references(view: View) -> None:
    """The figures published of exactly this scope, beside the same computed now, and what the comparison assumes."""
    words = view.words
    figures = view.ask(compared)
    st.subheader(words("pages.references.title"), anchor=False)
    if figures.is_empty():
        st.markdown(words("pages.references.none"))
        return
    components.table(view, "references", _listed(words, figures))
    st.caption(words("pages.references.assumption"))


@pure
def _listed(words: Words, figures: pl.DataFrame) -> pl.DataFrame:
    money = {"received", "received_from_new", "received_from_earlier"}
    rows = [
        {
            "metric": label(words, row["metric"]),
            "wording": row["wording"],
            "computed": (words.rupiah if row["metric"] in money else words.number)(row["computed"]),
            "difference": (words.rupiah if row["metric"] in money else words.number)(row["difference"]),
            "verdict": words(f"pages.verdict.{row['agreement']}") if row["agreement"] else words("pages.verdict.open"),
            "published": source(words, row),
        }
        for row in figures.to_dicts()
    ]
    return pl.DataFrame(rows)
