"""Whom to call since a fund ends, beside who changes status."""

from dataclasses import replace
from datetime import date

import polars as pl

from dashboard.figures.calls import CallAnswers, candidates, choice, stage, whose_fund_ends, why
from tests.support.drawn_answers import context, table

FUNDS = table("""
    agent_code agent office   name until      people amount
    A1         Siti  Kantor~1 APBD 2019-08-31 12     201600
    A2         Budi  Kantor~1 APBD 2019-08-31 1      16800
    A1         Siti  Kantor~1 CSR  2019-09-30 2      33600
""")
ANSWERS = CallAnswers(date(2019, 7, 1), table("id"), table("code"), {}, FUNDS)


def test_who_changes_status_and_whose_fund_ends_is_called_for_both() -> None:
    words = context().words
    row = {"agent_code": "A1", "to_status": "due_for_removal", "fund": None}
    apbd, csr = "dana APBD berakhir 31 Agustus 2019: 12 peserta", "dana CSR berakhir 30 September 2019: 2 peserta"
    assert why(words, row, ANSWERS) == f"Jatuh nonaktif; {apbd}; {csr}"
    assert why(words, row | {"agent_code": "A9"}, ANSWERS) == "Jatuh nonaktif"


def test_every_agent_whose_fund_ends_stands_in_the_list_with_the_smallest_act() -> None:
    listing = whose_fund_ends(context(), ANSWERS)
    assert listing.title == "Dana yang berakhir: 2 agen membina 15 peserta yang dibayarnya."
    act = (
        "Semua yang dibayarnya membayar sendiri atau dibayar dana lain, atau kelanjutan dananya dinyatakan, "
        "paling lambat 31 Agustus 2019"
    )
    assert listing.table.height == 3
    assert listing.table.row(0) == ("A1", "Siti", "APBD", date(2019, 8, 31), 12, act, "Kantor 1")


CHANGES = table("""
    code name office   day        from_status to_status        stage  act         act_until  met_by
    A2   Budi Kantor~1 2019-08-01 active      dormant_retained coming acquisition 2019-07-31 -
    A1   Siti Kantor~1 2019-09-01 active      slowing          coming acquisition 2019-08-31 -
    A1   Siti Kantor~1 2019-08-01 active      slowing          met    -           -          acquisition
    A3   Tuti Kantor~1 2019-08-01 slowing     dormant_retained coming acquisition 2019-07-31 -
    A3   Tuti Kantor~1 2019-08-01 slowing     due_for_removal  met    -           -          payment
    A4   Umar Kantor~1 2019-08-01 slowing     due_for_removal  coming payment     2019-07-31 -
    A4   Umar Kantor~1 2019-08-01 slowing     due_for_removal  met    -           -          payment
""").with_columns(uncertain=pl.lit(False))


def test_whose_fund_ends_alone_is_planned_after_who_changes_status() -> None:
    """Each agent once, by the fund that ends first; not who has a call already, nor for a status who has acted: that
    call would be closed at once."""
    words = context().words
    answers = CallAnswers(
        date(2019, 9, 1),
        table("agent_code stage"),
        CHANGES,
        {},
        FUNDS,
        {"A1": "active", "A2": "active", "A3": "active"},
    )
    rows = candidates(answers).select("code", "fund", "act", "act_until", "people", "to_status", "stage").rows()
    assert rows == [
        ("A2", None, "acquisition", date(2019, 7, 31), None, "dormant_retained", "coming"),
        ("A3", None, "acquisition", date(2019, 7, 31), None, "dormant_retained", "coming"),
        ("A1", "APBD", "payment", date(2019, 8, 31), 12, "active", "reached"),
    ]
    said = choice(words, candidates(answers).row(2, named=True))
    assert said.startswith("A1 · Siti · dana APBD berakhir 31 Agustus 2019: 12 peserta · Semua yang dibayarnya")
    busy = replace(answers, calls=pl.DataFrame({"agent_code": ["A1"], "stage": ["waiting"]}))
    assert candidates(busy)["code"].to_list() == ["A2", "A3"]


def test_a_call_for_a_fund_says_why_it_was_made_and_what_closed_it() -> None:
    words, row = (
        context().words,
        {"agent_code": "A9", "to_status": "active", "fund": "Desa", "closed_by": "nobody_left"},
    )
    assert why(words, row | {"act_until": date(2019, 6, 30)}, ANSWERS) == "Aktif; dana Desa berakhir 30 Juni 2019"
    assert stage(words, row) == "Selesai: tidak ada lagi peserta yang dibayar dana Desa"
    assert stage(words, row | {"closed_by": "goes_on"}) == "Selesai: dana Desa berlanjut"
