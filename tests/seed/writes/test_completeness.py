"""Which months a load makes whole, and what somebody's word does: recorded, undone, taken back."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import branches, loads
from queries.completeness import Gap
from queries.db import schema as s
from seed import importer
from seed.writes.completeness import ConfirmError, confirm, give_word, take_back
from seed.writes.undo import undo
from tests.support.branch_files import BRANCH, SECRET, branch_files, lay_down, rows
from tests.support.once import once
from tests.support.worlds import scope_of

RUNNING, ENDED = datetime(2018, 5, 31, 16, 59, tzinfo=UTC), datetime(2018, 5, 31, 17, 0, tzinfo=UTC)
LATER = datetime(2018, 8, 2, 3, 0, tzinfo=UTC)
MARCH, APRIL, MAY, JUNE = (date(2018, n, 1) for n in (3, 4, 5, 6))
TARGET = rows("Semester;Ukuran;Target", "2018-S1;acquired;100")


@pytest.fixture(autouse=True)
def branch(engine):
    lay_down(engine)


def load(engine, files, at):
    return importer.apply(engine, files, BRANCH, SECRET, "staf", at, may_publish=True)


def running(engine):
    load(engine, branch_files(), RUNNING)


def ended(engine):
    load(engine, branch_files(), LATER)


def known(engine):
    with engine.connect() as conn:
        return branches.holding(conn, BRANCH)


def test_rows_known_already_complete_a_month_once_it_has_ended_and_only_then_and_once(engine):
    once(engine, running)
    before = known(engine)
    assert (before.last_complete, before.running_month) == (MARCH, MAY)
    assert load(engine, branch_files(), RUNNING).changed == 0
    assert known(engine) == before
    again = load(engine, branch_files(), ENDED)
    after = known(engine)
    assert (again.changed, after.data_version) == (2, again.import_id)
    assert (after.last_complete, after.running_month) == (MAY, None)
    assert load(engine, branch_files(), LATER).changed == 0
    assert known(engine) == after


def test_a_load_of_targets_completes_nothing(engine):
    once(engine, running)
    load(engine, [("target.csv", TARGET)], LATER)
    assert (known(engine).last_complete, known(engine).running_month) == (MARCH, MAY)


def test_what_only_completed_months_can_be_undone(engine):
    once(engine, running)
    before = known(engine)
    load(engine, branch_files(), ENDED)
    done = undo(engine, BRANCH, "kepala", LATER)
    assert (done.changed, known(engine).data_version) == (2, done.import_id)
    assert known(engine)[4:] == before[4:]


def test_rows_refused_complete_nothing(engine):
    """May's payments come again after its end, each of somebody unknown."""
    once(engine, running)
    strangers = rows("KPJ;BLTH;Tgl Bayar;Nominal", "19000000077;05-2018;13-05-2018;16.800")
    importer.apply(
        engine, [("iuran.csv", strangers)], BRANCH, SECRET, "staf", LATER, may_publish=True, accept_rejects=True
    )
    assert known(engine).last_complete == MARCH


def test_a_word_makes_an_empty_month_whole_under_a_name_and_can_be_undone(engine):
    """Nobody registered in April: March and May are whole, April is a gap until somebody says so."""
    once(engine, ended)
    gap = known(engine).completeness.gaps
    assert (known(engine).last_complete, gap) == (MAY, (Gap(APRIL, "participants"),))
    number = confirm(engine, BRANCH, "participants", [APRIL], "kepala", LATER)
    assert (known(engine).completeness.gaps, known(engine).data_version) == ((), number)
    undo(engine, BRANCH, "kepala", LATER)
    assert known(engine).completeness.gaps == gap


def test_words_on_both_kinds_reach_beyond_the_rows(engine):
    once(engine, ended)
    for kind in s.MONTHLY:
        confirm(engine, BRANCH, kind, [JUNE], "kepala", LATER)
    assert (known(engine).last_complete, known(engine).last_month) == (JUNE, JUNE)


def test_a_word_taken_back_stays_on_record(engine):
    once(engine, ended)
    number = confirm(engine, BRANCH, "participants", [APRIL], "kepala", LATER)
    back = take_back(engine, BRANCH, "participants", [APRIL], "staf", LATER)
    assert (known(engine).completeness.gaps, known(engine).data_version) == ((Gap(APRIL, "participants"),), back)
    with engine.connect() as conn:
        stored = conn.execute(sa.select(s.superseded)).mappings().one()
        listed = (
            loads.files(conn, scope_of("2018-S1", None)).select("load", "imported_by", "changed", "name", "act").rows()
        )
    assert (stored["kind"], stored["import_id"], stored["until_import_id"]) == ("confirmed_months", number, back)
    assert listed[:2] == [(back, "staf", 1, None, "word_back"), (number, "kepala", 1, None, "word")]
    assert {act for *_, act in listed[2:]} == {None}
    undo(engine, BRANCH, "kepala", LATER)
    assert known(engine).completeness.gaps == ()


@pytest.mark.parametrize(
    ("kind", "month", "at", "reason"),
    [
        ("participants", date(2018, 8, 1), LATER, "running"),
        ("contributions", MAY, LATER, "rows"),
        ("participants", date(2018, 2, 1), LATER, "before"),
        ("participants", APRIL, LATER, "confirmed"),
    ],
)
def test_nobody_can_say_so_of_any_other_month(engine, kind, month, at, reason):
    once(engine, ended)
    if reason == "confirmed":
        confirm(engine, BRANCH, kind, [month], "kepala", at)
    before = known(engine)
    with pytest.raises(ConfirmError) as refused:
        confirm(engine, BRANCH, kind, [month], "kepala", at)
    assert (refused.value.reason, refused.value.month, known(engine)) == (reason, month, before)


@pytest.mark.parametrize("taken_back", [False, True])
def test_of_words_on_both_kinds_none_is_kept_where_one_cannot_be(engine, taken_back):
    once(engine, ended)
    months = {"participants": [APRIL], "contributions": [MAY]}
    if taken_back:
        confirm(engine, BRANCH, "participants", [APRIL], "kepala", LATER)
    before = known(engine)
    with pytest.raises(ConfirmError):
        give_word(engine, BRANCH, months, "kepala", LATER, taken_back)
    assert known(engine) == before
    assert len(give_word(engine, BRANCH, {"participants": [APRIL]}, "kepala", LATER, taken_back)) == 1


def test_only_a_word_that_was_given_is_taken_back(engine):
    once(engine, ended)
    with pytest.raises(ConfirmError, match="not_confirmed: 2018-04"):
        take_back(engine, BRANCH, "participants", [APRIL], "kepala", LATER)
