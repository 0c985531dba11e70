"""The funnel and the agents' places, from drawn answers."""

import polars as pl

from dashboard.figures import fairness
from dashboard.language.words import words_in
from queries.agents.fairness import FAR, NEAR, judged, norm
from tests.support.drawn_answers import context, table

ROWS = table("""
    code name status          acquired service_months expected rate low  high  low_far high_far standing
    A1   Siti active          36       6              34.5     6.0  4.0  7.5   3.0     9.0      ordinary
    A2   Budi active          90       6              34.5     15.0 4.0  7.5   3.0     9.0      far_above
    A3   Tono slowing         6        3              16.875   2.0  3.0  8.0   2.0     10.0     below
    A4   Wati active          30       6              34.5     5.0  4.0  7.5   3.0     9.0      ordinary
    A5   Joko active          24       4              22.5     6.0  3.5  8.0   2.5     9.5      ordinary
    A6   Rini due_for_removal 0        6              34.5     0.0  4.0  7.5   3.0     9.0      dormant
""")
LIMITS = ("expected", "low", "high", "low_far", "high_far")
FEW = ROWS.head(4).with_columns(*(pl.lit(None, pl.Float64).alias(name) for name in LIMITS))


def test_the_funnels_table_has_each_agents_rate_beside_what_is_ordinary() -> None:
    figure = fairness.funnel(context(), ROWS)
    assert figure.table.columns == [
        *("code", "label", "acquired", "service_months", "expected", "rate"),
        *("low", "high", "low_far", "high_far", "standing"),
    ]
    assert figure.table.row(2) == ("A3", "A3 · Tono", 6, 3, 16.875, 2.0, 3.0, 8.0, 2.0, 10.0, "di bawah variasi wajar")
    assert figure.title == "3 dari 5 agen dalam variasi wajar; 1 di atas, 1 di bawah; 1 agen dorman terpisah"


def test_the_note_says_which_limits_and_how_often_they_err() -> None:
    """Five judged: 5 x 5% beyond the near limits, 1 - 0.998 ** 5 = 1.0% for one or more beyond the far ones."""
    note = fairness.funnel(context(), ROWS).note
    assert "maka batasnya Poisson eksak" in note
    assert (
        "Andaikan tidak satu pun dari 5 agen yang dinilai menyimpang, kebetulan tetap menempatkan sekitar 0,3 di "
        "antaranya di luar pita dalam, dan peluang satu atau lebih di luar pita luar sekitar 1%." in note
    )
    apart = ROWS.with_columns(acquired=pl.Series([10, 20, 30, 40, 50, 0]), service_months=pl.lit(6, pl.Int64))
    assert "maka batasnya binomial negatif eksak" in fairness.funnel(context(), apart).note


def test_the_limits_are_drawn_half_a_person_beyond_and_a_step_a_month() -> None:
    against = norm(judged(ROWS))
    drawn = fairness.limits(against, 3, 6)
    assert drawn.columns == ["months", "low", "high", "low_far", "high_far", "middle"]
    assert drawn["months"].to_list() == [2.5, 3.5, 3.5, 4.5, 4.5, 5.5, 5.5, 6.5]
    (low, high), (low_far, high_far) = against.limits(6, NEAR), against.limits(6, FAR)
    edges = ((low - 0.5) / 6, (high + 0.5) / 6, (low_far - 0.5) / 6, (high_far + 0.5) / 6)
    assert drawn.row(7)[1:] == (*edges, against.rate)


def test_too_few_agents_have_no_limits_and_are_said_to_be_too_few() -> None:
    rows = FEW.with_columns(standing=FEW["standing"].str.replace(".*", "too_few"))
    figure = fairness.funnel(context(), rows)
    assert figure.note == "Batas tidak dihitung: perlu paling sedikit 5 agen, dan akuisisi di antaranya."
    assert figure.table.row(0)[6:] == (None, None, None, None, "tidak dinilai")
    assert fairness.limits(None, 3, 6).is_empty()


def test_who_is_outside_stands_first_who_stands_apart_last_and_others_by_code() -> None:
    listed = fairness.places(words_in("id"), ROWS)
    assert listed.columns == [
        *("code", "name", "acquired", "expected", "ordinary", "service_months", "rate", "standing"),
    ]
    assert listed["code"].to_list() == ["A2", "A3", "A1", "A4", "A5", "A6"]
    assert listed.row(1) == ("A3", "Tono", 6, 16.875, "9–24", 3, 2.0, "di bawah variasi wajar")
    assert fairness.places(words_in("id"), FEW)["ordinary"].to_list() == ["–"] * 4
