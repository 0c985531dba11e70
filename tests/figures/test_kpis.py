"""The numbers at the top of a page, and what each is set beside."""

import pytest

from dashboard.figures import kpis
from dashboard.figures.meaning import meaning
from dashboard.view.captions import SEPARATOR
from tests.figures.conftest import Drawn, Looked

MONTHS = [f"{year}-{month:02}" for year in (2017, 2018, 2019) for month in range(1, 13)]


def yearly(*people: int, until: str = "2019-12") -> Drawn:
    """So many people in each January and July of 2017, 2018 and 2019, and in the last month."""
    given = {f"{2017 + n // 2}-{'01' if n % 2 == 0 else '07'}": (count, 0) for n, count in enumerate(people)}
    return Drawn({"2017-01": (0, 0), until: (0, 1_000), **given})


@pytest.mark.parametrize(
    ("period", "value", "change", "beside"),
    [
        (
            "2019-S1",
            "6",
            "+20,0%",
            ["dari 5 (semester II 2018)", "semester I 2018: 4 (+50,0%)"],
        ),
        ("2018-S2", "5", "+25,0%", ["dari 4 (semester I 2018)", "semester II 2017: 3 (+66,7%)"]),
        # The year before a year is the period before it, and is told once.
        ("2019", "7", "-22,2%", ["dari 9 (tahun 2018)"]),
        ("2017-S1", "2", "", ["tidak ada data pembanding"]),
    ],
)
def test_an_earlier_period_is_told_once(
    looked: Looked, period: str, value: str, change: str, beside: list[str]
) -> None:
    kpi = kpis.number(looked(yearly(2, 3, 4, 5, 6, 1), period), "acquired")
    assert (kpi.value, kpi.change, kpi.beside.split(SEPARATOR)) == (value, change, beside)


@pytest.mark.parametrize(
    ("people", "target", "value", "beside"),
    [
        (0, 200, "0,0%", "dari target 200, kurang 200"),
        (1, 200, "0,5%", "dari target 200, kurang 199"),
        (3, 3, "100,0%", "dari target 3"),
        (3, 2, "150,0%", "dari target 2"),
        (3, 0, "–", "belum ada target untuk pilihan ini"),
        (3, None, "–", "belum ada target untuk pilihan ini"),
    ],
)
def test_what_part_of_the_target_is_reached(
    looked: Looked, people: int, target: int | None, value: str, beside: str
) -> None:
    """Nothing of a target is 0%, and no dash: the dash is for no target."""
    targets = () if target is None else (("2019-01", "acquired", target),)
    drawn = Drawn({"2018-12": (1, 0), "2019-01": (people, 0), "2019-06": (0, 1)}, targets)
    kpi = kpis.number(looked(drawn, "2019-S1"), "acquired_target_reached")
    assert (kpi.value, kpi.beside) == (value, beside)


def test_a_definition_has_its_parts_as_paragraphs_and_ends_with_where_the_data_came_from(looked: Looked) -> None:
    text = meaning(looked(Drawn({"2018-12": (1, 0), "2019-06": (1, 1)}), "2019-S1"), "acquired")
    parts = text.split("\n\n")
    assert [part.partition(":**")[0] for part in parts] == [
        *("**Definisi", "**Rumus", "**Tidak termasuk", "**Catatan", "**Sumber"),
    ]
    assert parts[-1].endswith("**Posisi:** 30 Juni 2019. **Versi data:** 1.")
