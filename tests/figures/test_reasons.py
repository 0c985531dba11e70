"""Why an agent is in a state, in one line."""

from datetime import date

import pytest

from dashboard.figures.reasons import reason
from dashboard.language.words import words_in

ROW = {
    "registered_on": date(2018, 2, 9),
    "service_since": date(2018, 2, 9),
    "deactivated_on": None,
    "zero_months": 3,
    "last_acquired_month": date(2019, 3, 1),
    "running_people": 2,
    "last_running_month": date(2019, 5, 1),
    "reading": "runs",
    "due_on": date(2019, 9, 1),
}
IDLE = "0 akuisisi selama 3 bulan penuh sejak Maret 2019"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"status": "active", "zero_months": 0},
            "mengakuisisi peserta, mulai terdaftar, atau aktif kembali pada Juni 2019",
        ),
        ({"status": "slowing"}, IDLE),
        (
            {"status": "slowing", "last_acquired_month": None},
            "0 akuisisi selama 3 bulan penuh sejak terdaftar 9 Februari 2018",
        ),
        (
            {"status": "slowing", "last_acquired_month": date(2019, 1, 1), "service_since": date(2019, 3, 4)},
            "0 akuisisi selama 3 bulan penuh sejak aktif kembali 4 Maret 2019",
        ),
        (
            {"status": "dormant_retained"},
            f"{IDLE} · iuran 2 peserta masih berjalan · iuran berjalan sampai Mei 2019 · "
            "tanpa pembayaran baru jatuh nonaktif mulai 1 September 2019",
        ),
        ({"status": "due_for_removal"}, f"{IDLE} · tidak ada iuran berjalan sejak Mei 2019"),
        (
            {"status": "due_for_removal", "last_running_month": date(2019, 10, 1)},
            f"{IDLE} · tidak ada iuran berjalan saat ini; yang dibayar di muka baru berjalan lagi kemudian, "
            "sampai Oktober 2019",
        ),
        ({"status": "due_for_removal", "last_running_month": None}, f"{IDLE} · belum pernah ada iuran"),
        (
            {"status": "removed", "zero_months": 0, "deactivated_on": date(2019, 6, 30)},
            "dinonaktifkan 30 Juni 2019",
        ),
    ],
)
def test_a_state_is_said_with_its_numbers(changes: dict, line: str) -> None:
    assert reason(words_in("id"), date(2019, 6, 1), ROW | changes) == line
