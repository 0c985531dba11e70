"""The frame of every page: language and filters once, kept in the address, and the view that they make."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard.language.markdown import plain
from dashboard.language.words import LANGUAGES, Words, words_in
from dashboard.settings import Settings
from dashboard.shell import auth, browser, filters, known_at, menu
from dashboard.shell.routes import ADDRESSES, AGENT, CHANGED, DEFINITIONS, FILTERS, OLD, TRACE
from dashboard.view import address, completeness, press
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import Permission, Role
from queries.branches import Holding
from queries.periods import Period, month_of

_ARTICLE = Period.parse("2019-S1")
_PARTS = tuple(address.PARAMETERS)
_FRAME = ("language", "known_at", *FILTERS)
"""The parts that the frame's own fields hold, on every page."""

_OWN = {AGENT: ("agent",), TRACE: ("code", "code_b"), DEFINITIONS: ("definition",)}
"""The parts of the choice that stand in one page's address alone."""


def language(settings: Settings) -> Words:
    """The words of the language chosen, at the first run that of the address, else that of the settings."""
    _open()
    chosen = st.session_state.get("language") or settings.language
    chosen = chosen if chosen in LANGUAGES else settings.language
    if st.session_state.get("drawn_in", chosen) != chosen:
        _keep_choices()
    st.session_state["drawn_in"] = chosen
    return words_in(chosen)


def _keep_choices() -> None:
    """Take every choice over into another language: by its value, before its labels are other ones.

    The browser names what is chosen by its label. Until a widget is drawn again Streamlit reads that by the labels of
    the run before; afterwards by the new ones, and drops what it does not find. A widget with a default of its own must
    take it from the session (`setdefault`): Streamlit warns of one that has both.
    """
    for name in list(st.session_state):
        value = st.session_state[name]
        every = value if isinstance(value, list | tuple) else [value]
        if every and all(isinstance(one, str | int | date) and not isinstance(one, bool) for one in every):
            st.session_state[name] = value


def view(settings: Settings, words: Words, page_address: str = "") -> View:
    """Draw the filters and answer with what they ask for. Stops the run, with a message, where that cannot be shown.

    `page_address`: of the page that is run; some parts of the choice stand in one page's own alone.
    """
    holding, past = known_at.opened(settings, words)
    viewer = auth.current().in_branch(holding.code, past is not None)
    whole = viewer.scope(filters.whole(holding), holding.last_complete, missing=holding.missing, alone=holding.alone)
    every = View(words, viewer, holding, whole, Choice(), url=settings.url, past=past)
    options = filters.FilterOptions.of(every)
    if not viewer.may(Permission.NAME_AGENTS):
        st.session_state["agent"] = ""  # neither known nor unknown: no code is told apart to who may not see agents
    _refuse_wrong(words, options.codes())
    if viewer.role is Role.PRESS:
        _refuse_narrow(words)
    _fill_defaults(settings, holding)
    with st.sidebar:
        browser.tools(words)
        known_at.changes(every, partial(turn_to, CHANGED))
        _filters(words, holding, options, _offered(viewer.role, page_address))
        known_at.select(every)
        _clear(words)
    if past:
        known_at.line(words, past)
    here = OLD.get(page_address) or next((page for page in _OWN if ADDRESSES[page] == page_address), "")
    if here != DEFINITIONS:
        st.session_state["definition"] = ""  # no field holds it: the menu leads to all of them again
    choice = _choice(settings)
    others = [part for page, parts in _OWN.items() for part in parts if page != here]
    empty: dict[str, Any] = dict.fromkeys(others, "")
    _write(replace(choice, **empty))
    period = Period.parse(choice.period)
    scope = viewer.scope(
        period,
        holding.complete_in(period),
        wilayah=choice.only("wilayah"),
        offices=choice.only("offices"),
        sectors=choice.only("sectors"),
        missing=holding.missing,
        alone=holding.alone,
    )
    url, geojson, templates = settings.url, settings.geojson, settings.templates
    chosen_view = View(words, viewer, holding, scope, choice, _mode(), url, geojson, past=past, templates=templates)
    st.session_state["view"] = chosen_view
    return chosen_view


def say_what_is_missing(view: View) -> None:
    """One line above the page, wherever months that it rests on are not whole."""
    if said := completeness.lines(view, "page"):
        st.warning(plain(" ".join(said)), icon=":material/event_busy:")


def current() -> View:
    """The view that the frame made in this run, for the page that it runs."""
    return st.session_state["view"]


def show_all() -> None:
    """Drop every choice but period and language: the way back from an empty one."""
    for part in address.MANY:
        st.session_state[part] = []


def turn_to(page: str) -> None:
    """Open a page with the choice as it is: asked for in a callback, as `open_page`."""
    st.session_state["next_page"] = page


def open_page(page: str, part: str, code: str) -> None:
    """Open a page narrowed to a code: asked for in a callback, done by `follow` when the run has begun."""
    st.session_state[part] = [code] if part in address.MANY else code
    st.session_state["next_page"] = page


def open_choice(page: str, choice: Choice) -> None:
    """Open a page with a whole choice: asked for in a callback, as `open_page`."""
    _put(replace(choice, language=st.session_state.get("language") or ""))
    st.session_state["next_page"] = page


def follow() -> None:
    """Go where a click in the run before wanted to go."""
    page = st.session_state.pop("next_page", None)
    if page:
        _put(_session())  # the filters are not drawn in this run, and Streamlit forgets what it did not draw
        st.switch_page(page)


