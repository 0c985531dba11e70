"""A branch that does not exist, of any size, written as the files that a branch brings.

Nothing of it is real: agents are numbers, every NIK begins with 99 and every KPJ with 1900, which nobody has, and the
title row of each file says that it is a demonstration. The default is the article's branch (domain, section 1): 32
agents, 10 offices, four kabupaten/kota, 1.313 acquired in January to June 2019, about Rp114 juta received.

1.313 comes out exactly because it is apportioned to agents and months (demo_plan), the rupiah because the share of
participants who go on paying is solved for (demo_people). All else, by month, place, sector and agent, is synthetic.
One agent moved to an office in another kabupaten/kota, another one left and came back. What comes after the first load,
which has all of them, stands in a folder of its own: see later.py. With it the figures are the article's.
One agent is due for removal: the contributions of their participants ran until March 2019, so that on 30 June three
months have just passed and nobody has taken them off the list yet.

The same arguments give the same bytes, on any platform and Python.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import NamedTuple, TextIO

from queries.periods import shift
from seed.demo import later
from seed.demo.later import SecondLoad
from seed.demo.people import STANDARD_MONTHS, Person, everyone, payments, solved, staying
from seed.demo.plan import AGENTS, LAST, PLACES, Agent, acquisitions, apportion, offices, proportion, staff

SEED = 2019
LIMITS = {"agents": (1, 10_000), "months": (6, 120), "branches": (1, 325), "contributions_factor": (1, 1_000)}
"""Least and most of what `write` takes."""

_HEADERS = {
    "kantor": "Kode Kantor;Nama Kantor;Kode Wilayah",
    "agen": "Kode Perisai;Nama Agen;Kode Kantor;Tgl Daftar;Tgl Nonaktif;Tgl Aktif Kembali;Berlaku Sejak",
    "peserta": "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program",
    "iuran": "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran;Sumber Iuran",
    "target": "Semester;Kode Wilayah;Ukuran;Nilai",
    "penyebut": "Penyebut;Tahun;Kode Wilayah;Jumlah;Sumber;Definisi",
    "sumber-iuran": "Sumber Iuran;Sejak;Sampai",
}
_FUNDS = {
    "Pengurus RT/RW": ("APBD Kota Contoh", "01-01-2019", "31-12-2019"),
    "Petani": ("APBDes Contoh", "01-01-2018", "31-08-2019"),
}
"""Who pays for the participants of a sector, and from when until when: the first end is near enough on the day after
the data's last to be said on the first screen. All others pay themselves."""

LATER = "susulan"
"""The folder of the second load's files, beside those of the first."""

_TARGETS = {"akuisisi": (1_400, 5), "penerimaan": (120_000_000, 100_000), "peserta aktif": (1_000, 5)}
"""Of the article's size, for the half year, by measure; and the unit that each place's is rounded to."""

_GONE_FOR, _RECENT = 12, 5
"""Months before the end: until when somebody who never paid had registered; since when they return with a new KPJ."""

_MOST_PEOPLE = 9_999_999


class DemoError(ValueError):
    """A size that the demonstration cannot have; the message says what it may be."""


class DemoBranch(NamedTuple):
    """One branch written. `files` in the order in which they depend on each other; `later`: those of the next load."""

    code: str
    name: str
    files: tuple[Path, ...]
    later: tuple[Path, ...]


def write(
    folder: Path,
    *,
    agents: int = AGENTS,
    months: int = STANDARD_MONTHS,
    branches: int = 1,
    seed: int = SEED,
    contributions_factor: int = 1,
) -> list[DemoBranch]:
    """Write the demonstration's files, a folder a branch below `folder`, and say which.

    `agents` and `months` (which end with June 2019) are of each branch; `contributions_factor` is how many times the
    participants, and so the payments, each agent has. Rows go to disk agent by agent. Raises DemoError on a size
    outside LIMITS.
    """
    given = {"agents": agents, "months": months, "branches": branches, "contributions_factor": contributions_factor}
    for name, (least, most) in LIMITS.items():
        if not least <= given[name] <= most:
            raise DemoError(f"{name}={given[name]}: use {least} to {most}")
    share = solved(seed)
    written = []
    for n in range(branches):
        code, name = ("DEMO", "Contoh") if branches == 1 else (f"DEMO-{n + 1:03d}", f"Contoh {n + 1}")
        place = folder / code
        place.mkdir(parents=True, exist_ok=True)
        files = tuple(place / f"{kind}.csv" for kind in _HEADERS)
        after = _write_branch(files, agents, months, contributions_factor, share, Random(seed + 1_000_003 * n))
        written.append(DemoBranch(code, name, files, _write_later(place / LATER, after)))
    return written


