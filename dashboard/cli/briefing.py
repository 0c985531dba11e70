"""`python -m dashboard briefing`: the briefing of a period into a folder, for a schedule or a script."""

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from dashboard.briefing import build, store
from dashboard.figures import registry
from dashboard.language.words import LANGUAGES, Words, words_in
from dashboard.render.export import ExportError
from dashboard.settings import Settings
from dashboard.view.edition import embargo_of
from queries.access import AccessDenied
from queries.periods import JAKARTA, Period


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What the command takes beside the period and the places."""
    parser.add_argument("--language", choices=LANGUAGES, help=words("cli.briefing.language"))
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER", help=words("cli.briefing.out"))
    ids = ", ".join(registry.briefed())
    parser.add_argument("--figures", nargs="+", metavar="ID", help=words("cli.briefing.figures", ids=ids))
    parser.add_argument("--date", type=date.fromisoformat, metavar="2019-07-25", help=words("cli.briefing.date"))
    parser.add_argument("--embargo", type=_moment, metavar="2019-07-25T10:00", help=words("cli.briefing.embargo"))
    parser.add_argument("--internal", action="store_true", help=words("cli.briefing.internal"))


def _moment(text: str) -> datetime:
    """A day and time of the branch's clock."""
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=JAKARTA)


def run(asked: argparse.Namespace, settings: Settings, period: Period, say: Callable[[str], None]) -> int:
    """Make and write the briefing; 0 where it was written, 1 where it could not be. `say` is told how far it is."""
    language = asked.language or settings.language
    words = words_in(language)
    try:
        view = build.open_view(settings, period, asked.wilayah, language, not asked.internal, asked.known_at)
        ids = build.figures(view, asked.figures)
        embargo = asked.embargo or (standing.until if view.press and (standing := embargo_of(view)) else None)
        built = build.make(view, ids, asked.date, embargo, progress=lambda share, what: say(f"{share:4.0%}  {what}"))
    except (build.NothingToTell, ExportError) as error:
        print(error, file=sys.stderr)
        return 1
    except AccessDenied:
        print(words("cli.briefing.inside"), file=sys.stderr)
        return 1
    try:
        written = store.write(built.archive, built.pack.stem, asked.out)
    except OSError as error:
        reason = error.strerror or str(error)
        print(words("cli.briefing.not_written", folder=str(asked.out), reason=reason), file=sys.stderr)
        return 1
    for one in built.pack.withheld:
        say(words("cli.briefing.withheld", what=one.what, reason=one.reason))
    print(words("cli.briefing.written", file=str(written)))
    return 0
