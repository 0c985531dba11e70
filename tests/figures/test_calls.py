"""Whom to call since a fund ends, beside who changes status."""

from datetime import date

from dashboard.figures.calls import CallAnswers, whose_fund_ends, why
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
    row = {"agent_code": "A1", "to_status": "due_for_removal"}
    apbd, csr = "dana APBD berakhir 31 Agustus 2019: 12 peserta", "dana CSR berakhir 30 September 2019: 2 peserta"
    assert why(words, row, ANSWERS) == f"Jatuh nonaktif; {apbd}; {csr}"
    assert why(words, row | {"agent_code": "A9"}, ANSWERS) == "Jatuh nonaktif"


def test_every_agent_whose_fund_ends_stands_in_the_list_with_the_smallest_act() -> None:
    listing = whose_fund_ends(context(), ANSWERS)
    assert listing.title == "Dana yang berakhir: 2 agen membina 15 peserta yang dibayarnya."
    act = "Satu peserta membayar sendiri, atau kelanjutan dananya dinyatakan, paling lambat 31 Agustus 2019"
    assert listing.table.height == 3
    assert listing.table.row(0) == ("A1", "Siti", "APBD", date(2019, 8, 31), 12, act, "Kantor 1")
