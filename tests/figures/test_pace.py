"""A running semester beside the earlier ones: the table and how it was projected."""

from datetime import date
from fractions import Fraction

from dashboard.figures import pace
from dashboard.figures.pace import PaceAnswers
from dashboard.language.words import words_in
from queries.pace import BackTest, Projection
from tests.support.drawn_answers import context, table

COURSES = table("""
    semester n acquired received current
    2018-01  1 90       1500000  no
    2018-07  1 100      1600000  no
    2018-07  2 210      3300000  no
    2019-01  1 120      2000000  yes
    2019-01  2 250      4100000  yes
""")
TESTS = (BackTest(date(2018, 1, 1), 110, 100), BackTest(date(2018, 7, 1), 190, 200))
AHEAD = Projection("acquired", 2, 250, 2, 610, 460, 760, Fraction(1, 4), TESTS)
NOW = context(last_complete=date(2019, 2, 1))


def test_the_sums_stand_by_semester_and_the_projection_as_the_running_ones_sixth_month() -> None:
    figure = pace.figure(NOW, PaceAnswers(COURSES, AHEAD, None))
    assert figure.table.columns == ["semester", "n", "cumulative_acquired", "projected", "low_end", "high_end"]
    nothing = (None, None, None)
    assert figure.table.rows() == [
        ("Sem. I 2018", 1, 90, *nothing),
        ("Sem. II 2018", 1, 100, *nothing),
        ("Sem. II 2018", 2, 210, *nothing),
        ("Sem. I 2019", 1, 120, *nothing),
        ("Sem. I 2019", 2, 250, *nothing),
        ("Sem. I 2019", 6, None, 610, 460, 760),
    ]
    assert figure.title == "250 peserta sampai Februari 2019; menurut laju semester lalu berakhir 610 (460–760)"
    assert figure.note == pace.method(words_in("id"), AHEAD)


def test_without_a_projection_there_is_no_sixth_month() -> None:
    unknown = AHEAD._replace(projected=None, low=None, high=None, width=None, tests=(), earlier=1)
    figure = pace.figure(NOW, PaceAnswers(COURSES, unknown, 900))
    assert figure.table["n"].to_list() == [1, 1, 2, 1, 2]
    assert figure.title == "250 peserta sampai Februari 2019; riwayat belum cukup untuk proyeksi"


def test_how_wrong_the_method_was_is_said_with_its_sign() -> None:
    assert pace.method(words_in("id"), AHEAD) == (
        "Cara: yang tercapai dibagi bagian yang pada bulan yang sama sudah tercapai di 2 semester sebelumnya (metode "
        "rasio). Galat uji mundur: Sem. I 2018 +10,0%, Sem. II 2018 -5,0%. Selang ±25,0%: galat terbesar, paling "
        "sedikit 10%, atau 25% bila uji mundur kurang dari tiga."
    )


def test_four_earlier_semesters_are_drawn_and_money_says_which_rates_were_cut() -> None:
    first = [date(2018 + n // 2, 1 + n % 2 * 6, 1) for n in range(6)]
    courses = table("\n".join(["semester n received acquired current", *(f"{one:%Y-%m} 1 10 1 no" for one in first)]))
    money = AHEAD._replace(measure="received")
    figure = pace.figure(context(period="2020-S2", last_complete=date(2020, 8, 1)), PaceAnswers(courses, money, None))
    drawn = figure.table["semester"].to_list()[:-1]
    assert drawn == ["Sem. II 2018", "Sem. I 2019", "Sem. II 2019", "Sem. I 2020", "Sem. II 2020"]
    assert "PP 49/2020" in figure.note
    people = pace.figure(context(period="2020-S2", last_complete=date(2020, 8, 1)), PaceAnswers(courses, AHEAD, None))
    assert "PP 49/2020" not in people.note
