"""Files in, on the page: choose, see what the check found, confirm."""

import hashlib
from collections.abc import Set
from functools import partial

import streamlit as st

from dashboard import settings
from dashboard.imports import funds, imports, report, templates
from dashboard.language import days
from dashboard.language.markdown import plain
from dashboard.render.export import MEDIA_TYPES
from dashboard.sections import unsaved
from dashboard.sections.files import article, checked_files, known_months, relocations
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from seed.checks.answers import Answers
from seed.checks.decisions import Decisions
from seed.checks.report import Report
from seed.files.rules import Suspicion
from seed.importer import Refused
from seed.values.hashing import SecretError

Chosen = tuple[Decisions, Answers]
"""What is chosen for known months, and answered on moves."""

_NOTHING: Chosen = ({}, {})
_CHECKED, _ROUND, _MESSAGE = "checked_files", "upload_round", "upload_message"


def form(view: View) -> None:
    """Choose files, check them, see the report, load them."""
    words = view.words
    st.subheader(words("upload.title"), anchor=False)
    st.markdown(words("upload.about"))
    _templates(view)
    if message := st.session_state.pop(_MESSAGE, None):
        st.success(message, icon=":material/check_circle:")
    # Of any ending: what a file is, its content tells; a list of endings is longer than a phone is wide.
    files = st.file_uploader(
        words("upload.choose"),
        accept_multiple_files=True,
        key=f"upload-{st.session_state.setdefault(_ROUND, 0)}",
    )
    given = [(file.name, file.getvalue()) for file in files]
    given += [*_fund(view, bool(files)), *article.figure(view, st.session_state[_ROUND])]
    if not given:
        st.session_state.pop(_CHECKED, None)
        return
    checked = _checked(view, given, _NOTHING)
    if checked is None:
        return
    mark = _digest(given)[:8]
    chosen = known_months.choices(view, checked, mark), relocations.answers(view, checked, mark)
    checked = _checked(view, given, chosen) if any(chosen) else checked
    if checked is None:
        return
    relocations.dated(view, checked)
    checked_files.show(view, checked)
    _confirm(view, given, checked, chosen)


