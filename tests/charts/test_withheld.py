"""Charts of which some numbers are withheld: no mark for those, a sign, and everything else in its place."""

import polars as pl
import pytest

from dashboard.charts.acquisitions import acquired_by, acquired_by_month
from dashboard.charts.agents import agents_by_status
from dashboard.charts.contributions import cumulative_received, received_by, received_parts
from dashboard.charts.figure import Drawing
from dashboard.charts.parts import WITHHELD
from dashboard.charts.places import wilayah_map
from dashboard.language.words import LANGUAGES, Words, words_in
from tests.charts.test_charts import LAPTOP, PHONE, collisions, said, svg
from tests.support import drawn
from tests.support.drawn import texts as written

NOT_SHOWN = words_in("id")("press.not_shown")


def without(frame: pl.DataFrame, rows: list[int], *columns: str) -> pl.DataFrame:
    """The frame with null in some rows of some columns."""
    hidden = pl.int_range(pl.len()).is_in(rows)
    return frame.with_columns(pl.when(~hidden).then(pl.col(name)).alias(name) for name in columns)


def status(told: Words, rows: list[int]) -> Drawing:
    return agents_by_status(without(drawn.statuses(told), rows, "agents"), told)


WITHOUT = {
    "months": lambda told, rows: acquired_by_month(without(drawn.by_month(), rows, "acquired"), told, "2018"),
    "cumulative": lambda told, rows: cumulative_received(
        without(drawn.received(), rows, "received", "cumulative"), told, drawn.REFERENCE
    ),
    "parts": lambda told, rows: received_parts(without(drawn.two_parts(), rows, "received_from_new"), told),
    "both parts": lambda told, rows: received_parts(
        without(drawn.two_parts(), rows, "received_from_new", "received_from_earlier"), told
    ),
    "acquired": lambda told, rows: acquired_by(without(drawn.ranked("acquired", 6), rows, "acquired"), told, "2018"),
    "received": lambda told, rows: received_by(without(drawn.ranked("received", 14), rows, "received"), told),
    "map": lambda told, rows: wilayah_map(without(drawn.areas(told), rows, "acquired", "received"), told),
    "status": status,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [[0], [0, 3], list(range(14))], ids=["one", "two", "all"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=lambda size: size.name)
@pytest.mark.parametrize("name", WITHOUT)
def test_nothing_overlaps_and_nothing_is_null(name: str, size, rows: list[int], language: str) -> None:
    shown = WITHOUT[name](words_in(language), rows)
    picture = svg(shown, language, size)
    assert "NaN" not in picture
    assert "null" not in [one.text for one in written(picture)]
    assert collisions(written(picture), size.width, shown.height) == []


@pytest.mark.parametrize("name", ["months", "parts", "both parts", "cumulative"])
def test_months_keep_their_order(name: str) -> None:
    shown = said(WITHOUT[name](words_in("id"), [0, 3]))
    months = [text for text in shown if text in ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")]
    assert months == ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun"]


SIGNS = [("months", WITHHELD, 2), ("parts", WITHHELD, 2), ("map", WITHHELD, 4)]
SIGNS += [("acquired", NOT_SHOWN, 2), ("status", NOT_SHOWN, 2)]


@pytest.mark.parametrize(("name", "sign", "times"), SIGNS)
def test_a_sign_stands_where_a_number_is_withheld(name: str, sign: str, times: int) -> None:
    assert said(WITHOUT[name](words_in("id"), [0, 3])).count(sign) == times


def test_of_the_last_month_too() -> None:
    assert NOT_SHOWN in said(WITHOUT["cumulative"](words_in("id"), [5]))


def test_the_others_are_no_sum_where_one_of_them_is_withheld() -> None:
    """Fourteen rows: the last ones are summed, and those withheld come last."""
    rows = WITHOUT["received"](words_in("id"), [0, 1]).rows["rows"]
    assert rows.filter("rest")["value"].to_list() == [None]
    assert rows.filter("rest")["received_text"].to_list() == [NOT_SHOWN]
