"""What is wrong in a paragraph of the press release, as the page shows it: refusals, questions to answer, reminders."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

import streamlit as st

from dashboard.briefing.answers import BriefingAnswers
from dashboard.briefing.pack import Confirmed
from dashboard.briefing.release.confirmed import LONGEST_REASON, with_confirmed
from dashboard.briefing.release.release import Release
from dashboard.briefing.review.reasons import answered
from dashboard.briefing.review.review import Finding, Severity, check
from dashboard.language.markdown import plain
from dashboard.sections.briefing import saved
from dashboard.view.view import View
from queries.access import Permission
from queries.periods import JAKARTA
from queries.published.drafts import Draft, Edit

checked = lru_cache(maxsize=512)(check)
"""The page runs again at every click; most paragraphs are what they were."""


@dataclass
class Desk:
    """What the texts of a briefing in one language are judged by, and what was found in them so far.

    `view`: the reader's; `own`: the same in the language of the texts. `refused`: sentences; `open`: questions that
    nobody has answered; `confirmed`: those that somebody has.
    """

    view: View
    own: View
    answers: BriefingAnswers
    drafted: Release
    stored: Draft
    refused: int = 0
    open: int = 0
    confirmed: list[Confirmed] = field(default_factory=list)

    def change(self, edits: tuple[Edit, ...]) -> None:
        """Keep these edits; in a callback."""
        saved.change(self.own, self.stored, edits=edits)


def stands(desk: Desk, text: str, release: Release) -> bool:
    """Whether a text may leave: nothing in it is refused, and no question is open."""
    every = checked(text, release, desk.view.words, "")
    edits, words = desk.stored.edits, desk.view.words
    asked = all(answered(one, edits, release, words)[1] for one in every if one.severity is Severity.ASK)
    return asked and all(one.severity is not Severity.REFUSE for one in every)


def findings(desk: Desk, place: str, text: str, release: Release, earlier: str = "", first: str = "") -> None:
    """Show what is wrong in a text, and count it. `place`: tells it from the others of the page; `first`: what is
    offered where the linter has no better."""
    for number, one in enumerate(checked(text, release, desk.view.words, earlier)):
        answer = None
        if one.severity is Severity.ASK:
            one, answer = answered(one, desk.stored.edits, release, desk.view.words)
        better = one.offer or first
        offer = desk.view.words("briefing.page.offer", offer=better) if better else ""
        said = plain("\n\n".join(part for part in (one.why, offer) if part))
        if one.severity is Severity.ASK:
            _question(desk, f"{place}-{number}", one, said, answer)
            desk.confirmed += [answer] if answer else []
            desk.open += answer is None
        else:
            (st.error if one.severity is Severity.REFUSE else st.info)(said)
            desk.refused += one.severity is Severity.REFUSE


def _question(desk: Desk, place: str, one: Finding, said: str, answer: Confirmed | None) -> None:
    """An unknown figure: asked about with a field for the reason, or with the reason that was given."""
    view, words = desk.view, desk.view.words
    key = "confirm-" + hashlib.sha256(f"{place} {one.sentence} {one.figure}".encode()).hexdigest()[:12]
    if answer:
        text, back = st.columns([4, 1], vertical_alignment="center")
        text.success(plain(line(view, answer)), icon=":material/verified:")
        back.button(
            words("briefing.confirm.back"),
            key=f"{key}-back",
            on_click=_take_back,
            args=(desk, one),
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
                words("briefing.confirm.button"), on_click=_confirm, args=(desk, one, key), width="stretch"
            )


def line(view: View, one: Confirmed) -> str:
    """A confirmation in words: what, why, who and when."""
    words, there = view.words, datetime.fromisoformat(one.at).astimezone(JAKARTA)
    values = {"day": words.day(there.date()), "time": f"{there:%H.%M}"}
    return words("briefing.confirm.line", figure=one.figure, reason=one.reason, name=one.by, **values)


def _confirm(desk: Desk, one: Finding, key: str) -> None:
    """Keep a confirmation; a callback."""
    reason, at = st.session_state.get(f"{key}-reason", ""), datetime.now(UTC)
    edits = with_confirmed(desk.stored.edits, one.sentence, one.figure, reason, desk.view.viewer.name, at)
    if edits != desk.stored.edits:
        desk.change(edits)


def _take_back(desk: Desk, one: Finding) -> None:
    """Ask again; a callback."""
    desk.change(with_confirmed(desk.stored.edits, one.sentence, one.figure, "", "", datetime.now(UTC)))
