"""What is shown inside the branch, from the command line: the branch that the pages show, its newest whole semester."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from dashboard.language.words import Words
from dashboard.render import sheet
from dashboard.settings import Settings
from dashboard.shell import auth
from dashboard.view import audited, cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import Viewer
from queries.periods import Period

WRITERS: Mapping[str, Callable[..., bytes]] = {"csv": sheet.to_csv, "xlsx": sheet.to_xlsx}
"""How a listing leaves."""


def view(chosen: Settings, viewer: Viewer, words: Words) -> View | None:
    """The view of whom the settings name; None, said on the error output, while no month is whole.

    While there is only the demonstration, the branch is not the one of the settings.
    """
    holding = cache.holding(chosen.url, viewer.branch)
    if holding.last_complete is None:
        print(words("calls.command.no_data"), file=sys.stderr)
        return None
    viewer = auth.of_settings(chosen, holding.code)
    scope = viewer.scope(Period.semester_of(holding.last_complete), holding.last_complete)
    return View(words, viewer, holding, scope, Choice(), url=chosen.url, templates=chosen.templates)


def needs_out(form: str, out: Path | None, words: Words) -> bool:
    """Whether a form is written into a file and none is named, which is said."""
    if form in ("csv", "json") or out is not None:
        return False
    print(words("calls.command.needs_out", format=form), file=sys.stderr)
    return True


def put(view: View, name: str, content: bytes, out: Path | None) -> None:
    """Write into the file, or print, on record. `name`: what it is."""
    audited.record(view, "export", name)
    if out is None:
        print(content.decode("utf-8-sig"), end="")
    else:
        out.write_bytes(content)
