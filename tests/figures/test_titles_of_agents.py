"""What the titles of figures on agents, on a running semester and on persistency say of their answers."""

from datetime import date

import polars as pl
import pytest

from dashboard.figures import agents, fairness, one_agent, pace, persistency
from dashboard.language.words import words_in
from queries.pace import Projection
from tests.support.drawn_answers import context, table

STATES = table("""
    status            agents
    active            22
    slowing           5
    dormant_retained  4
    due_for_removal   1
""")


def test_states_of_agents_none_few_and_all() -> None:
    assert agents.statuses(context(), agents.Statuses(STATES, 32)).title == (
        "22 dari 32 agen terdaftar aktif; 4 agen dorman, tetap terdaftar"
    )
    none = STATES.with_columns(agents=pl.lit(0, pl.Int64))
    assert agents.statuses(context(), agents.Statuses(none, 0)).title == "Tidak ada agen terdaftar"
    few = STATES.with_columns(agents=pl.when(pl.col("agents") >= 5).then("agents"))
    press = context(press=True)
    assert "32" in agents.statuses(press, agents.Statuses(few, 32)).title
    assert agents.status_title(press, agents.Statuses(few, None)) == "Jumlah agen terdaftar tidak ditampilkan"


def test_statuses_that_depend_on_a_missing_month_are_not_counted_in_a_title() -> None:
    assert agents.statuses(context(doubtful=True), agents.Statuses(STATES, 32)).title == (
        "32 agen terdaftar; status sebagian belum pasti"
    )
    english = agents.status_title(context("en", doubtful=True), agents.Statuses(STATES, 32))
    assert english == "32 agents listed; the status of some is uncertain"
    dormant = STANDINGS.filter(pl.col("status") == "dormant_retained").with_columns(
        uncertain=pl.col("code") == "AB0002", **DORMANT
    )
    figure = agents.dormant(context(doubtful=True), dormant)
    assert figure.title.endswith("jatuh nonaktif mulai 1 September 2019 (belum pasti)")
    assert figure.table["label"].to_list() == ["AB0002 · Budi (belum pasti)", "AB0004 · Wati"]
    assert agents.dormant_title(context(doubtful=True), dormant.clear()).endswith("(belum pasti)")


DORMANT = {
    "reading": pl.lit("runs"),
    "last_acquired_month": pl.lit(date(2019, 1, 1)),
    "last_running_month": pl.lit(date(2019, 5, 1)),
}


STANDINGS = table("""
    code    name  status            acquired  due_on
    AB0001  Siti  active            3         -
    AB0002  Budi  dormant_retained  0         2019-10-01
    AB0003  Tono  removed           0         -
    AB0004  Wati  dormant_retained  0         2019-09-01
""")


def test_the_first_to_fall_due_stands_first_and_the_removed_are_not_called_idle() -> None:
    assert agents.in_order(STANDINGS)["code"].to_list() == ["AB0004", "AB0002", "AB0001", "AB0003"]
    assert agents.grid_title(context(), STANDINGS) == "2 agen tanpa akuisisi sepanjang semester I 2019"
    assert agents.grid_title(context(), STANDINGS.filter(pl.col("status") != "dormant_retained")) == (
        "Setiap agen mengakuisisi peserta pada semester I 2019"
    )


def test_the_timeline_says_from_which_day_the_first_falls_due() -> None:
    dormant = STANDINGS.filter(pl.col("status") == "dormant_retained")
    assert agents.dormant_title(context(), dormant) == (
        "2 agen dorman tetap terdaftar; tanpa pembayaran baru yang pertama jatuh nonaktif mulai 1 September 2019"
    )
    assert agents.dormant_title(context(), dormant.clear()) == "Tidak ada agen dorman yang tetap terdaftar"


@pytest.mark.parametrize(
    ("standings", "title"),
    [
        ("ordinary ordinary", "Akuisisi 2 agen berada dalam variasi wajar"),
        ("far_above ordinary below far_below", "1 dari 4 agen dalam variasi wajar; 1 di atas, 2 di bawah"),
        (
            "ordinary below dormant dormant too_small",
            "1 dari 2 agen dalam variasi wajar; 0 di atas, 1 di bawah; yang diharapkan dari 1 agen terlalu sedikit "
            "untuk dinilai; 2 agen dorman terpisah",
        ),
        ("ordinary dormant", "Akuisisi 1 agen berada dalam variasi wajar; 1 agen dorman terpisah"),
        ("too_small", "Yang diharapkan dari 1 agen terlalu sedikit untuk dinilai"),
        ("dormant too_few", "Terlalu sedikit agen atau akuisisi untuk membandingkan laju"),
        ("too_few too_few", "Terlalu sedikit agen atau akuisisi untuk membandingkan laju"),
        ("", "Terlalu sedikit agen atau akuisisi untuk membandingkan laju"),
    ],
)
def test_the_funnel_counts_who_is_outside(standings: str, title: str) -> None:
    rows = pl.DataFrame({"standing": standings.split()}, {"standing": pl.String})
    assert fairness.funnel_title(words_in("id"), rows) == title


