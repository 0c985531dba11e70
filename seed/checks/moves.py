"""Where a file's offices and agents stand, and when its agents serve, against the dated rows of the database.

What a file leaves open is asked: whether an agent at another office moved, and when, or always stood there.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema import ALWAYS
from seed.checks import existing
from seed.checks.answers import Answers, Move, Question
from seed.checks.dated import OutOfOrder, Places, Served, Times, Unanswered, compared, placed, served
from seed.checks.validator import CHANGED, KNOWN, NEW, Judged, Sieve
from seed.files.rules import RefusalRule


@dataclass
class Moves:
    """`dated`: the rows of the dated tables, judged, by table; `every`: the moves."""

    dated: dict[str, Judged]
    every: list[Move]


def weighed(conn: sa.Connection, branch: str, moves: list[Move]) -> tuple[Move, ...]:
    """The moves with the people and rupiah that go along; the database still has the rows from before the load."""
    o = s.postings.c
    of = {Question.OFFICE: o.agent_code, Question.PLACE: o.office_code}
    codes: dict[tuple[Question, date], list[str]] = {}
    for move in moves:
        codes.setdefault((move.question, move.since or ALWAYS), []).append(move.code)
    flows = {
        (question, since): existing.flows_since(conn, branch, of[question], names, since)
        for (question, since), names in codes.items()
        if question in of
    }
    none: tuple[dict[str, int], dict[str, int]] = {}, {}
    counted = []
    for move in moves:
        people, amount = flows.get((move.question, move.since or ALWAYS), none)
        counted.append(replace(move, people=people.get(move.code, 0), amount=amount.get(move.code, 0)))
    return tuple(counted)


def offices(sieve: Sieve, there: pl.DataFrame, answers: Answers) -> Moves:
    """`sieve`: settled offices, with code, wilayah_code and effective_on; `there`: office_code, since, wilayah_code."""
    after, rows = _stand(sieve, there, "wilayah_code", Question.PLACE, answers)
    moves = Moves({"office_places": compared(after, there)}, rows)
    _mark(sieve, moves)
    return moves


def agents(sieve: Sieve, there: pl.DataFrame, services: pl.DataFrame, answers: Answers) -> Moves:
    """`sieve`: settled agents, with code, office_code, effective_on, registered_on, deactivated_on, reactivated_on;
    `there`: agent_code, since, office_code; `services`: agent_code, since, until. Gives each row registered_on and
    deactivated_on of all services: the first day and the last end.
    """
    times, backs = _serve(sieve, services, answers)
    after, rows = _stand(sieve, there, "office_code", Question.OFFICE, answers)
    dated = {
        "agent_offices": compared(after, there),
        "services": compared(_listed(services, times), services),
    }
    moves = Moves(dated, [*rows, *backs])
    ends = [(code, rows[0][0], rows[-1][1]) for code, rows in times.items()]
    spans = pl.DataFrame(ends, {"code": pl.String, "first_day": pl.Date, "last_day": pl.Date}, orient="row")
    sieve.rows = (
        sieve.rows.join(spans, on="code", how="left", maintain_order="left")
        .with_columns(registered_on="first_day", deactivated_on="last_day")
        .drop("first_day", "last_day")
    )
    _mark(sieve, moves)
    return moves


def _stand(
    sieve: Sieve, there: pl.DataFrame, value: str, question: Question, answers: Answers
) -> tuple[pl.DataFrame, list[Move]]:
    """The dated rows of each owner whom the file names, as the table has them, and the moves."""
    known = _by_owner(there)
    after: dict[str, Places] = {}
    moves: list[Move] = []
    for code, rows in _by_code(sieve).items():
        before, answer, asked = dict(known.get(code, [])), answers.get((question, code.upper())), False
        named = [(row["effective_on"], row[value]) for row in rows]
        row = max(rows, key=lambda one: one["effective_on"] or date.min)
        since = row["effective_on"]
        try:
            after[code] = placed(before, named, None)
        except Unanswered:
            row, since = next(one for one in rows if one["effective_on"] is None), answer
            try:
                after[code] = placed(before, named, answer)
            except Unanswered:
                after[code], since, asked = before, None, True
        if before and (asked or after[code] != before):
            moves.append(Move(row["file"], row["row"], question, code, before[max(before)], row[value], since))
    return _listed(there, {code: list(places.items()) for code, places in after.items()}), moves


def _serve(sieve: Sieve, there: pl.DataFrame, answers: Answers) -> tuple[dict[str, Times], list[Move]]:
    """The services of each agent whom the file names, and who is back; refuses those out of order."""
    known = _by_owner(there)
    after: dict[str, Times] = {}
    moves: list[Move] = []
    wrong: list[str] = []
    for code, rows in _by_code(sieve).items():
        row, before = rows[0], known.get(code, [])
        answer, asked = answers.get((Question.REACTIVATED, code.upper())), False
        says = Served(row["registered_on"], row["deactivated_on"], row["given_deactivated_on"], row["reactivated_on"])
        try:
            after[code] = served(before, says, answer)
        except Unanswered:
            after[code], asked = before, True
        except OutOfOrder:
            wrong.append(code)
            continue
        if before and before[-1][1] and (asked or after[code][-1][1] is None):
            new = after[code][-1][0]
            since = None if asked else new if new > before[-1][0] else ALWAYS
            ended = before[-1][1].isoformat()
            moves.append(Move(row["file"], row["row"], Question.REACTIVATED, code, ended, None, since))
    named = [code for question, code in answers if question is Question.REACTIVATED]
    again = pl.col("reactivated_on").is_not_null() | pl.col("match").is_in(named)
    sieve.refuse(pl.col("code").is_in(wrong) & again, "reactivated_on", RefusalRule.REACTIVATED_TOO_EARLY)
    sieve.refuse(pl.col("code").is_in(wrong), "registered_on", RefusalRule.DEACTIVATED_BEFORE_REGISTERED)
    return after, moves


def _by_code(sieve: Sieve) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in sieve.rows.to_dicts():
        rows.setdefault(row["code"], []).append(row)
    return rows


def _by_owner(there: pl.DataFrame) -> dict[str, list[tuple[Any, Any]]]:
    rows: dict[str, list[tuple[Any, Any]]] = {}
    for owner, since, value in there.sort(there.columns[:2]).iter_rows():
        rows.setdefault(owner, []).append((since, value))
    return rows


def _listed(there: pl.DataFrame, after: dict[str, list[tuple[Any, Any]]]) -> pl.DataFrame:
    rows = [(owner, *pair) for owner, pairs in after.items() for pair in pairs]
    return pl.DataFrame(rows, there.schema, orient="row")


def _mark(sieve: Sieve, moves: Moves) -> None:
    """A row whose dated rows change, or would once somebody answers, is a row to be loaded."""
    changing = {move.code for move in moves.every}
    for judged in moves.dated.values():
        for rows in (judged.of(NEW, CHANGED), judged.dropped):
            changing |= set(rows[rows.columns[0]])
    mine = pl.col("code").is_in(sorted(changing)) & pl.col("code").is_first_distinct() & (pl.col("state") == KNOWN)
    sieve.rows = sieve.rows.with_columns(state=pl.when(mine).then(pl.lit(CHANGED)).otherwise("state"))
