"""Participants whom a file gives to another agent than the database does: taken over, since when, or always theirs."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa

from queries import stewards
from queries.db.schema import ALWAYS
from seed.checks import existing
from seed.checks.answers import Answers, Later, Move, Question
from seed.checks.dated import compared
from seed.checks.validator import CHANGED, KNOWN, NEW, Judged, Sieve
from seed.files.rules import RefusalRule, Suspicion


class Handed(NamedTuple):
    """`moved`: one row a participant and take-over; `there`: their take-overs of the database.

    file, row, participant_id, acquirer, agent_code (who looks after them now), named (by the file), code (of the
    question), since (ALWAYS: a correction; null: nobody has said), taken_on (the day, not before the registration;
    null: none) and answered (whether somebody said it, not the file).
    """

    moved: pl.DataFrame
    there: pl.DataFrame


def handed(conn: sa.Connection, branch: str, sieve: Sieve, answers: Answers) -> Handed:
    """Which rows name another agent, one a participant; for others see handed_beside.

    `sieve`: settled participants, with agent_code (the file's), agent_code_old (the acquirer) and effective_on; each
    row gets the acquirer back unless that was wrong. Days that cannot be are refused.

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
        code=pl.format("{}/{}", "agent_code", "named"), answered=pl.col("effective_on").is_null()
    )
    said = {code: answers.get((Question.TAKEN_OVER, code.upper())) for code in moved["code"].unique()}
    given = pl.Series([said[code] for code in moved["code"]], dtype=pl.Date)
    moved = moved.with_columns(since=pl.coalesce("effective_on", given)).with_columns(
        taken_on=pl.when(pl.col("since") > ALWAYS).then(pl.max_horizontal("since", "registered_on"))
    )
    _mark(sieve, moved)
    return Handed(moved, taken.join(moved, on="participant_id", how="semi"))


def _mark(sieve: Sieve, moved: pl.DataFrame) -> None:
    """The acquirer is put back into each row but for those where it was wrong; rows that move are to be loaded."""
    wrong = moved.filter(pl.col("since") == ALWAYS)["participant_id"]
    corrected = pl.col("id_old").is_in(wrong.implode())
    stays = pl.col("id_old").is_not_null() & ~corrected
    moving = pl.col("id_old").is_in(moved["participant_id"].implode()) & pl.struct("kpj_hash").is_first_distinct()
    state = pl.when(moving & (pl.col("state") == KNOWN)).then(pl.lit(CHANGED)).otherwise("state")
    sieve.rows = sieve.rows.with_columns(
        pl.when(~stays).then(pl.col("agent_since", "agent_until")).name.keep(),
        agent_code=pl.when(stays).then("agent_code_old").otherwise("agent_code"),
        state=state,
        kpj_hash_old="kpj_hash",
        kpj_last4_old="kpj_last4",
    )
    day, registered = pl.col("effective_on"), pl.col("registered_on")
    sieve.refuse(day < registered, "effective_on", RefusalRule.TAKEN_OVER_TOO_EARLY)
    sieve.suspect((pl.col("state") == NEW) & (day > registered), "effective_on", Suspicion.TAKEN_OVER_BUT_NEW)


def settled(conn: sa.Connection, branch: str, sieve: Sieve, of: Handed) -> tuple[Judged, tuple[Move, ...]]:
    """The take-overs of the rows that passed, judged, and what is to be asked or said about them."""
    moved = of.moved.join(sieve.rows, on=["file", "row"], how="semi", maintain_order="left")
    there = of.there.join(moved, on="participant_id", how="semi")
    after = _after(moved, there)
    judged, key = compared(after, there), ["participant_id", "since"]
    gone = there.join(after, on=key, how="anti").sort(key)
    return replace(judged, dropped=gone), _moves(conn, branch, moved, there, after, gone)


def _after(moved: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """The take-overs of these participants once the load is made: participant_id, since, agent_code.

    A day in the file tells of that day, and take-overs after it stay; who answers with a day says who it has been since
    then and still is, so that they go. Of two after each other by one agent the first is the one. A correction of the
    acquirer leaves all as they are.
    """
    key = ["participant_id", "since"]
    days = moved.select("participant_id", "taken_on", "answered")
    later = pl.col("answered") & (pl.col("since") > pl.col("taken_on"))
    goes = there.join(days, on="participant_id").filter(later | (pl.col("since") == pl.col("taken_on")))
    new = moved.drop_nulls("taken_on").select("participant_id", since="taken_on", agent_code="named")
    rows = pl.concat([there.join(goes, on=key, how="anti"), new.unique(key, keep="last")])
    of = moved.group_by("participant_id").agg(pl.col("acquirer").first(), undated=pl.col("taken_on").is_null().all())
    rows = rows.join(of, on="participant_id").sort(key)
    before = pl.col("agent_code").shift(1).over("participant_id").fill_null(pl.col("acquirer"))
    return rows.filter((pl.col("agent_code") != before) | pl.col("undated")).select(there.columns)


def _moves(
    conn: sa.Connection, branch: str, moved: pl.DataFrame, there: pl.DataFrame, after: pl.DataFrame, gone: pl.DataFrame
) -> tuple[Move, ...]:
    """One a pair of agents and day, with the people and the rupiah that go along, and the take-overs after it."""
    rupiah = _rupiah(conn, branch, moved, there, after)
    rows = moved.join(rupiah, on=["participant_id", "named"], how="left", maintain_order="left").with_columns(
        before=pl.when(pl.col("since") == ALWAYS).then("acquirer").otherwise("agent_code")
    )
    moves = []
    for (code, before, since), some in rows.group_by("code", "before", "since", maintain_order=True):
        first = some.row(0, named=True)
        own = (there if since in (None, ALWAYS) else gone).join(some, on="participant_id", how="semi")
        counted = own.group_by("agent_code", "since").len("people").sort("since", "agent_code")
        later = tuple(Later(*row) for row in counted.iter_rows())
        names = (first["file"], first["row"], Question.TAKEN_OVER, code, before, first["named"])
        moves.append(Move(*names, since, some.height, int(some["amount"].sum()), later))
    return tuple(moves)


def _rupiah(
    conn: sa.Connection, branch: str, moved: pl.DataFrame, there: pl.DataFrame, after: pl.DataFrame
) -> pl.DataFrame:
    """participant_id, named (who has it then), amount.

    What was paid while another agent looked after them than once the load is made; where nobody has said since when,
    than after a correction.
    """
    first = moved.select(pl.col("taken_on").fill_null(ALWAYS).min()).item()
    paid = existing.paid_by_day(conn, branch, moved["participant_id"], first or ALWAYS)
    corrected = pl.col("named").filter(pl.col("taken_on").is_null()).first()
    acquirers = moved.group_by("participant_id").agg(pl.col("acquirer").first(), corrected=corrected)
    rows = paid.join(acquirers, on="participant_id").rename({"acquirer": "agent_code"})
    rows = stewards.assigned(rows, there, "paid_on").rename({"agent_code": "before"})
    own = acquirers.select("participant_id", agent_code=pl.coalesce("corrected", "acquirer"))
    rows = stewards.assigned(rows.join(own, on="participant_id"), after, "paid_on")
    changed = rows.filter(pl.col("agent_code") != pl.col("before"))
    return changed.group_by("participant_id", named="agent_code").agg(pl.col("amount").sum())
