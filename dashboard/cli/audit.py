"""`python -m dashboard audit`: who did what with the branch's data; whether the record is whole. Its words are in
audit.toml.
"""

import argparse
import csv
import sys
from datetime import date

import sqlalchemy as sa

from dashboard.cli.who import printed
from dashboard.language.words import Words
from dashboard.render.sheet import as_text
from dashboard.settings import Settings
from dashboard.view import audited
from queries import audit
from queries.access import Viewer


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What, of whom, on which days, and in which form."""
    parser.add_argument("--act", choices=audit.ACTS, default="", help=words("audit.command.act"))
    parser.add_argument("--who", default="", help=words("audit.command.who"))
    for option, name, day in (("--from", "first", date.min), ("--until", "last", date(9998, 12, 31))):
        text = words(f"audit.command.{name}")
        parser.add_argument(option, dest=name, type=date.fromisoformat, default=day, metavar="2019-07-01", help=text)
    parser.add_argument("--format", choices=("text", "csv"), default="text")
    parser.add_argument("--verify", action="store_true", help=words("audit.command.verify"))


def run(asked: argparse.Namespace, engine: sa.Engine, _chosen: Settings, viewer: Viewer, words: Words) -> int:
    """Print the newest thousand that are asked for, or whether the record is whole; 1 where it is not."""
    with engine.connect() as conn:
        if asked.verify:
            chain = audit.chain(conn, viewer)
            print(audited.chain_said(words, chain), file=sys.stderr if chain.broken else sys.stdout)
            return int(chain.broken is not None)
        days = None if (asked.first, asked.last) == (date.min, date(9998, 12, 31)) else (asked.first, asked.last)
        every = audit.entries(conn, viewer, asked.act, asked.who, days)
    rows = [audited.row(words, one) for one in every]
    if asked.format == "csv":
        lines = [[*audited.heading(words).values()], *([as_text(cell) for cell in row.values()] for row in rows)]
        csv.writer(sys.stdout, lineterminator="\n").writerows(lines)
        return 0
    print("\n".join(printed(" · ".join(filter(None, row.values()))) for row in rows) or words("audit.nothing"))
    return 0
