"""What stands on every figure and table over months that are not whole, and in the place of numbers that are none."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.parts import NO_DATA
from dashboard.figures import acquisitions, caption, contributions, kpis, registry
from dashboard.figures.comparison import Comparison
from dashboard.figures.contributions import Parts
from dashboard.figures.kpis import KpiAnswers, Numbers
from dashboard.language.words import words_in
from dashboard.render import sheet
from dashboard.view.completeness import gaps
from dashboard.view.press import withheld_cells
from queries.completeness import Gap
from queries.settled import KINDS
from tests.support.drawn_answers import context, table
from tests.support.worlds import scope_of

ID, EN = words_in("id"), words_in("en")
JANUARY, FEBRUARY, MARCH = (date(2019, n, 1) for n in (1, 2, 3))
SAID = "Iuran Februari 2019 belum dimuat: jumlahnya kurang."
MONTHS = table("""
    month    acquired received received_from_new received_from_earlier cumulative running
    2019-01  -        -        -                 -                     -          no
    2019-02  231      -        -                 -                     15000000   no
    2019-03  232      20000000 14000000          6000000               35000000   no
""")
BEGINS_LATE = {("participants", JANUARY), ("contributions", JANUARY), ("contributions", FEBRUARY)}


def test_what_is_missing_in_words() -> None:
    missing = (
        Gap(JANUARY, "contributions"),
        Gap(FEBRUARY, "contributions"),
        Gap(FEBRUARY, "participants", partly=True),
        Gap(MARCH, "contributions", partly=True),
    )
    assert gaps(ID, missing) == (
        "pendaftaran peserta Februari 2019 baru dimuat sebagian; iuran Januari 2019 dan Februari 2019 belum dimuat; "
        "iuran Maret 2019 baru dimuat sebagian"
    )
    assert gaps(EN, missing[:1]) == "contributions of January 2019 are not loaded"
    assert gaps(ID, ()) == ""


def test_every_figure_and_file_says_what_is_missing() -> None:
    about = context(missing=SAID, unknown=frozenset(BEGINS_LATE))
    figure = acquisitions.by_month(about, Comparison(MONTHS, whole=463))
    assert figure.note == SAID
    assert SAID in sheet.notes(figure, ID)
    assert caption.listing(about, "roster", "Daftar", table("code\nA1")).note == SAID


def test_a_month_without_data_is_no_zero_and_is_not_withheld() -> None:
    about = context(unknown=frozenset(BEGINS_LATE), metric="acquired")
    figure = acquisitions.by_month(about, Comparison(MONTHS, whole=463))
    assert figure.title == "463 peserta diakuisisi pada semester I 2019, terbanyak pada Maret 2019 (232)"
    assert figure.drawing.rows["rows"]["acquired_text"].to_list() == [NO_DATA, "231", "232"]
    assert withheld_cells(figure) == ()
    parts = contributions.parts(
        replace(about, metric="received_from_new"),
        Parts(MONTHS, {"received": 20, "received_from_new": 14, "received_from_earlier": 6}),
    )
    assert parts.drawing.rows["sums"]["sum_text"].to_list() == [NO_DATA, NO_DATA, "20,0"]
    assert withheld_cells(parts) == ()


def test_what_is_withheld_stays_withheld_beside_it() -> None:
    few = MONTHS.with_columns(acquired=None).with_columns(acquired=MONTHS["acquired"].clear(3))
    about = context(unknown=frozenset(BEGINS_LATE), metric="acquired")
    figure = acquisitions.by_month(about, Comparison(few, whole=463))
    assert withheld_cells(figure) == ((1, 1), (2, 1))


def test_a_number_without_any_data_says_so() -> None:
    about = context(no_data=frozenset({"received", "received_target_reached"}))
    answers = KpiAnswers(Numbers({"received": 0, "acquired": 0}), months=MONTHS, targets={"received": 100})
    received, reached, acquired = kpis.numbers_of(about, answers, ["received", "received_target_reached", "acquired"])
    assert (received.value, received.change, received.beside, received.raw) == ("tidak ada data", "", "", None)
    assert (reached.value, acquired.value) == ("tidak ada data", "0")


def test_the_agents_of_a_status_in_doubt_are_said_to_be_uncertain() -> None:
    counts = {"agents_listed": 32, "agents_active": 22, "agents_dormant_retained": 5, "agents_due_for_removal": 1}
    answers = KpiAnswers(states=Numbers(counts))
    listed, dormant = kpis.numbers_of(context(doubtful=True), answers, ["agents_listed", "agents_dormant_retained"])
    assert (listed.beside, dormant.beside) == ("22 aktif (belum pasti)", "belum pasti · 1 jatuh nonaktif")
    sure = kpis.numbers_of(context(), answers, ["agents_dormant_retained"])
    assert sure[0].beside == "1 jatuh nonaktif"


def test_a_figure_without_any_data_is_titled_so() -> None:
    rows = MONTHS.with_columns(cumulative=None).clear()
    published = table("metric value rounding wording source published_on agreement difference")
    answers = contributions.Cumulative(rows, published.with_columns(own=False), 0, None)
    figure = contributions.cumulative(context(no_data=frozenset({"cumulative"}), metric="cumulative"), answers)
    assert figure.title == "Tidak ada data iuran untuk semester I 2019"


@pytest.mark.parametrize(
    ("name", "no_data", "title"),
    [
        ("wilayah_map", "acquired", "Tidak ada data pendaftaran peserta untuk semester I 2019"),
        ("received_parts", "received_from_new", "Tidak ada data pendaftaran peserta untuk semester I 2019"),
        ("agents_by_status", "agents_listed", "Tidak ada data pendaftaran peserta dan iuran untuk semester I 2019"),
        ("agent_grid", "", "Judul"),
    ],
)
def test_what_a_figure_is_without_is_its_metrics(name: str, no_data: str, title: str) -> None:
    """The map bears neither "acquired" nor "received" in its name, and its title counted nought people."""
    registrations = frozenset(("participants", month) for month in scope_of("2019-S1", None).period.months())
    missing = registrations if no_data != "agents_listed" else frozenset()
    about = context(no_data=frozenset({no_data}), unknown=missing, metric=registry.metric(name))
    figure = caption.figure(about, name, "Judul", "people", None, table("month acquired"))
    assert figure.title == title


def test_every_metric_that_a_figure_adds_up_over_months_is_of_a_kind_of_rows() -> None:
    of_a_day = {"agents_listed", "zero_months", "retained_until", "participants_stopped", "participants_active"}
    of_a_day |= {"coverage", "participants_funded"}
    assert {one.metric for one in registry.FIGURES.values()} - KINDS.keys() == of_a_day