def toggle(part: str, code: str) -> None:
    """Narrow one filter to a code, or open it again where it is narrowed to just that; not one the press has not."""
    if part in press.NARROW and current().press:
        return
    st.session_state[part] = [] if st.session_state.get(part) == [code] else [code]


def _open() -> None:
    """Take the address's values into the session, once: from then on the widgets hold them.

    And again where the reader went back or forward in the browser: what the address says there was chosen then.
    """
    if "opened" in st.session_state and not browser.went_back():
        _restore()
        return
    st.session_state["opened"] = True
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    _put(address.read(given))


def _put(choice: Choice, parts: Iterable[str] = _PARTS) -> None:
    for part in parts:
        value = getattr(choice, part)
        st.session_state[part] = value if isinstance(value, str) else list(value)


def _restore() -> None:
    """A run that a click cut short drew no filters, and Streamlit forgot what they held: the last view has it."""
    if "view" in st.session_state:
        _put(current().choice, [part for part in _FRAME if part not in st.session_state])


def _session() -> Choice:
    values: dict[str, Any] = {part: st.session_state.get(part) or "" for part in _PARTS}
    values |= {part: tuple(values[part]) for part in address.MANY}
    return Choice(**values)


def _refuse_wrong(words: Words, options: Mapping[str, frozenset[str]]) -> None:
    choice = _session()
    problems = address.wrong(choice, options)
    if not problems:
        return
    st.error(words("frame.wrong.title"), icon=":material/link_off:")
    for problem in problems:
        st.markdown(words("frame.wrong.value", parameter=problem.parameter, value=plain(problem.value)))
    st.button(words("frame.wrong.back"), on_click=_put, args=(address.without(choice, problems),), type="primary")
    st.stop()


def _refuse_narrow(words: Words) -> None:
    """The press has no choice of offices and sectors: say why, and how to go on without it."""
    narrow = [part for part in press.NARROW if st.session_state.get(part)]
    if not narrow:
        return
    st.error(words("press.narrow"), icon=":material/visibility_off:")
    for part in narrow:
        st.markdown(words(f"press.reason.{press.NARROW[part]}"))
    st.button(words("frame.wrong.back"), on_click=_drop, args=(narrow,), type="primary")
    st.stop()


def _drop(parts: list[str]) -> None:
    for part in parts:
        st.session_state[part] = []


def _fill_defaults(settings: Settings, holding: Holding) -> None:
    newest = holding.newest_semester or _ARTICLE
    st.session_state["period"] = Period.parse(st.session_state.get("period") or newest.code).code
    st.session_state["language"] = st.session_state.get("language") or settings.language


def _offered(role: Role, page_address: str) -> tuple[str, ...]:
    """The filters that narrow the page that is run, for whom it is run."""
    without = press.NARROW if role is Role.PRESS else ()
    return tuple(part for part in menu.narrowed_by(page_address) if part not in without)


def _filters(words: Words, holding: Holding, options: filters.FilterOptions, offered: tuple[str, ...]) -> None:
    """Those that are offered; what the others hold stays for the pages on which they work."""
    for part in FILTERS:
        if part not in offered:
            st.session_state[part] = st.session_state[part]  # Streamlit forgets what it did not draw
    if "period" in offered:
        st.selectbox(
            words("frame.period"),
            filters.periods(holding, st.session_state["period"]),
            key="period",
            format_func=lambda code: filters.period_label(words, holding.last_complete, code),
        )
        with st.expander(words("frame.months"), expanded=False):
            _own_months(words, holding)
    for part, label in options.labels(words).items():
        if part in offered:
            st.multiselect(
                words(f"frame.{part}"),
                list(label),
                key=part,
                format_func=partial(_label, label),
                placeholder=words(f"frame.all.{part}"),
            )


def _clear(words: Words) -> None:
    """One click back to the newest semester of the whole branch, where the choice is another."""
    if any(st.session_state.get(part) for part in address.MANY):
        usual = replace(_session(), period="", wilayah=(), sectors=(), offices=(), status=())
        icon = ":material/filter_alt_off:"
        st.button(words("frame.clear"), key="clear-filters", icon=icon, on_click=_put, args=(usual,))


def _label(labels: Mapping[str, str], code: str) -> str:
    return labels.get(code, code)


def _own_months(words: Words, holding: Holding) -> None:
    """Any run of months: two months and a button."""
    if holding.first_month is None:
        return
    months = filters.months(holding)
    now = Period.parse(st.session_state["period"])
    ends = [month_of(now.first), month_of(now.last)]
    chosen = []
    for name, end in zip(("from", "until"), ends, strict=True):
        key = f"{name}-{now.code}"
        st.session_state.setdefault(key, end if end in months else months[-1])
        chosen.append(st.selectbox(words(f"frame.{name}"), months, format_func=words.month, key=key))
    st.button(words("frame.show_months"), on_click=_choose_months, args=(min(chosen), max(chosen)))


def _choose_months(first: date, last: date) -> None:
    st.session_state["period"] = Period(first, last).code


def _choice(settings: Settings) -> Choice:
    """What the widgets hold. The period is always named: what is the newest today is another one next month."""
    chosen = _session()
    return replace(chosen, language="" if chosen.language == settings.language else chosen.language)


def _write(choice: Choice) -> None:
    wanted = address.write(choice)
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    if now != wanted:
        st.query_params.from_dict(wanted)


def _mode() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"
