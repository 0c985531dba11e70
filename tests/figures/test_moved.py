"""What is said of who moved since last month."""

import polars as pl
import pytest

from dashboard.figures.moved import names, table_of
from tests.support.drawn_answers import context, table

ROWS = table("""
    level  code label    acquired before months chance  moved
    agent  A1   Siti     16       48     12     0.00003 more
    office K1   Kantor~1 2        96     12     0.0002  less
    agent  A2   Budi     6        48     12     0.4     -
""")


def test_who_moved_stands_in_the_table_with_what_is_usual() -> None:
    listing = table_of(context(), ROWS)
    assert listing.title == ("Juni 2019: 2 dari 3 agen dan kantor di luar kebiasaan; 1 lebih banyak, 1 lebih sedikit.")
    assert listing.table.rows() == [
        ("Agen", "A1", "Siti", None, "Lebih banyak dari biasanya", 16, 4.0),
        ("Kantor", "K1", None, "Kantor 1", "Lebih sedikit dari biasanya", 2, 8.0),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ROWS.tail(1), "Juni 2019: tidak ada agen atau kantor yang akuisisinya di luar kebiasaan; 1 dibandingkan."),
        (ROWS.clear(), "Belum cukup bulan lengkap untuk membandingkan Juni 2019."),
    ],
)
def test_where_nobody_moved_or_nothing_can_be_compared_it_says_so(rows: pl.DataFrame, said: str) -> None:
    listing = table_of(context(), rows)
    assert (listing.title, listing.table.height) == (said, 0)


def test_where_no_table_stands_who_moved_is_named_a_line_each_way() -> None:
    assert names(context().words, ROWS) == [
        "Lebih banyak dari biasanya: Siti 16, biasanya 4,0",
        "Lebih sedikit dari biasanya: Kantor 1 2, biasanya 8,0",
    ]
