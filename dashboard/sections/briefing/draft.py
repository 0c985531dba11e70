"""What a briefing is to hold: the choice, its preview and the press release, as the page shows them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache

import streamlit as st

from dashboard.briefing import assemble, build
from dashboard.briefing.answers import BriefingAnswers, gather
from dashboard.briefing.assemble import Chosen
from dashboard.briefing.pack import Paragraph
from dashboard.briefing.release.release import Release, release
from dashboard.briefing.review.review import Severity, check
from dashboard.figures import registry
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.sections import components, figures
from dashboard.shell import sidebar
from dashboard.view.view import View
from queries.access import Permission
from queries.periods import JAKARTA
from queries.press.protected import NotForPress


@dataclass(frozen=True)
class Draft:
    """What the page has been asked for. `refused`: sentences that may not leave; `paragraphs`: as edited."""

    view: View
    ids: tuple[str, ...]
    on: date
    embargo: datetime | None
    release: Release
    paragraphs: tuple[Paragraph, ...]
    chosen: Chosen
    refused: int

    @property
    def asked(self) -> tuple:
        """What the documents are made from: another one makes them stale."""
        return self.view, self.ids, self.on, self.embargo, self.paragraphs


def draft(view: View) -> Draft:
    """Draw what may be chosen, the preview and the press release; the draft that they make."""
    offered_view, ids, on, embargo = _choice(view)
    answers = _answers(offered_view)
    drafted = release(answers, on, embargo)
    chosen = assemble.choose(offered_view, ids)
    preview, text, withheld = st.tabs(
        [view.words(f"briefing.page.{name}") for name in ("preview", "release", "withheld")]
    )
    with preview:
        _preview(offered_view, answers, chosen)
    with text:
        paragraphs, refused = _release(offered_view, drafted)
    with withheld:
        _withheld(answers, chosen)
    return Draft(offered_view, ids, on, embargo, drafted, paragraphs, chosen, refused)


def _answers(view: View) -> BriefingAnswers:
    """The answers of the view; stops where the choice is too narrow for the press, with the way back."""
    try:
        return gather(view)
    except NotForPress as refused:
        components.not_for_press(view, refused)
        st.button(view.words("pages.show_all"), on_click=sidebar.show_all, type="primary")
        st.stop()


def _choice(view: View) -> tuple[View, tuple[str, ...], date, datetime | None]:
    words = view.words
    inside = view.viewer.may(Permission.NAME_AGENTS)
    press = view.press or st.toggle(
        words("briefing.page.press_mode"),
        value=True,
        help=words("briefing.page.press_help"),
        key="briefing-press",
        disabled=not inside,
    )
    offered_view = build.of_complete_months(view.for_press() if press else view)
    offered = registry.offered(offered_view)
    key = f"briefing-figures-{press}"
    st.session_state.setdefault(key, [name for name in registry.usual() if name in offered])
    ids = st.multiselect(
        words("briefing.page.figures"),
        offered,
        format_func=lambda name: words(f"briefing.figure.{name}"),
        help=words("briefing.page.figures_help"),
        key=key,
    )
    left, middle, right = st.columns(3)
    st.session_state.setdefault("briefing-date", today())
    on = left.date_input(words("briefing.page.date"), format="DD/MM/YYYY", key="briefing-date")
    embargo = None
    with middle:
        if st.checkbox(
            words("briefing.page.embargo"), help=words("briefing.page.embargo_help"), key="briefing-embargo"
        ):
            embargo = _embargo(view, right)
    if not ids:
        st.info(words("briefing.page.no_figure"), icon=":material/bar_chart_off:")
        st.stop()
    return offered_view, tuple(ids), on, embargo


def _embargo(view: View, place) -> datetime:
    day, hour = place.columns(2)
    words = view.words
    st.session_state.setdefault("embargo-day", today())
    until = day.date_input(words("briefing.page.embargo_day"), format="DD/MM/YYYY", key="embargo-day")
    at = hour.time_input(words("briefing.page.embargo_time"), value=time(10), key="embargo-time")
    return datetime.combine(until, at, JAKARTA)


def _preview(view: View, answers: BriefingAnswers, chosen: Chosen) -> None:
    numbers = assemble.numbers(answers)
    components.numbers(view, numbers[:4])
    components.numbers(view, numbers[4:], part="-more")
    for pair in zip(chosen.figures[::2], [*chosen.figures[1::2], None], strict=False):
        for column, figure in zip(st.columns(2), pair, strict=True):
            if figure is not None:
                with column:
                    figures.figure(view, figure)


def _release(view: View, drafted: Release) -> tuple[tuple[Paragraph, ...], int]:
    """The paragraphs as edited, each with what is wrong in it below; and how many sentences are refused."""
    words = view.words
    st.caption(words("briefing.page.release_about"))
    known = str(hash((drafted, words.language)))
    edited, refused = [], 0
    for number, one in enumerate(drafted.paragraphs):
        key = f"release-{known}-{number}"
        st.session_state.setdefault(key, one.text)
        text = st.text_area(words(f"briefing.kind.{one.kind}"), height="content", key=key)
        edited.append(replace(one, text=text))
        refused += _findings(view, text, drafted)
    if tuple(edited) != drafted.paragraphs:
        keys = [f"release-{known}-{number}" for number in range(len(edited))]
        st.button(words("briefing.page.reset"), on_click=_forget, args=(keys,), icon=":material/undo:")
    return tuple(edited), refused


def _forget(keys: list[str]) -> None:
    for key in keys:
        st.session_state.pop(key, None)


_checked = lru_cache(maxsize=512)(check)
"""The page runs again at every click; most paragraphs are what they were."""


def _findings(view: View, text: str, drafted: Release) -> int:
    """Show what is wrong in a paragraph; the number of sentences refused."""
    findings = _checked(text, drafted, view.words)
    for one in findings:
        offer = view.words("briefing.page.offer", offer=one.offer) if one.offer else ""
        said = plain("\n\n".join(part for part in (one.why, offer) if part))
        (st.error if one.severity is Severity.REFUSE else st.info)(said)
    return sum(one.severity is Severity.REFUSE for one in findings)


def _withheld(answers: BriefingAnswers, chosen: Chosen) -> None:
    words = answers.words
    withheld = assemble.withheld(answers, chosen)
    if not withheld:
        st.markdown(words("briefing.page.no_withheld"))
    for one in withheld:
        line = words("briefing.page.withheld_line", what=one.what, reason=one.reason)
        st.markdown(f"- {plain(line)}")
