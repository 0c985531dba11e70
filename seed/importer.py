"""The door by which files come in: `check` changes nothing, `apply` is one transaction, recorded."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.access import Permission, Viewer
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import JAKARTA
from seed import rehearsal
from seed.checks.answers import Answers
from seed.checks.contradictions import noted
from seed.checks.decisions import Decisions
from seed.checks.parse import File, Source, take_in
from seed.checks.programs import added_up
from seed.checks.report import Report, file_report, stored
from seed.checks.validate import judge, touched
from seed.checks.validator import WRITTEN, Judged
from seed.files.contract import KINDS
from seed.files.rules import Suspicion
from seed.writes import acts, audit, completeness, numbers, summaries
from seed.writes.branch import UnknownBranch, require_secret
from seed.writes.load import load as load_rows
from seed.writes.observations import observe

Progress = Callable[[float, str], None]
"""Called with how much is done, 0 to 1, and the stage: `reading`, `checking`, `loading`, `summarising`, `done`."""

Read = Callable[[Sequence[File], date], list[Source]]
"""What reads files: `take_in`, here or in a process of its own."""

NONE: Mapping[Any, Any] = MappingProxyType({})
"""No decisions, and no answers."""

_READ, _CHECKED, _LOADED = 0.15, 0.3, 0.8


class Refused(ValueError):
    """Nothing was loaded, because of what `report` says; `unconfirmed`: the suspicions that nobody has confirmed. What
    nobody has answered stands in `report.unanswered`.
    """

    def __init__(self, report: Report, unconfirmed: tuple[Suspicion, ...] = ()) -> None:
        files = sum(file.error is not None for file in report.files)
        asked = "".join(f", {rule}: {report.suspicions[rule]} rows to confirm" for rule in unconfirmed)
        open_months = "".join(f", {one.kind} {one.month:%Y-%m} to decide" for one in report.undecided)
        open_moves = "".join(f", {one.question}: {one.code} to answer" for one in report.unanswered)
        super().__init__(f"{report.refused} rows refused, {files} files{asked}{open_months}{open_moves}")
        self.report = report
        self.unconfirmed = unconfirmed


@dataclass(frozen=True)
class Outcome:
    """A load that was made.

    `changed`: rows inserted, updated or deleted; where there are none, the months that the load is the first to reach
    after their end. Where it is 0, the data version is the one before.
    """

    import_id: int
    report: Report
    changed: int


def check(
    conn: sa.Connection,
    files: Sequence[File],
    branch: str,
    secret: str,
    today: date,
    read: Read = take_in,
    decisions: Decisions = NONE,
    answers: Answers = NONE,
) -> Report:
    """What loading the files would do, which rows it would refuse and what it suspects; changes nothing.

    `today`: a date after it is refused; `decisions`: on months that the database has already. Raises SecretError when
    the branch's rows were hashed with another secret; a branch that has no row yet is checked as an empty one. What was
    published is checked as of somebody who may publish.
    """
    with suppress(UnknownBranch):
        require_secret(conn, branch, secret)
    sources = read(files, today)
    return _prepared(conn, branch, secret, sources, today, decisions, answers, may_publish=True).report


def rehearse(
    engine: sa.Engine,
    files: Sequence[File],
    viewer: Viewer,
    secret: str,
    at: datetime,
    read: Read = take_in,
    decisions: Decisions = NONE,
    answers: Answers = NONE,
) -> Report:
    """What `check` says of the viewer's branch, and what would change in figures already shown that the viewer may see.

    The load is made, as if at `at`, and taken back: others who write wait for it. What is not decided on is not made.
    """
    today = at.astimezone(JAKARTA).date()
    sources = read(files, today)
    with writing(engine) as conn:
        with suppress(UnknownBranch):
            require_secret(conn, viewer.branch, secret)
        acts.wait_turn(conn, viewer.branch)
        load = _prepared(
            conn, viewer.branch, secret, sources, today, decisions, answers, viewer.may(Permission.PUBLISH)
        )
        return _with_effects(conn, viewer, load, at)


class _Load(NamedTuple):
    """A load that can be made. `months`: how far it reaches, see completeness.reached."""

    report: Report
    judged: dict[str, Judged]
    months: pl.DataFrame


def _prepared(
    conn: sa.Connection,
    branch: str,
    secret: str,
    sources: Sequence[Source],
    today: date,
    decisions: Decisions,
    answers: Answers,
    may_publish: bool,
) -> _Load:
    sources = added_up(sources)
    judged = judge(conn, branch, secret, sources, today, decisions, answers, may_publish)
    months = completeness.reached(conn, branch, judged, today)
    return _Load(_report(sources, judged, months.filter("completes")), judged, months)


def _with_effects(conn: sa.Connection, viewer: Viewer, load: _Load, at: datetime) -> Report:
    """The report with what would change in figures, where the load can be made at all."""
    report = load.report
    if not report.readable or report.undecided or report.unanswered:
        return report
    before = rehearsal.begun(conn, viewer, load.judged)
    if before is None:
        return report
    step = conn.begin_nested()
    try:
        _write(conn, viewer.branch, load, (viewer.name, at, True), acts.REHEARSED)
        return replace(report, effects=before.effects(conn))
    finally:
        step.rollback()


def apply(
    engine: sa.Engine,
    files: Sequence[File],
    branch: str,
    secret: str,
    by: str,
    at: datetime,
    *,
    may_publish: bool,
    keep_kpj: bool = False,
    accept_rejects: bool = False,
    progress: Progress | None = None,
    confirmed: Set[Suspicion] = frozenset(),
    read: Read = take_in,
    decisions: Decisions = NONE,
    answers: Answers = NONE,
    viewer: Viewer | None = None,
    require: Callable[[Report], None] | None = None,
) -> Outcome:
    """Load the files in one transaction, after a check of its own, with their summaries, and record who did it.

    `at`: with a time zone or in UTC; `may_publish`: who loads may say what was published; `keep_kpj`: whole
    membership numbers stay; `confirmed`: suspicions whose rows are right; `decisions`: on known months; `answers`:
    on who stands elsewhere; `viewer`: for whom the report says what changes; `require`: may raise for it. Raises
    Refused (nothing is loaded), UnknownBranch, SecretError.
    """
    tell, at = progress or (lambda _share, _stage: None), at if at.tzinfo else at.replace(tzinfo=UTC)
    tell(0.0, "reading")
    sources = read(files, today := at.astimezone(JAKARTA).date())
    tell(_READ, "checking")
    with writing(engine) as conn:
        acts.wait_turn(conn, branch)
        require_secret(conn, branch, secret)
        load = _prepared(conn, branch, secret, sources, today, decisions, answers, may_publish)
        report, doubts = load.report, load.report.unconfirmed(confirmed)
        if _keeps(report, accept_rejects, require) or doubts:
            raise Refused(_with_effects(conn, viewer, load, at) if viewer else report, doubts)
        before = rehearsal.begun(conn, viewer, load.judged) if viewer else None
        import_id, changed = _write(conn, branch, load, (by, at, accept_rejects), None, tell)
        _numbers(conn, branch, load.judged, keep_kpj)
        if changed:
            observe(conn, branch)
        report = replace(report, effects=before.effects(conn)) if before else report
    tell(1.0, "done")
    return Outcome(import_id, report, changed)


def _numbers(conn: sa.Connection, branch: str, judged: dict[str, Judged], keep: bool) -> None:
    if not keep:
        numbers.forget(conn, branch)
    elif "participants" in judged:
        people = judged["participants"].rows.select("id", "kpj").drop_nulls()
        numbers.keep(conn, branch, people.iter_rows())


def _keeps(report: Report, accept_rejects: bool, require: Callable[[Report], None] | None) -> bool:
    """Whether something but a suspicion keeps the files from being loaded. `require`: see `apply`."""
    if require:
        require(report)
    return not report.readable or not (report.clean or accept_rejects) or bool(report.undecided or report.unanswered)


def _report(sources: Sequence[Source], judged: dict[str, Judged], completed: pl.DataFrame) -> Report:
    """`completed`: kind and month of those that become whole."""
    months = tuple(month for one in judged.values() for month in one.months)
    files = tuple(
        file_report(position, source, judged.get(source.table.kind.name) if source.table else None)
        for position, source in enumerate(noted(sources, judged))
    )
    return Report(files, months, completes=tuple(completed.select("kind", "month").rows()))


def _write(
    conn: sa.Connection,
    branch: str,
    load: _Load,
    act: tuple[str, datetime, bool],
    number: int | None = None,
    tell: Progress = lambda _share, _stage: None,
) -> tuple[int, int]:
    """Write the record of the load, its rows, how far they reach and their summaries; its id and what it changed.

    `number`: the id, None for the database's own counting.
    """
    report, judged, months = load
    tell(_CHECKED, "loading")
    # Of a file's kinds alone: a row of its own may stand in several tables.
    changed = _rows(judged[kind] for kind in KINDS if kind in judged) or len(report.completes)
    import_id = _record(conn, branch, report, changed, act, number)
    every, written = _rows(judged.values()), 0

    def done(rows: int) -> None:
        nonlocal written
        written += rows
        tell(_CHECKED + (_LOADED - _CHECKED) * min(1.0, written / max(every, 1)), "loading")

    first = load_rows(conn, branch, judged, import_id, done)
    completeness.write(conn, branch, import_id, months)
    tell(_LOADED, "summarising")
    if to_do := touched(conn, branch, judged):
        summaries.refresh(conn, branch, *to_do, first)
    if number is None:  # a rehearsal never was
        audit.append(conn, branch, "import", f"#{import_id}", act[0])
    return import_id, changed


def _rows(judged: Iterable[Judged]) -> int:
    return sum(one.of(*WRITTEN).height + one.dropped.height for one in judged)


def _record(
    conn: sa.Connection,
    branch: str,
    report: Report,
    changed: int,
    act: tuple[str, datetime, bool],
    number: int | None,
) -> int:
    """Write who loaded which files, when, and what became of their rows; the load's id."""
    by, at, accept_rejects = act
    import_id = acts.record(conn, branch, by, at, changed, accept_rejects, number)
    files = [
        {
            "import_id": import_id,
            "position": position,
            "name": file.name[-255:],
            "sha256": file.sha256,
            "kind": file.kind,
            "rows_read": file.rows_read,
            "good": file.good,
            "known": file.known,
            "refused": file.refused,
            "report": stored(file),
        }
        for position, file in enumerate(report.files)
    ]
    if files:
        conn.execute(sa.insert(s.import_files), files)
    return import_id
