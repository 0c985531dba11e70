"""`python -m dashboard hand-over`: participants go to another agent from a day on. Its words are in handover.toml."""

import argparse
import sys
from datetime import date

import polars as pl
import sqlalchemy as sa

from dashboard.figures import handover
from dashboard.imports import imports
from dashboard.language import days
from dashboard.language.words import Words
from dashboard.settings import Settings
from queries.access import Viewer
from queries.agents import portfolio
from queries.completeness import completeness
from queries.periods import Period
from seed.writes.takeovers import HandOverError


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Who gives, who takes over, since when, and whom; all of an office's agents who leave where that is named."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--from", dest="source", metavar="CODE", help=words("handover.command.source"))
    source.add_argument("--office", metavar="CODE", help=words("handover.command.office"))
    parser.add_argument("--to", required=True, metavar="CODE", help=words("handover.command.target"))
    parser.add_argument("--since", required=True, metavar="2019-07-15", help=words("handover.command.since"))
    parser.add_argument("kpj", nargs="*", metavar="KPJ", help=words("handover.command.kpj"))
    parser.add_argument("--all", action="store_true", help=words("handover.command.all"))
    parser.add_argument("--by", help=words("handover.command.by"))


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, viewer: Viewer, words: Words) -> int:
    """Hand over, and say what went along; 1 where it was refused, 2 where the words are off."""
    since = days.parsed(asked.since)
    if since is None or bool(asked.kpj) == (asked.all or bool(asked.office)):
        wrong = words("handover.command.no_day", text=asked.since) if since is None else words("handover.command.whom")
        print(wrong, file=sys.stderr)
        return 2
    named, unknown = imports.of_kpj(engine, chosen, asked.kpj)
    if unknown:
        print(words("handover.command.no_kpj", kpj=words.join(f"…{one[-4:]}" for one in unknown)), file=sys.stderr)
        return 1
    givers, people = _there(engine, viewer, asked, since)
    people = people.filter(pl.col("participant").is_in(named)) if named else people
    try:
        if people.is_empty() and since <= imports.today():
            source = asked.source or asked.office
            print(words("handover.elsewhere", source=source, day=words.day(since)), file=sys.stderr)
            return 1
        ids, by = named or people["participant"].to_list(), asked.by
        number = imports.hand_over(engine, chosen, ids, givers, asked.to, since, by)
    except HandOverError as refused:
        print(words(f"handover.refused.{refused.reason}"), file=sys.stderr)
        return 1
    print(handover.goes_along(words, people, asked.to, since))
    print(words("handover.done", load=words.number(number), target=asked.to, day=words.day(since)))
    return 0


def _there(
    engine: sa.Engine, viewer: Viewer, asked: argparse.Namespace, since: date
) -> tuple[frozenset[str], pl.DataFrame]:
    """The agents who give, and whom they look after on the day; the office's as of the last complete month."""
    with engine.connect() as conn:
        last = completeness(conn, viewer.branch).last_complete
        scope = viewer.scope(Period.semester_of(last or imports.today()), last)
        givers = frozenset({asked.source})
        if asked.office:
            givers = handover.of_office(portfolio.givers_and_takers(conn, scope), asked.office)
        return givers, portfolio.looked_after(conn, scope, sorted(givers), since)
