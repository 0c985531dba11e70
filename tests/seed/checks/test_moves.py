"""An agent or office elsewhere, and an agent who is back: asked, and dated, so that nothing before it moves."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries import flows
from queries.agents import standings
from queries.db import schema as s
from queries.db.schema import ALWAYS
from seed import importer
from seed.checks.answers import Answers, Question
from seed.checks.report import Report
from seed.importer import Refused
from seed.writes import summaries
from tests.support.branch_files import BRANCH, SECRET, TODAY, always_so, check, lay_down, load, rows
from tests.support.once import once
from tests.support.worlds import scope_of

AGENT = "Kode Perisai;Nama Agen;Kode Kantor;Tgl Daftar;Tgl Nonaktif"
OFFICE = "Kode Kantor;Nama Kantor;Kode Wilayah"
BASE = {
    "kantor.csv": rows(OFFICE, "KP01;Kantor Satu;33.25", "KP02;Kantor Dua;33.26", "KP03;Kantor Tiga;33.75"),
    "agen.csv": rows(
        AGENT,
        "AB0001;Agen 1;KP01;20-03-2018;",
        "AB0002;Agen 2;KP02;06-05-2018;",
        "AB0003;Agen 3;KP03;16-05-2018;",
        "AB0004;Agen 4;KP01;16-01-2018;31-03-2019",
    ),
    "peserta.csv": rows(
        "Kode Perisai;Tgl Daftar;No KPJ;NIK",
        *(f"AB000{n % 4 + 1};{11 + n}-01-2019;1900000000{n + 1};996977560000000{n + 1}" for n in range(8)),
    ),
    "iuran.csv": rows(
        "No KPJ;BLTH;Tgl Bayar;Nominal Iuran",
        *(
            f"1900000000{n + 1};0{month}-2019;{14 + n}-0{month}-2019;16.800"
            for month in range(1, 6)
            for n in range(8)
            if month < 4 or n % 4 != 3
        ),
    ),
}
"""Two participants an agent, registered in January; each pays Rp16.800 a month to May, those of AB0004 to March."""

ELSEWHERE = rows(AGENT, "AB0001;Agen 1;KP02;20-03-2018;")
PAID = 16_800


@pytest.fixture(autouse=True)
def branch(engine):
    once(engine, laid_down)


def laid_down(engine):
    lay_down(engine)
    load(engine, list(BASE.items()))


def asked(engine, data: bytes, answers: Answers | None = None) -> Report:
    """What keeps the file from being loaded."""
    with pytest.raises(Refused) as refused:
        load(engine, [("berkas.csv", data)], answers=answers or {})
    return refused.value.report


def by_wilayah(engine, period: str = "2019-S1") -> dict[str, tuple[int, int]]:
    """Acquired, and how many payments of Rp16.800 were received, of each place; the summaries are the rows'."""
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).rows() == []
        found = flows.by_wilayah(conn, scope_of(period, date(2019, 5, 1))).to_dicts()
        every = {row["code"]: (row["acquired"], row["received"] // PAID) for row in found}
        total = flows.totals(conn, scope_of(period, date(2019, 5, 1)))
        assert (total["acquired"], total["received"] // PAID) == tuple(map(sum, zip(*every.values(), strict=True)))
    return every


def statuses(engine, period: str, **only: frozenset[str]) -> dict[str, str]:
    scope = scope_of(period, date(2019, 12, 1), **only)
    with engine.connect() as conn:
        return dict(standings.standings(conn, scope).select("code", "status").iter_rows())


BEFORE = {"33.25": (4, 16), "33.26": (2, 10), "33.75": (2, 10)}


def test_another_office_asks_and_says_who_would_go_along(engine):
    (move,) = asked(engine, ELSEWHERE).unanswered
    assert (move.question, move.code, move.before, move.after) == (Question.OFFICE, "AB0001", "KP01", "KP02")
    assert (move.people, move.amount) == (2, 10 * PAID)
    assert by_wilayah(engine) == BEFORE


def test_several_are_counted_in_one_question_a_day(engine):
    """The same statements for two agents as for one; each has what is theirs, since their day."""
    both = rows(AGENT, "AB0001;Agen 1;KP02;20-03-2018;", "AB0002;Agen 2;KP01;06-05-2018;")
    counts = []
    for data in (ELSEWHERE, both):
        with engine.connect() as conn:
            sa.event.listen(conn, "before_cursor_execute", lambda *call: counts.append(call[2]))
            report = importer.check(conn, [("agen.csv", data)], BRANCH, SECRET, TODAY)
        counts.append(None)
    assert [(move.code, move.people, move.amount) for move in report.unanswered] == [
        ("AB0001", 2, 10 * PAID),
        ("AB0002", 2, 10 * PAID),
    ]
    assert counts.index(None) * 2 + 2 == len(counts)


def test_a_move_leaves_what_was_before_it(engine):
    outcome = load(engine, [("agen.csv", ELSEWHERE)], answers={(Question.OFFICE, "AB0001"): date(2019, 4, 1)})
    (move,) = outcome.report.files[0].moves
    assert (outcome.changed, move.since, move.people, move.amount) == (1, date(2019, 4, 1), 0, 4 * PAID)
    assert by_wilayah(engine) == {"33.25": (4, 12), "33.26": (2, 14), "33.75": (2, 10)}
    assert by_wilayah(engine, "2019-Q1") == {"33.25": (4, 12), "33.26": (2, 6), "33.75": (2, 6)}
    assert load(engine, [("agen.csv", ELSEWHERE)]).changed == 0


def test_a_correction_moves_the_past(engine):
    outcome = load(engine, [("agen.csv", ELSEWHERE)], answers=always_so("AB0001"))
    (move,) = outcome.report.files[0].moves
    assert (move.since, move.people, move.amount) == (ALWAYS, 2, 10 * PAID)
    assert by_wilayah(engine) == {"33.25": (2, 6), "33.26": (4, 20), "33.75": (2, 10)}


@pytest.mark.parametrize("heading", ["Berlaku Sejak", "Tgl Pindah", "TMT PENEMPATAN", "effective_from"])
def test_a_day_in_the_file_is_an_answer(engine, heading):
    data = rows(f"{AGENT};{heading}", "AB0001;Agen 1;KP02;20-03-2018;;2019-04-01")
    assert load(engine, [("agen.csv", data)]).changed == 1
    assert by_wilayah(engine) == {"33.25": (4, 12), "33.26": (2, 14), "33.75": (2, 10)}


def test_a_file_may_tell_the_whole_way_of_an_agent(engine):
    data = rows(f"{AGENT};Berlaku Sejak", "AB0009;Baru;KP01;20-03-2018;;", "AB0009;Baru;KP03;20-03-2018;;2019-02-01")
    assert load(engine, [("agen.csv", data)]).changed == 1
    with engine.connect() as conn:
        p = s.postings.c
        found = conn.execute(sa.select(p.since, p.until, p.office_code).where(p.agent_code == "AB0009"))
        assert sorted(map(tuple, found)) == [(ALWAYS, date(2019, 2, 1), "KP01"), (date(2019, 2, 1), s.STILL, "KP03")]


def test_the_whole_way_of_a_known_agent_asks_nothing_either(engine):
    data = rows(
        f"{AGENT};Berlaku Sejak", "AB0001;Agen 1;KP01;20-03-2018;;", "AB0001;Agen 1;KP03;20-03-2018;;2019-02-01"
    )
    report = check(engine, [("agen.csv", data)])
    assert report.unanswered == ()
    (move,) = report.files[0].moves
    assert (move.row, move.before, move.after, move.since) == (3, "KP01", "KP03", date(2019, 2, 1))
    load(engine, [("agen.csv", data)])
    assert load(engine, [("agen.csv", data)]).changed == 0


def test_an_office_elsewhere_asks_too(engine):
    data = rows(OFFICE, "KP01;Kantor Satu;33.26")
    (move,) = asked(engine, data).unanswered
    assert (move.question, move.code, move.people, move.amount) == (Question.PLACE, "KP01", 4, 16 * PAID)
    load(engine, [("kantor.csv", data)], answers={(Question.PLACE, "KP01"): date(2019, 3, 15)})
    # Of March the payments of the 14th stay, those of the 17th, 18th and 21st go.
    assert by_wilayah(engine) == {"33.25": (4, 9), "33.26": (2, 17), "33.75": (2, 10)}


LEFT = rows(AGENT, "AB0001;Agen 1;KP01;20-03-2018;30-04-2019")
BACK = rows(AGENT, "AB0001;Agen 1;KP01;20-03-2018;")


def test_a_deactivation_that_is_gone_asks_and_leaves_the_time_between(engine):
    load(engine, [("agen.csv", LEFT)])
    (move,) = asked(engine, BACK).unanswered
    assert (move.question, move.code, move.before, move.after) == (Question.REACTIVATED, "AB0001", "2019-04-30", None)
    load(engine, [("agen.csv", BACK)], answers={(Question.REACTIVATED, "AB0001"): date(2019, 7, 10)})
    months = [f"2019-{month:02}" for month in (3, 4, 6, 7, 8, 10)]
    found = [statuses(engine, month)["AB0001"] for month in months]
    assert found == ["slowing", "removed", "removed", "active", "slowing", "due_for_removal"]
    assert load(engine, [("agen.csv", BACK)]).changed == 0


def test_a_deactivation_that_was_wrong_never_was(engine):
    load(engine, [("agen.csv", LEFT)])
    load(engine, [("agen.csv", BACK)], answers=always_so("AB0001"))
    assert [statuses(engine, month)["AB0001"] for month in ("2019-03", "2019-04", "2019-06")] == [
        "slowing",
        "dormant_retained",
        "dormant_retained",
    ]


@pytest.mark.parametrize(
    "row", [f"{AGENT};Tgl Aktif Kembali\nAB0001;Agen 1;KP01;20-03-2018;30-04-2019;2019-07-10\n", LEFT.decode()]
)
def test_the_day_of_coming_back_may_stand_in_the_file(engine, row):
    load(engine, [("agen.csv", LEFT)])
    again = rows(AGENT, "AB0001;Agen 1;KP01;2019-07-10;") if row == LEFT.decode() else row.encode()
    assert load(engine, [("agen.csv", again)]).changed == 1
    assert statuses(engine, "2019-06")["AB0001"] == "removed"
    assert statuses(engine, "2019-07")["AB0001"] == "active"


def test_coming_back_before_leaving_is_refused(engine):
    load(engine, [("agen.csv", LEFT)])
    early = rows(f"{AGENT};Tgl Aktif Kembali", "AB0001;Agen 1;KP01;20-03-2018;30-04-2019;2019-04-15")
    report = check(engine, [("agen.csv", early)])
    assert list(report.files[0].by_rule) == ["reactivated_too_early"]


def test_an_agent_stands_where_posted_on_the_day(engine):
    load(engine, [("agen.csv", ELSEWHERE)], answers={(Question.OFFICE, "AB0001"): date(2019, 4, 1)})
    for month, places in (("2019-03", "33.25"), ("2019-04", "33.26")):
        for place in ("33.25", "33.26"):
            assert ("AB0001" in statuses(engine, month, wilayah=frozenset({place}))) == (place == places)
    # Whatever the place of the day, three months without an acquisition are the whole agent's.
    assert statuses(engine, "2019-04", wilayah=frozenset({"33.26"}))["AB0001"] == "dormant_retained"
