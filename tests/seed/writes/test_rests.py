"""Loads in the middle: which can be undone, and what rests on those that cannot."""

from datetime import date

import pytest

from dashboard.imports import report
from dashboard.language.words import words_in
from seed.checks.decisions import Decision
from seed.writes.rests import Rest
from seed.writes.undo import UndoError
from tests.seed.writes.test_history import (
    JUNE,
    MOVED,
    PAID,
    SECTORS,
    content,
    given,
    undo_newest,
)
from tests.support.branch_files import branch_files, lay_down, load, load_branch, rows


@pytest.fixture(autouse=True)
def branch(engine):
    lay_down(engine)


@pytest.mark.parametrize("order", [(2, 3, 4), (3, 2, 4), (4, 2, 3)])
def test_loads_on_which_nothing_rests_go_in_any_order(engine, order):
    load_branch(engine)
    first = content(engine)
    for data in (SECTORS, JUNE, PAID):
        given(engine, data)
    for load_id in order:
        assert undo_newest(engine, load_id).undid == load_id
    assert content(engine) == first


def test_what_rests_on_a_load_is_named_with_its_load_and_files(engine):
    first = load(engine, branch_files()).import_id
    given(engine, MOVED)
    third = given(engine, PAID)
    other = PAID + b"19000000003;08-2018;2018-08-13;36.800\n"
    load(engine, [("lagi.csv", other)])
    before = content(engine)
    with pytest.raises(UndoError) as refused:
        undo_newest(engine, first)
    assert content(engine) == before
    assert refused.value.rests == (
        Rest("refers", "contributions", 4, 1, ("lagi.csv",)),
        Rest("refers", "contributions", 3, 1, ("x.csv",)),
        Rest("changed", "agents", 2, 1, ("x.csv",)),
    )
    assert [one.people for one in refused.value.rests] == [1, 1, 0]
    said = report.rests(refused.value.rests, words_in("id"))
    assert said[0].startswith("Impor 4 (lagi.csv) mempunyai 1 iuran milik 1 peserta yang bergantung")
    with pytest.raises(UndoError) as repeated:
        undo_newest(engine, third)
    assert repeated.value.rests == (Rest("repeats", "contributions", 4, 1, ("lagi.csv",)),)


def test_a_load_rests_on_the_one_whose_row_it_took_out(engine):
    load_branch(engine)
    second = given(engine, rows("Bulan;Kode Perisai", "06-2019;AB0009"))
    given(engine, rows("Bulan;Kode Perisai", "06-2019;AB0001"))
    with pytest.raises(UndoError) as refused:
        undo_newest(engine, second)
    assert refused.value.rests == (Rest("changed", "roster", 3, 1, ("x.csv",)),)


def test_a_correction_in_between_is_undone_alone(engine):
    load_branch(engine)
    before = content(engine)
    corrected = rows("KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal", "19000000001;03-2018;1;2018-04-04;16.800")
    decisions = {("contributions", date(2018, 4, 1)): Decision.CORRECT}
    second = load(engine, [("x.csv", corrected)], decisions=decisions).import_id
    given(engine, PAID)
    after = content(engine)
    undo_newest(engine, second)
    load(engine, [("x.csv", corrected)], decisions=decisions)
    assert content(engine) == after
    undo_newest(engine)
    undo_newest(engine)
    assert content(engine) == before
