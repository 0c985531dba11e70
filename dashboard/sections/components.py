"""What pages are made of: opening, numbers, tables. The Streamlit edge; a figure is `figures.figure`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.figures import kpis, variances
from dashboard.figures import meaning as definitions
from dashboard.figures.kpis import Kpi
from dashboard.fonts.typeface import typeface
from dashboard.language.markdown import plain
from dashboard.render import theme
from dashboard.sections import tables
from dashboard.shell.routes import ADDRESSES, AGENTS, DEFINITIONS, OF_METRIC, TRACE
from dashboard.view import address, captions, codes, press
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.figures import anything
from queries.press.protected import NotForPress
from queries.status import Status


def heading(view: View, page: str) -> None:
    """The page's title and one sentence on what it is for."""
    st.title(view.words(f"pages.{page}.title"), anchor=False)
    st.caption(view.words(f"pages.{page}.about") + _demo(view))


def _demo(view: View) -> str:
    return f" · :orange-badge[{view.words('pages.demo')}]" if view.holding.is_demo else ""


def opening(view: View, page: str, show_all: Callable[[], None], alone: Callable[[View], None] | None = None) -> None:
    """The page's title, and in one line what it is about. Stops where there is nothing to show, with a way back.

    `show_all`: drops the choice that leaves nothing, as a callback; `alone`: shows what can be said where no month is
    whole in both kinds, though one is in its own.
    """
    words = view.words
    st.title(words(f"pages.{page}.title"), anchor=False)
    st.caption(plain(captions.scope(view) + captions.SEPARATOR + captions.as_of(view)) + _demo(view))
    if view.scope.sectors is not None:
        st.caption(words("pages.status_of_all_sectors"))
    if view.holding.data_version == 0:
        _stop(words("pages.no_data"))
    if view.press and page in press.PAGES:
        not_for_press(view, NotForPress(press.PAGES[page]))
        st.stop()
    if view.scope.as_of is None and (page not in _FLOWING or view.scope.reach_month is None):
        if alone and view.scope.reach_month is not None:
            alone(view)
            st.stop()
        _stop(words("pages.no_month", period=words.period(view.scope.period), reach=_reach(view)))
    if not view.ask(anything):
        _stop(words("pages.nothing"), words("pages.show_all"), show_all)


_FLOWING = ("acquisitions", "contributions")
"""The pages of what adds up months, which may be whole in a kind of rows though none is in both."""


def only_now(view: View, act: str) -> None:
    """That something is not done with data as they were known, in the place where it would be."""
    st.info(view.words(f"pages.past.{act}"), icon=":material/history:")


def _reach(view: View) -> str:
    holding, words = view.holding, view.words
    if holding.first_month is None or holding.last_complete is None:
        return "–"
    return words("base.period.run", first=words.month(holding.first_month), last=words.month(holding.last_complete))


def _stop(sentence: str, back: str = "", show_all: Callable[[], None] | None = None) -> None:
    st.info(sentence, icon=":material/search_off:")
    if back:
        st.button(back, on_click=show_all, type="primary")
    st.stop()


def numbers(view: View, row: Sequence[Kpi], part: str = "", leading: bool = False) -> None:
    """A row of numbers; where there is no room for all, in several. `part` tells two rows of one page apart.

    `leading`: each number is a way to the page that it stands on.
    """
    codes.keep_numbers(view)
    for metric, rows in _several(row).items():
        codes.keep_several(view, metric, kpis.label(view.words, metric), rows)
    with st.container(key=f"numbers{part}"):
        for at, (column, kpi) in enumerate(zip(st.columns(len(row), gap="xsmall"), row, strict=True)):
            with column.container(
                border=True, height="stretch", gap="xxsmall", key=_drawn(view, kpi, len(row), f"{part}-{at}")
            ):
                _number(view, kpi)
                if leading:
                    _lead(view, kpi)


_ROOM, _EDGES, _LETTER = 1087, 52, 13.1
"""Pixels beside the menu of a laptop's 1440; a card's edges with the sign of its help; a label's letters."""


