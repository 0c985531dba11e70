"""Makes a briefing: the same function for the page and for the command line."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from dashboard.briefing import assemble, drawing, process
from dashboard.briefing.answers import BriefingAnswers, gather
from dashboard.briefing.assemble import Chosen
from dashboard.briefing.brand import files
from dashboard.briefing.documents import zip_file
from dashboard.briefing.documents.archive import Folder, archive
from dashboard.briefing.drawing import Canvas
from dashboard.briefing.pack import SHAPES, Confirmed, Exhibit, Pack, Paragraph
from dashboard.briefing.release.release import Release, release
from dashboard.briefing.review.extract import claimed
from dashboard.briefing.review.languages import unlike
from dashboard.figures import registry
from dashboard.imports.imports import today
from dashboard.language.words import Words, words_in
from dashboard.settings import Settings
from dashboard.shell import auth
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.edition import edition as edition_of
from dashboard.view.view import View
from queries.access import Permission
from queries.periods import Period
from queries.published.drafts import Edit


class NothingToTell(ValueError):
    """The briefing would hold no figure; the message is a sentence in the reader's language that says why."""


Progress = Callable[[float, str], None]
"""Told how much is done, 0 to 1, and what is being done, in the reader's language."""

DRAWN = 0.95
"""The share of the work that is done once the last picture is."""


@dataclass(frozen=True)
class Text:
    """One language of a briefing, the view's. `edited`: the press release's paragraphs as somebody changed them, None:
    as they are written; `confirmed`: what somebody confirmed of it; `edits`: with the figures' headlines."""

    view: View
    edited: Sequence[Paragraph] | None = None
    confirmed: Sequence[Confirmed] = ()
    edits: Sequence[Edit] = ()


@dataclass(frozen=True)
class BuiltBriefing:
    """A briefing: in each language its pack and its press release with the claims in it, and the ZIP of all files."""

    packs: tuple[Pack, ...]
    releases: tuple[Release, ...]
    archive: bytes

    @property
    def pack(self) -> Pack:
        """That of the first language."""
        return self.packs[0]

    @property
    def release(self) -> Release:
        """That of the first language."""
        return self.releases[0]

    @property
    def stem(self) -> str:
        """The name of its ZIP, without the ending: of several languages it names them."""
        languages = "-".join(one.language for one in self.packs)
        return self.pack.stem if len(self.packs) == 1 else f"{self.pack.stem}_{languages}"


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
    viewer = auth.of_settings(settings, holding.code, past is not None)
    if not press:
        viewer.require(Permission.NAME_AGENTS)
    last = holding.complete_in(period)
    scope = viewer.scope(period, last, wilayah=wilayah, missing=holding.missing, alone=holding.alone)
    choice = Choice(period=period.code, wilayah=tuple(wilayah or ()), language=language, known_at=known_at)
    words, url, geojson, templates = words_in(language), settings.url, settings.geojson, settings.templates
    view = View(words, viewer, holding, scope, choice, url=url, geojson=geojson, past=past, templates=templates)
    return of_complete_months(view.for_press() if press else view)


def of_complete_months(view: View) -> View:
    """The view without the month that is still running: a briefing tells of what is complete."""
    return replace(view, holding=view.holding.of_complete_months())


def make(
    view: View,
    ids: Sequence[str],
    on: date | None,
    embargo: datetime | None = None,
    edited: Sequence[Paragraph] | None = None,
    progress: Progress | None = None,
    confirmed: Sequence[Confirmed] = (),
) -> BuiltBriefing:
    """The briefing of these figures in the view's language alone; see `make_all`."""
    return make_all([Text(view, edited, confirmed)], ids, on, embargo, progress)


def make_all(
    texts: Sequence[Text],
    ids: Sequence[str],
    on: date | None,
    embargo: datetime | None = None,
    progress: Progress | None = None,
    words: Words | None = None,
) -> BuiltBriefing:
    """The briefing of these figures, in this order, in the language of each text. `on`: the press release's date; None
    leaves a field to fill in; `words`: in which progress is told, else the first text's.

    The documents are made while the pictures that they need not are drawn. Raises NothingToTell where the period holds
    no complete month or the choice nothing at all, ExportError where a document cannot be made.
    """
    words = words or texts[0].view.words
    composed = [_composed(one, ids, on, embargo) for one in texts]
    if len(composed) > 1 and any(one.edited is not None for one in texts):
        require_alike(words, [(one.paragraphs, one.drafted) for one in composed])
    process.MAKER.start()  # so that it warms up while the pictures are drawn
    tell = _pace(progress, words, sum(len(one.blank) for one in composed), texts[0].view.press)
    packs, written = [], []
    with ThreadPoolExecutor(1) as beside:
        for one in composed:
            packs.append(one.pack(drawing.drawn(one.canvas, one.blank, tell), embargo))
            written.append(beside.submit(process.documents, packs[-1], one.answers.words))
        shapes = [drawing.shapes(one.canvas, pack.exhibits, tell) for one, pack in zip(composed, packs, strict=True)]
    if progress:
        progress(DRAWN, words("briefing.writing"))
    folders = [Folder(*parts) for parts in zip(packs, [one.result() for one in written], shapes, strict=True)]
    built = BuiltBriefing(tuple(packs), tuple(one.drafted for one in composed), archive(folders))
    if progress:
        progress(1.0, words("briefing.done"))
    return built


@dataclass(frozen=True)
class _Composed:
    """One language of a briefing before anything is drawn."""

    text: Text
    answers: BriefingAnswers
    drafted: Release
    paragraphs: Sequence[Paragraph]
    chosen: Chosen
    canvas: Canvas
    blank: tuple[Exhibit, ...]

    def pack(self, exhibits: Sequence[Exhibit], embargo: datetime | None) -> Pack:
        """The pack, with the pictures that were drawn."""
        withheld = assemble.withheld(self.answers, self.chosen)
        packed = assemble.pack(self.answers, exhibits, withheld, self.paragraphs, embargo, self.text.confirmed)
        return replace(packed, brand=files.read(self.text.view.templates, self.answers.words).files)


def _composed(text: Text, ids: Sequence[str], on: date | None, embargo: datetime | None) -> _Composed:
    view = text.view
    require_month(view)
    answers = gather(view)
    require_something(answers)
    drafted = release(answers, on, embargo)
    paragraphs = drafted.paragraphs if text.edited is None else text.edited
    require_not_at_once(view, paragraphs, embargo)
    chosen, edition = assemble.choose(view, ids, text.edits), edition_of(view.words, view.press, embargo)
    canvas = Canvas(view.words, edition.stamp, chosen.figures, view.press)
    return _Composed(text, answers, drafted, paragraphs, chosen, canvas, assemble.exhibits(view, chosen, edition))


def _pace(progress: Progress | None, words: Words, figures: int, press: bool) -> Callable[[str], None]:
    """What is told the title of each picture that is drawn; it tells how much is done by now."""
    pictures, drawn = figures * (1 + len(SHAPES)) if press else figures, count(1)

    def tell(title: str) -> None:
        if progress:
            progress(min(DRAWN * next(drawn) / pictures, DRAWN), words("briefing.drawing", title=title))

    return tell


def require_alike(words: Words, texts: Sequence[tuple[Sequence[Paragraph], Release]]) -> None:
    """Raise NothingToTell where the press releases of two languages round one figure differently."""
    said = [claimed([one.text for one in paragraphs], drafted) for paragraphs, drafted in texts]
    if pair := unlike(said):
        raise NothingToTell(words("briefing.unlike", first=pair[0].wording, other=pair[1].wording))


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
    return zip_file.unpacked(briefing.archive)
