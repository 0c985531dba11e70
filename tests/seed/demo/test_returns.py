"""Somebody of the demonstration comes back."""

from collections import Counter
from datetime import date

from seed.demo.write import write
from tests.seed.demo.test_demo import Branch, day


def test_one_of_them_returns_with_a_new_kpj(tmp_path):
    """Whose first membership nobody ever paid for."""
    write(tmp_path)
    default = Branch(tmp_path / "DEMO")
    (nik,) = (nik for nik, n in Counter(row[3] for row in default.participants).items() if n > 1)
    (first, old), (later, new) = sorted((day(row[1]), row[2]) for row in default.participants if row[3] == nik)
    assert first < date(2018, 7, 31) < date(2019, 1, 1) < later
    paid = {row[0] for row in default.contributions}
    assert old not in paid
    assert new != old
