"""What a check of chosen files found, on the page: what they bring, what they lose, what is suspected of them."""

from collections.abc import Callable, Set
from functools import partial

import polars as pl
import streamlit as st

from dashboard.imports import effects, extents, report
from dashboard.language.markdown import plain
from dashboard.sections import components
from dashboard.view import audited
from dashboard.view.view import View
from seed.checks.report import FileReport, Report
from seed.files.rules import Suspicion

_EXAMPLES = 5
"""Rows of a suspicion in one file."""


def show(view: View, checked: Report) -> None:
    """What each file brings and loses, before anything is written."""
    words = view.words
    counts = dict.fromkeys(("rows_read", "good", "changed", "known", "refused"), words.number)
    components.table(view, "report", report.summary(checked, words), counts)
    _effects(view, checked)
    for position, file in enumerate(checked.files):
        name = plain(file.name)
        if file.error:
            st.error(f"**{name}.** {plain(report.error(file.error, words))}")
        for notice in file.notices:
            st.warning(f"**{name}.** {plain(report.notice(notice, words))}")
        if file.ignored:
            st.caption(words("upload.ignored", name=name, columns=plain(words.join(file.ignored))))
        _extents(view, file, position)
        if file.refused:
            _refused(view, file, position)


def _effects(view: View, checked: Report) -> None:
    """The figures already shown that would be others, old and new."""
    if checked.effects is None:
        return
    if checked.effects.is_empty():
        st.caption(view.words("effects.none"))
        return
    st.markdown(f"**{view.words('effects.title')}**")
    components.table(view, "effects", effects.table(checked.effects, view.words))


def _refused(view: View, file: FileReport, position: int) -> None:
    words = view.words
    rows = words.count("row", file.refused)
    st.markdown(words("upload.refused", name=plain(file.name), rows=rows))
    part = str(position)
    components.table(view, "refused_rules", report.rules(file, words), {"rows": words.number}, part=part)
    page = _page(view, file.refusals, part)
    components.table(view, "refusals", report.refusals(page, words), {"row": words.number}, part=part)
    st.download_button(
        words("upload.refused_file"),
        # By no name: a file may be called after somebody.
        data=audited.leaving(view, f"{file.kind}: {rows}", partial(report.refused_file, file, words)),
        file_name=words("upload.refused_name", name=file.name.rsplit(".", 1)[0]),
        mime="text/csv",
        key=f"refused-{position}",
        on_click="ignore",
        icon=":material/download:",
    )


def _page(view: View, refusals: pl.DataFrame, part: str) -> pl.DataFrame:
    """The refusals of the page chosen; the file of refused rows has them all."""
    pages = -(-refusals.height // report.ROWS_PRINTED)
    if pages <= 1:
        return refusals
    label = view.words("upload.page", pages=view.words.number(pages))
    chosen = st.number_input(label, min_value=1, max_value=pages, step=1, key=f"refusals-page-{part}")
    return refusals.slice((int(chosen) - 1) * report.ROWS_PRINTED, report.ROWS_PRINTED)


def _extents(view: View, file: FileReport, position: int) -> None:
    """Rows, people, rupiah and days of a file, by month too, beside the same of the loads before."""
    words, part = view.words, str(position)
    across = extents.across(file, words)
    if across.is_empty():
        return
    st.markdown(words("upload.extent", name=plain(file.name)))
    written = dict.fromkeys(("rows", "people"), words.number) | {"amount": words.rupiah}
    days = dict.fromkeys(("first_day", "last_day"), words.day)
    components.table(view, "extents", across, written | days, part=part)
    if usual := extents.usual(file, words):
        st.caption(usual)
    months = extents.by_month(file, words)
    if not months.is_empty():
        with st.expander(words("upload.by_month")):
            by_month: dict[str, Callable] = {"rows": words.number, "amount": words.rupiah, "month": words.month}
            components.table(view, "extent_months", months, by_month, part=part)


def confirmed(view: View, checked: Report) -> Set[Suspicion]:
    """A box for each suspicion, with its rows and the first of them; those that are ticked."""
    words, ticked = view.words, set()
    if checked.suspicions:
        st.markdown(words("upload.suspected"))
    for rule, n in checked.suspicions.items():
        text = words("upload.confirm", rows=words.count("row", n), what=report.suspicion(rule, words))
        if st.checkbox(text, key=f"confirm-{rule}"):
            ticked.add(rule)
        for position, file in enumerate(checked.files):
            rows = file.suspected.filter(pl.col("rule") == rule.value)
            if rows.height:
                st.caption(plain(file.name))
                frame = report.suspected(rows.head(_EXAMPLES), words)
                components.table(view, "suspected", frame, {"row": words.number}, part=f"{rule}-{position}")
    return ticked
