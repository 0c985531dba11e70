"""What the command line does. Its words are in cli.toml, its answers in the settings' language."""

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard import settings
from dashboard.cli import briefing, explain, undo
from dashboard.cli import document as figures
from dashboard.imports import imports
from dashboard.imports import report as reporting
from dashboard.imports.prepare import StartError, prepare
from dashboard.language.words import Words, words_in
from dashboard.settings import SettingError, Settings
from dashboard.shell import auth
from dashboard.view import cache
from queries import branches
from queries.access import AccessDenied, Permission
from queries.db.engine import DatabaseUrlError, connect
from queries.periods import Period, PeriodError
from seed import migrate
from seed.demo import write
from seed.importer import Refused
from seed.values.hashing import SecretError
from seed.writes import observations, summaries


def main(arguments: list[str]) -> int:
    """Run one command; 0 where it did what was asked, 1 where it could not, 2 where the words are off."""
    try:
        chosen = settings.read()
        told = words_in(chosen.language)
        asked = _parser(told).parse_args(arguments)
        return asked.run(asked, chosen, told)
    except AccessDenied:
        print(told("cli.denied", role=chosen.viewer_role), file=sys.stderr)
        return 1
    except DatabaseUrlError:
        print(told("launcher.database_address"), file=sys.stderr)
        return 1
    except (migrate.DatabaseTooNew, sa.exc.OperationalError) as error:
        print(_closed(error, chosen, told), file=sys.stderr)
        return 1
    except (SettingError, StartError, SecretError, write.DemoError) as error:
        print(error, file=sys.stderr)
        return 1


def _closed(error: Exception, chosen: Settings, told: Words) -> str:
    """Why the database does not open, without its password."""
    address = sa.make_url(chosen.url).render_as_string(hide_password=True)
    if isinstance(error, migrate.DatabaseTooNew):
        return told("launcher.database_newer", address=address)
    return told("launcher.database_unreachable", address=address, reason=" ".join(str(error.orig).split()))


