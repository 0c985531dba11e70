"""`python -m dashboard briefing`: the briefing of a period into a folder, for a schedule or a script."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from dashboard.briefing import assemble, build, store
from dashboard.briefing.answers import gather
from dashboard.briefing.brand import files
from dashboard.briefing.documents.docx import letter
from dashboard.briefing.release.headlines import release_of
from dashboard.briefing.release.release import release
from dashboard.briefing.review.drafted import Drafted, drafted
from dashboard.figures import registry
from dashboard.language.words import LANGUAGES, Words, words_in
from dashboard.render.export import ExportError
from dashboard.settings import Settings
from dashboard.view import audited
from dashboard.view.edition import embargo_of
from dashboard.view.view import View
from queries.access import AccessDenied
from queries.periods import JAKARTA, Period, local_day
from queries.published import drafts
from queries.published.drafts import Draft

BOTH = "both"
"""One ZIP with a folder for each language."""


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What the command takes beside the period and the places."""
    parser.add_argument("--language", choices=(*LANGUAGES, BOTH), help=words("cli.briefing.language"))
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER", help=words("cli.briefing.out"))
    ids = ", ".join(registry.briefed())
    parser.add_argument("--figures", nargs="+", metavar="ID", help=words("cli.briefing.figures", ids=ids))
    parser.add_argument("--date", type=date.fromisoformat, metavar="2019-07-25", help=words("cli.briefing.date"))
    parser.add_argument("--embargo", type=_moment, metavar="2019-07-25T10:00", help=words("cli.briefing.embargo"))
    parser.add_argument("--without-draft", action="store_true", help=words("cli.briefing.without_draft"))
    parser.add_argument("--internal", action="store_true", help=words("cli.briefing.internal"))


def _moment(text: str) -> datetime:
    """A day and time of the branch's clock."""
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=JAKARTA)


def run(asked: argparse.Namespace, settings: Settings, period: Period, say: Callable[[str], None]) -> int:
    """Make and write the briefing; 0 where it was written, 1 where it could not be. `say` is told how far it is."""
    languages = LANGUAGES if asked.language == BOTH else (asked.language or settings.language,)
    words = words_in(languages[0])
    try:
        views = [
            build.open_view(settings, period, asked.wilayah, language, not asked.internal, asked.known_at)
            for language in languages
        ]
        every = [
            Draft() if asked.without_draft else view.ask_anew(drafts.draft, view.words.language, view.press)
            for view in views
        ]
        ids, on, embargo = _chosen(asked, views[0], every[0])
        texts = []
        for view, draft in zip(views, every, strict=True):
            text = None if asked.without_draft else _drafted(view, ids, draft, on, embargo, say)
            if text and text.stopped:
                return _refused(text, words)
            edited, known = (text.paragraphs, text.confirmed) if text else (None, ())
            texts.append(build.Text(view, edited, known, draft.edits))
        built = build.make_all(texts, ids, on, embargo, lambda share, what: say(f"{share:4.0%}  {what}"))
    except (build.NothingToTell, ExportError) as error:
        print(error, file=sys.stderr)
        return 1
    except AccessDenied:
        print(words("cli.briefing.inside"), file=sys.stderr)
        return 1
    _warn_of_templates(views[0], built, words)
    try:
        written = store.write(built.archive, built.stem, asked.out)
    except OSError as error:
        reason = error.strerror or str(error)
        print(words("cli.briefing.not_written", folder=str(asked.out), reason=reason), file=sys.stderr)
        return 1
    audited.record(views[0], "briefing", built.stem)
    for one in built.pack.withheld:
        say(words("cli.briefing.withheld", what=one.what, reason=one.reason))
    print(words("cli.briefing.written", file=str(written)))
    return 0


def _warn_of_templates(view: View, built: build.BuiltBriefing, words: Words) -> None:
    """Which of the branch's own files could not be used, and a letter that they make longer than a page."""
    for sentence in files.read(view.templates, words).refused:
        print(sentence, file=sys.stderr)
    if not all(letter.one_page(pack, words_in(pack.language)) for pack in built.packs):
        print(words("brand.two_pages"), file=sys.stderr)


def _chosen(
    asked: argparse.Namespace, view: View, draft: Draft
) -> tuple[tuple[str, ...], date | None, datetime | None]:
    """The figures, the date and the embargo: as asked for, else as drafted, or the longer embargo that stands."""
    offered = registry.offered(view)
    drafted_ids = tuple(name for name in draft.figures or () if name in offered)
    ids = build.figures(view, asked.figures) if asked.figures else drafted_ids or build.figures(view, None)
    standing = embargo_of(view) if view.press else None
    until = [one for one in (draft.embargo_until, standing and standing.until) if one]
    return ids, asked.date or draft.on, asked.embargo or max(until, default=None)


def _drafted(
    view: View,
    ids: Sequence[str],
    draft: Draft,
    on: date | None,
    embargo: datetime | None,
    say: Callable[[str], None],
) -> Drafted | None:
    """The press release and the figures' headlines with what was edited on the page, read as there; None where nobody
    edited any."""
    words = view.words
    standing = view.ask_anew(drafts.standing, words.language)
    if not draft.edits and not standing:
        return None
    build.require_month(view)
    answers = gather(view)
    first = release(answers, on, embargo)
    heads = assemble.choose(view, ids, draft.edits).headlines
    written = [(one.text, release_of(answers, first, one.figure)) for one in heads if one.edited]
    text = drafted(first, draft, standing, words, written)
    if draft.edited_at:
        day = words.day(local_day(draft.edited_at))
        say(words("cli.briefing.draft", n=words.number(text.edited), name=draft.edited_by, day=day))
    for head in heads:
        if head.outdated:
            say(words("briefing.draft.headline_outdated") + " " + head.outdated)
    for one in text.gone:
        say(words("briefing.draft.gone", kind=words(f"briefing.kind.{one.kind}")) + " " + one.text)
    return text


def _refused(text: Drafted, words: Words) -> int:
    """Say what keeps an edited press release back, and what to do; the code to end with."""
    print(words("cli.briefing.refused", n=words.number(len(text.refused) + len(text.asked))), file=sys.stderr)
    for kind, every in (("stopped", text.refused), ("asked", text.asked)):
        for one in every:
            print(words(f"cli.briefing.{kind}", sentence=one.sentence, why=one.why), file=sys.stderr)
    return 1
