"""Participants, compared with the database. What may be brought later, or corrected: sector, programme and the end of a
membership; by somebody's decision the day of registration. All else that is known of them stays as it is.

A row is a membership: a NIK that comes again with another KPJ is a person who returned.
"""

from dataclasses import replace

import polars as pl
import sqlalchemy as sa

from queries.months import month_start
from seed.checks import existing
from seed.checks.answers import Answers
from seed.checks.decisions import Decision, Decisions
from seed.checks.handed import handed, settled
from seed.checks.handed_beside import apart, beside
from seed.checks.known_months import in_months, known_months, offered
from seed.checks.personal import Names, refuse_names, refuse_personal
from seed.checks.suspicions import codes, memberships, times
from seed.checks.validator import CHANGED, KNOWN, Judged, Sieve
from seed.files.rules import RefusalRule
from seed.values.hashing import kpj_hashes, nik_hashes

KIND = "participants"


def participants(
    conn: sa.Connection,
    branch: str,
    rows: pl.DataFrame,
    there: pl.DataFrame,
    agents: tuple[pl.DataFrame, pl.DataFrame],
    lost: set[str],
    secret: str,
    names: Names,
    decisions: Decisions,
    answers: Answers,
    broken: int,
) -> tuple[Judged, Judged]:
    """The judgement of the rows, and of the take-overs that they bring.

    `agents`: match, code, registered_on, deactivated_on of the database's and of this load's, and their services as
    `existing.services` has them; `lost`: matches of agents refused; `names`: people that the load names; `broken`: rows
    of the kind refused before.
    """
    codes_there, services = agents
    usual = pl.concat([there["sector"], there["program"]]).unique()
    sieve, later = _owned(rows, codes_there, lost, secret, (names, usual), there)
    keep = {name: pl.col(name).is_null() for name in ("sector", "program")}
    said = pl.col("given_ended_on") | (pl.col("given_died_on") & (pl.col("end_reason_old") == memberships.DIED))
    keep |= {name: pl.col("ended_on").is_null() & ~said for name in ("ended_on", "end_reason")}
    sieve.settle(["kpj_hash"], ["sector", "program", "ended_on", "end_reason"], there, keep)
    _against_database(sieve)
    others = handed(conn, branch, sieve, answers)
    sieve.refuse(pl.col("ended_on") < pl.col("registered_on"), "ended_on", RefusalRule.ENDED_BEFORE_REGISTERED)
    matched = _matched(sieve.rows, there)
    refused = broken > 0 or bool(sieve.lost)
    months = known_months(KIND, "registered_on", sieve.rows, matched, decisions, refused, there.clear())
    decisions = offered(months)
    again = in_months("registered_on", KIND, decisions, Decision.ADD)
    sieve.refuse(again & pl.col("disputed"), "registered_on", RefusalRule.CONFLICT_WITH_DATABASE)
    gone = matched.filter(~pl.col("matched"), in_months("registered_on", KIND, decisions, Decision.REPLACE))
    _suspected(conn, branch, sieve, there, services)
    sieve.number(there)
    others = beside(conn, branch, sieve, others, later)
    times.takeovers(sieve, others.moved, services)
    sieve.rows = sieve.rows.with_columns(sector=pl.col("sector").fill_null("-"))
    takeovers, moves = settled(conn, branch, sieve, others)
    mine = replace(sieve.judged(), dropped=gone.drop("matched", "same"), months=months, relocations=moves)
    return mine, takeovers


def _suspected(conn: sa.Connection, branch: str, sieve: Sieve, there: pl.DataFrame, services: pl.DataFrame) -> None:
    times.registrations(sieve, services)
    memberships.memberships(conn, branch, sieve, there)
    codes.niks(sieve)


def _owned(
    rows: pl.DataFrame,
    agents: pl.DataFrame,
    lost: set[str],
    secret: str,
    texts: tuple[Names, pl.Series],
    there: pl.DataFrame,
) -> tuple[Sieve, pl.DataFrame]:
    """The rows with their agents; those of nobody, and those that contradict each other, are refused. Apart from them,
    the rows of a take-over beside another row of the same participant.

    `texts`: people that the load names, and sectors and programmes that the branch has.
    """
    own = agents.select(wanted="match", agent_code="code", agent_since="registered_on", agent_until="deactivated_on")
    sieve = Sieve(
        rows.with_columns(
            wanted=existing.match("agent"),
            kpj_hash=kpj_hashes(rows["kpj"], secret),
            nik_hash=nik_hashes(rows["nik"], secret),
            kpj_last4=pl.col("kpj").str.tail(4),
            **_end(),
        ).join(own, on="wanted", how="left", maintain_order="left")
    )
    refuse_personal(sieve, ("sector", "program"), texts[0])
    refuse_names(sieve, ("sector", "program"), texts[1])
    nobody = pl.col("agent_code").is_null()
    sieve.refuse(nobody & pl.col("wanted").is_in(sorted(lost)), "agent", RefusalRule.PARENT_REFUSED)
    sieve.refuse(nobody, "agent", RefusalRule.UNKNOWN_AGENT)
    others = ["registered_on", "nik_hash", "sector", "program", "ended_on", "end_reason"]
    later = apart(sieve, others, there["kpj_hash"])
    without = pl.concat([pl.Series(dtype=pl.String), *(lost["kpj_hash"] for lost in sieve.lost)])
    acquirer = pl.col("kpj_hash").is_in(without.implode()) & ~pl.col("kpj_hash").is_in(there["kpj_hash"].implode())
    sieve.refuse(pl.col("effective_on").is_not_null() & acquirer, "kpj", RefusalRule.PARENT_REFUSED)
    sieve.refuse_repeated(["kpj_hash"], ["agent_code"], "kpj", RefusalRule.KPJ_OF_ANOTHER_AGENT)
    sieve.refuse_repeated(["kpj_hash"], [*others, "effective_on"], "kpj", RefusalRule.CONFLICT_IN_FILE)
    return sieve, later


def _end() -> dict[str, pl.Expr]:
    """The day on which a membership ended and why, from the file's columns: the sooner of death and another end."""
    died = (pl.col("died_on") <= pl.col("ended_on")) | (pl.col("died_on").is_not_null() & pl.col("ended_on").is_null())
    given = pl.when(pl.col("ended_on").is_not_null()).then(pl.col("end_reason").fill_null("other"))
    return {
        "ended_on": pl.min_horizontal("died_on", "ended_on"),
        "end_reason": pl.when(died).then(pl.lit(memberships.DIED)).otherwise(given),
    }


def _against_database(sieve: Sieve) -> None:
    known = pl.col("id_old").is_not_null()
    moved = known & (pl.col("registered_on") != pl.col("registered_on_old"))
    sieve.refuse(known & (pl.col("nik_hash") != pl.col("nik_hash_old")), "nik", RefusalRule.CONFLICT_WITH_DATABASE)
    first = pl.struct("kpj_hash").is_first_distinct()
    disputed = (moved & first).fill_null(False)
    state = pl.when(disputed).then(pl.lit(CHANGED)).otherwise("state")
    sieve.rows = sieve.rows.with_columns(disputed=disputed, state=state)


def _matched(rows: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """The database's participants of the load's months, with `matched` and `same`: see `known_months`."""
    month = month_start(pl.col("registered_on"))
    states = rows.group_by("kpj_hash").agg(same=(pl.col("state") == KNOWN).all())
    inside = there.filter(month.is_in(rows.select(month).to_series().unique().implode()))
    return inside.join(states, on="kpj_hash", how="left").with_columns(
        matched=pl.col("same").is_not_null(), same=pl.col("same").fill_null(False)
    )
