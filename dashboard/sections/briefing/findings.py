"""What is wrong in a paragraph of the press release, as the page shows it: refusals, questions to answer, reminders."""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache

import streamlit as st

from dashboard.briefing.pack import Confirmed
from dashboard.briefing.release.confirmed import LONGEST_REASON, confirmed, with_confirmed
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.review import Finding, Severity, check
from dashboard.language.markdown import plain
from dashboard.sections.briefing import saved
from dashboard.view.view import View
from queries.access import Permission
from queries.periods import JAKARTA
from queries.published.drafts import Draft

checked = lru_cache(maxsize=512)(check)
"""The page runs again at every click; most paragraphs are what they were."""


def findings(view: View, text: str, earlier: str, drafted: Release, stored: Draft) -> tuple[int, int, list[Confirmed]]:
    """Show what is wrong in a paragraph; the sentences refused, the questions still open, and what was confirmed."""
    refused, asked = 0, 0
    answered: list[Confirmed] = []
    known = {(one.sentence, one.figure): one for one in confirmed(stored.edits)}
    for number, one in enumerate(checked(text, drafted, view.words, earlier)):
        offer = view.words("briefing.page.offer", offer=one.offer) if one.offer else ""
        said = plain("\n\n".join(part for part in (one.why, offer) if part))
        if one.severity is Severity.ASK:
            answer = known.get((one.sentence, one.figure))
            _question(view, one, said, answer, stored, number)
            answered += [answer] if answer else []
            asked += answer is None
        else:
            (st.error if one.severity is Severity.REFUSE else st.info)(said)
            refused += one.severity is Severity.REFUSE
    return refused, asked, answered


def _question(view: View, one: Finding, said: str, answer: Confirmed | None, stored: Draft, number: int) -> None:
    """An unknown figure: asked about with a field for the reason, or with the reason that was given."""
    words = view.words
    key = "confirm-" + hashlib.sha256(f"{number} {one.sentence} {one.figure}".encode()).hexdigest()[:12]
    if answer:
        text, back = st.columns([4, 1], vertical_alignment="center")
        text.success(plain(line(view, answer)), icon=":material/verified:")
        back.button(
            words("briefing.confirm.back"),
            key=f"{key}-back",
            on_click=_take_back,
            args=(view, stored, one),
            width="stretch",
        )
        return
    st.warning(said, icon=":material/help:")
    if not view.viewer.may(Permission.DRAFT):
        return
    with st.form(key, border=False, clear_on_submit=True):
        field, button = st.columns([4, 1], vertical_alignment="bottom")
        field.text_input(
            words("briefing.confirm.reason", figure=one.figure),
            key=f"{key}-reason",
            max_chars=LONGEST_REASON,
            placeholder=words("briefing.confirm.example"),
        )
        with button:
            st.form_submit_button(
                words("briefing.confirm.button"), on_click=_confirm, args=(view, stored, one, key), width="stretch"
            )


def line(view: View, one: Confirmed) -> str:
    """A confirmation in words: what, why, who and when."""
    words, there = view.words, datetime.fromisoformat(one.at).astimezone(JAKARTA)
    values = {"day": words.day(there.date()), "time": f"{there:%H.%M}"}
    return words("briefing.confirm.line", figure=one.figure, reason=one.reason, name=one.by, **values)


def _confirm(view: View, stored: Draft, one: Finding, key: str) -> None:
    """Keep a confirmation; a callback."""
    reason, at = st.session_state.get(f"{key}-reason", ""), datetime.now(UTC)
    edits = with_confirmed(stored.edits, one.sentence, one.figure, reason, view.viewer.name, at)
    if edits != stored.edits:
        saved.change(view, stored, edits=edits)


def _take_back(view: View, stored: Draft, one: Finding) -> None:
    """Ask again; a callback."""
    edits = with_confirmed(stored.edits, one.sentence, one.figure, "", "", datetime.now(UTC))
    saved.change(view, stored, edits=edits)
