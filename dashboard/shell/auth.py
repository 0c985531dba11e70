"""Who looks: whom the settings name, or who is signed in and has a role in the branch; and in whose place."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NoReturn

import sqlalchemy as sa
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.shell.identity import Identity
from dashboard.view import address, cache, persons, unchanged
from queries import people
from queries.access import AccessDenied, Permission, Role, Viewer
from queries.db.engine import writing
from queries.people import Colleague
from seed.writes import audit
from seed.writes.people import saw_as

_SEEN_AS, _SUBJECT, _VIEWER, _ACTOR = "seen_as", "signed_in", "viewer", "actor"

PATIENCE_MS = 2_000
"""How long somebody who comes waits for another writer before nothing is recorded of it."""

_log = logging.getLogger(__name__)


def of_settings(settings: Settings, branch: str, past: bool = False) -> Viewer:
    """The viewer of the settings, in a branch: of the command line, and of pages where nobody signs in.

    `past`: of the branch as it was known.
    """
    return Viewer(
        name=settings.viewer_name,
        role=Role(settings.viewer_role),
        branch=branch,
        wilayah=settings.viewer_places,
        past=past,
    )


def of_colleague(one: Colleague, branch: str, day: date) -> Viewer | None:
    """Somebody of the branch's people, as a viewer; None where they may not look on that day."""
    if not one.there(day):
        return None
    return Viewer(one.name, one.role, branch, one.wilayah, may_import=one.may_import, subject=one.subject)


def viewer(settings: Settings, words: Words, who: Identity) -> Viewer:
    """Who looks at the page, in the branch of the settings; asked anew at every run, so that a role that was taken is
    gone at the next click. Stops the run, with a sentence and whom to ask, for who has none. `who`: who is signed in.
    """
    came = st.session_state.get(_SUBJECT) != who.subject
    if came and _SUBJECT in st.session_state:
        st.session_state.clear()  # what one person had open is not the next one's
    st.session_state[_SUBJECT] = who.subject
    own = of_settings(settings, settings.branch_code) if who.local else _of_people(settings, who.subject)
    role = own.role.value if own else ""
    st.session_state[_ACTOR] = audit.Actor(settings.viewer_name if who.local else who.subject, role, who.address)
    if own is None:
        record(settings, "refused")
        _stop(settings, words, who)
    if came and not who.local:
        record(settings, "sign_in")
    looking = st.session_state[_VIEWER] = _in_place(settings, own)
    return looking


def current() -> Viewer:
    """Who looks in this run."""
    looking: Viewer = st.session_state[_VIEWER]
    return looking


def require_unchanged(settings: Settings) -> None:
    """Raise AccessDenied, on record, unless who looked in the last run may still do what they might do then.

    A callback comes before the run that asks anew who looks, with what was drawn, perhaps hours ago.
    """
    drawn, acting = st.session_state.get(_VIEWER), st.session_state.get(_ACTOR)
    if drawn is None or acting is None:
        raise AccessDenied("the last run was stopped")  # which put it on record
    try:
        unchanged.require(drawn, acting)
    except AccessDenied:
        record(settings, "refused")
        raise


def actor() -> audit.Actor | None:
    """Who acts in the run of a page, also where they look in another's place; None where none runs."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    acting: audit.Actor | None = st.session_state.get(_ACTOR)
    return acting


def record(settings: Settings, act: str) -> None:
    """Record that who looks came, went or was refused, the last once an hour; where another holds the database, the log
    says so instead."""
    try:
        if act == "refused" and _was_refused(settings):
            return
        with writing(cache.engine(settings.url), PATIENCE_MS) as conn:
            audit.append(conn, settings.branch_code, act, "", scope="")
    except sa.exc.DBAPIError:
        _log.warning("not in the audit: %s", act)


def _was_refused(settings: Settings) -> bool:
    with cache.engine(settings.url).connect() as conn:
        return audit.was_refused(conn, settings.branch_code, "")


def may(settings: Settings, subject: str, permission: Permission) -> bool:
    """Whether whom the sign-in knows by `subject` has a role today that allows it; asked for outside a run too."""
    own = _of_people(settings, subject)
    return own is not None and own.may(permission)


def _of_people(settings: Settings, subject: str) -> Viewer | None:
    with cache.engine(settings.url).connect() as conn:
        one = people.person(conn, settings.branch_code, subject)
    return of_colleague(one, settings.branch_code, today()) if one else None


def _stop(settings: Settings, words: Words, who: Identity) -> NoReturn:
    # What was drawn before is still clicked on, and a callback does not ask who looks.
    for part in (_VIEWER, _ACTOR):
        st.session_state.pop(part, None)
    with cache.engine(settings.url).connect() as conn:
        managers = people.managers(conn, settings.branch_code, today())
    said = "no_role" if managers else "no_role_nobody"
    names = {"name": plain(who.name), "subject": plain(who.subject), "managers": plain(words.join(managers))}
    st.info(words(f"people.{said}", **names), icon=":material/lock:")
    st.stop()


def see_as(settings: Settings, subject: str) -> None:
    """Look in somebody's place from the next run on, on record; asked for in a callback. Nothing of the choice that
    was made before stays: it may name places that they have not.
    """
    own = current()
    own.require(Permission.MANAGE)
    engine = cache.engine(settings.url)
    with writing(engine) as conn:
        one = people.person(conn, settings.branch_code, subject)
        if one is None or one.manages or not one.there(today()):
            return
        saw_as(conn, settings.branch_code, one, own.name, datetime.now(UTC))
    _turn(subject)


def _turn(subject: str) -> None:
    st.session_state[_SEEN_AS] = subject
    for part in address.MANY:
        st.session_state[part] = []
    st.session_state["agent"] = ""


def seen_as() -> str:
    """By what the sign-in knows whom somebody looks in the place of; empty where they look themselves."""
    return st.session_state.get(_SEEN_AS) or ""


def _in_place(settings: Settings, own: Viewer) -> Viewer:
    """In whose place they look, where they may see figures by their own role; else themselves."""
    if not seen_as():
        return own
    with cache.engine(settings.url).connect() as conn:
        one = people.person(conn, settings.branch_code, seen_as())
    other = of_colleague(one, settings.branch_code, today()) if one and own.may(Permission.MANAGE) else None
    if one is None or other is None or one.manages:
        st.session_state[_SEEN_AS] = ""
        return own
    return own.in_place_of(other) if own.may(Permission.SEE_FIGURES) else own


def to_people(words: Words, looking: Viewer, open_page: Callable[[], None]) -> None:
    """The way to the people of the branch and to the audit, for who manages or reads them."""
    if looking.may(Permission.MANAGE) or looking.may(Permission.AUDIT):
        title, icon = words("pages.people.title"), ":material/manage_accounts:"
        st.sidebar.button(title, key="open-people", on_click=open_page, type="tertiary", icon=icon)


def line(words: Words, looking: Viewer) -> None:
    """That the page is shown as somebody else sees it, and the way back."""
    if not looking.seen_by:
        return
    with st.container(key="seen-as", horizontal=True, vertical_alignment="center"):
        role = persons.role(words, looking.role)
        st.info(words("people.seen.line", name=plain(looking.name), role=role), icon=":material/visibility:")
        st.button(words("people.seen.back"), on_click=_turn, args=("",), key="seen-as-back")
