"""The loads of the branch on the page of its files, and the rows that each lost."""

import polars as pl
import streamlit as st

from dashboard.imports import report
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.sections import components
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries import loads
from queries.press.protected import NotForPress


def listing(view: View) -> None:
    """Every load of the branch, newest first, a row a file; not for the press."""
    words = view.words
    if view.press:
        components.not_for_press(view, NotForPress("agents"))
        return
    if view.scope.within is not None:
        st.info(words("pages.imports.of_the_branch"), icon=":material/lock:")
        return
    # One that changed nothing is listed too, and makes no data version.
    files, refused = view.ask(loads.listed, view.ask_anew(loads.newest))
    st.subheader(words("pages.imports.title"), anchor=False)
    if files.is_empty():
        st.markdown(words("pages.imports.none"))
        return
    counts = dict.fromkeys(("rows_read", "good", "known", "refused"), words.number)
    components.table(view, "imports", _listed(words, files), counts)
    for file in refused:
        _refused(view, file)


@pure
def _listed(words: Words, files: pl.DataFrame) -> pl.DataFrame:
    rows = files.to_dicts()
    return files.select(
        "load",
        pl.Series("imported_at", [words.moment(row["imported_at"]) for row in rows], dtype=pl.String),
        "imported_by",
        pl.Series("name", [_file_name(words, row) for row in rows], dtype=pl.String),
        pl.Series("kind", [report.kind(words, row["kind"]) for row in rows], dtype=pl.String),
        pl.col("rows_read", "good", "known", "refused").fill_null(0),
        pl.Series("state", [_state(words, row) for row in rows], dtype=pl.String),
        pl.Series("confirmed", [report.confirmed(words, row) for row in rows], dtype=pl.String),
        (pl.col("sha256").str.slice(0, 12) + "…").fill_null("–"),
    )


def _file_name(words: Words, row: dict) -> str:
    """The file's name; of an undo, what it undid; of another act, which one."""
    if row["name"] or not row["undoes"]:
        return row["name"] or report.act(words, row["act"])
    return words("undo.list.undo", load=words.number(row["undoes"]))


def _state(words: Words, row: dict) -> str:
    """Whether the load's rows are in the data; who undid it, and when, stands in the undo's own row."""
    if row["undone_by"]:
        return words("undo.list.undone", load=words.number(row["undone_by"]))
    return words("undo.list.stands" if row["changed"] else "undo.list.no_change")


def _refused(view: View, file: dict) -> None:
    """The rows that one file of an earlier load lost, and why."""
    words = view.words
    rows = words.count("row", file["refused"])
    load = words.number(file["load"])
    with st.expander(words("pages.imports.refused", load=load, name=plain(file["name"]), rows=rows)):
        refusals = pl.DataFrame(file["refusals"], schema=_REFUSAL)
        part = f"-{file['load']}-{file['name']}"
        components.table(view, "refusals", report.refusals(refusals, words), {"row": words.number}, part=part)


_REFUSAL = {"row": pl.Int64, "column": pl.String, "value": pl.String, "rule": pl.String}
