"""`python -m dashboard months`: which months are whole, and somebody's word on empty ones. Words: completeness.toml."""

import argparse
import sys
from datetime import date

import sqlalchemy as sa

from dashboard.imports import imports, months
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.view.completeness import gaps
from queries.access import Permission, Viewer
from queries.completeness import completeness, grid
from queries.periods import Period, PeriodError, month_of, shift
from seed.writes.completeness import ConfirmError

KINDS = {"peserta": "participants", "iuran": "contributions"}


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What may be said with the command."""
    word = parser.add_mutually_exclusive_group()
    word.add_argument("--empty", metavar="KIND", choices=KINDS, help=words("completeness.command.empty"))
    word.add_argument("--take-back", metavar="KIND", choices=KINDS, help=words("completeness.command.take_back"))
    parser.add_argument("months", nargs="*", metavar="2019-03", help=words("completeness.command.months"))
    parser.add_argument("--by", help=words("completeness.command.by"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, viewer: Viewer, words: Words) -> int:
    """Record the word, where one is given, and print the grid; 1 where it was refused, 2 where a month is none."""
    if asked.empty or asked.take_back:
        viewer.require(Permission.IMPORT)
        if refused := _give_word(asked, engine, chosen, words):
            return refused
    today = imports.today()
    with engine.connect() as conn:
        scope = viewer.scope(Period.semester_of(today), None)
        rows = months.table(grid(conn, scope, shift(month_of(today), -1)), words)
    for row in rows.iter_rows(named=True):
        counts = {name: words.number(row[name]) for name in ("registered_rows", "paid_rows")}
        print(words("completeness.command.row", **row | counts | {"paid_amount": words.rupiah(row["paid_amount"])}))
    return 0


def waiting(engine: sa.Engine, branch: str, words: Words) -> list[str]:
    """A line a kind whose months keep those of another from being counted, with what to do about it."""
    with engine.connect() as conn:
        known = completeness(conn, branch)

    def named(month: date | None) -> str:
        return words.month(month) if month else words("completeness.command.nothing")

    lines = []
    for name, kind in KINDS.items():
        own = [gap for gap in known.behind if gap.kind == kind]
        what = words(f"completeness.kind.{kind}")
        empty = " ".join(f"{gap.month:%Y-%m}" for gap in own if not gap.partly)
        if own:
            counted = {"own": named(known.last_whole(kind)), "last": named(known.last_complete)}
            lacking = words.capital(gaps(words, own))
            text = words("completeness.command.waiting", gaps=lacking, what=what, **counted)
            word = words("completeness.command.or_empty", command=f"python run.py months --empty {name} {empty}")
            lines.append(f"{text} {word}" if empty else text)
    return lines


def _give_word(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, words: Words) -> int:
    kind, back = KINDS[asked.empty or asked.take_back], bool(asked.take_back)
    try:
        named = [month for text in asked.months for month in Period.parse(text).months()]
    except PeriodError as wrong:
        print(words("completeness.command.no_month", month=wrong.text), file=sys.stderr)
        return 2
    if not named:
        print(words("completeness.command.which"), file=sys.stderr)
        return 2
    try:
        (number,) = months.give_word(engine, chosen, {kind: named}, asked.by, back)
    except ConfirmError as refused:
        print(months.refusal(refused, words), file=sys.stderr)
        return 1
    print(months.done(number, kind, named, words, back))
    return 0
