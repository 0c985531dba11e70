"""From a view to a pack: the chosen figures, the numbers, their meanings and traces, drawn once for every document."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.briefing.pack import Exhibit, Meaning, Number, Pack, Paragraph, Withheld
from dashboard.charts.figure import Figure
from dashboard.figures import caption, kpis, registry
from dashboard.figures.kpis import Kpi
from dashboard.render import export
from dashboard.view import captions, codes
from dashboard.view.press import reason, reasons, withheld_cells
from dashboard.view.view import View
from queries import loads, targets
from queries.figures import figures
from queries.metrics import catalogue
from queries.periods import JAKARTA
from queries.press.protected import NotForPress

Progress = Callable[[float, str], None]
"""Told how much is done, 0 to 1, and what is being done, in the reader's language."""

_NUMBERS: tuple[Callable[[View], Kpi], ...] = (
    kpis.acquired,
    kpis.received,
    lambda view: kpis.part(view, "received_from_new"),
    lambda view: kpis.part(view, "received_from_earlier"),
    kpis.listed,
    kpis.dormant,
    lambda view: kpis.reached(view, "acquired"),
    lambda view: kpis.reached(view, "received"),
)
DRAWN = 0.8
"""The share of the work that is done once the last picture is."""


@dataclass(frozen=True)
class Chosen:
    """The figures of a briefing, composed and in order, and what press mode keeps back."""

    figures: tuple[Figure, ...]
    withheld: tuple[Withheld, ...]


def choose(view: View, ids: Sequence[str]) -> Chosen:
    """Compose the figures. In press mode one that may not leave is listed as withheld, and so is each of its cells."""
    chosen, omitted = [], []
    for name in ids:
        try:
            composed = registry.OFFERS[name].compose(view)
        except NotForPress as denied:
            omitted.append(Withheld(view.words(f"briefing.figure.{name}"), reason(view.words, denied)))
            continue
        chosen.append(composed)
        if view.press:
            omitted += [Withheld(what, why) for what, why in reasons(composed, view.words)]
    return Chosen(tuple(chosen), tuple(omitted))


def pack(
    view: View,
    chosen: Chosen,
    release: Sequence[Paragraph],
    embargo: datetime | None = None,
    progress: Progress | None = None,
) -> Pack:
    """The briefing of these figures and this press release, each picture drawn. Raises export.ExportError."""
    words, tell = view.words, progress or (lambda _share, _what: None)
    stamp = embargo_line(view, embargo)
    exhibits = []
    for number, figure in enumerate(chosen.figures):
        tell(DRAWN * number / len(chosen.figures), words("briefing.drawing", title=figure.title))
        exhibits.append(_exhibit(view, figure, stamp))
    tell(DRAWN, words("briefing.writing"))
    period, places = words.period(view.scope.period), captions.places(view)
    moment = view.ask(loads.moment)
    return Pack(
        language=words.language,
        title=words("briefing.title", period=period),
        subtitle=captions.scope(view),
        branch=words("briefing.branch", branch=view.holding.name),
        demo=words("charts.demo") if view.holding.is_demo else "",
        embargo=stamp,
        press=view.press,
        as_of=captions.as_of(view),
        data_version=view.holding.data_version,
        moment=moment.isoformat() if moment else "",
        stem=captions.stem(view, "briefing"),
        filters=_filters(view, period, places, stamp),
        cite=words("briefing.cite", source=captions.source(view), as_of=captions.as_of(view)),
        numbers=tuple(_number(view, kpi) for kpi in numbers(view)),
        exhibits=tuple(exhibits),
        withheld=withheld(view, chosen),
        release=tuple(release),
    )


def numbers(view: View) -> list[Kpi]:
    """The numbers of a briefing, in order; how far a target is reached only where one was set."""
    every = [kpi(view) for kpi in _NUMBERS]
    return [one for one in every if one.metric not in targets.REACHED or _raw(view, one) is not None]


def withheld(view: View, chosen: Chosen) -> tuple[Withheld, ...]:
    """Everything that press mode keeps back of a briefing, with the reason: numbers first, then figures and cells."""
    return (*_numbers_withheld(view), *chosen.withheld)


def embargo_line(view: View, until: datetime | None) -> str:
    """The line that every page of an embargoed briefing carries; empty without one. `until`: with its time zone."""
    if until is None:
        return ""
    there = until.astimezone(JAKARTA)
    return view.words("briefing.embargo", day=view.words.day(there.date()), time=f"{there:%H.%M}")


def meaning(view: View, metric: str) -> Meaning:
    """A metric's definition, formula, what it leaves out, caveat and source, for a document."""
    words, entry = view.words, catalogue()[metric]
    texts = {part: getattr(entry, part)[words.language] for part in ("definition", "formula", "leaves_out", "caveat")}
    lines = [(words(f"base.catalogue.{part}"), text) for part, text in texts.items()]
    files = words.join(words(f"kpis.file.{name}") for name in entry.files)
    version = words("briefing.definition_version", version=words.number(entry.version))
    return Meaning(
        entry.label[words.language], (*lines, (words("briefing.files"), files), (words("briefing.version"), version))
    )


def _exhibit(view: View, figure: Figure, stamp: str) -> Exhibit:
    drawn = export.pictures(figure, view.words, stamp)
    codes.keep_picture(view, figure)
    table = registry.table(figure, withheld_cells(figure) if view.press else ())
    return Exhibit(
        id=figure.id,
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        source=figure.source,
        as_of=figure.as_of,
        alt=figure.alt,
        code=figure.code,
        link=codes.link(view, figure.code),
        stem=figure.stem,
        meaning=meaning(view, caption.METRIC[figure.id]),
        table=table,
        native=registry.native(figure, table),
        svg=drawn.svg.decode(),
        chart=drawn.chart.decode(),
        png=base64.b64encode(drawn.png).decode(),
    )


def _number(view: View, kpi: Kpi) -> Number:
    beside = captions.SEPARATOR.join(part for part in (kpi.change, kpi.beside) if part)
    link, means = codes.link(view, kpi.code), meaning(view, kpi.metric)
    return Number(kpi.metric, kpi.label, kpi.value, _raw(view, kpi), beside, kpi.code, link, means)


def _raw(view: View, kpi: Kpi) -> int | float | None:
    """The number itself; a percentage from what it divides, never from what is written."""
    measure = targets.REACHED.get(kpi.metric)
    if measure is None:
        return view.ask(figures)[kpi.metric]
    part = targets.reached(view.ask(figures)[measure], view.ask(targets.target, measure))
    return None if part is None else float(part)


def _numbers_withheld(view: View) -> list[Withheld]:
    """The numbers that press mode keeps back."""
    if not view.press:
        return []
    values, why = view.ask(figures), view.words("press.reason.few")
    return [Withheld(kpis.label(view, name), why) for name, value in values.items() if value is None]


def _filters(view: View, period: str, places: str, stamp: str) -> tuple[tuple[str, str], ...]:
    words = view.words
    rows = [
        (words("frame.period"), f"{period} ({view.scope.period.code})"),
        (words("frame.wilayah"), words.capital(places)),
        (words("frame.sectors"), captions.sectors(view) or words("frame.all.sectors")),
        (words("briefing.audience"), words("briefing.press" if view.press else "briefing.internal")),
        (words("briefing.as_of"), words.day(view.scope.as_of) if view.scope.as_of else captions.as_of(view)),
        (words("briefing.data_version"), words.number(view.holding.data_version)),
    ]
    return (*rows, (words("briefing.embargo_label"), stamp)) if stamp else tuple(rows)
