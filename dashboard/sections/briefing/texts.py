"""The texts of a briefing in one language, each in a field: the press release's paragraphs, the figures' headlines."""

import streamlit as st

from dashboard.briefing.pack import Paragraph
from dashboard.briefing.release import edited, headlines
from dashboard.briefing.release.edited import FIXED, Written
from dashboard.briefing.release.headlines import LONGEST, Headline
from dashboard.charts.figure import Figure
from dashboard.language.markdown import plain
from dashboard.sections.briefing import saved
from dashboard.sections.briefing.findings import Desk, findings, stands


def paragraphs(desk: Desk) -> tuple[Paragraph, ...]:
    """The press release's paragraphs as edited, each with what is wrong in it below."""
    words, stored = desk.view.words, desk.stored
    st.caption(words("briefing.page.release_about"))
    saved.say(desk.own, words, stored)
    standing = saved.standing(desk.own)
    written, gone = edited.written(desk.drafted.paragraphs, stored.edits, standing)
    for number, one in enumerate(written):
        key = f"release-{desk.own.words.language}-{one.paragraph.kind}-{one.paragraph.number}"
        st.session_state[key] = one.paragraph.text
        st.text_area(
            words(f"briefing.kind.{one.paragraph.kind}"),
            height="content",
            key=key,
            disabled=one.paragraph.kind in FIXED,
            on_change=_edit,
            args=(desk, one, key),
        )
        earlier = "\n".join(other.paragraph.text for other in written[:number])
        findings(desk, key, one.paragraph.text, desk.drafted, earlier)
        if one.outdated:
            st.info(words("briefing.draft.outdated") + "\n\n" + plain(one.first), icon=":material/update:")
            back = (edited.without(stored.edits, [one], standing),)
            st.button(words("briefing.draft.use"), key=f"use-{key}", on_click=desk.change, args=back)
    for edit in gone:
        saved.other(words, "gone", edit)
    if any(one.edited for one in written):
        st.button(
            words("briefing.page.reset"),
            key=f"reset-{desk.own.words.language}",
            on_click=desk.change,
            args=(edited.without(stored.edits, written, standing),),
            icon=":material/undo:",
        )
    return tuple(one.paragraph for one in written)


def _edit(desk: Desk, one: Written, key: str) -> None:
    """Keep a paragraph as somebody wrote it; a callback."""
    desk.change(edited.with_edit(desk.stored.edits, one, st.session_state[key]))


def headline(desk: Desk, one: Headline) -> None:
    """The headline of a figure in a field, and below it what is wrong in one that somebody wrote."""
    words, edits = desk.view.words, desk.stored.edits
    key = f"headline-{desk.own.words.language}-{one.figure.id}"
    st.session_state[key] = one.text
    st.text_input(
        words("briefing.page.headline", figure=words(f"briefing.figure.{one.figure.id}")),
        key=key,
        max_chars=LONGEST,
        help=words("briefing.page.headline_help"),
        on_change=_head,
        args=(desk, one, key),
    )
    if one.edited:
        findings(
            desk, key, one.text, headlines.release_of(desk.answers, desk.drafted, one.figure), "", one.figure.title
        )
    if one.outdated:
        st.info(words("briefing.draft.headline_outdated") + "\n\n" + plain(one.outdated), icon=":material/update:")
        again = (headlines.with_headline(edits, one.figure, one.outdated),)
        st.button(words("briefing.draft.headline_again"), key=f"again-{key}", on_click=desk.change, args=again)
    if one.edited or one.outdated:
        back = (headlines.with_headline(edits, one.figure, ""),)
        st.button(words("briefing.draft.headline_back"), key=f"back-{key}", on_click=desk.change, args=back)


def leaving(desk: Desk, one: Headline) -> Figure:
    """The figure as it may leave from the preview: with a headline that somebody wrote only once that stands."""
    if one.edited and not stands(desk, one.text, headlines.release_of(desk.answers, desk.drafted, one.figure)):
        return one.figure
    return one.headed(desk.own.words)


def _head(desk: Desk, one: Headline, key: str) -> None:
    """Keep a headline as somebody wrote it; a callback."""
    desk.change(headlines.with_headline(desk.stored.edits, one.figure, st.session_state[key]))
