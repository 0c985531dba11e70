"""What a briefing is to hold: the choice, its preview and the press release, as the page shows them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial

import streamlit as st

from dashboard.briefing import assemble, build
from dashboard.briefing.answers import BriefingAnswers, gather
from dashboard.briefing.assemble import Chosen
from dashboard.briefing.release import both
from dashboard.briefing.release.release import Release, release
from dashboard.figures import registry
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.language.words import LANGUAGES, Words, words_in
from dashboard.sections import components, figures
from dashboard.sections.briefing import saved, texts
from dashboard.sections.briefing.findings import Desk, checked
from dashboard.shell import sidebar
from dashboard.view.asked import ASKED
from dashboard.view.cache import current_settings
from dashboard.view.edition import Edition, edition, embargo_of
from dashboard.view.view import View
from queries.access import Permission
from queries.periods import JAKARTA
from queries.press.protected import NotForPress
from queries.published.drafts import Draft


@dataclass(frozen=True)
class DraftedBriefing:
    """What the page has been asked for. `texts`: of each language; `refused`: sentences that may not leave; `open`:
    questions that nobody has answered."""

    view: View
    ids: tuple[str, ...]
    on: date
    embargo: datetime | None
    texts: tuple[build.Text, ...]
    headlines: tuple[str, ...]
    refused: int
    open: int

    @property
    def asked(self) -> tuple:
        """What the documents are made from: another one makes them stale."""
        texts = tuple((one.view, one.edited, one.confirmed) for one in self.texts)
        return self.view, self.ids, self.on, self.embargo, texts, self.headlines


def draft(view: View) -> DraftedBriefing:
    """Draw what may be chosen, the preview and the press release; the draft that they make."""
    offered_view, stored, ids = _choice(view)
    on, embargo = _moments(offered_view, stored)
    if not ids:
        st.info(view.words("briefing.page.no_figure"), icon=":material/bar_chart_off:")
        st.stop()
    desks = [_desk(offered_view, own, on, embargo) for own in _languages(offered_view, stored)]
    desks.sort(key=lambda one: one.own is not offered_view)
    choices = [assemble.choose(one.own, ids, one.stored.edits) for one in desks]
    labels = [_label(view.words, one) for one in desks]
    preview, *releases, withheld = st.tabs(
        [view.words("briefing.page.preview"), *labels, view.words("briefing.page.withheld")]
    )
    with preview:
        _preview(desks[0], choices[0], edition(view.words, offered_view.press, embargo))
    written = []
    for desk, chosen, place in zip(desks, choices, releases, strict=True):
        with place:
            paragraphs = texts.paragraphs(desk)
            if desk is not desks[0]:
                for one in chosen.headlines:
                    texts.headline(desk, one)
        written.append(build.Text(desk.own, paragraphs, tuple(desk.confirmed), desk.stored.edits))
    with withheld:
        _withheld(desks[0].answers, choices[0])
    written.sort(key=lambda one: LANGUAGES.index(one.view.words.language))
    headlines = tuple(one.text for chosen in choices for one in chosen.headlines)
    refused, unanswered = sum(one.refused for one in desks), sum(one.open for one in desks)
    return DraftedBriefing(offered_view, ids, on, embargo, tuple(written), headlines, refused, unanswered)


def _languages(view: View, stored: Draft) -> list[View]:
    """The view in each language that the briefing is to have."""
    if not both.chosen(stored.edits):
        return [view]
    own = view.words.language
    return [view if name == own else replace(view, words=words_in(name)) for name in LANGUAGES]


def _desk(view: View, own: View, on: date, embargo: datetime | None) -> Desk:
    """What the texts in a view's own language are judged by; `view`: the reader's."""
    answers, drafted = _drafted(own, on, embargo)
    return Desk(view, own, answers, drafted, saved.load(own))


def _label(words: Words, desk: Desk) -> str:
    """What the texts of a language are called beside those of the reader's own."""
    if desk.own is desk.view:
        return words("briefing.page.release")
    return words(f"briefing.page.release_in.{desk.own.words.language}")


def _drafted(view: View, on: date, embargo: datetime | None) -> tuple[BriefingAnswers, Release]:
    """The answers of the view, and the release as it is drafted; stops where the choice is too narrow for the press,
    with the way back."""
    try:
        return _written(view, view.issued(), current_settings().public_address, on, embargo)
    except NotForPress as refused:
        components.not_for_press(view, refused)
        st.button(view.words("pages.show_all"), on_click=sidebar.show_all, type="primary")
        st.stop()


@lru_cache(maxsize=32)
def _written(
    view: View, _issued: tuple[int, int], _address: str, on: date, embargo: datetime | None
) -> tuple[BriefingAnswers, Release]:
    """Worked out once while nothing is loaded or issued: the view is the key, with viewer, scope and language."""
    answers = gather(view)
    if not view.past:
        ASKED.note(view, partial(_ahead, on=on, embargo=embargo))
    return answers, release(answers, on, embargo)