def _drawn(view: View, kpi: Kpi, beside: int, number: str) -> str | None:
    """What is drawn late, so that its place is there before: what stands below a number that moved, or a label of two
    lines where so many numbers stand `beside` each other on a laptop."""
    if kpi.change[:1] not in ("+", "-"):
        return f"two-lines{number}" if typeface().width(kpi.label, _LETTER) > _ROOM / beside - _EDGES else None
    if variances.against(view, kpi.metric):
        return f"against{number}"
    return f"course{number}" if kpi.course else None


def _several(row: Sequence[Kpi]) -> dict[str, list[tuple[str, str]]]:
    """The numbers that stand for one metric together: label and value, by metric."""
    metrics = [kpi.metric for kpi in row]
    return {
        metric: [(kpi.label, kpi.value) for kpi in row if kpi.metric == metric]
        for metric in dict.fromkeys(metrics)
        if metrics.count(metric) > 1
    }


def _number(view: View, kpi: Kpi) -> None:
    moved = kpi.change[:1] in ("+", "-")
    against = variances.against(view, kpi.metric)
    st.metric(
        kpi.label,
        kpi.value,
        delta=kpi.change if moved else None,
        delta_color=kpi.better if moved else "off",
        help=definitions.meaning(view, kpi.metric) + traced(view, kpi.code),
        chart_data=None if against else list(kpi.course) or None,
        chart_type="bar",
    )
    if against:
        _bars(view, against)
    st.caption(plain(kpi.beside if moved else " ".join(part for part in (kpi.change, kpi.beside) if part)))


def _bars(view: View, against: variances.Against) -> None:
    """Solid what is, light what was before, outlined the target, hatched a forecast; each variance as a line."""
    words, palette = view.words, theme.PALETTES[view.mode]
    rows = []
    for bar in variances.bars(words, against):
        low, high = sorted((bar.value, bar.until))
        parts = f'<i class="{bar.kind}" style="width:{bar.value:.2%}"></i>'
        if high > low:
            parts += f'<i class="to-{bar.kind}" style="left:{low:.2%};width:{high - low:.2%}"></i>'
        rows.append(f"<span>{escape(words(f'kpis.bar.{bar.kind}'))}</span><u>{parts}</u><b>{escape(bar.text)}</b>")
    colours = f"--now:{palette.accent};--before:{palette.accent_soft};--aim:{palette.target}"
    label = escape(variances.said(words, against))
    st.html(f'<div class="against" role="img" aria-label="{label}" style="{colours}">{"".join(rows)}</div>')


def _lead(view: View, kpi: Kpi) -> None:
    """A link over the number to the page that it stands on; of a state of agents to those who are in it."""
    page = OF_METRIC.get(kpi.metric, AGENTS)
    state = kpi.metric.removeprefix("agents_")
    status = (state,) if page == AGENTS and state in [*Status] else view.choice.status
    to = address.link(ADDRESSES[page], replace(view.choice, status=status))
    label = view.words("pages.lead", number=kpi.label, page=view.words(f"menu.{ADDRESSES[page]}"))
    st.html(f'<a class="lead" href="{escape(to)}" aria-label="{escape(label)}"></a>')


def traced(view: View, code: str) -> str:
    """The trace code below a definition, and the way to what it opens; empty without one."""
    if not code:
        return ""
    to = address.link(ADDRESSES[TRACE], Choice(language=view.choice.language, code=code))
    return "\n\n" + view.words("trace.below", code=code, link=to)


def not_for_press(view: View, refused: NotForPress) -> None:
    """That something is not for the press, and why."""
    st.info(view.words("press.refused", reason=press.reason(view.words, refused)), icon=":material/visibility_off:")


def definition(view: View, metric: str) -> None:
    """A metric's definition behind a button, for a number that stands in a table."""
    label = view.words("pages.definition")
    menu = st.popover(label, icon=":material/info:", type="tertiary", key=f"definition-{metric}", on_change="rerun")
    if menu.open:
        menu.markdown(definitions.meaning(view, metric) + own_page(view, metric))


def own_page(view: View, metric: str) -> str:
    """The way to a definition's own address, below it."""
    to = address.link(ADDRESSES[DEFINITIONS], replace(view.choice, definition=metric))
    return f"\n\n[{view.words('pages.definitions.open')}]({to})"


table = tables.table
"""See there."""
