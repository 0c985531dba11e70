"""What a branch has before its first file: its row, the places, the dated rules and schemes, the published figures."""

from datetime import date

import sqlalchemy as sa

from queries.db import schema as s
from queries.rules import LEAST_OF_TWO, NOTABLE, Notable
from seed.checks.suspicions import rates
from seed.values.hashing import SecretError, secret_check
from seed.values.places import PLACES

_RULES_SOURCE = "Ketentuan Perisai menurut pemberitaan (domain, bagian 2; tingkat B, pembacaan 'dan' tingkat C)"
_RULES = {"dormant_after_months": 3, "reactivate_after_months": 6, "removal_needs_no_contributions": 1}
_RULES_SINCE = date(2014, 1, 1)
_NOTABLE_SOURCE = "Ambang kalimat pembuka Ringkasan: pilihan awal dasbor, boleh diganti cabang"

_SCHEMES = (
    {
        "valid_from": date(2018, 1, 1),
        "bonus_from": 50,
        "bonus_flat": 500_000,
        "bonus_two": 0,
        "bonus_three": 0,
        "first_share": 750,
        "first_until": None,
        "later_share": 0,
        "later_until": None,
        "agent_part": 9_000,
        "office_part": 1_000,
        "source": "Skema 2018 sampai April 2022 menurut pemberitaan (domain, bagian 2; tingkat B)",
    },
    {
        "valid_from": date(2022, 5, 1),
        "bonus_from": 25,
        "bonus_flat": 0,
        "bonus_two": 10_000,
        "bonus_three": 15_000,
        "first_share": 1_500,
        "first_until": 24,
        "later_share": 500,
        "later_until": 60,
        "agent_part": 10_000,
        "office_part": 1_000,
        "source": "Perdir 13/PERDIR.02/042022 (domain, bagian 2; tingkat A), dibaca berlaku sejak Mei 2022",
    },
)
"""The incentive schemes that are known (domain, section 2); a branch adds a row when one changes."""

_ANTARA = {
    "source": "ANTARA, Juli 2019",
    "published_on": date(2019, 7, 1),  # the day is not known; the source's wording gives the month alone
    "first_month": date(2019, 1, 1),
    "last_month": date(2019, 6, 1),
    "places": "",
}
_PUBLISHED = (
    {"metric": "acquired", "value": 1_313, "rounding": 1, "wording": "sebanyak 1.313 peserta"},
    {"metric": "received", "value": 114_000_000, "rounding": 1_000_000, "wording": "sekitar Rp114 juta"},
    {"metric": "agents_listed", "value": 32, "rounding": 1, "wording": "32 agen"},
    {"metric": "offices", "value": 10, "rounding": 1, "wording": "10 kantor"},
)
PEKALONGAN = "PKL"
"""The branch that ANTARA's figures are about; demonstration branches are modelled on it and carry them too."""


class UnknownBranch(LookupError):
    """The branch has no row yet: call `ensure` first."""


def ensure(conn: sa.Connection, code: str, name: str, secret: str, is_demo: bool = False) -> None:
    """Lay down what is missing of a branch, in the caller's transaction; a second call changes only its name.

    Raises SecretError where the branch's rows were hashed with another secret, or `secret` is empty.
    """
    b = s.branches.c
    known = conn.execute(sa.select(b.name, b.secret_check).where(b.code == code)).first()
    if known:
        require_secret(conn, code, secret)
        if known.name != name:
            conn.execute(sa.update(s.branches).where(b.code == code).values(name=name))
        lay_schemes(conn, code)
        lay_rates(conn, code)
        lay_notable(conn, code)
        return
    conn.execute(
        sa.insert(s.branches).values(code=code, name=name, is_demo=is_demo, secret_check=secret_check(code, secret))
    )
    lay_places(conn)
    rules = [
        {"branch_code": code, "name": rule, "valid_from": _RULES_SINCE, "value": value, "source": _RULES_SOURCE}
        for rule, value in _RULES.items()
    ]
    conn.execute(sa.insert(s.rules), rules)
    lay_schemes(conn, code)
    lay_rates(conn, code)
    lay_notable(conn, code)
    if is_demo or code == PEKALONGAN:
        figures = [
            {"branch_code": code, "id": number, **_ANTARA, **figure} for number, figure in enumerate(_PUBLISHED, 1)
        ]
        conn.execute(sa.insert(s.reference_figures), figures)


def lay_places(conn: sa.Connection) -> None:
    """Add those of the four places that the database lacks."""
    there = set(conn.scalars(sa.select(s.wilayah.c.code)))
    if missing := [place for place in PLACES if place["code"] not in there]:
        conn.execute(sa.insert(s.wilayah), missing)


def lay_schemes(conn: sa.Connection, code: str) -> None:
    """Lay down the incentive schemes of a branch that has none: it may be older than they are."""
    if conn.scalar(sa.select(sa.func.count()).where(s.schemes.c.branch_code == code)) == 0:
        conn.execute(sa.insert(s.schemes), [{"branch_code": code, **scheme} for scheme in _SCHEMES])


def lay_rates(conn: sa.Connection, code: str) -> None:
    """Lay down the least rates of a branch that has none: it may be older than they are."""
    r = s.rules.c
    for name, steps in ((rates.NAME, rates.LEAST), (LEAST_OF_TWO, rates.LEAST_OF_TWO)):
        if conn.scalar(sa.select(sa.func.count()).where(r.branch_code == code, r.name == name)) == 0:
            rows = [
                {"branch_code": code, "name": name, "valid_from": since, "value": value, "source": source}
                for since, value, source in steps
            ]
            conn.execute(sa.insert(s.rules), rows)


def lay_notable(conn: sa.Connection, code: str) -> None:
    """Lay down what is worth a sentence on the first screen, of a branch that has none: it may be older than that."""
    r = s.rules.c
    if conn.scalar(sa.select(sa.func.count()).where(r.branch_code == code, r.name.in_(NOTABLE.values()))) == 0:
        row = {"branch_code": code, "valid_from": _RULES_SINCE, "source": _NOTABLE_SOURCE}
        values = Notable()._asdict()
        conn.execute(sa.insert(s.rules), [{**row, "name": NOTABLE[part], "value": values[part]} for part in NOTABLE])


def require_secret(conn: sa.Connection, code: str, secret: str) -> None:
    """Raise SecretError unless the branch's rows are hashed with this secret, UnknownBranch where it has no row."""
    stored = conn.scalar(sa.select(s.branches.c.secret_check).where(s.branches.c.code == code))
    if stored is None:
        raise UnknownBranch(f"no branch {code} in the database: call seed.writes.branch.ensure first")
    if stored != secret_check(code, secret):
        raise SecretError(
            f"the secret is not the one that branch {code} was loaded with: set PERISAI_BRANCH_SECRET to that one, "
            "or known participants would not be recognised"
        )
