"""Whole membership numbers: kept where the branch says so, of participants that are there, and in no other place."""

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from seed.writes.undo import undo
from tests.support.branch_files import AT, BRANCH, PESERTA, csv, load, load_branch, rows

HEADINGS = "Kode Perisai;Tgl Daftar;KPJ;NIK"
MORE = rows(HEADINGS, "AB0001;21-03-2018;19000000009;9972024900000009")


def numbers(engine: sa.Engine) -> list[tuple[str, str]]:
    p, k = s.participants.c, s.kpj_numbers.c
    query = sa.select(p.kpj_last4, k.kpj).join_from(
        s.kpj_numbers, s.participants, (p.branch_code == k.branch_code) & (p.id == k.participant_id), isouter=True
    )
    with engine.connect() as conn:
        return [tuple(row) for row in conn.execute(query.order_by(k.kpj))]


def everywhere(engine: sa.Engine, text: str) -> set[str]:
    """The tables in which a text stands in some row."""
    with engine.connect() as conn:
        return {t.name for t in s.metadata.sorted_tables for row in conn.execute(sa.select(t)) if text in repr(row)}


@pytest.fixture
def loaded(engine: sa.Engine) -> sa.Engine:
    load_branch(engine)
    return engine


def test_none_is_kept_unless_the_branch_says_so(loaded: sa.Engine) -> None:
    load(loaded, [("peserta.csv", MORE)])
    assert (numbers(loaded), everywhere(loaded, "19000000009")) == ([], set())


def test_they_come_with_the_file_also_of_those_known_and_go_when_the_setting_does(loaded: sa.Engine) -> None:
    load(loaded, [("peserta.csv", csv(PESERTA))], keep_kpj=True)
    known = numbers(loaded)
    assert known
    assert all(kpj.endswith(last4) and len(kpj) > 4 for last4, kpj in known)
    load(loaded, [("peserta.csv", MORE)], keep_kpj=True)
    assert [one for one in numbers(loaded) if one not in known] == [("0009", "19000000009")]
    assert everywhere(loaded, "19000000009") == {"kpj_numbers"}
    load(loaded, [("peserta.csv", MORE)])
    assert (numbers(loaded), everywhere(loaded, "19000000009")) == ([], set())


def test_an_undone_load_takes_its_numbers_along(loaded: sa.Engine) -> None:
    load(loaded, [("peserta.csv", MORE)], keep_kpj=True)
    assert numbers(loaded) == [("0009", "19000000009")]
    undo(loaded, BRANCH, "uji", AT, None)
    assert (numbers(loaded), everywhere(loaded, "19000000009")) == ([], set())
