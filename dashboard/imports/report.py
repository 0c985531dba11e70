"""What a check of files found, and why an undo was refused, in words: for the terminal and the page."""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date

import polars as pl

from dashboard.imports import decisions, effects, extents, moves
from dashboard.language.words import Words
from seed.checks.refused_rows import refused_rows_csv
from seed.checks.report import FileReport, Report
from seed.files.rules import FileError, Suspicion
from seed.files.tables import FileNotice
from seed.importer import Outcome, Refused
from seed.writes.rests import Rest
from seed.writes.undo import UndoError

ROWS_PRINTED = 20
"""Refused rows that the terminal shows of one file; the file of refused rows has them all."""

EXAMPLES_PRINTED = 3
"""Rows that the terminal shows of a suspicion."""


def kind(words: Words, code: str | None) -> str:
    """What a file holds: Kantor, Agen, Peserta …; a dash where it is none of them."""
    return words(f"importing.kind.{code}") if code else "–"


def summary(report: Report, words: Words) -> pl.DataFrame:
    """One row a file, in the order given: name, kind, rows_read, good, changed, known, refused."""
    rows = [
        {
            "name": file.name,
            "kind": kind(words, file.kind),
            **{part: getattr(file, part) for part in ("rows_read", "good", "changed", "known", "refused")},
        }
        for file in report.files
    ]
    return pl.DataFrame(rows)


