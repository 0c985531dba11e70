"""A participants' file that names another agent: asked about, taken over from a day on, or a correction."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.schema import ALWAYS
from seed import importer
from seed.checks.answers import Later, Question
from seed.checks.decisions import Decision
from seed.files.rules import Suspicion
from seed.importer import Refused
from seed.writes import summaries
from seed.writes.undo import undo
from tests.support.branch_files import (
    AT,
    BRANCH,
    DATED,
    SECRET,
    TODAY,
    check,
    load,
    load_branch,
    refusals,
    rows,
)

PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
SINCE = f"{PEOPLE};Tgl Alih"
FIRST = "22-03-2018;19000000001;9969775600000001;Buruh harian;JKK+JKM"
ELSEWHERE = f"AB0002;{FIRST}"
PAIR = (Question.TAKEN_OVER, "AB0001/AB0002")


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)


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
    answers = {PAIR: date(2018, 5, 7)}
    assert moves(engine, ELSEWHERE, answers=answers) == [("AB0001/AB0002", date(2018, 5, 7), 1, 50_400)]
    load(engine, file(PEOPLE, ELSEWHERE), answers=answers)
    taken = (["AB0001", "AB0001"], [(1, date(2018, 5, 7), "AB0002")])
    assert stands(engine) == taken
    for line in (ELSEWHERE, f"AB0001;{FIRST}"):
        assert moves(engine, line) == []
        assert load(engine, file(PEOPLE, line)).changed == 0
    undo(engine, BRANCH, "uji", AT)
    assert stands(engine) == (["AB0001", "AB0001"], [])


def test_taken_over_from_the_day_in_the_file_and_handed_back(engine):
    load(engine, file(SINCE, f"{ELSEWHERE};2018-05-07"))
    assert moves(engine, f"{ELSEWHERE};2018-06-01", heading=SINCE) == []
    load(engine, file(SINCE, f"AB0001;{FIRST};2019-01-01"))
    assert stands(engine)[1] == [(1, date(2018, 5, 7), "AB0002"), (1, date(2019, 1, 1), "AB0001")]


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
    early = frozenset({Suspicion.REGISTERED_BEFORE_AGENT})
    load(engine, file(PEOPLE, ELSEWHERE), answers={PAIR: date(2018, 1, 1)}, confirmed=early)
    assert stands(engine)[1] == [(1, date(2018, 3, 22), "AB0002")]
    report = check(engine, file(SINCE, f"{ELSEWHERE};2018-03-21"))
    assert refusals(report) == [(2, "Tgl Alih", "2018-03-21", "taken_over_too_early")]


def test_all_of_two_agents_are_one_question(engine):
    second = "AB0002;21-03-2018;19000000002;9972024900000002;Gojek;JKK+JKM"
    assert moves(engine, ELSEWHERE, second) == [("AB0001/AB0002", None, 2, 84_000)]


SECOND = "21-03-2018;19000000002;9972024900000002;Gojek;JKK+JKM"


@pytest.mark.parametrize("since", ["2018-06-01", ""])
def test_a_row_that_is_refused_for_something_else_hands_nobody_over(engine, since):
    """Ended before the registration: with a day, or with a question that nobody need answer."""
    ended = file(f"{SINCE};Tgl Berhenti", f"{ELSEWHERE};{since};2018-03-21", f"AB0001;{SECOND};;")
    report = check(engine, ended)
    assert [rule for *_, rule in refusals(report)] == ["ended_before_registered"]
    assert report.files[0].moves == ()
    load(engine, ended, accept_rejects=True)
    assert stands(engine) == (["AB0001", "AB0001"], [])


def test_a_row_that_is_another_registration_hands_nobody_over(engine):
    lines = file(SINCE, f"{ELSEWHERE.replace('22-03', '23-03')};2018-06-01")
    decisions = {("participants", date(2018, 3, 1)): Decision.ADD}
    report = check(engine, lines, decisions)
    assert [rule for *_, rule in refusals(report)] == ["conflict_with_database"]
    load(engine, lines, decisions=decisions, accept_rejects=True)
    assert stands(engine) == (["AB0001", "AB0001"], [])


@pytest.mark.parametrize(
    ("day", "suspected"),
    [
        ("2018-05-05", "registered_before_agent"),
        ("2018-05-06", None),
        ("2018-09-29", None),
        ("2018-09-30", "registered_after_deactivation"),
        ("2019-03-31", "registered_after_deactivation"),
        ("2019-04-01", None),
    ],
)
def test_a_take_over_outside_the_agents_time_is_suspected(engine, day, suspected):
    """AB0002 serves from 6 May 2018, was deactivated on 30 September, and is back from 1 April 2019 on."""
    for dated in DATED[1:3]:
        load(engine, [("agen.csv", dated)], answers={(Question.OFFICE, "AB0002"): date(2018, 6, 1)})
    expected = {suspected: 1} if suspected else {}
    dated = check(engine, file(SINCE, f"{ELSEWHERE};{day}"))
    assert dated.suspicions == expected
    with engine.connect() as conn:
        said = {PAIR: date.fromisoformat(day)}
        answered = importer.check(conn, file(PEOPLE, ELSEWHERE), BRANCH, SECRET, TODAY, answers=said)
    assert answered.suspicions == expected


def test_the_time_of_an_agent_who_comes_with_the_same_load_counts(engine):
    agent = ("agen.csv", rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0003;Agen 3;KP02;2018-06-01"))
    for day, expected in (("2018-05-31", {"registered_before_agent": 1}), ("2018-06-01", {})):
        assert check(engine, [agent, *file(SINCE, f"AB0003;{FIRST};{day}")]).suspicions == expected


@pytest.fixture
def passed_on(engine):
    """The first participant went to AB0002 on 1 June 2018 and to AB0003 on 1 January 2019; AB0004 is there too."""
    agents = (f"{code};Agen;KP02;2018-04-01" for code in ("AB0003", "AB0004"))
    load(engine, [("agen.csv", rows("Kode;Nama;Kode Kantor;Tgl Daftar", *agents))])
    load(engine, file(SINCE, f"{ELSEWHERE};2018-06-01"))
    load(engine, file(SINCE, f"AB0003;{FIRST};2019-01-01"))
    paid = ("19000000001;06-2018;2018-07-01;20.000", "19000000001;01-2019;2019-02-01;30.000")
    load(engine, [("iuran.csv", rows("No KPJ;BLTH;Tgl Bayar;Nominal", *paid))])
    return engine


JUNE, JANUARY = (1, date(2018, 6, 1), "AB0002"), (1, date(2019, 1, 1), "AB0003")
LATER = tuple(Later(agent, since, 1) for _, since, agent in (JUNE, JANUARY))
NOW = (Question.TAKEN_OVER, "AB0003/AB0004")


def only_move(engine, *lines, heading=PEOPLE, **answers):
    with engine.connect() as conn:
        report = importer.check(conn, file(heading, *lines), BRANCH, SECRET, TODAY, **answers)
    (move,) = report.files[0].moves
    return move


def test_who_answers_with_a_day_ends_the_take_overs_after_it_and_is_told_which(passed_on):
    line = f"AB0004;{FIRST}"
    asked = only_move(passed_on, line)
    assert (asked.code, asked.since, asked.later) == ("AB0003/AB0004", None, LATER)
    said = {NOW: date(2018, 7, 1)}
    move = only_move(passed_on, line, answers=said)
    assert (move.people, move.amount, move.later) == (1, 50_000, LATER[1:])
    load(passed_on, file(PEOPLE, line), answers=said)
    assert stands(passed_on)[1] == [JUNE, (1, date(2018, 7, 1), "AB0004")]
    assert load(passed_on, file(PEOPLE, line)).changed == 0
    undo(passed_on, BRANCH, "uji", AT)
    assert stands(passed_on)[1] == [JUNE, JANUARY]


def test_who_was_with_the_agent_on_the_day_answered_stays_there(passed_on):
    """AB0002 has looked after the participant since June, and never gave them to AB0003 in January."""
    line, said = f"AB0002;{FIRST}", {(Question.TAKEN_OVER, "AB0003/AB0002"): date(2018, 10, 1)}
    assert only_move(passed_on, line, answers=said).amount == 30_000
    load(passed_on, file(PEOPLE, line), answers=said)
    assert stands(passed_on)[1] == [JUNE]


def test_a_day_in_the_file_leaves_the_take_overs_after_it_as_they_are(passed_on):
    line = f"AB0004;{FIRST};2018-07-01"
    move = only_move(passed_on, line, heading=SINCE)
    assert (move.code, move.people, move.amount, move.later) == ("AB0002/AB0004", 1, 20_000, ())
    load(passed_on, file(SINCE, line))
    assert stands(passed_on)[1] == [JUNE, (1, date(2018, 7, 1), "AB0004"), JANUARY]


def test_a_day_before_the_one_on_record_of_the_same_agent_takes_its_place(passed_on):
    move = only_move(passed_on, f"AB0003;{FIRST};2018-07-01", heading=SINCE)
    assert (move.amount, move.later) == (20_000, LATER[1:])
    load(passed_on, file(SINCE, f"AB0003;{FIRST};2018-07-01"))
    assert stands(passed_on)[1] == [JUNE, (1, date(2018, 7, 1), "AB0003")]
    load(passed_on, file(SINCE, f"AB0001;{FIRST};2018-06-01"))
    assert stands(passed_on)[1] == [(1, date(2018, 7, 1), "AB0003")]


def test_a_correction_of_the_acquirer_leaves_the_take_overs_and_says_so(passed_on):
    """Only what was paid before the first take-over goes to the new acquirer."""
    move = only_move(passed_on, f"AB0004;{FIRST}", answers={NOW: ALWAYS})
    assert (move.before, move.after, move.amount, move.later) == ("AB0001", "AB0004", 67_200, LATER)
    early = frozenset({Suspicion.REGISTERED_BEFORE_AGENT})
    load(passed_on, file(PEOPLE, f"AB0004;{FIRST}"), answers={NOW: ALWAYS}, confirmed=early)
    assert stands(passed_on) == (["AB0004", "AB0001"], [JUNE, JANUARY])
    assert load(passed_on, file(PEOPLE, f"AB0004;{FIRST}")).changed == 0


def test_a_day_to_come_is_no_answer(engine):
    """It is 31 July 2019."""
    assert moves(engine, ELSEWHERE, answers={PAIR: date(2019, 8, 1)}) == [("AB0001/AB0002", None, 1, 67_200)]
    assert moves(engine, ELSEWHERE, answers={PAIR: TODAY}) == [("AB0001/AB0002", TODAY, 1, 0)]


def test_a_day_of_take_over_of_somebody_new_is_suspected(engine):
    """Who registered them is not known; on the day of the registration it is the agent of the file."""
    new = "AB0002;2018-05-08;19000000009;9969775600000009;PPRT;JKK+JKM"
    for day, expected in (("2018-05-09", {"taken_over_but_new": 1}), ("2018-05-08", {}), ("", {})):
        assert check(engine, file(SINCE, f"{new};{day}")).suspicions == expected
    report = check(engine, file(SINCE, f"{new};2018-05-07"))
    assert refusals(report) == [(2, "Tgl Alih", "2018-05-07", "taken_over_too_early")]


def test_two_days_of_one_take_over_contradict_each_other(engine):
    twice = file(SINCE, f"{ELSEWHERE};2018-06-01", f"{ELSEWHERE};2018-07-01")
    assert [rule for *_, rule in refusals(check(engine, twice))] == ["conflict_in_file"] * 2


def test_the_database_is_asked_as_often_for_many_days_as_for_one(engine):
    second = f"AB0002;{SECOND}"
    asked = []
    sa.event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    counts = []
    for days in (("2018-06-01", "2018-06-01"), ("2018-06-01", "2018-06-02")):
        asked.clear()
        check(engine, file(SINCE, f"{ELSEWHERE};{days[0]}", f"{second};{days[1]}"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
