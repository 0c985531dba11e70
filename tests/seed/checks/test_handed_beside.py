"""One load with the acquirer's row and the take-over's of one participant: both are loaded, in any order."""

from datetime import date

import pytest

from seed.checks.answers import Question
from seed.importer import Refused
from seed.writes.undo import undo
from tests.seed.checks.test_handed import FIRST, PAIR, PEOPLE, SINCE, file, moves, stands
from tests.support.branch_files import AT, BRANCH, check, load, load_branch, refusals, rows


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)
    agents = (f"{code};Agen;KP02;2018-04-01" for code in ("AB0003", "AB0004"))
    load(engine, [("agen.csv", rows("Kode;Nama;Kode Kantor;Tgl Daftar", *agents))])


NEW = "2018-05-08;19000000009;9969775600000009;PPRT;JKK+JKM"
ACQUIRED, TAKEN, PASSED_ON = f"AB0002;{NEW};", f"AB0003;{NEW};2018-06-01", f"AB0004;{NEW};2018-08-01"
BOTH = [(4, date(2018, 6, 1), "AB0003"), (4, date(2018, 8, 1), "AB0004")]


@pytest.mark.parametrize(
    "lines", [(ACQUIRED, TAKEN, PASSED_ON), (PASSED_ON, TAKEN, ACQUIRED), (TAKEN, ACQUIRED, PASSED_ON, TAKEN)]
)
def test_somebody_new_comes_with_every_take_over(engine, lines):
    report = check(engine, file(SINCE, *lines))
    assert (report.clean, report.suspicions, refusals(report)) == (True, {}, [])
    assert (report.files[0].good, report.files[0].known) == (3, len(lines) - 3)
    said = [(one.code, one.since, one.people) for one in report.files[0].moves]
    assert sorted(said) == [("AB0002/AB0003", date(2018, 6, 1), 1), ("AB0003/AB0004", date(2018, 8, 1), 1)]
    load(engine, file(SINCE, *lines))
    acquirers, taken = stands(engine)
    assert (acquirers, taken) == (["AB0001", "AB0001"], BOTH)
    assert load(engine, file(SINCE, *lines)).changed == 0
    undo(engine, BRANCH, "uji", AT)
    assert stands(engine)[1] == []


@pytest.mark.parametrize("lines", [(f"AB0001;{FIRST};",), ()])
def test_somebody_known_is_taken_over_twice(engine, lines):
    """With the acquirer's row, or without it: the rupiah go along once."""
    twice = (*lines, f"AB0003;{FIRST};2018-06-01", f"AB0002;{FIRST};2018-05-07")
    said = [("AB0001/AB0002", date(2018, 5, 7), 1, 50_400), ("AB0002/AB0003", date(2018, 6, 1), 1, 0)]
    assert sorted(moves(engine, *twice, heading=SINCE)) == said
    load(engine, file(SINCE, *twice))
    assert stands(engine)[1] == [(1, date(2018, 5, 7), "AB0002"), (1, date(2018, 6, 1), "AB0003")]
    assert moves(engine, *twice, heading=SINCE) == []
    assert load(engine, file(SINCE, *twice)).changed == 0


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        ((ACQUIRED, f"AB0003;{NEW};"), ["kpj_of_another_agent"] * 2),
        ((ACQUIRED, TAKEN, f"AB0004;{NEW};2018-06-01"), ["kpj_of_another_agent"] * 3),
        ((TAKEN, PASSED_ON), ["kpj_of_another_agent"] * 2),
        ((ACQUIRED, TAKEN.replace("PPRT", "Grab")), ["kpj_of_another_agent"] * 2),
        ((ACQUIRED, f"AB0002;{NEW};2018-06-01"), ["conflict_in_file"] * 2),
        ((ACQUIRED, f"AB0003;{NEW};2018-05-07"), ["taken_over_too_early"]),
        ((ACQUIRED.replace("AB0002", "AB0099"), TAKEN), ["unknown_agent", "parent_refused"]),
    ],
    ids=["no day", "one day", "no acquirer", "another sector", "same agent", "before", "acquirer refused"],
)
def test_what_contradicts_itself_is_refused(engine, lines, rules):
    report = check(engine, file(SINCE, *lines))
    assert [rule for *_, rule in refusals(report)] == rules
    load(engine, file(SINCE, *lines), accept_rejects=True)
    assert stands(engine)[1] == []


def test_a_take_over_outside_the_agents_time_is_suspected(engine):
    assert check(engine, file(SINCE, ACQUIRED, TAKEN.replace("AB0003", "AB0009"))).refused == 1
    new = [("agen.csv", rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0009;Agen;KP02;2018-07-01"))]
    early = check(engine, [*new, *file(SINCE, ACQUIRED, TAKEN.replace("AB0003", "AB0009"))])
    assert early.suspicions == {"registered_before_agent": 1}


def test_the_question_is_asked_of_a_row_without_a_day_alone(engine):
    with pytest.raises(Refused):
        load(engine, file(PEOPLE, f"AB0002;{FIRST}"))
    load(engine, file(PEOPLE, f"AB0002;{FIRST}"), answers={PAIR: date(2018, 5, 7)})
    assert PAIR[0] is Question.TAKEN_OVER
    later = (f"AB0002;{FIRST};", f"AB0003;{FIRST};2018-09-01")
    assert moves(engine, *later, heading=SINCE) == [("AB0002/AB0003", date(2018, 9, 1), 1, 0)]
    load(engine, file(SINCE, *later))
    assert stands(engine)[1] == [(1, date(2018, 5, 7), "AB0002"), (1, date(2018, 9, 1), "AB0003")]
