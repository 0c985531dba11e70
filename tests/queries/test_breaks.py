"""Which figures in rupiah cross months of lower rates."""

import pytest

from queries.breaks import crossed
from queries.periods import Period

TRANSPORT, OTHERS = "pp_50_2025_transport", "pp_50_2025_others"


@pytest.mark.parametrize(
    ("months", "sectors", "expected"),
    [
        ("2019-S1", None, []),
        ("2020-S1", None, []),  # ends in June; the break begins in August
        ("2020-07", None, []),
        ("2020-08", None, ["pp_49_2020"]),
        ("2021-01", None, ["pp_49_2020"]),
        ("2021-02", None, []),
        ("2019-01..2025-12", None, ["pp_49_2020"]),
        ("2025-12", None, []),
        ("2026-01", None, [TRANSPORT]),
        ("2026-Q1", None, [TRANSPORT]),
        ("2026-04", None, [TRANSPORT, OTHERS]),
        ("2026-12", None, [TRANSPORT, OTHERS]),
        ("2027-01", None, [TRANSPORT]),
        ("2026-12", {"Ojek pangkalan"}, [TRANSPORT]),
        ("2026-Q2", None, [TRANSPORT, OTHERS]),
        ("2026-Q2", {"Gojek", "Becak"}, [TRANSPORT]),
        ("2026-Q2", {"Nelayan"}, [OTHERS]),
        ("2026-Q2", {"Nelayan", "Grab"}, [TRANSPORT, OTHERS]),
        ("2026-Q1", {"Nelayan"}, []),
        ("2020-S2", {"Nelayan"}, ["pp_49_2020"]),
        ("2027-03", None, [TRANSPORT]),
        ("2027-04", None, []),
    ],
)
def test_the_breaks_that_a_run_of_months_crosses(months, sectors, expected):
    breaks = crossed(Period.parse(months), None if sectors is None else frozenset(sectors))
    assert [one.name for one in breaks] == expected
