"""How a table finds room on A4."""

import pytest

from dashboard.briefing.documents.pdf.table_fit import PAGE, SIZE, SMALLEST, room


@pytest.mark.parametrize("count", range(2, 13))
def test_the_room_of_a_table_is_used_and_never_exceeded(count):
    labels = ["Kabupaten/kota", *["Penerimaan iuran"] * (count - 1)]
    rows = [["Kabupaten Pekalongan dan sekitarnya", *["Rp113.702.400"] * (count - 1)]]
    fit = room(labels, rows, [True] + [False] * (count - 1))
    assert fit.size == 0 or fit.size >= SMALLEST
    if fit.widths:
        assert sum(fit.widths) == pytest.approx(PAGE)
    else:
        assert fit.size in (0, SIZE)
    assert fit.size >= room([*labels, "x"], [[*rows[0], "x"]], [True] + [False] * count).size