def _parser(told: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=told("cli.about"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def added(name: str, run) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told(f"cli.{name}.help"))
        made.set_defaults(run=run)
        return made

    added("prepare", _prepare)
    for name, run in (("check", _check), ("import", _import)):
        added(name, run).add_argument("files", nargs="+", type=Path, metavar="FILE")
    loading = commands.choices["import"]
    loading.add_argument("--accept-rejects", action="store_true", help=told("cli.import.accept_rejects"))
    loading.add_argument("--by", help=told("cli.import.by"))
    undo.options(added("undo", _undo), told)
    asking = added("figures", _figures)
    asking.add_argument("--period", required=True, metavar="2019-S1")
    asking.add_argument("--wilayah", nargs="+", metavar="33.25")
    asking.add_argument("--format", choices=("json", "csv"), default="json")
    telling = added("briefing", _briefing)
    telling.add_argument("--period", required=True, metavar="2019-S1")
    telling.add_argument("--wilayah", nargs="+", metavar="33.25")
    briefing.options(telling, told)
    explain.options(added("explain", _explain), told)
    added("verify", _verify)
    making = added("demo", _demo)
    for size in write.LIMITS:
        making.add_argument(f"--{size.replace('_', '-')}", type=int, metavar="N")
    making.add_argument("--seed", type=int, metavar="N")
    making.add_argument("--out", type=Path, metavar="FOLDER", help=told("cli.demo.out"))
    return parser


def _prepare(_asked: argparse.Namespace, chosen: Settings, _told: Words) -> int:
    prepare(chosen, lambda line: print(line, flush=True))
    return 0


def _engine(chosen: Settings) -> sa.Engine:
    """The database, brought up to date; without the demonstration, which a script did not ask for."""
    chosen.folder.mkdir(parents=True, exist_ok=True)
    engine = connect(chosen.url)
    migrate.upgrade(engine)
    observations.catch_up(engine, datetime.now(UTC))
    return engine


def _require(chosen: Settings, permission: Permission) -> None:
    """Raise AccessDenied unless the viewer of the settings may, as on the pages."""
    auth.viewer(chosen, chosen.branch_code).require(permission)


def _given(asked: argparse.Namespace, told: Words) -> list[tuple[str, Path]]:
    missing = [str(path) for path in asked.files if not path.is_file()]
    if missing:
        raise StartError(told("cli.no_file", files=told.join(missing)))
    return [(path.name, path) for path in asked.files]


def _check(asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    report = imports.check(_engine(chosen), chosen, _given(asked, told))
    print(reporting.text(report, told))
    return 0 if report.clean else 1


def _import(asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    _require(chosen, Permission.IMPORT)
    by = asked.by or chosen.viewer_name
    try:
        outcome = imports.load(
            _engine(chosen), chosen, _given(asked, told), by, asked.accept_rejects, reporting.progress(told)
        )
    except Refused as refused:
        print(reporting.text(refused.report, told))
        print(told("cli.import.nothing_loaded"), file=sys.stderr)
        return 1
    print(reporting.text(outcome.report, told))
    changed = outcome.changed
    print(told("cli.import.loaded", rows=told.count("row", changed)) if changed else told("cli.import.no_change"))
    return 0


def _undo(asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    _require(chosen, Permission.IMPORT)
    return undo.run(asked, _engine(chosen), chosen, told)


def _asked_for(asked: argparse.Namespace, chosen: Settings, told: Words) -> Period | None:
    """The period asked for; None, said on the error output, where it or one of the places is not known."""
    try:
        period = Period.parse(asked.period)
    except PeriodError:
        print(told("cli.figures.no_period", period=asked.period), file=sys.stderr)
        return None
    with _engine(chosen).connect() as conn:
        viewer = auth.viewer(chosen, branches.shown_branch(conn, chosen.branch_code))
        known = {row["wilayah_code"] for row in cache.places(conn, viewer.scope(period, None))}
    unknown = set(asked.wilayah or ()) - known
    if unknown:
        print(told("cli.figures.no_wilayah", codes=told.join(sorted(unknown))), file=sys.stderr)
        return None
    return period


def _figures(asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    period = _asked_for(asked, chosen, told)
    if period is None:
        return 2
    with cache.engine(chosen.url).connect() as conn:
        viewer = auth.viewer(chosen, branches.shown_branch(conn, chosen.branch_code))
        document = figures.document(conn, viewer, period, asked.wilayah)
    print(json.dumps(document, ensure_ascii=False, indent=1) if asked.format == "json" else figures.as_csv(document))
    return 0


def _briefing(asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    period = _asked_for(asked, chosen, told)
    if period is None:
        return 2
    return briefing.run(asked, chosen, period, lambda line: print(line, file=sys.stderr, flush=True))


def _explain(asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    _engine(chosen).dispose()  # brought up to date: the codes are looked up in the tables of this version
    return explain.run(asked, chosen, told)


def _verify(_asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    with _engine(chosen).connect() as conn:
        codes = branches.every(conn)
        found = {code: summaries.verify(conn, code) for code in codes}
    for code, differences in found.items():
        for row in differences.iter_rows(named=True):
            print(told("cli.verify.difference", branch=code, **{name: str(value) for name, value in row.items()}))
    wrong = sum(one.height for one in found.values())
    print(
        told(
            "cli.verify.wrong" if wrong else "cli.verify.right", branches=told.number(len(codes)), n=told.number(wrong)
        )
    )
    return 1 if wrong else 0


def _demo(asked: argparse.Namespace, chosen: Settings, told: Words) -> int:
    size = {name: value for name in (*write.LIMITS, "seed") if (value := getattr(asked, name)) is not None}
    if asked.out:
        written = write.write(asked.out, **size)
        print(told("cli.demo.written", codes=told.join(one.code for one in written), folder=str(asked.out)))
        return 0
    with tempfile.TemporaryDirectory(prefix="perisai-demo-") as folder:
        codes = imports.load_demonstration(_engine(chosen), Path(folder), reporting.progress(told), **size)
    print(told("cli.demo.loaded", codes=told.join(codes)))
    return 0
