"""`python -m dashboard explain CODE [CODE]`: what a code leads to, or why two numbers differ, as text."""

import argparse
import sys

from dashboard.language.words import Words
from dashboard.lineage import compare, explain
from dashboard.lineage.opened import NotOpened, open_code
from dashboard.settings import Settings
from dashboard.shell import auth
from dashboard.view import audited, cache, codes
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.periods import Period


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What the command takes."""
    parser.add_argument("codes", nargs="+", metavar="CODE", help=words("cli.explain.codes"))


def run(asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    """Print what the code or the two codes tell; 0 where they open, 1 where one does not, 2 where there are more."""
    if len(asked.codes) > 2:
        print(words("cli.explain.codes"), file=sys.stderr)
        return 2
    holding = cache.holding(chosen.url, chosen.branch_code)
    viewer = auth.of_settings(chosen, holding.code)
    # Any period: a code brings its own.
    scope = viewer.scope(Period.parse("2019-S1"), holding.last_complete)
    view = View(words, viewer, holding, scope, Choice(), url=chosen.url, geojson=chosen.geojson)
    try:
        opened = [open_code(view, code) for code in asked.codes]
    except NotOpened as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for code in asked.codes:
        audited.record(view, "code", codes.read(code))
    print(explain.text(opened[0]) if len(opened) == 1 else compare.text(*opened))
    return 0
