"""The bars of a number: the period before, itself and its target, each variance drawn and numbered."""

from dataclasses import replace

import pytest

from dashboard.figures import pace, variances
from dashboard.figures.variances import Against, Bar
from dashboard.language.words import words_in
from queries.periods import Period
from tests.figures.conftest import Drawn, Looked

ID = words_in("id")
PEOPLE = Against("acquired", 1_200, 1_000, 1_500)


@pytest.mark.parametrize(
    ("against", "bars"),
    [
        (
            PEOPLE,
            [("before", 1_000, 1_200, "+20,0%"), ("now", 1_200, 1_200, ""), ("aim", 1_500, 1_200, "-20,0%")],
        ),
        # Of a semester that runs the target is not missed yet: the forecast goes on from what there is.
        (
            replace(PEOPLE, ahead=1_400, ended=False),
            [("before", 1_000, 1_200, "+20,0%"), ("now", 1_200, 1_400, "→ 1.400"), ("aim", 1_500, 1_500, "")],
        ),
        (replace(PEOPLE, before=None, now=1_500), [("now", 1_500, 1_500, ""), ("aim", 1_500, 1_500, "")]),
        (replace(PEOPLE, before=3_000, aim=None), [("before", 3_000, 1_200, "-60,0%"), ("now", 1_200, 1_200, "")]),
    ],
)
def test_what_goes_on_from_each_bar_leads_to_the_number_or_to_where_it_would_end(against: Against, bars: list) -> None:
    longest = max(max(value, until) for _, value, until, _ in bars)
    wanted = [Bar(kind, value / longest, until / longest, text) for kind, value, until, text in bars]
    assert variances.bars(ID, against) == wanted


def test_who_does_not_see_the_bars_hears_them() -> None:
    against = replace(PEOPLE, metric="received", aim=None, ahead=2_000_000, ended=False, when=Period.parse("2018-S2"))
    assert variances.said(ID, against) == ("kini Rp1.200; semester II 2018 Rp1.000; perkiraan akhir semester Rp2 juta")


def test_a_running_semester_is_asked_where_it_would_end_and_the_press_nothing(looked: Looked) -> None:
    months = {"2018-03": (3, 0), "2018-09": (4, 0), "2019-01": (2, 0), "2019-03": (5, 0)}
    view = looked(Drawn(months, targets=(("2019-01", "acquired", 20),)), "2019-S1")
    projected = pace.ask(view, "acquired").ahead.projected
    assert variances.against(view, "acquired") == Against(
        "acquired", 7, 4, 20, projected, False, Period.parse("2018-Q3")
    )
    assert variances.against(view.for_press(), "acquired") is None
    assert variances.against(view, "agents_listed") is None
    assert variances.against(view, "received") is None
