"""What a file would bring, in words and rows: people, rupiah by month, days; beside the loads before it."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from dashboard.language.words import Words
from seed.checks.extent import Extent
from seed.checks.report import FileReport

_ACROSS = {
    "which": pl.String,
    "rows": pl.Int64,
    "people": pl.Int64,
    "amount": pl.Int64,
    "first_day": pl.Date,
    "last_day": pl.Date,
}
_MONTHS = {"which": pl.String, "basis": pl.String, "month": pl.Date, "rows": pl.Int64, "amount": pl.Int64}


def across(file: FileReport, words: Words) -> pl.DataFrame:
    """The file and those of its kind loaded before, one row each: which, rows, people, amount, first_day, last_day.

    people, amount (rupiah) and the days are null where the kind has none.
    """
    rows = [
        (which, one.rows, one.people, one.amount, one.first, one.last) for which, one in _extents(file, words, "brief")
    ]
    return pl.DataFrame(rows, schema=_ACROSS, orient="row")


def by_month(file: FileReport, words: Words) -> pl.DataFrame:
    """One row a month of each of them: which, basis (paid, BLTH, registered), month, rows, amount (null: has none)."""
    rows = [
        (which, words(f"importing.extent.{basis}"), date.fromisoformat(f"{month}-01"), n, None if no_money else amount)
        for which, one in _extents(file, words, "brief")
        for no_money in (one.amount is None,)
        for basis, months in one.months.items()
        for month, (n, amount) in months.items()
    ]
    return pl.DataFrame(rows, schema=_MONTHS, orient="row")


def usual(file: FileReport, words: Words) -> str | None:
    """The rows and rupiah of a month in the loads before, from the least to the most.

    None where there is no load before, or no row of the file passed.
    """
    extents = [earlier.extent for earlier in file.before if earlier.extent and file.extent and file.extent.rows]
    months = [one for extent in extents for one in next(iter(extent.months.values()), {}).values()]
    if not months:
        return None
    rows = _range([words.number(n) for n in _ends([n for n, _ in months])])
    if extents[0].amount is None:
        return words("importing.extent.usual_rows", rows=rows)
    amount = _range([words.rupiah_short(n) for n in _ends([n for _, n in months])])
    return words("importing.extent.usual", rows=rows, amount=amount)


def lines(file: FileReport, words: Words) -> list[str]:
    """The same for a terminal."""
    listed = []
    for which, one in _extents(file, words, "before"):
        parts = [words.count("row", one.rows)]
        if one.people is not None:
            parts.append(words.count("agent" if file.kind == "agents" else "participant", one.people))
        if one.amount is not None:
            parts.append(words.rupiah(one.amount))
        if one.first and one.last:
            parts.append(words("importing.extent.days", first=words.day(one.first), last=words.day(one.last)))
        listed.append(f"  {which}: {', '.join(parts)}")
        listed += [_months(basis, months, one.amount is not None, words) for basis, months in one.months.items()]
    said = usual(file, words)
    return [*listed, f"  {said}"] if said else listed


def _months(basis: str, months: dict[str, tuple[int, int]], money: bool, words: Words) -> str:
    named = [
        f"{words.month_short(date.fromisoformat(f'{month}-01'))} {words.count('row', n)}"
        + (f" {words.rupiah(amount)}" if money else "")
        for month, (n, amount) in months.items()
    ]
    return f"    {words(f'importing.extent.{basis}')}: {'; '.join(named)}"


def _extents(file: FileReport, words: Words, called: str) -> Iterator[tuple[str, Extent]]:
    """What this file would bring, and what those before it brought, each with what it is called: with the moment of its
    load (`before`) or, in a column that leaves room for the numbers on a phone, without (`brief`)."""
    if file.extent is None or not file.extent.rows:
        return
    yield words("importing.extent.this"), file.extent
    for earlier in file.before:
        if earlier.extent:
            load, at = words.number(earlier.load), words.moment(earlier.at)
            yield words(f"importing.extent.{called}", load=load, at=at, name=earlier.name), earlier.extent


def _ends(numbers: list[int]) -> list[int]:
    return sorted({min(numbers), max(numbers)})


def _range(ends: list[str]) -> str:
    return "–".join(dict.fromkeys(ends))
