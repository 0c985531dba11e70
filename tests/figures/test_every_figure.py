"""Every declared figure, asked and drawn of one small branch: what its title says, and that its numbers have a kind."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.figures import caption, funds, registry
from dashboard.view.address import Choice
from tests.figures.conftest import Drawn, Looked

BRANCH = Drawn(
    {"2018-03": (3, 500_000), "2018-09": (4, 900_000), "2019-01": (2, 600_000), "2019-03": (5, 1_000_000)},
    payer="CSR Bank",
    ends=date(2019, 12, 31),
)
SHARE = "Pada bulan ke-6 sesudah daftar, 14,3% peserta masih terlindungi"
WORTH = "Iuran untuk bulan ke-6 sesudah daftar bernilai 180,0% dari iuran pertama"
PACE = "menurut laju semester lalu berakhir"
TITLES = {
    "acquired_by_month": "7 peserta diakuisisi pada semester I 2019 sampai 31 Maret 2019, "
    "terbanyak pada Maret 2019 (5)",
    "cumulative_received": "Iuran semester I 2019 sampai 31 Maret 2019 mencapai Rp1,6 juta",
    "received_parts": "Rp0 dibayar peserta baru semester I 2019 sampai 31 Maret 2019, Rp1,6 juta peserta sebelumnya",
    "acquired_by_wilayah": "Akuisisi terbanyak di Kabupaten Batang: 7 dari 7 peserta (100,0%)",
    "received_by_wilayah": "Penerimaan terbanyak di Kabupaten Batang: Rp1,6 juta dari Rp1,6 juta (100,0%)",
    "acquired_by_sector": "Nelayan sektor terbanyak: 7 dari 7 peserta (100,0%)",
    "agents_by_status": "1 dari 1 agen terdaftar aktif; 0 agen dorman, tetap terdaftar",
    "wilayah_map": "Akuisisi terbanyak di Kabupaten Batang: 7 dari 7 peserta",
    "pace_acquired": f"7 peserta sampai Maret 2019; {PACE} 7 (7–9)",
    "pace_received": f"Rp1,6 juta sampai Maret 2019; {PACE} Rp1,6 juta (Rp1,6 juta–Rp2 juta)",
    **{f"persistency_{by}_people": SHARE for by in ("cohort", "wilayah", "sector", "payer", "agent")},
    **{f"persistency_{by}_rupiah": WORTH for by in ("cohort", "wilayah", "sector", "agent")},
    "acquired_by_office": "Akuisisi terbanyak di K1: 7 dari 7 peserta (100,0%)",
    "stopped_by_office": "Tidak ada peserta yang berhenti membayar",
    "stopped_by_agent": "Tidak ada peserta yang berhenti membayar",
    "fund_cliff_people": "1 peserta aktif; tersisa 0 bila dana-dana berakhir dan tidak ada yang meneruskan",
    "fund_cliff_rupiah": "Iuran sebulan Rp1 juta; tersisa Rp0 bila dana-dana berakhir dan tidak ada yang meneruskan",
    "coverage": "1 peserta aktif = 0,1% dari 700 (BPU, 2018)",
    "agent_funnel": "Terlalu sedikit agen atau akuisisi untuk membandingkan laju",
    "agent_grid": "Setiap agen mengakuisisi peserta pada semester I 2019 sampai 31 Maret 2019",
    "dormant_timeline": "Tidak ada agen dorman yang tetap terdaftar",
    "one_agent_acquired": "14 peserta diakuisisi, April 2017–Maret 2019",
    "one_agent_covered": "1 peserta terlindungi pada Maret 2019, paling banyak 1 selama April 2017–Maret 2019",
    "one_agent_sectors": "Nelayan sektor terbanyak: 14 dari 14 peserta",
}
PLACES = {"latitude", "longitude"}
OF_SEVERAL = {"acquired_by_wilayah", "received_by_wilayah", "wilayah_map", "acquired_by_office"}
"""What this branch of one office does not draw."""


@pytest.mark.parametrize("name", registry.FIGURES)
def test_it_is_drawn_of_what_it_asks(looked: Looked, name: str) -> None:
    """The first semester of 2019, which has come to March, with the agent's page open."""
    view, declared = replace(looked(BRANCH, "2019-S1"), choice=Choice(agent="A1")), registry.FIGURES[name]
    figure = declared.draw(caption.context(view), declared.ask(view))
    assert declared.runs(view) == (name not in OF_SEVERAL), "of one area there is no bar of 100% and no map of one tile"
    assert (figure.id, figure.title) == (name, TITLES.get(name, figure.title))
    assert figure.labels.keys() == set(figure.table.columns)
    numbers = {column for column, kind in figure.table.schema.items() if kind.is_numeric()}
    assert numbers - PLACES <= declared.kinds.keys(), "a number without a kind is written as it comes"
    assert set(declared.adds) <= numbers


def test_what_stands_beside_is_of_the_period_before(looked: Looked) -> None:
    view = looked(BRANCH, "2019-S1")
    previous = {
        name: registry.FIGURES[name].draw(caption.context(view), registry.FIGURES[name].ask(view)).table["previous"]
        for name in ("acquired_by_month", "acquired_by_wilayah", "received_by_wilayah", "acquired_by_sector")
    }
    assert {name: column.to_list() for name, column in previous.items()} == {
        "acquired_by_month": [0, 0, 4],
        "acquired_by_wilayah": [4],
        "received_by_wilayah": [900_000],
        "acquired_by_sector": [4],
    }


@pytest.mark.parametrize(("payer", "says"), [("CSR Bank", True), ("Mandiri", False)])
def test_without_a_stated_end_the_cliff_stays_away_and_what_to_enter_is_said(
    looked: Looked, payer: str, says: bool
) -> None:
    view = looked(replace(BRANCH, payer=payer, ends=None), "2019-S1")
    assert not funds.runs(view)
    assert funds.to_state(view).startswith(f"Belum dinyatakan sampai kapan {payer} membayar.") == says
    assert funds.to_state(view.for_press()) == ""
