"""The register of what was issued: each briefing with its text and its files' hashes, corrected or withdrawn here."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard.briefing import correction, notice_files
from dashboard.figures import register
from dashboard.figures.register import RegisterAnswers
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.language.words import words_in
from dashboard.sections import listings, unsaved
from dashboard.view import audited
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
    words, packs = view.words, notice_files.packs(view, one, notice)
    values = {"kind": words.capital(words(f"register.state.{notice.kind}")), "name": notice.by}
    with st.expander(plain(words("register.act.letter", day=words.day(notice.on_day), **values))):
        for pack in packs:
            for paragraph in pack.release:
                st.markdown(plain(paragraph.text))
        with st.container(horizontal=True, gap="xsmall"):
            first, key = packs[0], f"letter-{notice.id}"
            if len(packs) > 1:
                _download(view, f"{key}-zip", f"{first.stem}.zip", partial(notice_files.archive, packs))
                return
            for form, make in notice_files.FORMS.items():
                _download(view, f"{key}-{form}", f"{first.stem}.{form}", partial(make, first, words_in(one.language)))


def _download(view: View, key: str, name: str, make: Callable[[], bytes]) -> None:
    form = name.rpartition(".")[2]
    st.download_button(
        view.words(f"register.act.{form}"),
        data=audited.leaving(view, name, make),
        file_name=name,
        key=key,
        on_click="ignore",
        icon=":material/folder_zip:" if form == "zip" else ":material/description:",
    )


def _acts(view: View, answers: RegisterAnswers, one: Issued) -> None:
    words, differing = view.words, answers.differing(one)
    with st.expander(words("register.act.correct"), icon=":material/edit_note:"):
        if not differing:
            st.markdown(words("register.act.nothing"))
        else:
            st.markdown(words("register.act.correct_about", n=words.count("reference", len(differing))))
            with st.container(border=True, key="register-letter", gap="xsmall"):
                for letter in correction.correction(view, one, differing, today()).values():
                    st.markdown(plain("\n\n".join(paragraph.text for paragraph in letter)))
            st.button(
                words("register.act.correct_button"), key="register-correct", on_click=_correct, args=(view, one.id)
            )
    with st.expander(words("register.act.withdraw"), icon=":material/block:"):
        st.markdown(words("register.act.withdraw_about"))
        with st.form("register-withdraw"):
            for language in (one.language, *one.also):
                label = words("register.act.reason")
                if one.also:
                    label = words("register.act.reason_in", language=words(f"register.language.{language}"))
                st.text_area(label, key=f"{_REASON}-{language}", max_chars=2000)
            st.form_submit_button(words("register.act.withdraw_button"), on_click=_withdraw, args=(view, one))


@unsaved.noticed()
def _correct(view: View, number: int) -> None:
    """Record a correction of what differs by now, which may be more than was drawn; a callback."""
    words, answers, on = view.words, register.ask(view), today()
    one = next(each for each in answers.every if each.id == number)
    differing = answers.differing(one)
    try:
        letters = correction.correction(view, one, differing, on)
        correction.correct(view, one, letters, differing, on, datetime.now(UTC))
    except PublishError as refused:
        _refuse(view, refused)
        return
    n = words.count("reference", len(differing))
    st.session_state[_MESSAGE] = ("success", words("register.act.corrected", n=n))


@unsaved.noticed()
def _withdraw(view: View, one: Issued) -> None:
    """Record that a briefing is withdrawn; a callback."""
    on, keys = today(), {language: f"{_REASON}-{language}" for language in (one.language, *one.also)}
    reasons = {language: st.session_state[key] for language, key in keys.items()}
    try:
        letters = correction.withdrawal(view, one, reasons, on)
        correction.withdraw(view, one, letters, on, datetime.now(UTC))
    except PublishError as refused:
        _refuse(view, refused)
        return
    for key in keys.values():
        st.session_state[key] = ""
    st.session_state[_MESSAGE] = ("success", view.words("register.act.withdrawn"))


def _refuse(view: View, refused: PublishError) -> None:
    key = "register.act.no_reason" if refused.reason == "no_reason" else f"briefing.refused.{refused.reason}"
    st.session_state[_MESSAGE] = ("error", view.words(key))
