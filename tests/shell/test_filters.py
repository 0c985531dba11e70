"""What the filters offer."""

from datetime import date

import pytest

from dashboard.language.words import words_in
from dashboard.shell.filters import period_label


@pytest.mark.parametrize(
    ("complete", "code", "label"),
    [
        (date(2019, 5, 1), "2019-S1", "Semester I 2019 (berjalan)"),
        (date(2019, 5, 1), "2019", "Tahun 2019 (berjalan)"),
        (date(2019, 5, 1), "2019-06", "Juni 2019 (berjalan)"),
        (date(2019, 5, 1), "2019-05", "Mei 2019"),
        (date(2019, 5, 1), "2019-S2", "Semester II 2019"),
        (date(2019, 5, 1), "2018-S2", "Semester II 2018"),
        (date(2019, 6, 1), "2019-S1", "Semester I 2019"),
        (date(2019, 6, 1), "2019-S2", "Semester II 2019 (berjalan)"),
        (None, "2019-S1", "Semester I 2019"),
    ],
)
def test_the_period_in_which_the_next_month_lies_is_marked_as_running(
    complete: date | None, code: str, label: str
) -> None:
    """Not one that has ended in the data, nor one that has not begun."""
    assert period_label(words_in("id"), complete, code) == label
