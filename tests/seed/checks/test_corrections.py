"""Payments and registrations that are known already: corrected, added to, or their month replaced."""

from datetime import date

import hypothesis
import pytest
import sqlalchemy as sa
from hypothesis import strategies as st

from queries.db import schema as s
from queries.db.engine import writing
from queries.lineage import changes
from seed.checks.decisions import Decision, Sums
from seed.files.rules import Suspicion
from seed.importer import Refused
from seed.writes import summaries
from tests.support.branch_files import BRANCH, check, load, load_branch, rows
from tests.support.oracle_corrections import after
from tests.support.worlds import scope_of

PAID = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
APRIL, MARCH, MAY = date(2018, 4, 1), date(2018, 3, 1), date(2018, 5, 1)
ADD, CORRECT, REPLACE = Decision.ADD, Decision.CORRECT, Decision.REPLACE
EVERY = set(Suspicion)


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)


def paid(engine):
    c = s.contributions.c
    query = sa.select(c.participant_id, c.blth, c.paid_on, c.months, c.amount).order_by(*s.contributions.primary_key)
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).rows() == []
        return [(one[0], f"{one[1]:%m}", f"{one[2]:%d-%m}", *one[3:]) for one in conn.execute(query)]


BEFORE = [
    (1, "03", "03-04", 1, 16_800),
    (1, "05", "13-05", 3, 50_400),
    (2, "03", "21-03", 1, 16_800),
    (3, "05", "17-05", 12, 201_600),
]


def file(*lines, heading=PAID):
    return [("berkas.csv", rows(heading, *lines))]


@pytest.mark.parametrize(
    ("line", "month", "row"),
    [
        ("19000000001;03-2018;1;2018-04-04;16.800", APRIL, (1, "03", "04-04", 1, 16_800)),
        ("19000000001;04-2018;1;2018-04-03;16.800", APRIL, (1, "04", "03-04", 1, 16_800)),
        ("19000000001;03-2018;1;2018-04-03;36.800", APRIL, (1, "03", "03-04", 1, 36_800)),
        ("19000000001;03-2018;2;2018-04-03;33.600", APRIL, (1, "03", "03-04", 2, 33_600)),
        ("19000000001;03-2018;1;22-03-2018;16.800", MARCH, (1, "03", "22-03", 1, 16_800)),
    ],
    ids=["day", "BLTH", "amount", "months", "into another month"],
)
def test_a_corrected_payment_takes_the_place_of_the_known_one(engine, line, month, row):
    report = check(engine, file(line))
    (asked,) = report.undecided
    assert (asked.month, asked.after.rows, report.files[0].changed) == (month, 1, 1)
    with pytest.raises(Refused):
        load(engine, file(line))
    assert paid(engine) == BEFORE
    outcome = load(engine, file(line), decisions={("contributions", month): CORRECT})
    assert outcome.changed == 1
    assert paid(engine) == sorted([row, *BEFORE[1:]])
    with engine.connect() as conn:
        (was,) = conn.execute(sa.select(s.superseded.c.kind, s.superseded.c.until_import_id)).all()
    assert was == ("contributions", outcome.import_id)
    assert load(engine, file(line)).changed == 0


def test_what_changes_is_said_cell_by_cell(engine):
    (line,) = check(engine, file("19000000001;03-2018;1;2018-04-04;16.800")).files[0].corrected.rows()
    assert line == (2, "paid_on", "Tgl Bayar", "2018-04-03", "2018-04-04")


def test_two_payments_are_two_once_somebody_says_so_twice(engine):
    other = file("19000000001;03-2018;1;2018-04-04;16.800")
    decisions = {("contributions", APRIL): ADD}
    with pytest.raises(Refused) as refused:
        load(engine, other, decisions=decisions)
    assert refused.value.unconfirmed == (Suspicion.SAME_MONTH_ANOTHER_DAY,)
    load(engine, other, decisions=decisions, confirmed=EVERY)
    assert paid(engine) == [BEFORE[0], (1, "03", "04-04", 1, 16_800), *BEFORE[1:]]


def test_another_amount_of_the_same_payment_cannot_be_added(engine):
    other = file("19000000001;03-2018;1;2018-04-03;17.800")
    with pytest.raises(Refused) as refused:
        load(engine, other, decisions={("contributions", APRIL): ADD}, confirmed=EVERY)
    assert refused.value.report.files[0].by_rule == {"conflict_with_database": 1}


