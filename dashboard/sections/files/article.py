"""The form of a figure that a newspaper wrote: it is loaded as a file of one row, checked as any other."""

import streamlit as st

from dashboard.imports import article
from dashboard.language import days
from dashboard.language.markdown import plain
from dashboard.view.view import View
from queries import branches
from queries.access import Permission
from queries.metrics import catalogue
from seed.values.vocabulary import METRICS


def figure(view: View, turn: int) -> list[tuple[str, bytes]]:
    """The figure that is stated, as a file; none until it is whole, or for who may not say what was published. `turn`:
    how many loads this session has made, so that the fields are empty after each."""
    words = view.words
    if not view.viewer.may(Permission.PUBLISH):
        return []
    with st.expander(words("article.title")):
        st.caption(words("article.about"))
        what, written, period = st.columns([1.4, 1, 1])
        labels = {name: catalogue()[name].label[words.language] for name in METRICS}
        metric = what.selectbox(
            words("article.metric"), list(labels), format_func=labels.__getitem__, key=f"article-metric-{turn}"
        )
        said = written.text_input(words("article.written"), placeholder="Rp113,7 juta", key=f"article-written-{turn}")
        months = period.text_input(words("article.period"), value=view.scope.period.code, key=f"article-period-{turn}")
        where, outlet, published = st.columns([1.4, 1, 1])
        offices = {} if view.past else {row["wilayah_code"]: row for row in view.ask(branches.offices)}
        places = {code: words.wilayah(row["wilayah"], row["kind"]) for code, row in offices.items()}
        place = where.selectbox(
            words("article.place"),
            ["", *places],
            format_func=lambda code: places.get(code) or words("article.everywhere"),
            key=f"article-place-{turn}",
        )
        source = outlet.text_input(words("article.source"), max_chars=120, key=f"article-source-{turn}").strip()
        text = published.text_input(words("article.day"), placeholder="2019-07-25", key=f"article-day-{turn}").strip()
        day = days.whole(text)
        if text and day is None:
            st.warning(plain(words("fund.day", text=text)))
    if not said.strip() or not source or day is None:
        return []
    return [article.statement(metric, said.strip(), months.strip(), place, source, day)]
