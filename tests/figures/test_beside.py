"""What stands beside a number: where it fell, stayed, was nothing, is withheld, or has nothing to be compared with."""

from collections.abc import Mapping
from datetime import date

import pytest

from dashboard.figures import headline, kpis
from dashboard.figures.caption import Context
from dashboard.figures.headline import Weighed
from dashboard.figures.kpis import Kpi, KpiAnswers, Numbers
from tests.support.drawn_answers import context, table
from tests.support.worlds import scope_of

BEFORE = scope_of("2018-S2", date(2018, 12, 1))
YEAR_BEFORE = scope_of("2018-S1", date(2018, 6, 1))
MONTHS = table("""
    month    acquired received received_from_new received_from_earlier
    2019-01  700      50000000 30000000          20000000
    2019-02  613      63702400 61812000          1890400
""")
SUMS = {
    "acquired": 1_313,
    "received": 113_702_400,
    "received_from_new": 91_812_000,
    "received_from_earlier": 21_890_400,
}
STATES = SUMS | {
    "offices": 10,
    "agents_listed": 32,
    "agents_active": 22,
    "agents_slowing": 5,
    "agents_dormant_retained": 4,
    "agents_due_for_removal": 1,
    "agents_removed": 0,
}


def flow(now: int | None, before: int | None, year_before: int | None = None, about: Context | None = None) -> Kpi:
    far = {"acquired": year_before} if year_before is not None else None
    sums = Numbers({"acquired": now}, {"acquired": before}, BEFORE, far, YEAR_BEFORE)
    return kpis.flow(about or context(), KpiAnswers(flows=sums, months=MONTHS), "acquired")


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (900, 1_000, "-10,0%"),
        (1_100, 1_000, "+10,0%"),
        (1_000, 1_000, "tetap"),
        (999_900, 1_000_000, "turun kurang dari 0,1%"),
        (1_000_100, 1_000_000, "naik kurang dari 0,1%"),
        (0, 1_000, "-100,0%"),
        (5, 0, "sebelumnya nol"),
        (0, 0, "tetap"),
    ],
)
def test_a_fall_is_said_as_a_fall_and_a_rise_as_a_rise(now: int, before: int, change: str) -> None:
    number = flow(now, before)
    assert number.change == change
    assert number.raw == now
    assert "semester II 2018" in number.beside


def test_a_fall_of_agents_is_said_with_its_sign_and_no_step_with_its_day() -> None:
    def listed(before: int) -> Kpi:
        return kpis.state(context(), Numbers(STATES, {"agents_listed": before}, BEFORE), "agents_listed")

    assert (listed(35).change, listed(30).change, listed(32).change) == ("-3", "+2", "")
    assert listed(35).beside == "sejak 31 Desember 2018 · 22 aktif"
    assert listed(32).beside == "tetap sejak 31 Desember 2018 · 22 aktif"


def test_without_anything_before_nothing_is_compared() -> None:
    number = kpis.flow(context(), KpiAnswers(flows=Numbers(SUMS), months=MONTHS), "acquired")
    assert (number.change, number.beside) == ("", "tidak ada data pembanding")
    assert number.course == (700, 613)
    single = kpis.flow(context(), KpiAnswers(flows=Numbers(SUMS), months=MONTHS.head(1)), "acquired")
    assert single.course == ()


def test_a_year_before_of_nothing_is_said_without_a_percentage() -> None:
    assert flow(900, 1_000, 0).beside.endswith("semester I 2018: 0")
    assert flow(900, 1_000, 1_200).beside.endswith("semester I 2018: 1.200 (-25,0%)")


def test_what_is_withheld_is_said_so_and_leaves_no_trace_in_what_stands_beside_it() -> None:
    press = context(press=True)
    number = flow(None, 1_000, 1_200, press)
    assert (number.value, number.change, number.raw) == ("tidak ditampilkan", "", None)
    assert "setahun" not in number.beside
    assert flow(900, None, about=press).beside == "pembanding tidak ditampilkan (semester II 2018)"
    months = MONTHS.with_columns(acquired=None)
    sums = Numbers(dict.fromkeys(SUMS))
    assert kpis.flow(press, KpiAnswers(flows=sums, months=months), "acquired").course == ()
    part = kpis.part(press, KpiAnswers(flows=Numbers(SUMS | {"received": None}), months=MONTHS), "received_from_new")
    assert part.beside == ""


