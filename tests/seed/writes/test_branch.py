"""What a branch has before its first file, and the hashes that its secret makes."""

import hmac
from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries import rules
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import Period
from seed.values.hashing import SecretError, kpj_hashes, nik_hashes, secret_check
from seed.writes.branch import ensure
from tests.support.viewers import viewer


def laid(engine, *arguments, **options):
    with writing(engine) as conn:
        ensure(conn, *arguments, **options)


def test_the_pekalongan_branch(engine):
    laid(engine, "PKL", "Pekalongan", "rahasia")
    with engine.connect() as conn:
        assert conn.execute(sa.select(s.wilayah.c.code).order_by(s.wilayah.c.code)).scalars().all() == [
            *("33.25", "33.26", "33.27", "33.75")
        ]
        assert rules.rule_on(conn, "PKL", date(2019, 6, 30)) == (3, 6, True)
        paid = rules.least_contributions(conn, viewer(branch="PKL").scope(Period.parse("2019-S1"), None))
        assert [value for _, value in paid] == [16_800, 168, 16_800, 8_400, 16_800]
        r = s.reference_figures.c
        published = conn.execute(sa.select(r.metric, r.value, r.rounding, r.first_month, r.last_month).order_by(r.id))
        period = date(2019, 1, 1), date(2019, 6, 1)
        assert [tuple(row) for row in published] == [
            ("acquired", 1_313, 1, *period),
            ("received", 114_000_000, 1_000_000, *period),
            ("agents_listed", 32, 1, *period),
            ("offices", 10, 1, *period),
        ]


def test_only_pekalongan_and_demonstrations_carry_the_published_figures(engine):
    laid(engine, "SMG", "Semarang", "rahasia")
    laid(engine, "DEMO", "Demonstrasi", "rahasia", is_demo=True)
    with engine.connect() as conn:
        owners = conn.execute(sa.select(s.reference_figures.c.branch_code).distinct()).scalars().all()
        assert owners == ["DEMO"]
        assert dict(conn.execute(sa.select(s.branches.c.code, s.branches.c.is_demo)).all()) == {
            "SMG": False,
            "DEMO": True,
        }


def test_a_second_time_changes_only_the_name(engine):
    laid(engine, "PKL", "Pekalongan", "rahasia")
    laid(engine, "PKL", "Pekalongan Raya", "rahasia")
    with engine.connect() as conn:
        assert conn.execute(sa.select(s.branches.c.name)).scalars().all() == ["Pekalongan Raya"]
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.rules)) == 16


def test_a_branch_older_than_the_incentive_schemes_gets_them_once(engine):
    laid(engine, "PKL", "Pekalongan", "rahasia")
    count = sa.select(sa.func.count()).select_from(s.schemes)
    with engine.begin() as conn:
        assert conn.scalar(count) == 2
        conn.execute(s.schemes.delete())
    laid(engine, "PKL", "Pekalongan", "rahasia")
    laid(engine, "PKL", "Pekalongan", "rahasia")
    with engine.connect() as conn:
        assert conn.scalar(count) == 2


def test_another_secret_is_refused(engine):
    laid(engine, "PKL", "Pekalongan", "rahasia")
    with pytest.raises(SecretError, match="PERISAI_BRANCH_SECRET"):
        laid(engine, "PKL", "Pekalongan", "lain")
    with pytest.raises(SecretError):
        laid(engine, "BARU", "Baru", "")


def test_hashes_are_keyed_and_differ_by_purpose():
    numbers = pl.Series(["19000000001", None, "19000000002", "19000000001"])
    hashes = kpj_hashes(numbers, "rahasia")
    assert [value and len(value) for value in hashes] == [64, None, 64, 64]
    assert hashes[0] == hashes[3] != hashes[2]
    assert hashes[0] != kpj_hashes(numbers, "lain")[0]
    assert hashes[0] != nik_hashes(numbers, "rahasia")[0]
    assert len({secret_check(*pair) for pair in (("A", "x"), ("B", "x"), ("A", "y"))}) == 3


@pytest.mark.parametrize("secret", ["rahasia", "é" * 32, "r" * 65])
def test_a_hash_is_the_hmac_of_purpose_and_number_whatever_the_secret_s_length(secret):
    wanted = hmac.digest(secret.encode(), b"nik:9969775600000001", "sha256").hex()
    assert nik_hashes(pl.Series(["9969775600000001"]), secret).to_list() == [wanted]
    with pytest.raises(SecretError):
        nik_hashes(pl.Series(["9969775600000001"]), "")