def projection(measure: str = "acquired", **changes: object) -> Projection:
    return Projection(measure, 3, 670, 2, 1_310, 980, 1_640, None, ())._replace(**changes)


def test_a_running_semester_is_said_up_to_its_last_complete_month() -> None:
    running = context(last_complete=date(2019, 3, 1))
    assert pace.title(running, projection()) == (
        "670 peserta sampai Maret 2019; menurut laju semester lalu berakhir 1.310 (980–1.640)"
    )
    money = projection("received", so_far=54_000_000, projected=None, earlier=1)
    assert pace.title(running, money) == "Rp54 juta sampai Maret 2019; riwayat belum cukup untuk proyeksi"
    assert pace.method(words_in("id"), money).endswith("data punya 1.")


OVERALL = table("""
    n   people  rupiah  cohort_people
    1   0.9     0.85    400
    3   0.7     0.6     300
    6   -       -       0
""")
SHARES = table("""
    code     label    n  people  rupiah  cohort_people covered_people entry_amount covered_amount
    Nelayan  Nelayan  3  0.5     0.4     100           50             1680000      672000
    Petani   Petani   3  0.5     0.4     100           50             1680000      672000
    Ojek     Ojek     3  0.9     0.8     100           90             1680000      1344000
""")


def test_persistency_speaks_of_the_most_months_that_there_is_an_answer_for() -> None:
    words = words_in("id")
    assert persistency.telling_age(OVERALL) == 3
    assert persistency.part_title(words, "sector", SHARES, OVERALL, "people") == (
        "Peserta terlindungi pada bulan ke-3: dari 50% (Nelayan) sampai 90% (Ojek)"
    )
    assert persistency.part_title(words, "agent", SHARES, OVERALL, "rupiah") == (
        "Rupiah untuk bulan ke-3: dari 40% sampai 80% iuran pertama menurut agen"
    )
    one = persistency.part_title(words, "sector", SHARES.head(1), OVERALL, "people")
    assert one == "Pada bulan ke-3 sesudah daftar, 70,0% peserta masih terlindungi"


def test_persistency_of_nobody_says_that_nobody_registered_long_enough_ago() -> None:
    nobody = OVERALL.with_columns(
        pl.lit(0, pl.Int64).alias("cohort_people"), *(pl.lit(None, pl.Float64).alias(n) for n in ("people", "rupiah"))
    )
    assert persistency.cohort_title(words_in("id"), nobody, "people") == ("Belum ada peserta yang terdaftar cukup lama")


def test_no_part_still_covered_is_said_as_none_of_a_hundred() -> None:
    none = OVERALL.with_columns(people=pl.when(pl.col("n") == 3).then(0.0).otherwise("people"))
    assert persistency.cohort_title(words_in("id"), none, "people") == (
        "Pada bulan ke-3 sesudah daftar, 0,0% peserta masih terlindungi"
    )


AGENT = table(
    """
    month    acquired covered_people received agent_amount office_amount
    2019-01  3        9              150000   -            -
    2019-02  0        7              120000   -            -
""",
    agent_amount=pl.Int64,
    office_amount=pl.Int64,
)
WHO = {"code": "AB0001", "name": "Siti"}


def test_one_agents_figures_name_the_agent_and_the_months() -> None:
    figure = one_agent.covered(context(), one_agent.AgentAnswers(WHO, AGENT))
    assert figure.title == ("7 peserta terlindungi pada Februari 2019, paling banyak 9 selama Januari–Februari 2019")
    assert figure.subtitle == "AB0001 · Siti · Januari–Februari 2019 · peserta"
    assert figure.stem == "agen-terlindungi_ab0001_per-2019-06-30"
    month = one_agent.acquired(context(), one_agent.AgentAnswers(WHO, AGENT.tail(1)))
    assert month.title == "Tidak ada akuisisi, Februari 2019"


def test_an_agent_who_registered_nobody_has_no_sector_to_name() -> None:
    none = table("code acquired", code=pl.String, acquired=pl.Int64)
    assert one_agent.sectors(context(), one_agent.AgentAnswers(WHO, none)).title == "Belum ada peserta"
