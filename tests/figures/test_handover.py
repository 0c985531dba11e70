"""Who can give participants away: an agent, or an office for all of its agents whose participants are left behind."""

import polars as pl

from dashboard.figures import handover
from dashboard.language.words import words_in

AGENTS = pl.DataFrame(
    [
        ("A2", "Budi", "K1", "Satu", "removed", True, False, False),
        ("A4", "Dewi", "K1", "Satu", "due_for_removal", True, True, False),
        ("A1", "Ani", "K1", "Satu", "active", False, True, False),
        ("A3", "Cici", "K2", "Dua", "active", False, True, False),
    ],
    ["code", "name", "office_code", "office", "status", "leaving", "listed", "uncertain"],
    orient="row",
)


def test_an_office_stands_for_its_agents_who_leave() -> None:
    sources = handover.sources(words_in("id"), AGENTS)
    *agents, office = sources
    assert agents == ["A2", "A4", "A1", "A3"]
    assert sources[office] == "Satu · semua agen yang jatuh nonaktif atau nonaktif (2 agen)"
    assert handover.givers(AGENTS, office) == handover.of_office(AGENTS, "K1") == {"A2", "A4"}
    assert handover.givers(AGENTS, "A1") == {"A1"}
    assert handover.of_office(AGENTS, "K2") == frozenset()
