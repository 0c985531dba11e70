"""The people of the branch: the list, one added, changed or removed, a look in somebody's place, every change."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import NamedTuple

import streamlit as st

from dashboard import settings
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.language.words import Words, words_in
from dashboard.sections import components, unsaved
from dashboard.settings import Settings
from dashboard.shell import auth, menu, sidebar
from dashboard.shell.identity import identity
from dashboard.view import cache, persons
from queries import branches, people
from queries.access import ALLOWED, Permission, Role, Viewer
from queries.db.engine import writing
from queries.people import Colleague, known_by
from seed.writes import people as writes
from seed.writes.people import PeopleError

_NEW, _MESSAGE = "", "people-message"


class PeopleDesk(NamedTuple):
    """What the page is made of: who looks, in which words, everybody by subject."""

    viewer: Viewer
    words: Words
    chosen: Settings
    everybody: dict[str, Colleague]


def heading() -> PeopleDesk:
    """The title, and what was done last. Stops for who may neither manage people nor read the audit."""
    chosen, viewer = settings.read(), auth.current()
    words = words_in(st.session_state.get("language") or chosen.language)
    figures = viewer.may(Permission.SEE_FIGURES)
    if figures:
        components.heading(sidebar.current(), "people")
    else:
        st.title(words("pages.people.title"), anchor=False)
        st.caption(words("pages.people.about"))
    if not (viewer.may(Permission.MANAGE) or viewer.may(Permission.AUDIT)):
        st.info(words("pages.people.no"), icon=":material/lock:")
        st.stop()
    if not figures:
        st.caption(words("people.no_figures", role=persons.role(words, viewer.role)))
    who = identity(chosen)
    if who is not None and who.local:
        st.info(words("people.local", role=persons.role(words, viewer.role)), icon=":material/computer:")
    if _MESSAGE in st.session_state:
        st.success(st.session_state.pop(_MESSAGE))
    with cache.engine(chosen.url).connect() as conn:
        everybody = {one.subject: one for one in people.people(conn, chosen.branch_code)}
    return PeopleDesk(viewer, words, chosen, everybody)


def listing(desk: PeopleDesk) -> None:
    """Everybody, by name."""
    words = desk.words
    st.subheader(words("people.list.title"), anchor=False)
    st.caption(words("people.about"))
    if not desk.everybody:
        st.markdown(plain(words("people.nobody")))
        return
    rows = [
        {
            "name": one.name,
            "subject": one.subject,
            "role": words.capital(persons.role(words, one.role)),
            "wilayah": persons.places(words, one) or "–",
            "loads": words(f"people.answer.{'yes' if one.may_import else 'no'}"),
            "days": persons.days(words, one, today()),
        }
        for one in desk.everybody.values()
    ]
    _table(words, "list", rows)


def _table(words: Words, name: str, rows: list[dict[str, str]]) -> None:
    labelled = [{words(f"people.{name}.{part}"): value for part, value in row.items()} for row in rows]
    st.dataframe(labelled, hide_index=True, key=f"people-{name}", alt=words(f"people.{name}.title"))


def form(desk: PeopleDesk) -> None:
    """Somebody new, or one who is there: their row, and a way to remove them."""
    words = desk.words
    if not desk.viewer.may(Permission.MANAGE):
        return
    st.subheader(words("people.form.title"), anchor=False)
    names = {subject: f"{one.name} ({subject})" for subject, one in desk.everybody.items()}
    subject = st.selectbox(
        words("people.form.whom"),
        [_NEW, *names],
        key="people-whom",
        format_func=lambda code: names.get(code, words("people.form.new")),
    )
    there = desk.everybody.get(subject)
    # Before the form, which is drawn anew when it is sent alone. An empty field for a day is none that a reader of
    # screens is told of: Streamlit gives its parts no value.
    has_end = there is not None and there.until_day is not None
    ends = st.toggle(words("people.form.has_end"), has_end, key=f"people-has-end-{subject}")
    with st.form(f"people-form-{subject}"):
        asked = _fields(desk, there, ends)
        if st.form_submit_button(words("people.form.save"), type="primary"):
            act = writes.change if there else writes.add
            _do(desk, "change" if there else "add", asked.subject, lambda conn, *by: act(conn, by[0], asked, *by[1:]))
    if there and st.toggle(words("people.form.remove"), key=f"people-remove-{subject}"):
        st.warning(words("people.form.sure", name=plain(there.name)))
        if st.button(words("people.form.yes"), key="people-remove-yes"):
            gone = there.subject
            _do(desk, "remove", gone, lambda conn, *by: writes.remove(conn, by[0], gone, *by[1:]))


def _fields(desk: PeopleDesk, there: Colleague | None, has_end: bool) -> Colleague:
    words, key = desk.words, there.subject if there else _NEW
    field = partial("people-{1}-{0}".format, key)
    before = there or Colleague("", "", Role.STAFF, frozenset(), False, today())
    subject = before.subject
    if there is None:
        subject = st.text_input(
            words("people.form.subject"), key=field("subject"), help=words("people.form.subject_help")
        )
    name = st.text_input(words("people.form.name"), before.name, key=field("name"))
    roles = [*Role]
    role = st.selectbox(
        words("people.form.role"),
        roles,
        roles.index(before.role),
        key=field("role"),
        format_func=lambda one: words.capital(persons.role(words, one)),
    )
    everywhere = st.checkbox(words("people.form.everywhere"), before.wilayah is None, key=field("everywhere"))
    options = {**_places(desk), **{code: code for code in before.wilayah or ()}}
    places = st.multiselect(
        words("people.form.wilayah"),
        sorted(options),
        sorted(before.wilayah or ()),
        key=field("wilayah"),
        format_func=lambda code: options[code],
        help=words("people.form.wilayah_help"),
        placeholder=words("people.form.choose"),
    )
    loads = st.checkbox(words("people.form.loads"), before.may_import, key=field("loads"))
    begins, ends = _days(words, before, field, has_end)
    limited = role is Role.STAFF and not everywhere
    return Colleague(
        known_by(subject),
        " ".join(name.split()),
        role,
        frozenset(places) if limited else None,
        loads and Permission.IMPORT in ALLOWED[role],
        begins,
        ends,
    )


def _days(words: Words, before: Colleague, field: Callable[[str], str], has_end: bool) -> tuple[date, date | None]:
    """From when, and the last day where there is one."""
    left, right = st.columns(2)
    day = partial(st.date_input, format="DD/MM/YYYY")
    with left:
        begins = day(words("people.form.begins"), before.from_day, key=field("begins"))
    with right:
        ends = day(words("people.form.ends"), before.until_day or today(), key=field("ends")) if has_end else None
    return begins if isinstance(begins, date) else today(), ends if isinstance(ends, date) else None


def _places(desk: PeopleDesk) -> dict[str, str]:
    """Every wilayah that is known, by code."""
    with cache.engine(desk.chosen.url).connect() as conn:
        rows = branches.wilayah(conn)
    return {code: f"{desk.words.wilayah(name, kind)} ({code})" for code, name, kind in rows}


def _do(desk: PeopleDesk, act: str, subject: str, write: Callable[..., object]) -> None:
    desk.viewer.require(Permission.MANAGE)
    try:
        with writing(cache.engine(desk.chosen.url)) as conn:
            write(conn, desk.chosen.branch_code, desk.viewer.name, datetime.now(UTC), today())
    except PeopleError as refused:
        st.error(persons.refusal(desk.words, refused.reason, plain(subject)))
        return
    st.session_state[_MESSAGE] = desk.words(f"people.done.{act}", subject=plain(subject))
    st.rerun()


def see_as(desk: PeopleDesk) -> None:
    """A look in somebody's place; for who sees no figure by their own role, what that person sees and may, in words."""
    words, figures = desk.words, desk.viewer.may(Permission.SEE_FIGURES)
    others = {one.subject: one for one in desk.everybody.values() if not one.manages and one.there(today())}
    if not others or not desk.viewer.may(Permission.MANAGE):
        return
    st.subheader(words("people.seen.title"), anchor=False)
    st.caption(words("people.seen.about" if figures else "people.seen.structure"))
    chosen = st.selectbox(
        words("people.form.whom"),
        [*others],
        key="people-see",
        format_func=lambda code: f"{others[code].name} ({code})",
    )
    st.button(words("people.seen.begin"), on_click=_see_as, args=(desk.chosen, chosen), key="people-see-as")
    if not figures and auth.seen_as() in others:
        _structure(words, others[auth.seen_as()])