MAY_PAID = ("19000000001;05-2018;3;13-05-2018;50.400", "19000000003;05-2018;12;17-05-2018;201.600")


def test_a_months_file_replaces_that_month(engine):
    load(engine, file("19000000002;04-2018;1;20-05-2018;16.800"))
    file_of_may = file(*MAY_PAID, "19000000002;05-2018;1;21-05-2018;36.800")
    (asked,) = check(engine, file_of_may).undecided
    assert (asked.same, asked.new, asked.gone) == (Sums(2, 252_000), Sums(1, 36_800), Sums(1, 16_800))
    assert (asked.mostly, asked.options) == (True, (REPLACE, ADD))
    outcome = load(engine, file_of_may, decisions={("contributions", MAY): REPLACE})
    assert outcome.changed == 2
    assert paid(engine) == sorted([*BEFORE, (2, "05", "21-05", 1, 36_800)])


def test_a_few_rows_of_a_month_take_nothing_out(engine):
    for day in (20, 21):
        load(engine, file(f"19000000002;0{day - 16}-2018;1;{day}-05-2018;16.800"))
    corrected = file("19000000001;05-2018;3;14-05-2018;50.400")
    (asked,) = check(engine, corrected).undecided
    assert (asked.mostly, asked.options, asked.gone.rows) == (False, (CORRECT, ADD), 3)
    with pytest.raises(Refused):
        load(engine, corrected, decisions={("contributions", MAY): REPLACE})
    load(engine, corrected, decisions={("contributions", MAY): CORRECT})
    assert len(paid(engine)) == 6


TEN_OF_APRIL = [f"19000000002;{month:02}-2017;1;2018-04-{month:02};16.800" for month in range(1, 11)]


def test_a_month_that_was_not_asked_about_is_not_replaced(engine):
    load(engine, file(*TEN_OF_APRIL), confirmed=EVERY)
    before = paid(engine)
    late = file(*MAY_PAID, "19000000001;04-2018;1;2018-04-30;16.800")
    whole_year = {("contributions", date(2018, month, 1)): REPLACE for month in range(1, 13)}
    report = check(engine, late, whole_year)
    assert ([one.month for one in report.months], report.files[0].dropped) == ([MAY], 0)
    load(engine, late, decisions=whole_year, confirmed=EVERY)
    assert sorted(paid(engine)) == sorted([*before, (1, "04", "30-04", 1, 16_800)])


def test_people_of_a_month_that_was_not_asked_about_stay(engine):
    two = [f"AB0001;2{n}-03-2018;1900000001{n};996977560000001{n};;" for n in range(3, 6)]
    load(engine, file(*two, heading=PEOPLE))
    whole_year = {("participants", date(2018, month, 1)): REPLACE for month in range(1, 13)}
    late = file("AB0001;26-03-2018;19000000016;9969775600000016;;", heading=PEOPLE)
    assert load(engine, late, decisions=whole_year).changed == 1
    with engine.connect() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.participants)) == 7


def test_a_month_with_refused_rows_is_not_replaced(engine):
    load(engine, file("19000000002;04-2018;1;20-05-2018;16.800"))
    broken = file(*MAY_PAID, "19000000002;04-2018;1;20-05-2018;enam belas")
    (asked,) = check(engine, broken).undecided
    assert (asked.hindered, asked.options) == ("refused", (ADD,))
    with pytest.raises(Refused):
        load(engine, broken, accept_rejects=True, decisions={("contributions", MAY): REPLACE})


def test_a_file_that_only_adds_asks_nothing(engine):
    report = check(engine, file(*MAY_PAID, "19000000002;05-2018;1;21-05-2018;36.800"))
    assert (report.undecided, [one.month for one in report.months]) == ((), [MAY])


MOVED = "AB0002;2018-05-09;19000000003;9989113800000003;PPRT;JKK+JKM+JHT"


def test_a_corrected_day_of_registration(engine):
    (asked,) = check(engine, file(MOVED, heading=PEOPLE)).undecided
    assert (asked.kind, asked.month, asked.after, asked.options) == (
        *("participants", MAY, Sums(1, None)),
        (REPLACE, CORRECT, ADD),
    )
    load(engine, file(MOVED, heading=PEOPLE), decisions={("participants", MAY): CORRECT})
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).rows() == []
        days = conn.scalars(sa.select(s.participants.c.registered_on).order_by(s.participants.c.id)).all()
    assert days[2] == date(2018, 5, 9)


