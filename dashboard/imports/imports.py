"""Files into the branch of the settings: for the command line and the page alike. The clock is read here."""

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl
import sqlalchemy as sa

from dashboard.imports import secret
from dashboard.imports.reader import READER
from dashboard.settings import Settings
from queries import branches, loads
from queries.access import Viewer
from queries.db.engine import writing
from queries.periods import JAKARTA
from seed import importer
from seed.checks import existing
from seed.checks.answers import Answers
from seed.checks.decisions import Decision, Decisions
from seed.checks.parse import File
from seed.checks.report import Report
from seed.demo import later, write
from seed.files.rules import Suspicion
from seed.values.hashing import kpj_hashes
from seed.values.identifiers import kpjs
from seed.writes import branch, rules, takeovers
from seed.writes.rests import Rest
from seed.writes.undo import UndoOutcome
from seed.writes.undo import rests as rests_on
from seed.writes.undo import undo as undo_load

Progress = Callable[[float, str], None]


def today() -> date:
    """The day that it is in the branch."""
    return datetime.now(JAKARTA).date()


def check(
    engine: sa.Engine,
    settings: Settings,
    files: Sequence[File],
    viewer: Viewer,
    decisions: Decisions = importer.NONE,
    answers: Answers = importer.NONE,
) -> Report:
    """What loading the files would do, in figures too that the viewer may see; loads nothing. Raises SecretError.

    `viewer`: of the branch of the settings.
    """
    own, read, now = secret.of_branch(settings), READER.take_in, datetime.now(UTC)
    return importer.rehearse(engine, files, viewer, own, now, read, decisions, answers)


def load(
    engine: sa.Engine,
    settings: Settings,
    files: Sequence[File],
    by: str,
    *,
    may_publish: bool,
    accept_rejects: bool = False,
    progress: Progress | None = None,
    confirmed: Set[Suspicion] = frozenset(),
    decisions: Decisions = importer.NONE,
    answers: Answers = importer.NONE,
    viewer: Viewer | None = None,
    require: Callable[[Report], None] | None = None,
) -> importer.Outcome:
    """Load the files, in one transaction. Raises Refused with the report where a row is refused and none may be, or
    where something is suspected that is not `confirmed`, a month is known that `decisions` do not decide on, or an
    agent or office stands elsewhere and `answers` do not say since when. `viewer`: for whom the report says what
    changes in figures; `require`: may raise for what the report says, before anything is written; `may_publish`:
    whether who loads may say what was published.
    """
    own = _ready(engine, settings)
    now = datetime.now(UTC)
    return importer.apply(
        engine,
        files,
        settings.branch_code,
        own,
        by,
        now,
        accept_rejects=accept_rejects,
        progress=progress,
        confirmed=confirmed,
        read=READER.take_in,
        decisions=decisions,
        viewer=viewer,
        answers=answers,
        require=require,
        may_publish=may_publish,
        keep_kpj=settings.keep_kpj == "yes",
    )


def _ready(engine: sa.Engine, settings: Settings) -> str:
    """The branch's secret, its row laid down."""
    own = secret.of_branch(settings)
    with writing(engine) as conn:
        branch.ensure(conn, settings.branch_code, settings.branch_name, own)
    return own


def undo(engine: sa.Engine, settings: Settings, by: str, load: int | None = None) -> UndoOutcome:
    """Undo a load of the branch, in one transaction. `load`: which; None for the newest. Raises UndoError."""
    return undo_load(engine, settings.branch_code, by, datetime.now(UTC), load)


def set_rule(
    engine: sa.Engine, settings: Settings, by: str, since: date, values: Mapping[str, int], source: str
) -> int:
    """Let parts of the rule have other values from a day on, in one transaction; the act's id. Raises as
    `seed.writes.rules.set_rule` does."""
    return rules.set_rule(engine, settings.branch_code, by, datetime.now(UTC), since, values, source)


def rests(engine: sa.Engine, settings: Settings, load: int) -> tuple[Rest, ...]:
    """What rests on a load of the branch, so that it cannot be undone."""
    with engine.connect() as conn:
        return rests_on(conn, settings.branch_code, load)


def hand_over(
    engine: sa.Engine, settings: Settings, people: Sequence[int], givers: Set[str], agent: str, since: date, by: str
) -> int:
    """Hand participants (ids) of some agents over to another from a day on; the act's number. Raises HandOverError."""
    return takeovers.hand_over(engine, settings.branch_code, people, givers, agent, since, by, datetime.now(UTC))


def of_kpj(engine: sa.Engine, settings: Settings, numbers: Sequence[str]) -> tuple[list[int], list[str]]:
    """The participants (ids) with these KPJ, and those of the numbers that nobody has."""
    texts = kpjs(pl.Series("text", numbers, dtype=pl.String))
    wanted = texts.select("text", kpj_hash=kpj_hashes(texts["value"], secret.of_branch(settings)))
    with engine.connect() as conn:
        known = wanted.join(existing.of_kpj(conn, settings.branch_code, wanted["kpj_hash"]), on="kpj_hash", how="left")
    return known["id"].drop_nulls().unique().to_list(), known.filter(pl.col("id").is_null())["text"].to_list()


class DemonstrationError(ValueError):
    """Nothing was loaded: the branch that the demonstration would be has rows of its own. `code`: of the branch."""

    def __init__(self, code: str) -> None:
        super().__init__(f"branch {code} has rows already")
        self.code = code


def load_demonstration(engine: sa.Engine, folder: Path, progress: Progress | None = None, **size: int) -> list[str]:
    """Write the demonstration's branches below `folder` and import each like any other, in its two loads; their codes.

    `size`: see `seed.demo.write.write`. A branch that has the same demonstration already stays as it is. Raises
    DemonstrationError where one has rows of its own, or of another demonstration, with nothing changed.
    """
    written = write.write(folder, **size)
    with engine.connect() as conn:
        missing = [(one, files) for one in written for files in _missing(conn, one)]
    for one, files in missing:
        with writing(engine) as conn:
            branch.ensure(conn, one.code, one.name, secret.DEMO, is_demo=True)
        named = [(path.name, path) for path in files]
        said = progress if files is one.files else None
        now, decisions = datetime.now(UTC), {("contributions", later.CORRECTED): Decision.CORRECT}
        importer.apply(
            engine, named, one.code, secret.DEMO, "demo", now, may_publish=True, progress=said, decisions=decisions
        )
    return [one.code for one in written]


def _missing(conn: sa.Connection, one: write.DemoBranch) -> list[tuple[Path, ...]]:
    """The loads of a demonstration branch that the database lacks, in order; raises DemonstrationError."""
    there = loads.fingerprints(conn, one.code)
    parts = (one.files, one.later)
    missing = [part for part in parts if not there >= {sha256(file.read_bytes()).hexdigest() for file in part}]
    if branches.is_own(conn, one.code) or (there and one.files in missing):
        raise DemonstrationError(one.code)
    return missing