@unsaved.noticed()
def _see_as(chosen: Settings, subject: str) -> None:
    auth.see_as(chosen, subject)


def _structure(words: Words, one: Colleague) -> None:
    listed = [words(f"menu.{address}") for address in menu.listed()]
    rights = [words(f"people.right.{right.value}") for right in Permission if right in _rights(one)]
    st.markdown(f"**{plain(one.name)}**")
    st.markdown(words("people.seen.pages", pages=words.join(listed)))
    st.markdown(words("people.seen.may", rights=words.join(rights) or words("people.seen.nothing")))
    st.markdown(words("people.seen.places", places=persons.places(words, one) or words("people.everywhere")))


def _rights(one: Colleague) -> set[Permission]:
    looking = auth.of_colleague(one, "", today())
    return {right for right in Permission if looking and looking.may(right)}


def record(desk: PeopleDesk) -> None:
    """Every change, the newest first."""
    words = desk.words
    st.subheader(words("people.record.title"), anchor=False)
    with cache.engine(desk.chosen.url).connect() as conn:
        changes = people.changes(conn, desk.chosen.branch_code)
    if not changes:
        st.markdown(words("people.record.none"))
        return
    rows = [
        {
            "at": words.moment(one.at),
            "by": one.by,
            "act": words(f"people.act.{one.act}"),
            "subject": one.subject,
            "what": persons.changed(words, one),
        }
        for one in changes
    ]
    _table(words, "record", rows)
