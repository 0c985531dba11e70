"""The parts of the page of meetings: the last, or another, with its minutes; the next. The clock is read here."""

from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from dashboard.briefing.documents.docx.minutes import minutes
from dashboard.figures import meeting
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.sections import components, listings, unsaved
from dashboard.view import audited, cache
from dashboard.view.view import View
from queries.access import Permission
from queries.db.engine import writing
from queries.db.schema_readers import MOST_FINDINGS
from seed.writes.meetings import Decided, LookedAt, MeetingError, hold

_MESSAGE, _CHOSEN, _DAY, _WHICH = "meeting_message", "meeting_numbers", "meeting_day", "meeting_which"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WEEK = timedelta(days=7)


def last(view: View) -> None:
    """What a meeting decided, the newest at first: whether each number moved, and the minutes."""
    words = view.words
    if view.scope.within is not None:
        st.info(words("meeting.of_the_branch"), icon=":material/lock:")
        st.stop()
    st.markdown(words("meeting.about"))
    if view.past:
        components.only_now(view, "meeting")
        st.stop()
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(plain(message))
    every = meeting.every(view)
    if not every:
        st.info(words("meeting.none"), icon=":material/groups:")
        return
    days = {row["id"]: words("meeting.which", n=words.number(row["id"]), day=words.day(row["on_day"])) for row in every}
    number = st.selectbox(words("meeting.choose"), list(days), key=_WHICH, format_func=days.__getitem__)
    index = next((n for n, row in enumerate(every) if row["id"] == number), 0)
    chosen = meeting.meeting(view, every[index])
    listing = meeting.table(view, chosen)
    st.markdown(plain(listing.title))
    listings.show(view, listing, {"due": words.day})
    before = meeting.table(view, meeting.meeting(view, every[index + 1])) if index + 1 < len(every) else None
    name = meeting.file_name(words, chosen)
    with st.container(horizontal=True, gap="xsmall"):
        st.download_button(
            words("meeting.minutes.download"),
            data=audited.leaving(view, name, partial(minutes, view, chosen, listing, before)),
            file_name=name,
            mime=_DOCX,
            key="download-minutes",
            on_click="ignore",
            icon=":material/description:",
        )
        listings.downloads(view, listing)


def form(view: View) -> None:
    """The next meeting: its day, up to seven numbers, and on each what is decided, who does it, until when."""
    words = view.words
    if not view.viewer.may(Permission.NOTE):
        return
    st.subheader(words("meeting.next"), anchor=False)
    values = meeting.numbers(view)
    st.session_state.setdefault(_DAY, today())
    st.date_input(words("meeting.day"), key=_DAY, format="DD/MM/YYYY")
    chosen = st.multiselect(
        words("meeting.numbers"),
        list(values),
        key=_CHOSEN,
        format_func=lambda name: meeting.choice(words, name, values.get(name)),
        max_selections=MOST_FINDINGS,
        placeholder=words("meeting.pick"),
    )
    if not chosen:
        return
    with st.form("meeting", enter_to_submit=False):
        for name in chosen:
            st.markdown(f"**{plain(meeting.choice(words, name, values[name]))}**")
            decision, owner, due = st.columns([3, 1.2, 1])
            decision.text_input(words("meeting.decision"), key=f"meeting_decision_{name}")
            owner.text_input(words("meeting.owner"), key=f"meeting_owner_{name}")
            st.session_state.setdefault(f"meeting_due_{name}", today() + _WEEK)
            due.date_input(words("meeting.due"), key=f"meeting_due_{name}", format="DD/MM/YYYY")
        st.form_submit_button(words("meeting.save"), on_click=_save, args=(view, tuple(chosen), values))


@unsaved.noticed()
def _save(view: View, chosen: tuple[str, ...], values: dict[str, int]) -> None:
    """Write the meeting; what cannot be written stays in the form, with the reason above it."""
    view.viewer.require(Permission.NOTE)
    state, scope = st.session_state, meeting.of_branch(view).scope
    findings = [
        Decided(
            name,
            values[name],
            state[f"meeting_decision_{name}"],
            state[f"meeting_owner_{name}"],
            state[f"meeting_due_{name}"],
        )
        for name in chosen
    ]
    looked_at = LookedAt(scope.period.code, scope.require_as_of(), view.holding.data_version)
    followed, by = meeting.followed(view), view.viewer.name
    try:
        with writing(cache.engine(view.url)) as conn:
            hold(conn, view.holding.code, state[_DAY], looked_at, findings, followed, by, datetime.now(UTC))
    except MeetingError as refused:
        most = view.words.number(MOST_FINDINGS)
        state[_MESSAGE] = ("error", view.words(f"meeting.refused.{refused.reason}", most=most))
        return
    state[_MESSAGE] = ("success", view.words("meeting.saved"))
    state[_CHOSEN] = []
    state.pop(_WHICH, None)