def refusals(frame: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row a refusal, in the file's order: row, column, value (masked), rule (what is wrong), advice.

    `frame`: row, column, value and the rule's name, as a report has them.
    """
    rules = frame["rule"].unique()
    reasons = {rule: words(f"importing.rule.{rule}") for rule in rules}
    advice = {rule: words(f"importing.todo.{rule}") for rule in rules}
    return frame.select(
        "row",
        pl.col("column").fill_null("–"),
        pl.col("value").fill_null("–"),
        pl.col("rule").replace_strict(reasons, return_dtype=pl.String),
        pl.col("rule").replace_strict(advice, return_dtype=pl.String).alias("advice"),
    )


def suspicion(rule: str, words: Words) -> str:
    """What is suspected, and what to do about it."""
    return f"{words(f'importing.suspicion.{rule}')} {words(f'importing.suspicion_todo.{rule}')}"


def suspected(frame: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row a suspected row, in the file's order: row, column, value (masked). `frame`: of one rule."""
    return frame.select("row", pl.col("column").fill_null("–"), pl.col("value").fill_null("–"))


def rules(file: FileReport, words: Words) -> pl.DataFrame:
    """One row a rule that refused rows of the file, most first: rows, rule (what is wrong), advice."""
    broken = list(file.by_rule.items())
    return pl.DataFrame(
        {
            "rows": [n for _, n in broken],
            "rule": [words(f"importing.rule.{rule}") for rule, _ in broken],
            "advice": [words(f"importing.todo.{rule}") for rule, _ in broken],
        },
        schema={"rows": pl.Int64, "rule": pl.String, "advice": pl.String},
    )


def refused_file(file: FileReport, words: Words) -> bytes:
    """The refused rows as a file: the columns as they came, personal data masked, with the reason."""
    texts = {rule: f"{words(f'importing.rule.{rule}')} {words(f'importing.todo.{rule}')}" for rule in file.by_rule}
    headings = {name: words(f"importing.report.{name}") for name in ("row", "rule", "reason")}
    return refused_rows_csv(file, texts, **headings)


def error(problem: FileError, words: Words) -> str:
    """Why a file is none that can be read, and what to do."""
    values = {name: _value(value, name, words) for name, value in problem.values.items()}
    missing = problem.values.get("missing")
    if isinstance(missing, tuple):
        of = problem.values["kind"]
        values["missing"] = words.join(words(f"importing.column.{of}.{name}") for name in missing)
    return f"{words(f'importing.file.{problem.rule}', **values)} {words(f'importing.file_todo.{problem.rule}')}"


def notice(noticed: FileNotice, words: Words) -> str:
    """Something that was read, but is worth a look."""
    values = {name: _value(value, name, words) for name, value in noticed.values.items()}
    return words(f"importing.notice.{noticed.notice}", **values)


_RUPIAH = ("stated", "counted", "amount", "least_amount", "most_amount")


def _value(value: str | int | tuple[str, ...], name: str, words: Words) -> str:
    if name in ("kind", "kinds") and not isinstance(value, int):
        return words.join(kind(words, code) for code in ((value,) if isinstance(value, str) else value))
    if name == "month":
        return words.month(date.fromisoformat(f"{value}-01"))
    if isinstance(value, int):
        return words.rupiah(value) if name in _RUPIAH else words.number(value)
    return value if isinstance(value, str) else words.join(value)


def text(report: Report, words: Words) -> str:
    """The whole report for a terminal."""
    listed = [line for file in report.files for line in _file(file, words)]
    listed += [completed(report, words)] if only_completes(report) else []
    return "\n".join([*listed, *effects.lines(report.effects, words)])


def _file(file: FileReport, words: Words) -> list[str]:
    if file.error:
        return [words("cli.report.error", name=file.name, error=error(file.error, words))]
    counts = {part: words.number(getattr(file, part)) for part in ("rows_read", "good", "changed", "known", "refused")}
    lines = [words("cli.report.file", name=file.name, kind=kind(words, file.kind), **counts)]
    if file.ignored:
        lines.append(words("cli.report.ignored", columns=words.join(file.ignored)))
    lines += [f"  {notice(noticed, words)}" for noticed in file.notices]
    lines += extents.lines(file, words)
    lines += decisions.lines(file, words)
    lines += moves.lines(file, words)
    lines += _suspicions(file, words)
    frame = refusals(file.refusals.head(ROWS_PRINTED), words)
    for rule, n in file.by_rule.items():
        rows = words.count("row", n)
        lines.append(words("cli.report.rule", rows=rows, rule=words(f"importing.rule.{rule}")))
    for row in frame.iter_rows(named=True):
        number = words.number(row["row"])
        lines.append(words("cli.report.row", **{**row, "row": number}))
    if file.refusals.height > ROWS_PRINTED:
        lines.append(words("cli.report.more", n=words.number(file.refusals.height - ROWS_PRINTED)))
    return lines


def _suspicions(file: FileReport, words: Words) -> list[str]:
    """Each suspicion with its rows, the first of them, and the words that confirm it."""
    lines = []
    for rule, n in file.suspicions.items():
        frame = suspected(file.suspected.filter(pl.col("rule") == rule).head(EXAMPLES_PRINTED), words)
        examples = [
            words("cli.report.example", row=words.number(row), column=column, value=value)
            for row, column, value in frame.iter_rows()
        ]
        values = {"rows": words.count("row", n), "what": suspicion(rule, words), "examples": words.join(examples)}
        lines.append(words("cli.report.suspicion", **values))
        lines.append(words("cli.report.confirm", option=f"--confirm {rule}"))
    return lines


def nothing_loaded(refused: Refused, accept_rejects: bool, words: Words) -> str:
    """Why nothing was loaded from the command line, and the options that would load."""
    report = refused.report
    reasons = [words("cli.import.nothing_loaded")]
    if not report.readable:
        reasons.append(words("cli.import.unreadable"))
    elif report.refused and not accept_rejects:
        reasons.append(words("cli.import.refused", rows=words.count("row", report.refused)))
    if refused.unconfirmed:
        options = " ".join(f"--confirm {rule}" for rule in refused.unconfirmed)
        reasons.append(words("cli.import.unconfirmed", options=options))
    if report.undecided:
        months = words.join(decisions.title(one, words) for one in report.undecided)
        reasons.append(words("cli.import.undecided", months=months))
    if report.unanswered:
        reasons.append(words("moves.open", codes=words.join(dict.fromkeys(one.code for one in report.unanswered))))
    return " ".join(reasons)


def loaded(outcome: Outcome, words: Words) -> str:
    """What a load from the command line changed; rows that were refused are no known rows."""
    if outcome.changed and only_completes(outcome.report):
        return words("completeness.completed")
    if outcome.changed:
        return words("cli.import.loaded", rows=words.count("row", outcome.changed))
    return words(nothing(outcome.report))


def only_completes(report: Report) -> bool:
    """Whether a load would change no row, but be the first after the end of months that it reaches."""
    return bool(report.completes) and not report.changes


def completed(report: Report, words: Words) -> str:
    """Which months such a load makes whole."""
    kinds = dict.fromkeys(kind for kind, _ in report.completes)
    months = [
        words(
            "completeness.of",
            what=words(f"completeness.kind.{kind}"),
            months=words.join(words.month(month) for of, month in report.completes if of == kind),
        )
        for kind in kinds
    ]
    return words("completeness.completes", months=words.join(months))


def nothing(report: Report) -> str:
    """The key of the text that says why a load would change nothing; refused rows are no known ones."""
    known = sum(file.known for file in report.files)
    if report.refused:
        return "upload.nothing_good" if not known else "upload.nothing_new_of_good"
    return "upload.nothing_new" if known else "upload.nothing_in_it"


def confirmed(words: Words, row: dict) -> str:
    """What the one who loaded a file confirmed of it, and what they decided of its months; a dash for nothing.

    `row`: of `queries.loads.files`.
    """
    suspicions = json.loads(row["confirmed"] or "null") or {}
    said = [
        f"{words.count('row', n)}: {words(f'importing.suspicion.{rule}')}"
        for rule, n in suspicions.items()
        if rule in list(Suspicion)
    ]
    for month, decision in (json.loads(row["decided"] or "null") or {}).items():
        said.append(words(f"decisions.list.{decision}", month=words.month(date.fromisoformat(f"{month}-01"))))
    return words("decisions.by", by=row["imported_by"], what=" ".join(said)) if said else "–"


def act(words: Words, what: str | None) -> str:
    """What an act without a file was. `what`: see `queries.loads.acts`; None where that is not known."""
    return words(f"undo.act.{what or 'other'}")


def undo_refusal(refused: UndoError, words: Words) -> str:
    """Why nothing was undone, and what to do."""
    said = words(f"undo.refused.{refused.reason}", agents=words.join(refused.agents))
    return "\n".join([said, *(f"- {one}" for one in rests(refused.rests, words))])


_NOUNS = {
    "offices": "office",
    "agents": "agent",
    "participants": "participant",
    "contributions": "contribution",
    "targets": "target",
    "reference_figures": "reference",
}
"""What a row of a table is; of another table a row."""


def rests(resting: Sequence[Rest], words: Words) -> list[str]:
    """A sentence for each that keeps a load from being undone: which load, of which files, and how."""
    return [
        words(
            f"undo.rests.{one.reason}",
            load=words.number(one.load),
            files=words.join(one.files) or act(words, None),
            rows=_rows(one, words),
        )
        for one in resting
    ]


def _rows(one: Rest, words: Words) -> str:
    """How many rows, and of how many people where that says more."""
    rows = words.count(_NOUNS.get(one.table, "row"), one.rows)
    if not one.people or one.table == "participants":
        return rows
    return words("undo.of_people", rows=rows, people=words.count("participant", one.people))


def progress(words: Words) -> Callable[[float, str], None]:
    """A line on the terminal that says how far a load is; nothing where the output is not a terminal."""

    def tell(share: float, stage: str) -> None:
        if sys.stderr.isatty():
            end = "\n" if share >= 1 else ""
            line = f"{words(f'importing.stage.{stage}')} {words.percent(share, 0)}"
            print(f"\r\033[K{line}", end=end, file=sys.stderr, flush=True)

    return tell