def _ahead(view: View, on: date, embargo: datetime | None) -> None:
    """Draft it of other data, and check it as it is drafted."""
    drafted = _written(view, view.issued(), current_settings().public_address, on, embargo)[1]
    texts = [one.text for one in drafted.paragraphs]
    for number, text in enumerate(texts):
        checked(text, drafted, view.words, "\n".join(texts[:number]))


def _choice(view: View) -> tuple[View, Draft, tuple[str, ...]]:
    """The view of the briefing, its draft and the figures chosen."""
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
    offered, stored = registry.offered(offered_view), saved.load(offered_view)
    key = f"briefing-figures-{press}"
    chosen = registry.usual() if stored.figures is None else stored.figures
    st.session_state[key] = [name for name in chosen if name in offered]
    ids = st.multiselect(
        words("briefing.page.figures"),
        offered,
        format_func=lambda name: words(f"briefing.figure.{name}"),
        help=words("briefing.page.figures_help"),
        key=key,
        on_change=lambda: saved.change(offered_view, stored, figures=tuple(st.session_state[key])),
    )
    st.session_state["briefing-both"] = both.chosen(stored.edits)
    st.checkbox(
        words("briefing.page.both"),
        help=words("briefing.page.both_help"),
        key="briefing-both",
        on_change=_in_both,
        args=(offered_view,),
    )
    return offered_view, stored, tuple(ids)


def _in_both(view: View) -> None:
    """Keep whether the briefing is to have both languages, in the draft of each; a callback."""
    wanted = st.session_state["briefing-both"]
    for name in LANGUAGES:
        own = replace(view, words=words_in(name))
        stored = saved.load(own)
        saved.change(own, stored, edits=both.with_choice(stored.edits, wanted))


def _moments(view: View, stored: Draft) -> tuple[date, datetime | None]:
    """The press release's date, and until when it is embargoed."""
    words, state = view.words, st.session_state
    left, middle, right = st.columns(3)
    until = stored.embargo_until and stored.embargo_until.astimezone(JAKARTA)
    state["briefing-date"], state["briefing-embargo"] = stored.on or today(), until is not None
    left.date_input(
        words("briefing.page.date"),
        format="DD/MM/YYYY",
        key="briefing-date",
        on_change=lambda: saved.change(view, stored, on=state["briefing-date"]),
    )
    middle.checkbox(
        words("briefing.page.embargo"),
        help=words("briefing.page.embargo_help"),
        key="briefing-embargo",
        on_change=_embargo,
        args=(view, stored),
    )
    if until is not None:
        state["embargo-day"], state["embargo-time"] = until.date(), until.time()
        day, hour = right.columns(2)
        changed: dict = {"on_change": _embargo, "args": (view, stored)}
        day.date_input(words("briefing.page.embargo_day"), format="DD/MM/YYYY", key="embargo-day", **changed)
        hour.time_input(words("briefing.page.embargo_time"), key="embargo-time", **changed)
    standing = embargo_of(view) if view.press else None
    if standing and (until is None or until < standing.until):
        until = standing.until.astimezone(JAKARTA)
        line, period = edition(words, True, until).stamp, words.period(standing.period)
        st.info(plain(words("briefing.draft.embargo", embargo=line, period=period)), icon=":material/lock_clock:")
    return state["briefing-date"], until


def _embargo(view: View, stored: Draft) -> None:
    """Keep the embargo as it was chosen; a callback."""
    state, until = st.session_state, None
    if state["briefing-embargo"]:
        until = datetime.combine(
            state.get("embargo-day", today() + timedelta(days=1)), state.get("embargo-time", time(10)), JAKARTA
        )
    saved.change(view, stored, embargo_until=until)


def _preview(desk: Desk, chosen: Chosen, edition: Edition) -> None:
    view, numbers = desk.view, assemble.numbers(desk.answers)
    components.numbers(view, numbers[:4])
    components.numbers(view, numbers[4:], part="-more")
    for start in range(0, len(chosen.figures), 2):
        for number, column in enumerate(st.columns(2), start=start):
            if number < len(chosen.figures):
                with column:
                    figures.figure(view, texts.leaving(desk, chosen.headlines[number]), edition=edition)
                    texts.headline(desk, chosen.headlines[number])


def _withheld(answers: BriefingAnswers, chosen: Chosen) -> None:
    words = answers.words
    withheld = assemble.withheld(answers, chosen)
    if not withheld:
        st.markdown(words("briefing.page.no_withheld"))
    for one in withheld:
        line = words("briefing.page.withheld_line", what=one.what, reason=one.reason)
        st.markdown(f"- {plain(line)}")
