"""The register of what was issued: each briefing with its text and its files' hashes, corrected or withdrawn here."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard.briefing import correction
from dashboard.briefing.documents.docx.letter import letter as docx_letter
from dashboard.briefing.documents.pdf.letter import letter as pdf_letter
from dashboard.figures import register
from dashboard.figures.register import RegisterAnswers
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.language.words import words_in
from dashboard.sections import listings
from dashboard.view.view import View
from queries.access import Permission
from queries.published.register import WITHDRAWN, BriefingNotice, Issued
from seed.writes.publish import PublishError

_MESSAGE, _WHICH, _REASON = "register-message", "register-which", "register-reason"


def issued(view: View) -> None:
    """What was issued, and of the one chosen its text, its files, its letters, and what may be said of it now."""
    words = view.words
    st.subheader(words("register.title"), anchor=False)
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(plain(message))
    answers = register.ask(view)
    if not answers.every:
        st.markdown(words("register.none"))
        return
    st.caption(words("register.about"))
    listing = register.listing(view, answers)
    listings.show(view, listing, aside=register.ASIDE)
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)
    by_number = {one.id: one for one in answers.every}
    number = st.selectbox(
        words("register.choose"),
        list(by_number),
        key=_WHICH,
        format_func=lambda n: register.choice(words, answers, by_number[n]) if n in by_number else str(n),
    )
    _one(view, answers, by_number[number])


def _one(view: View, answers: RegisterAnswers, one: Issued) -> None:
    words = view.words
    st.markdown(f"**{plain(one.title)}** · {plain(register.state(words, answers, one))}")
    with st.expander(words("register.release")):
        for text in (one.release, *one.also.values()):
            st.markdown(plain(text))
    if lines := register.confirmed(words, one):
        with st.expander(words("report.readme.confirmed")):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    with st.expander(words("register.hashes")):
        rows = [
            f"{words('register.whole')}  {one.sha256}",
            *(f"{name}  {digest}" for name, digest in one.files.items()),
        ]
        st.code("\n".join(rows), language=None, wrap_lines=True)
        if not one.files:
            st.caption(words("register.no_files"))
    for notice in one.notices:
        _letter(view, one, notice)
    if one.state != WITHDRAWN and not view.past and view.viewer.may(Permission.PUBLISH):
        _acts(view, answers, one)


def _letter(view: View, one: Issued, notice: BriefingNotice) -> None:
    """A letter that was written, as text and as files; a file is made when its button is clicked."""
    words, own = view.words, words_in(one.language)
    pack = correction.pack(view, one, notice)
    values = {"kind": words.capital(words(f"register.state.{notice.kind}")), "name": notice.by}
    with st.expander(plain(words("register.act.letter", day=words.day(notice.on_day), **values))):
        for _, text in notice.paragraphs:
            st.markdown(plain(text))
        with st.container(horizontal=True, gap="xsmall"):
            for form, make in (("docx", docx_letter), ("pdf", pdf_letter)):
                st.download_button(
                    words(f"register.act.{form}"),
                    data=partial(make, pack, own),
                    file_name=f"{pack.stem}.{form}",
                    key=f"letter-{notice.id}-{form}",
                    on_click="ignore",
                    icon=":material/description:",
                )


def _acts(view: View, answers: RegisterAnswers, one: Issued) -> None:
    words, differing = view.words, answers.differing(one)
    with st.expander(words("register.act.correct"), icon=":material/edit_note:"):
        if not differing:
            st.markdown(words("register.act.nothing"))
        else:
            st.markdown(words("register.act.correct_about", n=words.count("reference", len(differing))))
            with st.container(border=True, key="register-letter", gap="xsmall"):
                for paragraph in correction.correction(view, one, differing, today()):
                    st.markdown(plain(paragraph.text))
            st.button(
                words("register.act.correct_button"), key="register-correct", on_click=_correct, args=(view, one.id)
            )
    with st.expander(words("register.act.withdraw"), icon=":material/block:"):
        st.markdown(words("register.act.withdraw_about"))
        with st.form("register-withdraw"):
            st.text_area(words("register.act.reason"), key=_REASON, max_chars=2000)
            st.form_submit_button(words("register.act.withdraw_button"), on_click=_withdraw, args=(view, one))


def _correct(view: View, number: int) -> None:
    """Record a correction of what differs by now, which may be more than was drawn; a callback."""
    words, answers, on = view.words, register.ask(view), today()
    one = next(each for each in answers.every if each.id == number)
    differing = answers.differing(one)
    try:
        letter = correction.correction(view, one, differing, on)
        correction.correct(view, one, letter, differing, on, datetime.now(UTC))
    except PublishError as refused:
        _refuse(view, refused)
        return
    n = words.count("reference", len(differing))
    st.session_state[_MESSAGE] = ("success", words("register.act.corrected", n=n))


def _withdraw(view: View, one: Issued) -> None:
    """Record that a briefing is withdrawn; a callback."""
    reason, on = st.session_state[_REASON], today()
    if not reason.strip():
        st.session_state[_MESSAGE] = ("error", view.words("register.act.no_reason"))
        return
    try:
        letter = correction.withdrawal(view, one, reason, on)
        correction.withdraw(view, one, letter, on, datetime.now(UTC))
    except PublishError as refused:
        _refuse(view, refused)
        return
    st.session_state[_REASON] = ""
    st.session_state[_MESSAGE] = ("success", view.words("register.act.withdrawn"))


def _refuse(view: View, refused: PublishError) -> None:
    st.session_state[_MESSAGE] = ("error", view.words(f"briefing.refused.{refused.reason}"))
