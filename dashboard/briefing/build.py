"""Makes a briefing: the same function for the page and for the command line."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dashboard.briefing import assemble, process
from dashboard.briefing.answers import BriefingAnswers, gather
from dashboard.briefing.assemble import Progress
from dashboard.briefing.pack import Confirmed, Pack, Paragraph
from dashboard.briefing.release.release import Release, release
from dashboard.figures import registry
from dashboard.imports.imports import today
from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell import auth
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import Permission
from queries.periods import Period


class NothingToTell(ValueError):
    """The briefing would hold no figure; the message is a sentence in the reader's language that says why."""


@dataclass(frozen=True)
class BuiltBriefing:
    """A briefing: its pack, its press release with the claims in it, and the ZIP of all its files."""

    pack: Pack
    release: Release
    archive: bytes


def open_view(
    settings: Settings,
    period: Period,
    wilayah: Sequence[str] | None,
    language: str,
    press: bool,
    known_at: str = "",
) -> View:
    """The view of the viewer whom the settings name; of the data as they were known at a version or on a day, or of
    those of now. Raises AccessDenied as Viewer.scope does, and for a view that is not for the press where the viewer
    may not see agents by name; versions.NotOnRecord."""
    holding, past = cache.opened(settings.url, settings.branch_code, known_at, today())
    viewer = auth.viewer(settings, holding.code, past is not None)
    if not press:
        viewer.require(Permission.NAME_AGENTS)
    last = holding.complete_in(period)
    scope = viewer.scope(period, last, wilayah=wilayah, missing=holding.missing, alone=holding.alone)
    choice = Choice(period=period.code, wilayah=tuple(wilayah or ()), language=language, known_at=known_at)
    words, geojson = words_in(language), settings.geojson
    view = View(words, viewer, holding, scope, choice, url=settings.url, geojson=geojson, past=past)
    return of_complete_months(view.for_press() if press else view)


def of_complete_months(view: View) -> View:
    """The view without the month that is still running: a briefing tells of what is complete."""
    whole = replace(view.holding.completeness, unended=None)
    return replace(view, holding=view.holding._replace(last_month=view.holding.last_complete, completeness=whole))


def make(
    view: View,
    ids: Sequence[str],
    on: date | None,
    embargo: datetime | None = None,
    edited: Sequence[Paragraph] | None = None,
    progress: Progress | None = None,
    confirmed: Sequence[Confirmed] = (),
) -> BuiltBriefing:
    """The briefing of these figures, in this order. `on`: the press release's date; None leaves a field to fill in.

    `edited`: the press release's paragraphs as somebody changed them; `confirmed`: what somebody confirmed of it.
    Raises NothingToTell where the period holds no
    complete month or the choice nothing at all, ExportError where a document cannot be made.
    """
    require_month(view)
    answers = gather(view)
    require_something(answers)
    process.MAKER.start()  # so that it warms up while the pictures are drawn
    drafted = release(answers, on, embargo)
    chosen = assemble.choose(view, ids)
    paragraphs = drafted.paragraphs if edited is None else edited
    require_not_at_once(view, paragraphs, embargo)
    exhibits = assemble.exhibits(view, chosen, embargo, progress)
    packed = assemble.pack(answers, exhibits, assemble.withheld(answers, chosen), paragraphs, embargo, confirmed)
    briefing = BuiltBriefing(packed, drafted, process.archive(packed, view.words))
    if progress:
        progress(1.0, view.words("briefing.done"))
    return briefing


def require_month(view: View) -> None:
    """Raise NothingToTell unless the period holds a complete month; of one before all data there are not even rules."""
    words, scope, starts = view.words, view.scope, view.holding.first_month
    if scope.as_of is None or starts is None or scope.period.last < starts:
        raise NothingToTell(words("briefing.no_month", period=words.period(scope.period)))


def require_not_at_once(view: View, paragraphs: Sequence[Paragraph], embargo: datetime | None) -> None:
    """Raise NothingToTell where a press release that is internal, or under embargo, says that it may go out at once."""
    words = view.words
    if embargo is None and view.press:
        return
    at_once = words("release.at_once")
    if any(at_once.casefold() in one.text.casefold() for one in paragraphs):
        raise NothingToTell(words("briefing.at_once", text=at_once))


def require_something(answers: BriefingAnswers) -> None:
    """Raise NothingToTell unless there are figures; for the press, none is not told from few."""
    if not answers.anything:
        raise NothingToTell(answers.words("briefing.nothing", places=answers.captions.places))


def figures(view: View, asked: Sequence[str] | None) -> tuple[str, ...]:
    """The figures asked for, or the usual ones. Raises NothingToTell for one that is not offered, naming what is."""
    offered = registry.offered(view)
    unknown = [name for name in asked or () if name not in offered]
    if unknown:
        values = {"unknown": ", ".join(unknown), "offered": ", ".join(offered)}
        raise NothingToTell(view.words("briefing.unknown_figure", **values))
    return tuple(asked) if asked else tuple(name for name in registry.usual() if name in offered)


def contents(briefing: BuiltBriefing) -> dict[str, bytes]:
    """The files of the briefing by their names in the ZIP."""
    with zipfile.ZipFile(io.BytesIO(briefing.archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
