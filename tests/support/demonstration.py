"""The demonstration branch read from its own files in plain Python, so that the oracle can answer for it."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from seed.demo import write
from tests.support.oracle import Oracle, number
from tests.support.worlds import Agent, Participant, Payment, World

FIRST, LAST = date(2019, 1, 1), date(2019, 6, 1)
NAMES = {"33.25": "Kabupaten Batang", "33.26": "Kabupaten Pekalongan", "33.27": "Kabupaten Pemalang"} | {
    "33.75": "Kota Pekalongan"
}


def world(folder: Path) -> World:
    """The rows of the demonstration of the standard size, which is written below the folder."""
    branch = write.write(folder)[0]
    return world_of([*branch.files, *branch.later])


def world_of(given: Iterable[Path]) -> World:
    """The rows of a demonstration's files; contributions of participants who are not in them are left out.

    Of those of the later load who takes over whom, what payments came to, and which memberships ended.
    """
    files = {file.stem: rows(file) for file in given}
    ids = {row["No KPJ"]: n for n, row in enumerate(files["peserta"], 1)}
    corrected = {_payment_key(row): row for row in files.get("iuran-koreksi", [])}
    paid = [corrected.get(_payment_key(row), row) for row in files["iuran"]]
    ends = {row["No KPJ"]: _end(row) for row in files.get("peserta-berakhir", [])}
    return World(
        offices={row["Kode Kantor"]: row["Kode Wilayah"] for row in files["kantor"]},
        agents=_agents(files["agen"]),
        participants=[
            Participant(
                ids[row["No KPJ"]],
                row["Kode Perisai"],
                _day(row["Tgl Daftar"]),
                row["Sektor"],
                nik=row["NIK"],
                ended_on=ends.get(row["No KPJ"]),
                end_reason="other" if row["No KPJ"] in ends else None,
            )
            for row in files["peserta"]
        ],
        payments=[
            Payment(
                ids[row["No KPJ"]],
                _month(row["BLTH"]),
                _day(row["Tgl Bayar"]),
                *_numbers(row),
                payer=row.get("Sumber Iuran"),
            )
            for row in paid
            if row["No KPJ"] in ids
        ],
        takeovers=[
            (ids[row["No KPJ"]], _day(row["Tgl Alih"]), row["Kode Perisai"]) for row in files.get("alih-pembina", [])
        ],
    )


def _payment_key(row: dict[str, str]) -> tuple[str, ...]:
    return row["No KPJ"], row["BLTH"], row["Tgl Bayar"]


def _agents(rows: list[dict[str, str]]) -> list[Agent]:
    """A row an agent, and one more for each move, with its day."""
    later = [row for row in rows if row["Berlaku Sejak"]]
    moves = {row["Kode Perisai"]: ((_day(row["Berlaku Sejak"]), row["Kode Kantor"]),) for row in later}
    return [
        Agent(
            row["Kode Perisai"],
            row["Kode Kantor"],
            _day(row["Tgl Daftar"]),
            _left(row["Tgl Nonaktif"]),
            moves.get(row["Kode Perisai"], ()),
            ((_day(row["Tgl Aktif Kembali"]), None),) if row["Tgl Aktif Kembali"] else (),
        )
        for row in rows
        if not row["Berlaku Sejak"]
    ]


def rows(file: Path) -> list[dict[str, str]]:
    """The rows below the heading, which stands below the title; a TOTAL row is none of them."""
    lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    start = next(n for n, line in enumerate(lines) if len([cell for cell in line if cell]) > 1)
    return [
        dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :] if line and "TOTAL" not in line[0]
    ]


def _day(text: str) -> date:
    return datetime.strptime(text, "%d-%m-%Y").date()


def _left(text: str) -> date | None:
    return _day(text) if text else None


def _month(text: str) -> date:
    return datetime.strptime(text, "%m-%Y").date()


def _payer(row: dict[str, str]) -> str | None:
    return row.get("Sumber Iuran")


def _numbers(row: dict[str, str]) -> tuple[int, int]:
    return int(row["Jumlah Bulan"]), int(row["Nominal Iuran"].replace(".", ""))


def half_year(of: World, wilayah: str | None = None) -> Oracle:
    """The oracle of the first half of 2019, of one wilayah or of all."""
    return Oracle(of, number(FIRST), number(LAST), number(LAST), frozenset({wilayah}) if wilayah else None)


def _end(row: dict[str, str]) -> date:
    return _day(row["Tgl Meninggal"] or row["Tgl Berhenti"])
