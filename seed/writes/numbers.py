"""Whole membership numbers, for who calls participants: only where the branch keeps them, and gone once it does not.

They stand beside the participants, in no history, so that nothing of them stays anywhere else.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from queries.db.rows import in_parts
from queries.db.schema import kpj_numbers, participants


def keep(conn: sa.Connection, branch: str, numbers: Iterable[tuple[int, str]]) -> None:
    """Write down the numbers (participant's id, KPJ) that are not there yet; those of nobody any more go."""
    prune(conn, branch)
    wanted, t = dict(numbers), kpj_numbers.c
    for part in in_parts(sorted(wanted)):
        known = conn.scalars(sa.select(t.participant_id).where(t.branch_code == branch, t.participant_id.in_(part)))
        there = set(known)
        rows = [{"branch_code": branch, "participant_id": one, "kpj": wanted[one]} for one in part if one not in there]
        if rows:
            conn.execute(sa.insert(kpj_numbers), rows)


def prune(conn: sa.Connection, branch: str) -> None:
    """Take out the numbers of who is no participant: their ids may be given again."""
    p, t = participants.c, kpj_numbers.c
    there = sa.select(p.id).where(p.branch_code == branch)
    conn.execute(sa.delete(kpj_numbers).where(t.branch_code == branch, t.participant_id.not_in(there)))


def forget(conn: sa.Connection, branch: str) -> None:
    """Take out all of a branch's numbers."""
    conn.execute(sa.delete(kpj_numbers).where(kpj_numbers.c.branch_code == branch))
