"""Participants whom a file gives to another agent than the database does: taken over, since when, or always theirs."""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries import stewards
from queries.db.schema import ALWAYS
from seed.checks import existing
from seed.checks.answers import Answers, Move, Question
from seed.checks.parse import REFUSAL
from seed.checks.validator import CHANGED, KNOWN, NEW, Judged, Sieve
from seed.files.rules import RefusalRule


def handed(conn: sa.Connection, branch: str, sieve: Sieve, answers: Answers) -> tuple[Judged, tuple[Move, ...]]:
    """The take-overs of a load and what is to be asked about them. `sieve`: settled participants, with agent_code (the
    file's), agent_code_old (the acquirer) and effective_on; each row gets the acquirer back unless that was wrong.

    A row that names the acquirer, or who looks after the participant already, says nothing new.
    """
    taken = existing.takeovers(conn, branch)
    known = sieve.rows.filter(pl.col("id_old").is_not_null(), pl.struct("kpj_hash").is_first_distinct())
    rows = known.select("file", "row", "registered_on", "effective_on", participant_id="id_old", named="agent_code")
    rows = rows.with_columns(
        acquirer=known["agent_code_old"],
        agent_code=known["agent_code_old"],
        now=pl.coalesce("effective_on", pl.lit(date.max)),
    )
    rows = stewards.assigned(rows, taken, "now").sort("file", "row")
    back = pl.col("effective_on").is_null() & (pl.col("named") == pl.col("acquirer"))
    moved = rows.filter(pl.col("named") != pl.col("agent_code"), ~back).with_columns(
        code=pl.format("{}/{}", "agent_code", "named")
    )
    answered = {code: answers.get((Question.TAKEN_OVER, code.upper())) for code in moved["code"].unique()}
    given = pl.Series([answered[code] for code in moved["code"]], dtype=pl.Date)
    moved = moved.with_columns(since=pl.coalesce("effective_on", given))
    moves = _moves(conn, branch, moved)
    _mark(sieve, moved)
    return _judged(moved, taken), moves


def _moves(conn: sa.Connection, branch: str, moved: pl.DataFrame) -> tuple[Move, ...]:
    """One a pair of agents and day, with the people and the rupiah since then, which go along."""
    asked = []
    for (code, since), rows in moved.group_by("code", "since", maintain_order=True):
        first = rows.row(0, named=True)
        amount = existing.paid_since(conn, branch, rows["participant_id"], since or ALWAYS)
        names = (first["file"], first["row"], Question.TAKEN_OVER, code, first["agent_code"], first["named"])
        asked.append(Move(*names, since, rows.height, amount))
    return tuple(asked)


def _mark(sieve: Sieve, moved: pl.DataFrame) -> None:
    """The acquirer is put back into each row but for those where it was wrong; rows that move are to be loaded."""
    wrong = moved.filter(pl.col("since") == ALWAYS)["participant_id"]
    corrected = pl.col("id_old").is_in(wrong.implode())
    stays = pl.col("id_old").is_not_null() & ~corrected
    moving = pl.col("id_old").is_in(moved["participant_id"].implode()) & pl.struct("kpj_hash").is_first_distinct()
    state = pl.when(moving & (pl.col("state") == KNOWN)).then(pl.lit(CHANGED)).otherwise("state")
    early = moved.filter(pl.col("effective_on") < pl.col("registered_on"))["participant_id"]
    sieve.rows = sieve.rows.with_columns(
        pl.when(~stays).then(pl.col("agent_since", "agent_until")).name.keep(),
        agent_code=pl.when(stays).then("agent_code_old").otherwise("agent_code"),
        state=state,
        kpj_hash_old="kpj_hash",
        kpj_last4_old="kpj_last4",
    )
    too_early = pl.col("id_old").is_in(early.implode())
    sieve.refuse(too_early, "effective_on", RefusalRule.TAKEN_OVER_TOO_EARLY)


def _judged(moved: pl.DataFrame, taken: pl.DataFrame) -> Judged:
    """The rows of the table: none before the registration, new or in place of one of the same day."""
    dated = moved.filter(pl.col("since") > ALWAYS).select(
        "participant_id", since=pl.max_horizontal("since", "registered_on"), agent_code="named"
    )
    there = taken.rename({"agent_code": "agent_code_old"})
    rows = dated.join(there, on=["participant_id", "since"], how="left").with_columns(
        state=pl.when(pl.col("agent_code_old").is_null()).then(pl.lit(NEW)).otherwise(pl.lit(CHANGED))
    )
    return Judged(rows, pl.DataFrame(schema=REFUSAL), rows.clear())
