"""What the command line does. Its words are in cli.toml, its answers in the settings' language."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType

import sqlalchemy as sa

from dashboard import settings
from dashboard.cli import (
    answers,
    audit,
    backup,
    briefing,
    calls,
    decisions,
    demo,
    explain,
    hand_over,
    issued,
    meetings,
    months,
    people,
    restore,
    rule,
    unasked,
    undo,
)
from dashboard.cli.document import as_csv, document
from dashboard.cli.json.changed import changed_document
from dashboard.cli.rights import MAY
from dashboard.cli.who import NameGivenError, printed, settle
from dashboard.imports import imports, report
from dashboard.imports.prepare import StartError, prepare
from dashboard.imports.private import keep_private
from dashboard.language.words import Words, words_in
from dashboard.settings import SettingError, Settings
from dashboard.shell import auth
from dashboard.view import audited, cache, captions
from dashboard.view.cache import Origin
from queries import branches
from queries.access import AccessDenied, Permission, Viewer
from queries.branches import Holding
from queries.db.engine import DatabaseUrlError, connect, printable
from queries.periods import Period, PeriodError
from queries.versions import NotOnRecord, Past
from seed import migrate
from seed.demo import write
from seed.files.rules import Suspicion
from seed.importer import Refused
from seed.values.hashing import SecretError
from seed.writes import observations, summaries
from seed.writes.audit import Actor, acting

_SAID = (
    *(SettingError, StartError, SecretError, decisions.DecisionError, answers.AnswerError, write.DemoError),
    *(unasked.UnaskedError, NameGivenError),
)
"""Errors whose message is for the reader."""


def main(arguments: list[str]) -> int:
    """Run one command; 0 where it did what was asked, 1 where it could not, 2 where the words are off."""
    try:
        chosen = settings.read()
        words = words_in(chosen.language)
        asked = _parser(words).parse_args(arguments)
        _require(chosen, asked.may)
        settle(asked, chosen, words)
        by = getattr(asked, "by", None) or chosen.viewer_name
        with acting(Actor(by, chosen.viewer_role)):
            return asked.run(asked, chosen, words)
    except AccessDenied:
        print(words("cli.denied", role=chosen.viewer_role), file=sys.stderr)
        return 1
    except NotOnRecord as wrong:
        print(captions.not_on_record(words, wrong), file=sys.stderr)
        return 1
    except DatabaseUrlError:
        print(words("launcher.database_address"), file=sys.stderr)
        return 1
    except (migrate.DatabaseVersionError, sa.exc.OperationalError) as error:
        print(_closed(error, chosen, words), file=sys.stderr)
        return 1
    except _SAID as error:
        print(error, file=sys.stderr)
        return 1


def _closed(error: migrate.DatabaseVersionError | sa.exc.OperationalError, chosen: Settings, words: Words) -> str:
    """Why the database does not open, without its password."""
    address = printable(chosen.url)
    if isinstance(error, migrate.DatabaseVersionError):
        return words(f"launcher.database_{error.reason}", address=address)
    return words("launcher.database_unreachable", address=address, reason=" ".join(str(error.orig).split()))


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=words("cli.about"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def added(name: str, run) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words(f"cli.{name}.help"))
        command.set_defaults(run=run, may=MAY[name])
        return command

    added("prepare", _prepare)
    for name, run in (("check", _check), ("import", _import)):
        reading = added(name, run)
        reading.add_argument("files", nargs="*", type=Path, metavar="FILE")
        decisions.options(reading, words)
        answers.options(reading, words)
    loading = commands.choices["import"]
    loading.add_argument("--accept-rejects", action="store_true", help=words("cli.import.accept_rejects"))
    rules = [rule.value for rule in Suspicion]
    confirming = words("cli.import.confirm")
    loading.add_argument("--confirm", action="append", choices=rules, metavar="RULE", default=[], help=confirming)
    loading.add_argument("--by", help=words("cli.import.by"))
    undo.options(added("undo", _undo), words)
    hand_over.options(added("hand-over", _hand_over), words)
    calls.options(added("calls", _calls), words)
    meetings.options(added("meetings", _meetings), words)
    issued.options(added("issued", _issued), words)
    rule.options(added("rule", _rule), words)
    months.options(added("months", _months), words)
    people.options(added("people", _people), words)
    audit.options(added("audit", _audit), words)
    asking = added("figures", _figures)
    asking.add_argument("--format", choices=("json", "csv"), default="json")
    asking.add_argument("--since", default="", metavar="VERSION|DAY", help=words("cli.since"))
    briefing.options(telling := added("briefing", _briefing), words)
    for one in (asking, telling):
        one.add_argument("--period", required=True, metavar="2019-S1")
        one.add_argument("--wilayah", nargs="+", metavar="33.25")
        one.add_argument("--known-at", default="", metavar="VERSION|DAY", help=words("cli.known_at"))
    explain.options(added("explain", _explain), words)
    added("verify", _verify)
    demo.options(added("demo", _demo), words)
    backup.options(added("backup", _backup), words)
    restore.options(added("restore", _restore), words)
    return parser


def _prepare(_asked: argparse.Namespace, chosen: Settings, _words: Words) -> int:
    prepare(chosen, lambda line: print(line, flush=True))
    return 0


def _engine(chosen: Settings) -> sa.Engine:
    """The database, brought up to date; without the demonstration, which a script did not ask for."""
    engine = connect(chosen.url)
    keep_private(chosen)
    migrate.upgrade(engine)
    observations.catch_up(engine, datetime.now(UTC))
    return engine


def _require(chosen: Settings, one_of: frozenset[Permission]) -> None:
    """Raise AccessDenied unless the viewer of the settings may, as on the pages: before anything is opened."""
    viewer = _viewer(chosen)
    if not any(viewer.may(permission) for permission in one_of):
        raise AccessDenied(f"{viewer.role} may do none of {sorted(one_of)}")


def _viewer(chosen: Settings) -> Viewer:
    return auth.of_settings(chosen, chosen.branch_code)


def _given(asked: argparse.Namespace, words: Words) -> list[imports.File]:
    missing = [printed(str(path)) for path in asked.files if not path.is_file()]
    if missing:
        raise StartError(words("cli.no_file", files=words.join(missing)))
    return [*((printed(path.name), path) for path in asked.files), *answers.fund(asked, words)]


def _check(asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    choices = decisions.given(asked, words), answers.given(asked, words)
    checked = imports.check(_engine(chosen), chosen, _given(asked, words), _viewer(chosen), *choices)
    print(report.text(checked, words))
    unasked.require_asked(asked, checked, words)
    open_ = checked.suspicions or checked.undecided or checked.unanswered
    return 0 if checked.clean and not open_ else 1


def _import(asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    given, viewer = (_engine(chosen), chosen, _given(asked, words)), _viewer(chosen)
    try:
        outcome = imports.load(
            *given,
            asked.by,
            may_publish=viewer.may(Permission.PUBLISH),
            accept_rejects=asked.accept_rejects,
            progress=report.progress(words),
            confirmed={Suspicion(rule) for rule in asked.confirm},
            decisions=decisions.given(asked, words),
            answers=answers.given(asked, words),
            viewer=viewer,
            require=partial(unasked.require_asked, asked, words=words),
        )
    except unasked.UnaskedError as wrong:
        print(report.text(wrong.report, words))
        raise
    except Refused as refused:
        print(report.text(refused.report, words))
        print(report.nothing_loaded(refused, asked.accept_rejects, words), file=sys.stderr)
        return 1
    print(report.text(outcome.report, words))
    print(report.loaded(outcome, words))
    for line in months.waiting(given[0], chosen.branch_code, words):
        print(line)
    return 0


def _run(command: ModuleType) -> Callable[[argparse.Namespace, Settings, Words], int]:
    """A command that is a module of its own and asks who looks."""
    return lambda asked, chosen, words: command.run(asked, _engine(chosen), chosen, _viewer(chosen), words)


_months, _hand_over, _calls, _meetings = (_run(one) for one in (months, hand_over, calls, meetings))
_undo, _rule, _issued, _people, _audit = (_run(one) for one in (undo, rule, issued, people, audit))
_backup, _restore = (_run(one) for one in (backup, restore))


def _asked_for(asked: argparse.Namespace, chosen: Settings, words: Words) -> tuple[Period, Holding, Past | None] | None:
    """The period asked for, and what is known of the branch, opened once; None, said on the error output, where the
    period or one of the places is not known."""
    try:
        period = Period.parse(asked.period)
    except PeriodError:
        print(words("cli.figures.no_period", period=asked.period), file=sys.stderr)
        return None
    _engine(chosen).dispose()  # brought up to date
    holding, past = cache.opened(chosen.url, chosen.branch_code, asked.known_at, imports.today())
    with Origin(chosen.url, past).reading() as conn:
        viewer = auth.of_settings(chosen, holding.code)
        known = {row["wilayah_code"] for row in branches.offices(conn, viewer.scope(period, None))}
    unknown = set(asked.wilayah or ()) - known
    if unknown:
        print(words("cli.figures.no_wilayah", codes=words.join(sorted(unknown))), file=sys.stderr)
        return None
    return period, holding, past


def _figures(asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    opened = _asked_for(asked, chosen, words)
    if opened is None:
        return 2
    period, holding, past = opened
    with Origin(chosen.url, past).reading() as conn:
        figures = document(conn, viewer := auth.of_settings(chosen, holding.code), period, asked.wilayah, past, words)
    if asked.since:
        figures |= changed_document(chosen.url, words, viewer, opened[1:], period, asked.wilayah, asked.since)
    scope = " ".join((period.code, *sorted(asked.wilayah or ())))
    audited.note((chosen.url, holding.code), ("export", f"figures.{asked.format}", scope), viewer.name)
    print(json.dumps(figures, ensure_ascii=False, indent=1) if asked.format == "json" else as_csv(figures))
    return 0


def _briefing(asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    opened = _asked_for(asked, chosen, words)
    if opened is None:
        return 2
    return briefing.run(asked, chosen, opened[0], lambda line: print(line, file=sys.stderr, flush=True))


def _explain(asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    _engine(chosen).dispose()  # brought up to date: the codes are looked up in the tables of this version
    return explain.run(asked, chosen, words)


def _demo(asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    return demo.run(asked, partial(_engine, chosen), words)


def _verify(_asked: argparse.Namespace, chosen: Settings, words: Words) -> int:
    if _viewer(chosen).wilayah is not None:
        raise AccessDenied("what differs is a row of any wilayah")
    with _engine(chosen).connect() as conn:
        codes = branches.every(conn)
        by_branch = {code: summaries.verify(conn, code) for code in codes}
    for code, differences in by_branch.items():
        for row in differences.iter_rows(named=True):
            print(words("cli.verify.difference", branch=code, **{name: str(value) for name, value in row.items()}))
    wrong = sum(one.height for one in by_branch.values())
    verdict = "wrong" if wrong else "right"
    print(words(f"cli.verify.{verdict}", branches=words.number(len(codes)), n=words.number(wrong)))
    return 1 if wrong else 0
