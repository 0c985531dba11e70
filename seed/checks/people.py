"""Participants and their contributions, compared with the database. What is known of them stays as it is.

Two exceptions: a participant's sector and programme may be brought later, or corrected.
"""

import polars as pl
import sqlalchemy as sa

from queries.months import month_at, month_number
from seed.checks import existing
from seed.checks.personal import Names, refuse_personal
from seed.checks.suspicions import codes, times
from seed.checks.suspicions.payments import payments
from seed.checks.validator import CHANGED, Judged, Sieve
from seed.files.rules import RefusalRule
from seed.values.hashing import kpj_hashes, nik_hashes


def participants(
    rows: pl.DataFrame, there: pl.DataFrame, agents: pl.DataFrame, lost: set[str], secret: str, names: Names
) -> Judged:
    """`agents`: match, code, registered_on, deactivated_on of the database's and of this load's; `lost`: matches of
    agents refused; `names`: people that the load names.
    """
    own = agents.select(wanted="match", agent_code="code", agent_since="registered_on", agent_until="deactivated_on")
    sieve = Sieve(
        rows.with_columns(
            wanted=existing.match("agent"),
            kpj_hash=kpj_hashes(rows["kpj"], secret),
            nik_hash=nik_hashes(rows["nik"], secret),
            kpj_last4=pl.col("kpj").str.tail(4),
        ).join(own, on="wanted", how="left", maintain_order="left")
    )
    refuse_personal(sieve, ("sector", "program"), names)
    nobody = pl.col("agent_code").is_null()
    sieve.refuse(nobody & pl.col("wanted").is_in(sorted(lost)), "agent", RefusalRule.PARENT_REFUSED)
    sieve.refuse(nobody, "agent", RefusalRule.UNKNOWN_AGENT)
    sieve.refuse_repeated(["kpj_hash"], ["agent_code"], "kpj", RefusalRule.KPJ_OF_ANOTHER_AGENT)
    others = ["registered_on", "nik_hash", "sector", "program"]
    sieve.refuse_repeated(["kpj_hash"], others, "kpj", RefusalRule.CONFLICT_IN_FILE)
    sieve.refuse_repeated(["nik_hash"], ["kpj_hash"], "nik", RefusalRule.NIK_OF_ANOTHER_KPJ)
    keep = {name: pl.col(name).is_null() for name in ("sector", "program")}
    sieve.settle(["kpj_hash"], ["sector", "program"], there, keep)
    _against_database(sieve, there)
    times.registrations(sieve)
    codes.niks(sieve)
    sieve.number(there)
    sieve.rows = sieve.rows.with_columns(sector=pl.col("sector").fill_null("-"))
    return sieve.judged()


def _against_database(sieve: Sieve, there: pl.DataFrame) -> None:
    known = pl.col("id_old").is_not_null()
    sieve.refuse(known & (pl.col("agent_code") != pl.col("agent_code_old")), "kpj", RefusalRule.KPJ_OF_ANOTHER_AGENT)
    moved = pl.col("registered_on") != pl.col("registered_on_old")
    sieve.refuse(known & moved, "registered_on", RefusalRule.CONFLICT_WITH_DATABASE)
    sieve.refuse(known & (pl.col("nik_hash") != pl.col("nik_hash_old")), "nik", RefusalRule.CONFLICT_WITH_DATABASE)
    taken = sieve.rows.join(there.select("nik_hash", owner="kpj_hash"), on="nik_hash").filter(
        pl.col("owner") != pl.col("kpj_hash")
    )
    sieve.refuse(pl.col("nik_hash").is_in(taken["nik_hash"].implode()), "nik", RefusalRule.NIK_OF_ANOTHER_KPJ)


def contributions(
    conn: sa.Connection,
    branch: str,
    rows: pl.DataFrame,
    people: pl.DataFrame,
    known: pl.Series,
    lost: set[str],
    secret: str,
) -> Judged:
    """`people`: id, kpj_hash, agent_code, registered_on of the database's and of this load's; `known`: ids of the
    database's; `lost`: KPJ of participants refused.
    """
    numbers = rows.select(pl.col("kpj").unique())
    owners = numbers.with_columns(kpj_hash=kpj_hashes(numbers["kpj"], secret)).join(
        people.select("kpj_hash", "agent_code", "registered_on", participant_id="id"), on="kpj_hash", how="left"
    )
    sieve = Sieve(
        rows.join(owners.drop("kpj_hash"), on="kpj", how="left", maintain_order="left").with_columns(
            months=pl.col("months").fill_null(1)
        )
    )
    nobody = pl.col("participant_id").is_null()
    sieve.refuse(nobody & pl.col("kpj").is_in(sorted(lost)), "kpj", RefusalRule.PARENT_REFUSED)
    sieve.refuse(nobody, "kpj", RefusalRule.UNKNOWN_KPJ)
    key, values = ["participant_id", "blth", "paid_on"], ["months", "amount"]
    sieve.refuse_repeated(key, values, "amount", RefusalRule.CONFLICT_IN_FILE)
    there = existing.contributions(conn, branch, sieve.rows["paid_on"])
    sieve.settle(key, values, there)
    sieve.refuse(pl.col("state") == CHANGED, "amount", RefusalRule.CONFLICT_WITH_DATABASE)
    payments(conn, branch, sieve, there, known)
    until = month_number(pl.col("blth")) + pl.col("months").cast(pl.Int32) - 1
    sieve.rows = sieve.rows.with_columns(covered_until=until).with_columns(
        covered_until=month_at(pl.col("covered_until"))
    )
    return sieve.judged()