def reached(measure: str, target: int | None, sums: Mapping[str, int | None] = SUMS) -> Kpi:
    answers = KpiAnswers(flows=Numbers(sums), targets={measure: target})
    return kpis.reached(context(), answers, f"{measure}_target_reached")


def test_none_of_a_target_is_nought_per_cent_and_no_target_is_a_dash() -> None:
    nothing = reached("acquired", 1_200, {"acquired": 0})
    assert (nothing.value, nothing.raw, nothing.beside) == ("0,0%", 0.0, "dari target 1.200, kurang 1.200")
    without = reached("acquired", None)
    assert (without.value, without.raw, without.beside) == ("–", None, "belum ada target untuk pilihan ini")
    assert reached("received", 107_213_000).value == "106,1%"
    hidden = reached("acquired", 1_200, {"acquired": None})
    assert (hidden.value, hidden.raw) == ("tidak ditampilkan", None)


def test_each_number_is_of_the_metric_that_was_asked_for_in_its_order() -> None:
    wanted = [*kpis.OVERVIEW, "received_from_new", "agents_active"]
    answers = KpiAnswers(Numbers(SUMS), Numbers(STATES), MONTHS, {"acquired": 1_200})
    numbers = kpis.numbers_of(context(), answers, wanted)
    assert [one.metric for one in numbers] == wanted
    assert [one.better for one in numbers if one.metric.startswith("agents")] == ["off", "inverse", "normal"]
    assert numbers[3].beside == "1 jatuh nonaktif"
    assert numbers[5].beside == "80,7% dari penerimaan"


def test_the_headline_speaks_of_the_dormant_only_where_there_are_some() -> None:
    assert "4 dorman" in headline.headline_of(context(), Weighed(STATES))
    assert "tidak ada yang dorman" in headline.headline_of(context(), Weighed(STATES | {"agents_dormant_retained": 0}))
    press = headline.headline_of(context(press=True), Weighed(STATES | {"agents_active": None}))
    assert press == "Semester I 2019: akuisisi 1.313, iuran diterima Rp113,7 juta, agen terdaftar 32."


NO_DATA = frozenset({"acquired", "received"})


@pytest.mark.parametrize(
    ("language", "no_data", "press", "said"),
    [
        ("id", NO_DATA, False, "Tidak ada data pendaftaran peserta dan iuran untuk semester I 2019."),
        ("id", NO_DATA, True, "Tidak ada data pendaftaran peserta dan iuran untuk semester I 2019."),
        ("en", NO_DATA, True, "There are no data on registrations and contributions for semester I 2019."),
        ("id", {"received"}, True, "Semester I 2019: akuisisi 1.313, tidak ada data iuran, agen terdaftar 32."),
        ("en", {"received"}, True, "Semester I 2019: acquired 1,313, no data on contributions, agents listed 32."),
        (
            "id",
            {"acquired"},
            False,
            "Semester I 2019: tidak ada data pendaftaran peserta, iuran diterima Rp113,7 juta.",
        ),
    ],
)
def test_the_headline_says_of_what_there_are_no_data(
    language: str, no_data: frozenset[str], press: bool, said: str
) -> None:
    """Nought people and Rp0 are what a branch whose data begin later has; for the press too."""
    nothing = dict.fromkeys(no_data, 0) | (dict.fromkeys(("agents_active", "agents_slowing"), None) if press else {})
    text = headline.headline_of(context(language, press=press, no_data=frozenset(no_data)), Weighed(STATES | nothing))
    assert text.startswith(said)
    assert "Rp0" not in text


def test_the_headline_tells_no_status_that_depends_on_a_missing_month() -> None:
    doubt = headline.headline_of(context(doubtful=True), Weighed(STATES))
    assert doubt == (
        "Semester I 2019: 1.313 peserta diakuisisi, iuran diterima Rp113,7 juta. 32 agen terdaftar; status sebagian "
        "belum pasti, karena bergantung pada bulan yang belum dimuat."
    )
    english = headline.headline_of(context("en", doubtful=True), Weighed(STATES))
    assert english.endswith(
        "32 agents listed; the status of some is uncertain, because it depends on a month that is not loaded."
    )
