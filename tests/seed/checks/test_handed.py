"""A participants' file that names another agent: asked about, taken over from a day on, or a correction."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema import ALWAYS
from seed import importer
from seed.checks.answers import Question
from seed.files.rules import Suspicion
from seed.importer import Refused
from seed.writes import summaries
from seed.writes.undo import undo
from tests.support.branch_files import AT, BRANCH, SECRET, TODAY, branch_files, check, lay_down, load, refusals, rows

PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
DATED = f"{PEOPLE};Tgl Alih"
FIRST = "22-03-2018;19000000001;9969775600000001;Buruh harian;JKK+JKM"
ELSEWHERE = f"AB0002;{FIRST}"
PAIR = (Question.TAKEN_OVER, "AB0001/AB0002")


@pytest.fixture(autouse=True)
def branch(engine):
    lay_down(engine)
    load(engine, branch_files())


def file(heading, *lines):
    return [("peserta.csv", rows(heading, *lines))]


def moves(engine, *lines, heading=PEOPLE, **answers):
    with engine.connect() as conn:
        report = importer.check(conn, file(heading, *lines), BRANCH, SECRET, TODAY, **answers)
    assert report.clean, refusals(report)
    assert report.suspicions == {}
    return [(one.code, one.since, one.people, one.amount) for one in report.files[0].moves]


def stands(engine):
    """The acquirers of the first two participants, and the take-overs."""
    p, t = s.participants.c, s.takeovers.c
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).is_empty()
        taken = conn.execute(
            sa.select(t.participant_id, t.since, t.agent_code).order_by(t.participant_id, t.since)
        ).all()
        return list(conn.scalars(sa.select(p.agent_code).order_by(p.id)))[:2], taken


def test_another_agent_is_asked_about_and_nothing_is_loaded(engine):
    assert moves(engine, ELSEWHERE) == [("AB0001/AB0002", None, 1, 67_200)]
    with pytest.raises(Refused):
        load(engine, file(PEOPLE, ELSEWHERE))
    assert stands(engine) == (["AB0001", "AB0001"], [])


def test_taken_over_from_the_day_answered(engine):
    answers = {PAIR: date(2018, 5, 1)}
    assert moves(engine, ELSEWHERE, answers=answers) == [("AB0001/AB0002", date(2018, 5, 1), 1, 50_400)]
    load(engine, file(PEOPLE, ELSEWHERE), answers=answers)
    taken = (["AB0001", "AB0001"], [(1, date(2018, 5, 1), "AB0002")])
    assert stands(engine) == taken
    for line in (ELSEWHERE, f"AB0001;{FIRST}"):
        assert moves(engine, line) == []
        assert load(engine, file(PEOPLE, line)).changed == 0
    undo(engine, BRANCH, "uji", AT)
    assert stands(engine) == (["AB0001", "AB0001"], [])


def test_taken_over_from_the_day_in_the_file_and_handed_back(engine):
    load(engine, file(DATED, f"{ELSEWHERE};2018-05-01"))
    assert moves(engine, f"{ELSEWHERE};2018-06-01", heading=DATED) == []
    load(engine, file(DATED, f"AB0001;{FIRST};2019-01-01"))
    assert stands(engine)[1] == [(1, date(2018, 5, 1), "AB0002"), (1, date(2019, 1, 1), "AB0001")]


def test_a_correction_moves_the_acquisition_too(engine):
    answers = {PAIR: ALWAYS}
    early = frozenset({Suspicion.REGISTERED_BEFORE_AGENT})
    with pytest.raises(Refused) as refused:
        load(engine, file(PEOPLE, ELSEWHERE), answers=answers)
    (move,) = refused.value.report.files[0].moves
    assert (move.since, move.people, move.amount, refused.value.unconfirmed) == (ALWAYS, 1, 67_200, tuple(early))
    load(engine, file(PEOPLE, ELSEWHERE), answers=answers, confirmed=early)
    assert stands(engine) == (["AB0002", "AB0001"], [])


def test_a_day_before_the_registration_is_the_day_of_the_registration_or_refused(engine):
    load(engine, file(PEOPLE, ELSEWHERE), answers={PAIR: date(2018, 1, 1)})
    assert stands(engine)[1] == [(1, date(2018, 3, 22), "AB0002")]
    report = check(engine, file(DATED, f"{ELSEWHERE};2018-03-21"))
    assert refusals(report) == [(2, "Tgl Alih", "2018-03-21", "taken_over_too_early")]


def test_all_of_two_agents_are_one_question(engine):
    second = "AB0002;21-03-2018;19000000002;9972024900000002;Gojek;JKK+JKM"
    assert moves(engine, ELSEWHERE, second) == [("AB0001/AB0002", None, 2, 84_000)]
