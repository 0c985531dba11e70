"""Which months are whole, and somebody's word on empty ones: for the command line and the page alike."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import sqlalchemy as sa

from dashboard.language.words import Words
from dashboard.settings import Settings
from queries.db.schema import MONTHLY
from seed.writes import completeness
from seed.writes.completeness import ConfirmError


def give_word(
    engine: sa.Engine, settings: Settings, months: Mapping[str, Sequence[date]], by: str, taken_back: bool = False
) -> list[int]:
    """Record the word that nobody registered, or paid, in the months of each kind, or take it back; the acts' numbers.

    Raises ConfirmError, with nothing changed of any kind.
    """
    return completeness.give_word(engine, settings.branch_code, months, by, datetime.now(UTC), taken_back)


def refusal(refused: ConfirmError, words: Words) -> str:
    """Why a word was not recorded, and what to do."""
    return words(f"completeness.refused.{refused.reason}", month=words.capital(words.month(refused.month)))


def done(number: int, kind: str, months: Sequence[date], words: Words, taken_back: bool = False) -> str:
    """What was recorded."""
    return words(
        f"completeness.word.{'taken_back' if taken_back else 'given'}",
        load=words.number(number),
        what=words(f"completeness.kind.{kind}"),
        months=words.join(words.month(month) for month in sorted(months)),
    )


def table(grid: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The rows of `completeness.grid` in words: month, and of each kind its state, rows and, of payments, rupiah.

    month, registered_state, registered_rows, paid_state, paid_rows, paid_amount.
    """
    rows = grid.to_dicts()
    states = {kind: pl.Series([_state(row, kind, words) for row in rows], dtype=pl.String) for kind in MONTHLY}
    return grid.select(
        pl.Series("month", [words.month(row["month"]) for row in rows], dtype=pl.String),
        states["participants"].alias("registered_state"),
        registered_rows="participants_rows",
        paid_state=states["contributions"],
        paid_rows="contributions_rows",
        paid_amount="contributions_amount",
    )


def _state(row: Mapping[str, Any], kind: str, words: Words) -> str:
    state, until, load = (row[f"{kind}_{name}"] for name in ("state", "until", "load"))
    if state is None:
        return words("completeness.state.before")
    if state == "confirmed":
        at = words.moment(row[f"{kind}_at"])
        return words("completeness.state.confirmed", by=row[f"{kind}_by"], at=at)
    if load is None:
        return words(f"completeness.state.{'word' if state == 'loaded' else 'missing'}")
    number = words.number(load)
    if state == "partly" and until:
        return words("completeness.state.partly", day=words.day(until), load=number)
    return words(f"completeness.state.{'doubtful' if state == 'partly' else 'loaded'}", load=number)
