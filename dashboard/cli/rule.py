"""`python -m dashboard rule`: the rows of the deactivation rule, and a new one from a day on. Words in rule.toml."""

import argparse
import sys
from datetime import date

import sqlalchemy as sa

from dashboard.imports import imports
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.view.address import READINGS
from queries import branches
from queries.access import Viewer
from queries.rules import NoRule, Reading, rows
from seed.writes.rules import LONGEST_SOURCE, RuleError


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """What may be said with the command; without a day it lists the rows."""
    parser.add_argument("--since", type=date.fromisoformat, metavar="2019-07-01", help=words("rule.command.since"))
    parser.add_argument("--reading", choices=READINGS, help=words("rule.command.reading"))
    parser.add_argument("--months", type=int, metavar="N", help=words("rule.command.months"))
    parser.add_argument("--reactivate", type=int, metavar="N", help=words("rule.command.reactivate"))
    parser.add_argument("--source", default="", help=words("rule.command.source"))
    parser.add_argument("--by", help=words("rule.command.by"))


def listed(conn: sa.Connection, chosen: Settings, words: Words) -> str:
    """Every dated row of the branch that is shown, a line each, in time."""
    lines = []
    for row in rows(conn, branches.branch_to_show(conn, chosen.branch_code)).to_dicts():
        value = words.number(row["value"])
        if row["part"] == "reading":
            value = words(f"watch.rule.reading.{Reading(row['value']).code}")
        part = words(f"rule.part.{row['part']}")
        day = words.day(row["valid_from"])
        lines.append(words("rule.row", day=day, part=part, value=value, source=row["source"]))
    return "\n".join(lines)


def run(asked: argparse.Namespace, engine: sa.Engine, chosen: Settings, _viewer: Viewer, words: Words) -> int:
    """Set what was said, and list the rows; 1 where it cannot be set, 2 where the day is missing."""
    given = {"dormant_after": asked.months, "reactivate_after": asked.reactivate}
    given |= {"reading": READINGS[asked.reading] if asked.reading else None}
    values = {part: int(value) for part, value in given.items() if value is not None}
    if asked.since is None and values:
        print(words("rule.refused.no_day"), file=sys.stderr)
        return 2
    if asked.since is not None:
        try:
            load = imports.set_rule(engine, chosen, asked.by, asked.since, values, asked.source)
        except RuleError as refused:
            day = words.day(asked.since)
            print(words(f"rule.refused.{refused.reason}", day=day, longest=str(LONGEST_SOURCE)), file=sys.stderr)
            return 1
        except NoRule:
            print(words("rule.refused.too_early", day=words.day(asked.since)), file=sys.stderr)
            return 1
        print(words("rule.done", load=words.number(load), day=words.day(asked.since)))
    with engine.connect() as conn:
        print(listed(conn, chosen, words))
    return 0
