"""What the demonstration branch brings after its first files: people handed over, payments corrected, lists of agents.

The agent who moved leaves their earlier participants to one who stays at the old office. Some payments of April 2019
came first without the part for old age, and come again as they were paid. One participant has died, two memberships
have ended otherwise. The application's lists of the half year follow contributions that came in: who lives on
prepayment is not on them, though the rule keeps them; who is due for removal still is, for nobody has taken them off;
and one code is nobody's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from queries.periods import shift
from seed.demo.people import RATES, DemoPayment, Person
from seed.demo.plan import BY_LUCK, LAST, Agent, Fate

CORRECTED = shift(LAST, -2)
"""The month in which the payments were made that come again."""

TAKEN_OVER_ON = date(2019, 5, 15)
_SINCE_MOVE, _WRONG, _LISTS, _UNKNOWN = 3, 5, 6, "AX0099"
"""Months from the move to the end; payments that come wrong first; lists, one a month up to the last; a listed code
that the branch does not know."""

_ENDS = ((True, "29-06-2019;;"), (True, ";29-06-2019;Pindah ke penerima upah"), (False, ";29-06-2019;Klaim JHT"))
"""Of who is protected in the last month, or not: the cells of death, end and reason."""

HEADERS = {
    "alih-pembina": "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program;Tgl Alih",
    "iuran-koreksi": "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran",
    "daftar-aplikasi": "Bulan;Kode Perisai",
    "peserta-berakhir": "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program;Tgl Meninggal;Tgl Berhenti;Alasan Berhenti",
}
"""Each file's columns, by its name."""


@dataclass
class SecondLoad:
    """What comes later, gathered while the first files are written: rows by file, each agent's months with a payment.

    `heir`: who takes over from whom (codes), if there is somebody.
    """

    months: int
    heir: tuple[str, str] | None
    rows: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in HEADERS})
    paid: set[tuple[str, int]] = field(default_factory=set)


def gathering(agents: Sequence[Agent], months: int) -> SecondLoad:
    """Nothing gathered yet."""
    return SecondLoad(months, _heir(agents))


def _heir(agents: Sequence[Agent]) -> tuple[str, str] | None:
    moved = next((one for one in agents if one.moved), None)
    stays = (one for one in agents if moved and one is not moved and one.office == moved.office)
    steady = (one for one in stays if one.fate in BY_LUCK and one.registered_on < date(2019, 1, 1) and not one.before)
    heir = next(steady, None)
    return (moved.code, heir.code) if moved and heir else None


def registered(later: SecondLoad, agent: Agent, one: Person, row: str) -> None:
    """Hand somebody over who was registered before the move. `row`: of the first file, without the agent."""
    if later.heir and agent.code == later.heir[0] and one.month < later.months - _SINCE_MOVE:
        later.rows["alih-pembina"].append(f"{later.heir[1]};{row};{TAKEN_OVER_ON:%d-%m-%Y}")


def paid(later: SecondLoad, agent: Agent, one: Person, payment: DemoPayment, row: str) -> int:
    """What the first file says of a payment: its amount, or too little, so that it is to come again.

    `row`: of the first file, without the amount.
    """
    if payment.month >= later.months - _LISTS - 2:
        later.paid.add((agent.code, payment.month))
    again = later.rows["iuran-koreksi"]
    if one.program != "JKK+JKM+JHT" or payment.month != later.months - 3 or len(again) == _WRONG:
        return payment.amount
    again.append(f"{row};{payment.amount}")
    return RATES["JKK+JKM"] * payment.months


def ended(later: SecondLoad, agent: Agent, one: Person, paid: Sequence[DemoPayment], row: str) -> None:
    """End a few memberships after the last payment: two of who is protected in the last month, one of who is not.

    `paid`: all payments of theirs; `row`: of the first file, without the agent.
    """
    number = len(later.rows["peserta-berakhir"])
    if number == len(_ENDS) or agent.fate not in BY_LUCK or (later.heir and agent.code == later.heir[0]) or not paid:
        return
    protected = any(payment.blth + payment.months >= later.months for payment in paid)
    needed, cells = _ENDS[number]
    if protected is needed and one.month < later.months - _LISTS:
        later.rows["peserta-berakhir"].append(f"{agent.code};{row};{cells}")


def list_agents(later: SecondLoad, agents: Sequence[Agent], counts: Sequence[Sequence[int]]) -> None:
    """Write down whom the application lists in each month of the half year. `counts`: acquired, agents × months."""
    for month in range(later.months - _LISTS, later.months):
        last = f"{shift(LAST, month - later.months + 1):%m-%Y}"
        codes = [one.code for one, row in zip(agents, counts, strict=True) if _listed(later, one, row, month)]
        later.rows["daftar-aplikasi"] += [f"{last};{code}" for code in [*codes, _UNKNOWN]]


def _listed(later: SecondLoad, agent: Agent, acquired: Sequence[int], month: int) -> bool:
    if agent.since > month:
        return False
    recent = range(max(0, month - 2), month + 1)
    busy = any(acquired[one] or (agent.code, one) in later.paid for one in recent) or agent.since in recent
    return busy or agent.fate is Fate.LAPSED


def files(later: SecondLoad) -> Iterator[tuple[str, list[str]]]:
    """The files that have a row: name and rows."""
    return ((name, rows) for name, rows in later.rows.items() if rows)
