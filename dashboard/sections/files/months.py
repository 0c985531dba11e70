"""Which months are whole, on the page: the grid of months and kinds, and somebody's word on an empty one."""

from datetime import date

import streamlit as st

from dashboard import settings
from dashboard.imports import imports, months
from dashboard.language.markdown import plain
from dashboard.sections import components, unsaved
from dashboard.view import cache, completeness
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.access import Permission
from queries.completeness import grid
from queries.db.schema import MONTHLY
from queries.periods import month_of, shift
from seed.writes.completeness import ConfirmError

_MESSAGE = "word_message"


def table(view: View) -> None:
    """The grid: of each month and kind whether it is loaded, until when, how much, by which load; not for the press."""
    words, known = view.words, view.holding.completeness
    if view.press or view.holding.data_version == 0:
        return
    st.subheader(words("completeness.grid.title"), anchor=False)
    last = known.last_complete
    said = [words("completeness.grid.as_of", month=words.month(last)) if last else words("completeness.grid.none")]
    if before := last and completeness.gaps(words, known.missing(date.min, last)):
        said.append(words("completeness.grid.gaps", gaps=before))
    st.markdown(plain(" ".join(said)))
    st.caption(words("completeness.grid.about"))
    rows = view.ask(grid, shift(month_of(view.past.day if view.past else imports.today()), -1))
    counts = {"registered_rows": words.number, "paid_rows": words.number, "paid_amount": words.rupiah}
    components.table(view, "months", _listed(rows, words), counts)
    if view.viewer.may(Permission.IMPORT) and not view.holding.is_demo:
        _words(view, rows)


_listed = pure(months.table)


def _words(view: View, rows) -> None:
    """What somebody may say of empty months, and take back."""
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(message)
    words = view.words
    with st.expander(words("completeness.word.title")):
        st.markdown(words("completeness.word.about"))
        _choice(view, rows, ("missing", None), taken_back=False)
        _choice(view, rows, ("confirmed",), taken_back=True)


def _choice(view: View, rows, states: tuple[str | None, ...], taken_back: bool) -> None:
    """A choice of the months of each kind in one of these states, and the button."""
    words = view.words
    offered = {
        f"{kind} {row['month']:%Y-%m}": (kind, row["month"])
        for kind in MONTHLY
        for row in rows.to_dicts()
        if row[f"{kind}_state"] in states and not row[f"{kind}_rows"]
    }
    if not offered:
        return
    name = "back" if taken_back else "give"
    chosen = st.multiselect(
        words(f"completeness.word.{'back_months' if taken_back else 'months'}"),
        list(offered),
        format_func=lambda one: _named(view, *offered[one]),
        key=f"word-months-{name}-{view.holding.data_version}",
        placeholder=words("completeness.word.choose"),
    )
    if st.button(words(f"completeness.word.{name}"), key=f"word-{name}", disabled=not chosen):
        _act(view, [offered[one] for one in chosen], taken_back)
        unsaved.say(words)


def _named(view: View, kind: str, month) -> str:
    return f"{view.words.capital(view.words(f'completeness.kind.{kind}'))} {view.words.month(month)}"


@unsaved.noticed()
def _act(view: View, chosen: list, taken_back: bool) -> None:
    view.viewer.require(Permission.IMPORT)
    words = view.words
    named = {kind: [month for of, month in chosen if of == kind] for kind in MONTHLY}
    named = {kind: own for kind, own in named.items() if own}
    try:
        given = months.give_word(cache.engine(view.url), settings.read(), named, view.viewer.name, taken_back)
    except ConfirmError as refused:
        st.session_state[_MESSAGE] = ("error", months.refusal(refused, words))
    else:
        said = [months.done(number, *one, words, taken_back) for number, one in zip(given, named.items(), strict=True)]
        st.session_state[_MESSAGE] = ("success", " ".join(said))
    st.rerun()
