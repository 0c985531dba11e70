"""A verdict's clauses in words."""

from datetime import date

import pytest

from dashboard.figures.verdicts import clause
from dashboard.language.words import words_in
from queries.agents.verdict import Clause

JUNE, MARCH, MAY_DAY = date(2019, 6, 1), date(2019, 3, 1), date(2019, 5, 1)
PAYERS = (("0001", 0), ("0002", 3), ("0003", 0), ("0004", 1))


@pytest.mark.parametrize(
    ("kind", "values", "text"),
    [
        ("paying", {"people": 0, "rows": 0, "months": 3}, "tidak ada iuran berjalan dalam 3 bulan terakhir"),
        (
            "paying",
            {"people": 7, "rows": 28, "months": 3},
            "iuran 7 peserta masih berjalan (28 iuran berjalan dalam 3 bulan terakhir)",
        ),
        (
            "runs_until",
            {"past": 0, "month": JUNE, "who": PAYERS},
            "iuran berjalan terakhir sampai Juni 2019 (peserta …0001, peserta …0002, dibayar 3 bulan di muka, "
            "dan 2 iuran lainnya)",
        ),
        (
            "runs_until",
            {"past": 1, "month": MARCH, "who": PAYERS[:2]},
            "iuran terakhir berjalan Maret 2019 (peserta …0001 dan peserta …0002, dibayar 3 bulan di muka)",
        ),
        ("stopped", {"month": MARCH, "rows": 2}, "sebelum itu iuran berhenti berjalan sesudah Maret 2019 (2 iuran)"),
        ("later", {"month": JUNE, "rows": 4}, "4 iuran sudah dibayar untuk bulan sesudah Juni 2019"),
        ("acquired", {"day": MAY_DAY, "people": 2}, "akuisisi terakhir 1 Mei 2019 (2 peserta pada hari itu)"),
        ("new", {"day": MAY_DAY, "people": 0}, "baru terdaftar 1 Mei 2019, belum ada akuisisi"),
        (
            "idle",
            {"day": MAY_DAY, "people": 1, "zero_months": 8, "month": JUNE},
            "0 akuisisi sejak 1 Mei 2019 (8 bulan penuh: November 2018–Juni 2019; 1 peserta diakuisisi pada hari itu)",
        ),
        (
            "never",
            {"day": MAY_DAY, "people": 0, "zero_months": 1, "month": JUNE},
            "0 akuisisi sejak terdaftar 1 Mei 2019 (1 bulan penuh: Juni 2019)",
        ),
        ("never_paid", {}, "belum pernah ada iuran"),
        ("falls", {"day": MAY_DAY}, "tanpa akuisisi dan pembayaran baru jatuh nonaktif mulai 1 Mei 2019"),
        ("removed", {"day": MAY_DAY}, "nonaktif sejak 1 Mei 2019"),
    ],
)
def test_each_clause_says_what_it_states(kind: str, values: dict, text: str) -> None:
    assert clause(words_in("id"), Clause(kind, tuple(values.items())), see_rows=True) == text


def test_who_may_not_see_rows_is_given_how_many_and_not_who() -> None:
    said = Clause("runs_until", (("past", 0), ("month", JUNE), ("who", PAYERS)))
    assert clause(words_in("id"), said, see_rows=False) == "iuran berjalan terakhir sampai Juni 2019 (4 peserta)"
