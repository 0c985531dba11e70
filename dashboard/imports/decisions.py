"""What a load would change in months that are known already, in words: for the terminal and the page."""

from datetime import date

import polars as pl

from dashboard.language.words import Words
from seed.checks.decisions import Decision, KnownMonth, Sums
from seed.checks.report import FileReport, Report

CHANGES_PRINTED = 10
"""Changed cells that the terminal and the page show of one file."""

_TABLE = dict.fromkeys(("kind", "month", "same", "new", "changed", "gone"), pl.String)


def title(one: KnownMonth, words: Words) -> str:
    """Which month of which kind: Iuran Juni 2019."""
    return words("decisions.month", kind=words(f"importing.kind.{one.kind}"), month=words.month(one.month))


def table(report: Report, words: Words) -> pl.DataFrame:
    """One row a known month: kind, month, same, new, changed, gone; each rows and rupiah, written out."""
    rows = [
        (
            words(f"importing.kind.{one.kind}"),
            words.month(one.month),
            _sums(one.same, words),
            _sums(one.new, words),
            _changed(one, words),
            _sums(one.gone, words) if one.mostly else words("decisions.few", rows=words.number(one.gone.rows)),
        )
        for one in report.months
    ]
    return pl.DataFrame(rows, schema=_TABLE, orient="row")


def option(decision: Decision, one: KnownMonth, words: Words) -> str:
    """What a decision does."""
    cancelled = "_cancelled" if one.cancelled.rows else ""
    return words(f"decisions.option.{decision}.{one.kind}{cancelled}")


def hindered(one: KnownMonth, words: Words) -> str | None:
    """Why the month cannot be replaced although the file has most of it; None where it can, or has not."""
    return words(f"decisions.hindered.{one.hindered}") if one.mostly and one.hindered else None


def impossible(one: KnownMonth, words: Words) -> str:
    """Why what was decided of a month cannot be done, and what can be."""
    asked, others = words(f"decisions.short.{one.decided}"), [words(f"decisions.short.{can}") for can in one.options]
    twice = one.decided is Decision.SUM and one.again
    why = hindered(one, words) or words("decisions.again" if twice else "decisions.not_offered", asked=asked)
    return words("decisions.impossible", title=title(one, words), why=why, others=words.join(others))


def changes(file: FileReport, words: Words) -> pl.DataFrame:
    """One row a changed cell, in the file's order: row, column, before, after (written out)."""
    rows = [
        (row, column, _cell(name, before, words), _cell(name, after, words))
        for row, name, column, before, after in file.corrected.head(CHANGES_PRINTED).iter_rows()
    ]
    return pl.DataFrame(
        rows, schema={"row": pl.Int64, "column": pl.String, "before": pl.String, "after": pl.String}, orient="row"
    )


def lines(file: FileReport, words: Words) -> list[str]:
    """The months of one file, and what changes in them, for a terminal."""
    listed = []
    for one in file.months:
        sums = {"same": _sums(one.same, words), "new": _sums(one.new, words), "gone": _sums(one.gone, words)}
        few = "" if one.mostly else "_few"
        listed.append(
            "  " + words(f"decisions.line{few}", title=title(one, words), changed=_corrected(one, words), **sums)
        )
        if one.cancelled.rows:
            listed.append("    " + words("decisions.cancelled", cancelled=_sums(one.cancelled, words)))
    for row, column, before, after in changes(file, words).iter_rows():
        values = {"row": words.number(row), "column": column, "before": before, "after": after}
        listed.append("    " + words("decisions.change", **values))
    if (more := file.corrected.height - CHANGES_PRINTED) > 0:
        listed.append("    " + words("decisions.more", n=words.number(more)))
    for one in file.months:
        listed += _choice(one, words)
    return listed


def _choice(one: KnownMonth, words: Words) -> list[str]:
    """What is decided of a month, or can be."""
    if not one.asks:
        return []
    which = title(one, words)
    if one.decided and not one.undecided:
        return ["  " + words("decisions.decided", title=which, what=option(one.decided, one, words))]
    listed = ["  " + (impossible(one, words) if one.decided else words("decisions.choose", title=which))]
    for decision in one.options:
        named = words(f"decisions.command.{decision}", month=f"{one.month:%Y-%m}")
        listed.append(f"    {named}: {option(decision, one, words)}")
    if (reason := hindered(one, words)) and not one.decided:
        listed.append(f"    {reason}")
    return listed


def _sums(sums: Sums, words: Words) -> str:
    rows = words.number(sums.rows)
    if not sums.rows or sums.amount is None:
        return rows
    return words("decisions.sums", rows=rows, amount=words.rupiah(sums.amount))


def _changed(one: KnownMonth, words: Words) -> str:
    changed = _corrected(one, words)
    if not one.cancelled.rows:
        return changed
    return words("decisions.changed_cancelled", changed=changed, cancelled=_sums(one.cancelled, words))


def _corrected(one: KnownMonth, words: Words) -> str:
    if not one.after.rows or one.before.amount == one.after.amount:
        return _sums(one.after, words)
    before, after = words.rupiah(one.before.amount), words.rupiah(one.after.amount)
    return words("decisions.changed", rows=words.number(one.after.rows), before=before, after=after)


def _cell(name: str, value: str | None, words: Words) -> str:
    if value is None:
        return "–"
    if name in ("paid_on", "registered_on"):
        return words.day(date.fromisoformat(value))
    if name == "status":
        return words(f"decisions.status.{value}")
    if name == "blth":
        return words.month(date.fromisoformat(value))
    if name in ("amount", "months"):
        return (words.rupiah if name == "amount" else words.number)(int(value))
    return value