def test_people_who_paid_do_not_go_unless_their_payments_do(engine):
    two = [f"AB0001;2{n}-03-2018;1900000001{n};996977560000001{n};;" for n in range(3, 6)]
    load(engine, file(*two, heading=PEOPLE))
    month = [*two, "AB0001;22-03-2018;19000000001;9969775600000001;Buruh harian;JKK+JKM"]
    decisions = {("participants", MARCH): REPLACE, ("contributions", MARCH): REPLACE}
    with pytest.raises(Refused) as refused:
        load(engine, file(*month, heading=PEOPLE), decisions=decisions)
    (asked,) = refused.value.report.undecided
    assert (asked.gone.rows, asked.hindered, asked.options) == (1, "paid", (ADD,))
    moved = "19000000013;03-2018;1;21-03-2018;16.800", "19000000014;03-2018;1;21-03-2018;16.800"
    load(engine, file(*moved), confirmed=EVERY)
    both = [("peserta.csv", rows(PEOPLE, *month)), ("iuran.csv", rows(PAID, *moved))]
    outcome = load(engine, both, decisions=decisions)
    assert outcome.changed == 2
    assert [row[0] for row in paid(engine)] == [1, 1, 3, 4, 5]


keys = st.tuples(
    st.sampled_from([1, 2, 3]),
    st.sampled_from([MARCH, APRIL, MAY]),
    st.sampled_from([date(2018, 5, 20), date(2018, 5, 31), date(2018, 6, 1), date(2018, 6, 2)]),
)
payments = st.dictionaries(keys, st.sampled_from([(1, 16_800), (1, 36_800), (2, 33_600)]), max_size=6)
decided = st.fixed_dictionaries({}, optional=dict.fromkeys((MAY, date(2018, 6, 1)), st.sampled_from(list(Decision))))


@hypothesis.given(there=payments, changes=payments, keeps=st.integers(0, 63), decisions=decided)
@hypothesis.settings(max_examples=25, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
def test_any_file_on_any_data_does_what_plain_comparison_says(engine, there, changes, keeps, decisions):
    brought = {key: value for n, (key, value) in enumerate(there.items()) if keeps & 1 << n} | changes
    with writing(engine) as conn:
        for table in (s.superseded, s.contributions):
            conn.execute(sa.delete(table))
        summaries.refresh(conn, BRANCH, None, None)
    if there:
        load(engine, [("dulu.csv", written(there))], confirmed=EVERY)
    expected = after(there, brought, decisions)
    of_kind = {("contributions", month): one for month, one in decisions.items()}
    try:
        load(engine, [("berkas.csv", written(brought))], confirmed=EVERY, decisions=of_kind)
    except Refused:
        assert expected is None
        expected = there
    assert expected is not None
    plain = [(n, f"{blth:%m}", f"{day:%d-%m}", *value) for (n, blth, day), value in sorted(expected.items())]
    assert paid(engine) == plain


def written(them):
    lines = [f"1900000000{n};{blth:%m-%Y};{m};{day};{rp}" for (n, blth, day), (m, rp) in them.items()]
    return rows(PAID, *lines)


def test_a_payment_that_moved_is_corrected_in_the_history_too(engine):
    corrected = file("19000000001;03-2018;1;2018-04-04;16.800")
    load_id = load(engine, corrected, decisions={("contributions", APRIL): CORRECT}).import_id
    with engine.connect() as conn:
        moves = changes.rows_between(conn, scope_of("2018-04", APRIL), "received", 1, load_id)
    assert moves.rows() == [("corrected", load_id, 2, 0)]


def test_people_who_were_taken_over_do_not_go(engine):
    new = [f"AB0001;2{n}-03-2018;1900000001{n};996977560000001{n};;" for n in range(3, 6)]
    first = load(engine, file(*new, heading=PEOPLE)).import_id
    taken = {"branch_code": BRANCH, "participant_id": 6, "since": date(2018, 4, 1), "agent_code": "AB0002"}
    with writing(engine) as conn:
        conn.execute(sa.insert(s.takeovers).values(**taken, import_id=first))
    known = ("AB0001;22-03-2018;19000000001;9969775600000001;;", "AB0001;21-03-2018;19000000002;9972024900000002;;")
    with pytest.raises(Refused) as refused:
        load(engine, file(*known, *new[:2], heading=PEOPLE), decisions={("participants", MARCH): REPLACE})
    assert [one.hindered for one in refused.value.report.undecided] == ["taken_over"]