def _templates(view: View) -> None:
    """A template of each kind of file, behind a button."""
    words = view.words
    menu = st.popover(
        words("upload.template.title"),
        icon=":material/description:",
        type="tertiary",
        key="templates",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        st.caption(words("upload.template.about"))
        for kind in templates.COLUMNS:
            st.download_button(
                words(f"importing.kind.{kind}"),
                data=partial(templates.workbook, kind),
                file_name=templates.name(words, kind),
                mime=MEDIA_TYPES["xlsx"],
                key=f"template-{kind}",
                on_click="ignore",
                width="stretch",
            )


def _fund(view: View, paying: bool) -> list[tuple[str, bytes]]:
    """The fund that is stated, as a file: what it pays where `paying`, else its end alone; none until it is whole."""
    words, turn = view.words, st.session_state[_ROUND]
    with st.expander(words("fund.title")):
        st.caption(words("fund.about"))
        columns = st.columns([2, 1, 1])
        name = columns[0].text_input(words("fund.name"), max_chars=80, key=f"fund-name-{turn}").strip()
        # Texts: a day's field that is empty has no value that a screen reader could say.
        texts = [
            column.text_input(words(f"fund.{part}"), placeholder="2019-06-30", key=f"fund-{part}-{turn}").strip()
            for column, part in zip(columns[1:], ("since", "until"), strict=True)
        ]
        stated = [days.whole(text) for text in texts]
        for text, day in zip(texts, stated, strict=True):
            if text and day is None:
                st.warning(plain(words("fund.day", text=text)))
    since, until = stated
    if not name or since is None or until is None:
        return []
    return [funds.statement(name, since, until, paying)]


def _digest(given: list[tuple[str, bytes]]) -> str:
    """What tells files from others: their names and all that is in them."""
    parts = (f"{name}:{hashlib.sha256(content).hexdigest()}" for name, content in given)
    return hashlib.sha256("/".join(parts).encode()).hexdigest()


def _checked(view: View, given: list[tuple[str, bytes]], chosen: Chosen) -> Report | None:
    """The report of the files chosen, made once for the same files, data, decisions and answers.

    The session keeps the one without a choice and the newest: a report may be as large as its files.
    """
    mark, choice = (view.holding.data_version, _digest(given)), _frozen(chosen)
    known = st.session_state.setdefault(_CHECKED, (mark, {}))
    if known[0] != mark:
        known = (mark, {})
    if choice in known[1]:
        return known[1][choice]
    with st.spinner(view.words("upload.checking")):
        try:
            own = settings.read()
            viewer = view.viewer.in_branch(own.branch_code)
            checked = imports.check(cache.engine(view.url), own, given, viewer, *chosen)
        except SecretError as problem:
            st.error(view.words("upload.secret", reason=plain(str(problem))))
            return None
    first = {one: report for one, report in known[1].items() if one == _frozen(_NOTHING)}
    st.session_state[_CHECKED] = (mark, {**first, choice: checked})
    return checked


def _frozen(chosen: Chosen) -> tuple[frozenset, ...]:
    return tuple(frozenset(one.items()) for one in chosen)


def _confirm(view: View, given: list[tuple[str, bytes]], checked: Report, chosen: Chosen) -> None:
    words = view.words
    if not checked.readable:
        st.info(words("upload.unreadable"))
        return
    open_ = checked.undecided or checked.unanswered
    if report.only_completes(checked):
        st.info(report.completed(checked, words))
    elif not checked.changes and not open_:
        st.info(words(report.nothing(checked)))
        return
    confirmed = checked_files.confirmed(view, checked)
    accepted = not checked.refused or st.checkbox(
        words("upload.accept", refused=words.count("row", checked.refused)), key="accept-rejects"
    )
    demo = words("upload.demo", branch=settings.read().branch_name) if view.holding.is_demo else ""
    if demo:
        st.caption(demo)
    unconfirmed = checked.unconfirmed(confirmed)
    known_months.open_ones(view, checked)
    if checked.unanswered:
        st.caption(words("moves.unanswered"))
    if unconfirmed:
        st.caption(words("upload.unconfirmed"))
    if st.button(
        words("completeness.load")
        if report.only_completes(checked)
        else words("upload.load", rows=words.count("row", checked.changes)),
        type="primary",
        disabled=bool(not accepted or unconfirmed or open_),
    ):
        _load(view, given, bool(checked.refused), confirmed, chosen)
        unsaved.say(words)


@unsaved.noticed()
def _load(
    view: View,
    given: list[tuple[str, bytes]],
    accept_rejects: bool,
    confirmed: Set[Suspicion],
    chosen: Chosen,
) -> None:
    view.viewer.require(Permission.IMPORT)
    words = view.words
    bar = st.progress(0.0)

    def tell(share: float, stage: str) -> None:
        bar.progress(min(share, 1.0), words(f"importing.stage.{stage}"))

    try:
        engine, by = cache.engine(view.url), view.viewer.name
        publishes, (decided, answered) = view.viewer.may(Permission.PUBLISH), chosen
        outcome = imports.load(
            engine,
            settings.read(),
            given,
            by,
            may_publish=publishes,
            accept_rejects=accept_rejects,
            progress=tell,
            confirmed=confirmed,
            decisions=decided,
            answers=answered,
        )
    except Refused:
        st.session_state.pop(_CHECKED, None)
        st.error(words("upload.changed_meanwhile"))
        return
    only = report.only_completes(outcome.report)
    rows = words.count("row", outcome.changed)
    st.session_state[_MESSAGE] = words("completeness.completed") if only else words("upload.loaded", rows=rows)
    st.session_state[_ROUND] += 1
    st.rerun()
