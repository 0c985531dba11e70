"""The funnel and the agents' places, from drawn answers."""

import polars as pl
import pytest

from dashboard.figures import fairness
from dashboard.language.words import words_in
from queries.agents.fairness import FAR, NEAR, norm
from tests.support.drawn_answers import context, table

ROWS = table("""
    code name status  acquired service_months rate low  high low_far high_far distance standing
    A1   Siti active  36       6              6.0  2.0  8.0  1.0     10.0     0.5      ordinary
    A2   Budi active  90       6              15.0 2.0  8.0  1.0     10.0     4.0      far_above
    A3   Tono slowing 6        3              2.0  2.5  7.5  1.5     9.5      -2.5     below
    A4   Wati active  30       6              5.0  2.0  8.0  1.0     10.0     0.0      ordinary
    A5   Joko active  24       4              6.0  2.25 8.25 1.25    10.25    0.6      ordinary
""")
LIMITS = ("low", "high", "low_far", "high_far", "distance")
FEW = ROWS.head(4).with_columns(*(pl.lit(None, pl.Float64).alias(name) for name in LIMITS))


def test_the_funnels_table_has_each_agents_rate_beside_what_is_ordinary() -> None:
    figure = fairness.funnel(context(), ROWS)
    assert figure.table.columns == [
        *("code", "label", "acquired", "service_months", "rate"),
        *("low", "high", "low_far", "high_far", "standing"),
    ]
    assert figure.table.row(2) == ("A3", "A3 · Tono", 6, 3, 2.0, 2.5, 7.5, 1.5, 9.5, "di bawah variasi wajar")
    assert figure.note.startswith("Cara: laju tiap agen")
    assert figure.title == "3 dari 5 agen dalam variasi wajar; 1 di atas, 1 di bawah"


def test_the_limits_are_drawn_a_little_beyond_the_shortest_and_the_longest_service() -> None:
    against = norm(ROWS.select("acquired", "service_months").rows())
    drawn = fairness._limits(against, 3, 6)
    assert drawn.columns == ["months", "low", "high", "low_far", "high_far", "middle"]
    assert (drawn.height, drawn["months"][0], drawn["months"][-1]) == (25, 2.4, pytest.approx(6.6))
    assert drawn.row(0)[1:] == (*against.limits(2.4, NEAR), *against.limits(2.4, FAR), against.rate)


def test_too_few_agents_have_no_limits_and_are_said_to_be_too_few() -> None:
    rows = FEW.with_columns(standing=FEW["standing"].str.replace(".*", "too_few"))
    figure = fairness.funnel(context(), rows)
    assert figure.note == "Batas tidak dihitung: perlu paling sedikit 5 agen, dan akuisisi di antaranya."
    assert figure.table.row(0)[5:] == (None, None, None, None, "tidak dinilai")
    assert fairness._limits(None, 3, 6).is_empty()


def test_who_is_outside_stands_first_the_farthest_before_all_and_others_by_code() -> None:
    listed = fairness.places(words_in("id"), ROWS)
    assert listed.columns == ["code", "name", "acquired", "service_months", "rate", "ordinary", "standing"]
    assert listed["code"].to_list() == ["A2", "A3", "A5", "A1", "A4"]
    assert listed.row(1) == ("A3", "Tono", 6, 3, 2.0, "2,5–7,5", "di bawah variasi wajar")
    assert fairness.places(words_in("id"), FEW)["ordinary"].to_list() == ["–"] * 4