def _write_branch(
    files: tuple[Path, ...], size: int, months: int, factor: int, share: float, rng: Random
) -> SecondLoad:
    """Write the first files; what comes later."""
    agents = staff(size, months, rng)
    after = later.gathering(agents, months)
    counts = acquisitions(agents, months, factor, rng)
    if sum(map(sum, counts)) > _MOST_PEOPLE:
        raise DemoError(f"more than {_MOST_PEOPLE} participants in a branch: fewer agents, months or contributions")
    with ExitStack() as stack:
        opened = [
            stack.enter_context(_open(file, header)) for file, header in zip(files, _HEADERS.values(), strict=True)
        ]
        kantor, agen, peserta, iuran, target, penyebut, sumber = opened
        kantor.writelines(f"{one.code};{one.name};{one.wilayah}\r\n" for one in offices(size))
        agen.writelines(f"{row}\r\n" for one in agents for row in _agent_rows(one))
        _write_people(peserta, iuran, everyone(agents, counts, rng), after, staying(share, months))
        target.writelines(f"{row}\r\n" for row in _target_rows(size, factor))
        penyebut.writelines(f"{row}\r\n" for row in _denominator_rows(size, factor))
        sumber.writelines(f"{';'.join(one)}\r\n" for one in _FUNDS.values())
    later.list_agents(after, agents, counts)
    return after


def _write_later(folder: Path, after: SecondLoad) -> tuple[Path, ...]:
    """Write the files that come later and have a row, in a folder of their own: they are another load."""
    folder.mkdir(exist_ok=True)
    written = []
    for name, rows in later.files(after):
        written.append(folder / f"{name}.csv")
        with _open(written[-1], later.HEADERS[name]) as opened:
            opened.writelines(f"{row}\r\n" for row in rows)
    return tuple(written)


def _open(file: Path, header: str) -> TextIO:
    """The file with its title rows and header, as an office's spreadsheet writes them."""
    title, blank = file.stem.upper().replace("-", " "), ";" * header.count(";")
    opened = file.open("w", encoding="utf-8-sig", newline="", buffering=1 << 20)
    opened.write(f"LAPORAN {title} - DATA DEMONSTRASI{blank}\r\n{blank}\r\n{header}\r\n")
    return opened


def _agent_rows(one: Agent) -> Iterator[str]:
    """A row, and a second one of who moved: the office since when."""
    registered, *others = (f"{day:%d-%m-%Y}" for day in (*(one.before or ()), one.registered_on))
    days = ";".join([registered, *(others or ("", ""))])
    yield f"{one.code};{one.name};{one.office.code};{days};"
    if one.moved:
        since, office = one.moved
        yield f"{one.code};{one.name};{office.code};{days};{since:%d-%m-%Y}"


def _write_people(
    peserta: TextIO, iuran: TextIO, people: Iterator[tuple[Agent, Person]], after: SecondLoad, left: list[float]
) -> None:
    months = after.months
    calendar = [f"{shift(LAST, n - months + 1):%m-%Y}" for n in range(months)]
    days = [f"{day:02d}-" for day in range(32)]
    rupiah: dict[int, str] = {}
    total, gone, returned = 0, "", False
    for agent, one in people:
        kpj = f"1900{one.number:07d}"
        nik = f"99{one.number * 7919 % 1_000_000:06d}{one.number:08d}"
        if not gone and one.stays == -1 and one.month <= months - _GONE_FOR:
            gone = nik
        elif gone and not returned and one.month >= months - _RECENT:
            nik, returned = gone, True
        row = f"{days[one.day]}{calendar[one.month]};{kpj};{nik};{one.sector};{one.program}"
        peserta.write(f"{agent.code};{row}\r\n")
        later.registered(after, agent, one, row)
        paid, payer = list(payments(one, left)), _FUNDS.get(one.sector, ("Mandiri",))[0]
        later.ended(after, agent, one, paid, row)
        for payment in paid:
            row = f"{kpj};{calendar[payment.blth]};{payment.months};{days[payment.day]}{calendar[payment.month]}"
            amount = later.paid(after, agent, one, payment, row)
            nominal = rupiah.get(amount) or rupiah.setdefault(amount, _dotted(amount))
            iuran.write(f"{row};{nominal};{payer}\r\n")
            total += amount
    iuran.write(f"TOTAL;;;;{_dotted(total)};\r\n")


def _dotted(amount: int) -> str:
    """16800 as 16.800."""
    return f"{amount:,}".replace(",", ".")


def _denominator_rows(agents: int, factor: int) -> Iterator[str]:
    """Workers of each place who are nobody's employees, in two years; invented, and written alike in both languages."""
    places = [one.wilayah for one in offices(agents)]
    for year, each in ((2018, 1_600), (2019, 1_700)):
        for wilayah in PLACES:
            if count := places.count(wilayah):
                people = _dotted(count * each * factor)
                yield f"BPU;{year};{wilayah};{people};Contoh;Sakernas: status 1, 2, 5, 6"


def _target_rows(agents: int, factor: int) -> Iterator[str]:
    """Each place's share of the half year's targets, by its number of offices."""
    places = [one.wilayah for one in offices(agents)]
    weights = [places.count(wilayah) for wilayah in PLACES]
    for measure, (whole, unit) in _TARGETS.items():
        shares = apportion(proportion(whole // unit, agents) * factor, weights)
        for wilayah, share in zip(PLACES, shares, strict=True):
            if share:
                yield f"2019-S1;{wilayah};{measure};{_dotted(share * unit)}"
