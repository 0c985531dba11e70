"""The documents of a briefing: made on a click, downloaded, and marked as issued."""

import hashlib
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard.briefing import build, issue
from dashboard.briefing.brand import files
from dashboard.briefing.documents.docx import letter
from dashboard.briefing.pack import SHAPES
from dashboard.briefing.release.claims import Claim
from dashboard.briefing.review.extract import claimed
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.language.words import words_in
from dashboard.render.export import ExportError
from dashboard.sections import components, unsaved
from dashboard.sections.briefing.draft import DraftedBriefing
from dashboard.view import audited
from dashboard.view.view import View
from queries.access import Permission
from seed.writes.publish import PublishError

_DOCUMENTS, _MESSAGE = "briefing-made", "briefing-issued"

_IN_THE_ZIP = tuple(f"_{shape}.png" for shape in SHAPES)
"""Endings of pictures that are too many for a list of single files."""


def documents(view: View, asked: DraftedBriefing) -> None:
    """The button that makes the documents, their downloads and the form that marks them as issued."""
    words = view.words
    st.subheader(words("briefing.page.make"), anchor=False)
    st.caption(words("briefing.page.make_about"))
    if asked.refused:
        st.warning(words("briefing.page.refused", n=words.number(asked.refused)), icon=":material/block:")
    if asked.open:
        st.warning(words("briefing.page.open", n=words.number(asked.open)), icon=":material/help:")
    brand = files.read(asked.view.templates, words)
    for sentence in brand.refused:
        st.warning(plain(sentence), icon=":material/broken_image:")
    if brand.files:
        st.caption(words("brand.used", files=words.join([plain(one.name) for one in brand.files])))
    stopped = bool(asked.refused or asked.open)
    if st.button(words("briefing.page.make"), type="primary", disabled=stopped, icon=":material/draft:"):
        _make(asked)
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(plain(message))
    built = st.session_state.get(_DOCUMENTS)
    if built is None:
        return
    if built[0] != asked.asked or built[1].pack.brand != brand.files:
        st.info(words("briefing.page.stale"), icon=":material/sync_problem:")
        return
    _downloads(view, built[1])
    _issue(view, asked, built[1])


def _make(asked: DraftedBriefing) -> None:
    bar = st.progress(0.0)

    def tell(share: float, what: str) -> None:
        bar.progress(share, what)

    try:
        built = build.make_all(asked.texts, asked.ids, asked.on, asked.embargo, tell, asked.view.words)
    except (ExportError, build.NothingToTell) as error:
        st.error(plain(str(error)))
        return
    finally:
        bar.empty()
    st.session_state[_DOCUMENTS] = (asked.asked, built)
    audited.record(asked.view, "briefing", built.stem)


def _downloads(view: View, built: build.BuiltBriefing) -> None:
    words, contents = view.words, build.contents(built)
    size = words.decimal(len(built.archive) / 1e6, 1)
    st.success(words("briefing.page.made", files=words.number(len(contents)), size=size), icon=":material/task_alt:")
    if not all(letter.one_page(pack, words_in(pack.language)) for pack in built.packs):
        st.info(words("brand.two_pages"), icon=":material/file_copy:")
    all_of_it, one = st.columns(2, vertical_alignment="bottom")
    all_of_it.download_button(
        words("briefing.page.zip"),
        data=audited.leaving(view, f"{built.stem}.zip", lambda: built.archive),
        file_name=f"{built.stem}.zip",
        mime="application/zip",
        type="primary",
        on_click="ignore",
        icon=":material/folder_zip:",
        width="stretch",
    )
    with one.popover(words("briefing.page.single"), icon=":material/download:", width="stretch"):
        if built.pack.press:
            st.caption(words("briefing.page.single_about"))
        for name, content in contents.items():
            if name.endswith(_IN_THE_ZIP):
                continue
            st.download_button(
                name,
                data=audited.leaving(view, name, partial(bytes, content)),
                file_name=name.rpartition("/")[2],
                key=f"file-{name}",
                on_click="ignore",
                width="stretch",
            )


def _issue(view: View, asked: DraftedBriefing, built: build.BuiltBriefing) -> None:
    words = view.words
    st.subheader(words("briefing.page.issue"), anchor=False)
    if not built.pack.press:
        st.info(words("briefing.refused.internal"), icon=":material/lock:")
        return
    if view.past:
        components.only_now(view, "issue")
        return
    if not view.viewer.may(Permission.PUBLISH):
        st.info(words("briefing.page.not_allowed"))
        return
    st.caption(words("briefing.page.issue_about"))
    with st.form("issue"):
        left, right = st.columns(2)
        left.text_input(words("briefing.page.outlet"), key="issue-outlet", max_chars=120)
        right.date_input(words("briefing.page.published_on"), value=today(), format="DD/MM/YYYY", key="issue-day")
        st.form_submit_button(words("briefing.page.issue_button"), on_click=_keep, args=(asked, built))


@unsaved.noticed()
def _keep(asked: DraftedBriefing, built: build.BuiltBriefing) -> None:
    """Freeze the figures; what cannot be frozen is said above the form, which keeps what was written."""
    view, words = asked.view, asked.view.words
    view.viewer.require(Permission.PUBLISH)
    outlet = st.session_state["issue-outlet"].strip()
    try:
        issue.issue(
            view,
            built.packs,
            _said(built),
            outlet=outlet,
            published_on=st.session_state["issue-day"],
            embargo_until=asked.embargo,
            sha256=hashlib.sha256(built.archive).hexdigest(),
            by=view.viewer.name,
            at=datetime.now(UTC),
            files={name: hashlib.sha256(content).hexdigest() for name, content in build.contents(built).items()},
        )
    except PublishError as refused:
        st.session_state[_MESSAGE] = ("error", _why(view, refused))
        return
    frozen = words.number(len(issue.frozen(view.scope, built.pack, _said(built))))
    message = words("briefing.page.issued", n=frozen, outlet=outlet)
    st.session_state[_MESSAGE] = ("success", message)


def _said(built: build.BuiltBriefing) -> tuple[Claim, ...]:
    """What the press releases claim as they went out, each figure as it is said first: a sentence that was struck out
    is not frozen."""
    every = zip(built.packs, built.releases, strict=True)
    said = [claimed([one.text for one in pack.release], release) for pack, release in every]
    return tuple({claim.key: claim for claims in reversed(said) for claim in claims}.values())


def _why(view: View, refused: PublishError) -> str:
    named = f" ({refused.what})" if refused.what else ""
    return view.words(f"briefing.refused.{refused.reason}") + named
